package dev.menshen.bench;

import io.javalin.Javalin;

/** The limit that everything is measured against: a Javalin that does nothing but answer. */
public final class BareJavalin {

    private BareJavalin() {}

    /** Answers {@code /204} with nothing, and {@code /text/N} with a text of N bytes; prints where. */
    public static void main(String[] args) {
        Javalin app = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.showOldJavalinVersionWarning = false;
                    config.jetty.host = "127.0.0.1";
                    config.jetty.port = 0;
                    config.routes.get("/204", ctx -> ctx.status(204));
                    int size = args.length == 0 ? 0 : Integer.parseInt(args[0]);
                    String text = "x".repeat(size);
                    config.routes.get("/text", ctx -> ctx.html(text));
                })
                .start();
        System.out.println("Menshen is open at http://127.0.0.1:" + app.port() + "/");
    }
}
