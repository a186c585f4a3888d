package dev.menshen.bench;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures the built jar beside a bare Javalin handler, in turns, and prints a Markdown table. Only the ratios say
 * anything on a machine that others use too.
 *
 * <p>{@code src/test/tools/bench} runs it.
 * System properties: {@code bench.java}, the Java that runs both; {@code bench.rounds}, {@code bench.seconds} and
 * {@code bench.connections}.
 */
public final class Bench {

    private static final String JAVA =
            System.getProperty("bench.java", JarProcess.thisJava().toString());
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 3));
    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 16);

    private static final Map<String, String> PAGE = Map.of("Accept", "text/html", "Accept-Language", "en");

    private Bench() {}

    /** Prints a row for each thing measured. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("bench");
        try (JarProcess door =
                start(folder, "-jar", JarProcess.JAR.toString(), "--listen", "127.0.0.1:0", "--captcha", "off")) {
            Browser alice = new Browser(door.uri()).asScript();
            alice.post("/register", People.form("alice", "13800138000"));
            alice.post("/login", Map.of("username", "alice", "password", People.PASSWORD));
            String cookie = "menshen=" + alice.cookie("menshen").orElseThrow();
            int home = alice.with("Accept", "text/html").get("/").bytes().length;
            int login = new Browser(door.uri()).get("/login").bytes().length;
            try (JarProcess small = bare(folder, home);
                    JarProcess large = bare(folder, login)) {
                System.out.println("| what | limit | Menshen | ratio (least–most) | goal | |");
                System.out.println("|---|---|---|---|---|---|");
                Map<String, String> asked =
                        Map.of("Cookie", cookie, "X-Original-Method", "GET", "X-Original-URL", door.uri() + "page?a=1");
                row(new Pair(
                        "gate check, signed in",
                        new Load(small.uri().resolve("/204"), asked, 204),
                        new Load(door.uri().resolve("/gate/nginx"), asked, 200),
                        0.90));
                row(new Pair(
                        "home page, signed in (" + home + " bytes)",
                        new Load(small.uri().resolve("/text"), PAGE, 200),
                        new Load(door.uri(), Map.of("Accept", "text/html", "Cookie", cookie), 200),
                        0.75));
                row(new Pair(
                        "sign-in page, anonymous (" + login + " bytes)",
                        new Load(large.uri().resolve("/text"), PAGE, 200),
                        new Load(door.uri().resolve("/login"), PAGE, 200),
                        0.75));
            }
        }
    }

    private static void row(Pair pair) {
        System.out.println(pair.row(ROUNDS, TIME, CONNECTIONS));
    }

    private static JarProcess bare(Path folder, int size) {
        String path = JarProcess.JAR
                + System.getProperty("path.separator")
                + Path.of("target/test-classes").toAbsolutePath();
        return start(folder, "-cp", path, BareJavalin.class.getName(), Integer.toString(size));
    }

    private static JarProcess start(Path folder, String... arguments) {
        List<String> program = new ArrayList<>(List.of(JAVA));
        program.addAll(List.of(arguments));
        return JarProcess.start(program, folder);
    }
}
