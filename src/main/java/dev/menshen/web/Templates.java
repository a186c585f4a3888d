package dev.menshen.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import io.javalin.http.Context;

/** The templates, compiled at build time, so that no compiler is needed to run. */
public final class Templates {

    private final TemplateEngine engine;

    public Templates() {
        engine = TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.menshen.templates");
    }

    /** Answers with a page: the template's name without its ending, and the one record it shows. */
    public void page(Context ctx, int status, String template, Object model) {
        PageOutput output = new PageOutput();
        engine.render(template + ".jte", model, output);
        ctx.status(status).contentType("text/html;charset=utf-8").result(output.read());
    }
}
