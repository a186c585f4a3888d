package dev.menshen.bench;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.cli.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

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

    /** As every configuration that is printed names it. */
    private static final String DOOR = "http://wiki.lan";

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
                        Map.of("Cookie", cookie, "X-Original-Method", "GET", "X-Original-URL", DOOR + "/page?a=1");
                row(new Pair(
                        "gate check, signed in",
                        new Load(small.uri().resolve("/204"), asked, 204),
                        new Load(door.uri().resolve("/gate/nginx?door=" + DOOR), asked, 200),
                        0.90));
                behindNginx(door.uri(), small.uri(), cookie);
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

    /** The same behind a real nginx, which asks either about every request for a small file of its own. */
    @SuppressWarnings("try")
    private static void behindNginx(URI door, URI bare, String cookie) throws IOException {
        Path folder = Files.createTempDirectory("bench-nginx");
        Files.writeString(folder.resolve("file"), "hello");
        int port = ProxyProcess.freePort();
        String server = "server { listen 127.0.0.1:" + port + "; keepalive_requests 1000000000;\n"
                + asking("door", door, "/gate/nginx?door=" + DOOR, folder) + asking("bare", bare, "/204", folder)
                + "}\n"
                + upstream("door", door) + upstream("bare", bare);
        try (ProxyProcess nginx = ProxyProcess.start("nginx", port, server)) {
            URI at = URI.create("http://127.0.0.1:" + port);
            row(new Pair(
                    "gate check behind nginx (`auth_request`)",
                    new Load(at.resolve("/bare/file"), Map.of("Cookie", cookie), 200),
                    new Load(at.resolve("/door/file"), Map.of("Cookie", cookie), 200),
                    0.90));
        } catch (TestAbortedException none) {
            System.out.println("| gate check behind nginx | – | – | – | ≥ 0.90 | not measured: no nginx here |");
        }
    }

    private static String asking(String name, URI uri, String path, Path folder) {
        return String.join(
                "\n",
                "location /" + name + "/ { auth_request /ask-" + name + "; alias " + folder + "/; }",
                "location = /ask-" + name + " { internal; proxy_pass http://" + name + path + ";",
                "  proxy_pass_request_body off; proxy_http_version 1.1; proxy_set_header Connection \"\";",
                "  proxy_set_header Content-Length \"\"; proxy_set_header Host " + uri.getAuthority() + ";",
                "  proxy_set_header X-Original-Method $request_method;",
                "  proxy_set_header X-Original-URL http://wiki.lan$request_uri; }",
                "");
    }

    private static String upstream(String name, URI uri) {
        return "upstream " + name + " { server " + uri.getAuthority() + "; keepalive 32; }\n";
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
