package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.RawClient;
import dev.menshen.TestDoor;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is not a route of ours is not there: no file of the disk or the jar, nothing left over, no other verb. */
class NothingElseTest {

    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void noPathLeadsToAFile() {
        String css = new Assets().path("menshen.css");
        for (String up : List.of(
                "..", "%2e%2e", ".%2e", "..;", "%252e%252e", "..%5c", "..\\", "%c0%ae%c0%ae", "..%00", "....//")) {
            for (String file :
                    List.of("menshen.db", "house.key", "etc/passwd", "META-INF/MANIFEST.MF", "menshen.css")) {
                for (String start : List.of("/asset/", "/asset/../", "/", "//")) {
                    isNotThere(start + up + "/" + file);
                    isNotThere(start + up + "%2f" + file);
                    isNotThere(start + up + "/" + up + "/" + up + "/" + up + "/" + file);
                }
            }
        }
        for (String path : List.of(
                "/asset",
                "/asset/",
                "/asset/.",
                "/asset/menshen.css",
                css + "/x",
                css + "%00",
                css + "%00.txt",
                css + ";x=y",
                css + ".",
                css + "~",
                css.toUpperCase(Locale.ROOT),
                "/asset//" + css.substring(7),
                "/asset/%2fetc%2fpasswd",
                "/asset/" + door.data() + "/menshen.db",
                "/asset/file:" + door.data() + "/menshen.db",
                "/asset/asset/menshen.css",
                door.data() + "/menshen.db")) {
            isNotThere(path);
        }
    }

    @Test
    void nothingIsLeftOver() {
        for (String path : List.of(
                ".git/HEAD",
                ".git/config",
                ".svn/entries",
                ".env",
                ".DS_Store",
                ".htaccess",
                ".well-known/",
                ".mvn/jvm.config",
                "menshen.db",
                "menshen.db-wal",
                "data/menshen.db",
                "house.key",
                "menshen.properties",
                "menshen.jar",
                "backup.zip",
                "backup.sql",
                "login.bak",
                "login~",
                "login.jte",
                "templates/login.jte",
                "db/sqlite/V1__account.sql",
                "pom.xml",
                "WEB-INF/web.xml",
                "META-INF/maven/",
                "simplelogger.properties",
                "messages_en.properties",
                "common-passwords.txt",
                "robots.txt",
                "crossdomain.xml",
                "phpinfo.php",
                "server-status",
                "actuator",
                "actuator/env",
                "actuator/heapdump",
                "debug",
                "trace",
                "console",
                "h2-console",
                "swagger-ui.html",
                "openapi.json",
                "api",
                "graphql",
                "jolokia",
                "test",
                "dev",
                "dev/sms",
                "sms/fake",
                "send/sms/fake",
                "image/code/answer",
                "audio/code/answer",
                "audio",
                "captcha",
                "admin",
                "user",
                "users",
                "setup",
                "install",
                "reset-db",
                "shutdown",
                "env",
                "config",
                "dump",
                "routes",
                "favicon.ico")) {
            isNotThere("/" + path);
        }
    }

    @Test
    void noVerbButTheRoutesOwnDoesAnything() {
        for (String verb : List.of(
                "TRACE",
                "TRACK",
                "PUT",
                "DELETE",
                "PATCH",
                "FOO",
                "OPTIONS",
                "PROPFIND",
                "get",
                "Post",
                "CONNECT",
                "DEBUG",
                "GET\u00e9")) {
            for (String path :
                    List.of("/", "/login", "/logout", "/image/code", "/audio/code", "/session/me", "/nothing", "*")) {
                String answer = ask(verb, path);
                assertThat(answer)
                        .as(verb + " " + path)
                        .matches("(?s)HTTP/1\\.1 (400|404|405) .*")
                        .doesNotContain("X-Echo");
            }
        }
        assertThat(ask("GET", "/logout")).startsWith("HTTP/1.1 405");
        assertThat(ask("POST", "/image/code")).startsWith("HTTP/1.1 405");
        assertThat(ask("POST", "/audio/code")).startsWith("HTTP/1.1 405");
        assertThat(ask("POST", "/session/me")).startsWith("HTTP/1.1 405");
        assertThat(ask("POST", "/health")).startsWith("HTTP/1.1 405");
    }

    private static void isNotThere(String path) {
        assertThat(ask("GET", path)).as(path).matches("(?s)HTTP/1\\.1 (400|404) .*");
    }

    private static String ask(String verb, String path) {
        return RawClient.ask(
                door.uri(),
                verb + " " + path
                        + " HTTP/1.1\r\nHost: a\r\nX-Echo: back\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
}
