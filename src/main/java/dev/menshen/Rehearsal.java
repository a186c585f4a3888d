package dev.menshen;

import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A start that nobody sees: a door of its own, in a new folder and on loopback, that one person walks through and that is
 * gone after it. The launcher has Java watch it, and write down for later starts what is loaded.
 */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger("menshen");

    /** It takes some seconds; whatever holds it up must not do so for ever. */
    private static final long MOST_SECONDS = 120;

    private static final int GIVEN_UP = 1;

    private static final int MOST_TRIES = 100;

    private static final List<String> PAGES =
            List.of("/", "/login", "/login/sms", "/register", "/reset", "/image/code", "/audio/code", "/health");

    private final URI door;
    private final String password;
    private String cookie = "";

    private Rehearsal(URI door, String password) {
        this.door = door;
        this.password = password;
    }

    /** Starts, walks, and ends; the end of the program, whatever brings it, leaves nothing behind. */
    static void run() {
        try {
            Path folder = Files.createTempDirectory("menshen-rehearsal");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "rehearsal-end"));
            giveUpInTime(folder);
            start(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void giveUpInTime(Path folder) {
        Thread watch = new Thread(
                () -> {
                    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
                    while (System.nanoTime() < end) {
                        LockSupport.parkNanos(end - System.nanoTime());
                    }
                    // Halting runs no hook.
                    delete(folder);
                    Runtime.getRuntime().halt(GIVEN_UP);
                },
                "rehearsal-limit");
        watch.setDaemon(true);
        watch.start();
    }

    private static void start(Path folder) throws IOException {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        values.put(Setting.LISTEN, "127.0.0.1:0");
        values.put(Setting.DATA, folder.resolve("data").toString());
        values.put(Setting.CAPTCHA, "off");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Menshen plugin = Main.plugin(values, config -> config.out = nowhere);
        Javalin app = Main.door(values, plugin).start();
        try {
            String password = plugin.house().warmUp().tokens().token();
            new Rehearsal(URI.create("http://127.0.0.1:" + app.port()), password).walk();
        } finally {
            app.stop();
        }
    }

    private void walk() throws IOException {
        for (String page : PAGES) {
            ask("GET", page, Map.of(), 200);
        }
        ask(
                "POST",
                "/register",
                Map.of(
                        "username",
                        "rehearsal",
                        "email",
                        "rehearsal@example.com",
                        "mobile_phone",
                        "13800138000",
                        "password",
                        password,
                        "confirm_password",
                        password),
                200);
        ask("POST", "/login", Map.of("username", "rehearsal", "password", password + "?"), 422);
        ask("POST", "/login", Map.of("username", "rehearsal", "password", password), 200);
        ask("GET", "/", Map.of(), 200);
        ask("GET", "/session/me", Map.of(), 200);
        ask("GET", "/gate/nginx", Map.of(), 200);
        ask("POST", "/logout", Map.of(), 200);
    }

    /** Asks as the page's own script does, whoever was let in before, and wants this status. */
    private void ask(String verb, String path, Map<String, String> form, int wanted) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) door.resolve(path).toURL().openConnection();
        connection.setRequestMethod(verb);
        connection.setRequestProperty("Accept", verb.equals("GET") ? "text/html" : "application/json");
        connection.setRequestProperty("X-Original-URL", door + "/page");
        connection.setRequestProperty("X-Original-Method", "GET");
        connection.setRequestProperty("Cookie", cookie);
        if (verb.equals("POST")) {
            connection.setDoOutput(true);
            try (OutputStream body = connection.getOutputStream()) {
                body.write(written(form).getBytes(StandardCharsets.US_ASCII));
            }
        }
        int status = connection.getResponseCode();
        if (status != wanted) {
            throw new IllegalStateException(verb + " " + path + " was answered with " + status);
        }
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            answer.readAllBytes();
        }
        for (String set : connection.getHeaderFields().getOrDefault("Set-Cookie", List.of())) {
            if (set.startsWith("menshen=")) {
                cookie = set.substring(0, set.indexOf(';'));
            }
        }
    }

    private static String written(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Again and again, for a door that is cut off may be writing still. */
    private static void delete(Path folder) {
        for (int tries = 0; Files.exists(folder) && tries < MOST_TRIES; tries++) {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException changed) {
                LOG.debug("not deleted at once: {}", changed.getMessage());
            }
        }
    }
}
