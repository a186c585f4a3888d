package dev.menshen.bench;

import dev.menshen.captcha.CaptchaImage;
import dev.menshen.store.RedisUrl;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.RedisClient;

/** The limit that everything is measured against: a Javalin that does nothing but answer, each handler one thing alone. */
public final class BareJavalin {

    /** What to draw begins with this. */
    static final String PICTURE = "picture:";

    private BareJavalin() {}

    /**
     * Answers {@code /204} with nothing, and what else it is told to: {@code picture:} and a seed to draw captchas in the
     * hand of a house, {@code hashes} to hash, a number for a text of so many bytes, the address of a Redis for one GET from there; prints where.
     */
    public static void main(String[] args) {
        Javalin app = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.showOldJavalinVersionWarning = false;
                    config.jetty.host = "127.0.0.1";
                    config.jetty.port = 0;
                    config.routes.get("/204", ctx -> ctx.status(204));
                    for (String arg : args) {
                        answer(config.routes, arg);
                    }
                })
                .start();
        System.out.println("Menshen is open at http://127.0.0.1:" + app.port() + "/");
    }

    private static void answer(RoutesConfig routes, String what) {
        switch (what) {
            case "hashes" -> hashes(routes);
            default -> {
                if (what.startsWith("redis:")) {
                    lookUps(routes, what);
                } else if (what.startsWith(PICTURE)) {
                    drawings(routes, Long.parseLong(what.substring(PICTURE.length())));
                } else {
                    String text = "x".repeat(Integer.parseInt(what));
                    routes.get("/text/" + what, ctx -> ctx.html(text));
                }
            }
        }
    }

    private static void drawings(RoutesConfig routes, long seed) {
        CaptchaImage image = new CaptchaImage(seed);
        routes.get("/picture", ctx -> {
            SplittableRandom random =
                    new SplittableRandom(ThreadLocalRandom.current().nextLong());
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < CaptchaImage.LENGTH; i++) {
                letters.append(CaptchaImage.ALPHABET.charAt(random.nextInt(CaptchaImage.ALPHABET.length())));
            }
            ctx.contentType("image/png").result(image.png(letters.toString(), 1, random));
        });
    }

    private static void hashes(RoutesConfig routes) {
        BareHashes hashes = new BareHashes();
        routes.get("/hashes/{threads}/{millis}", ctx -> {
            int threads = Integer.parseInt(ctx.pathParam("threads"));
            ctx.result(hashes.run(threads, Duration.ofMillis(Long.parseLong(ctx.pathParam("millis")))));
        });
    }

    /** As long a text as a session is. */
    private static void lookUps(RoutesConfig routes, String redis) {
        RedisClient client = RedisUrl.of(redis).client();
        client.set("bench", "1 1700000000 1700000000 -cw10.0.0.1 person1");
        routes.get("/redis", ctx -> ctx.result(client.get("bench")));
    }
}
