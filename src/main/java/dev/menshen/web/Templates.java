package dev.menshen.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The templates, compiled at build time, so that no compiler is needed to run. */
public final class Templates {

    private final TemplateEngine engine;

    public Templates() {
        engine = TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.menshen.templates");
        engine.setBinaryStaticContent(true);
    }

    /** Answers with a page: the template's name without its ending, and the one record it shows. */
    public void page(Context ctx, int status, String template, Object model) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        engine.render(template + ".jte", model, output);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(output.getContentLength());
        try {
            output.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ctx.status(status).contentType("text/html; charset=utf-8").result(bytes.toByteArray());
    }
}
