package dev.menshen.bench;

import dev.menshen.JarProcess;
import dev.menshen.cli.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/** The gate check, beside a bare handler; and both behind a real nginx, which asks about every request. */
final class GateRows implements Rows {

    private static final double GOAL = 0.90;

    @Override
    public void measure(Ground ground) throws IOException, SQLException {
        try (House house = House.usual(ground);
                JarProcess bare = ground.bare(List.of())) {
            ground.print(
                    new Pair(
                            "gate check, signed in",
                            ground.rate(house.gate(bare.uri().resolve("/204"), 204)),
                            ground.rate(house.gate())),
                    GOAL);
            behindNginx(ground, house, bare.uri());
        }
    }

    @SuppressWarnings("try")
    private static void behindNginx(Ground ground, House house, URI bare) throws IOException {
        String what = "gate check behind nginx (`auth_request`)";
        try {
            Path folder = ground.folder();
            Files.writeString(folder.resolve("file"), "hello");
            int port = ProxyProcess.freePort();
            String server = "server { listen 127.0.0.1:" + port + "; keepalive_requests 1000000000;\n"
                    + asking("door", house.uri(), "/gate/nginx?door=" + House.APP, folder)
                    + asking("bare", bare, "/204", folder)
                    + "}\n"
                    + upstream("door", house.uri()) + upstream("bare", bare);
            try (ProxyProcess nginx = ProxyProcess.start("nginx", port, server)) {
                URI at = URI.create("http://127.0.0.1:" + port);
                Map<String, String> cookie = Map.of("Cookie", house.cookie());
                ground.print(
                        new Pair(
                                what,
                                ground.rate(at.resolve("/bare/file"), cookie, 200),
                                ground.rate(at.resolve("/door/file"), cookie, 200)),
                        GOAL);
            }
        } catch (TestAbortedException none) {
            ground.print(new Row(what, "–", "–", "–", "≥ " + GOAL, "not measured: no nginx here"));
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
                "  proxy_set_header X-Original-URL " + House.APP + "$request_uri; }",
                "");
    }

    private static String upstream(String name, URI uri) {
        return "upstream " + name + " { server " + uri.getAuthority() + "; keepalive 32; }\n";
    }
}
