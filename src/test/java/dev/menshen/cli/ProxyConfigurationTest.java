package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Printed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code menshen proxy} prints, doubts and refuses. */
class ProxyConfigurationTest {

    private static final List<String> PROXIES = List.of("nginx", "caddy", "traefik");
    private static final String WIKI = "--app=https://wiki.example.lan";
    private static final String TO = "--to=http://10.0.0.7:3000";
    private static final String DOOR = "--door=https://door.example.lan";

    @Test
    void nothingIsLeftToFillIn() {
        for (String proxy : PROXIES) {
            for (String app :
                    List.of("https://wiki.example.lan", "http://10.0.0.1:81/a", "https://door.example.lan/w.x/")) {
                for (String to : List.of("http://10.0.0.7:3000", "https://in.lan/x/", "http://[::1]:1/a")) {
                    for (String base : List.of("/", "/door")) {
                        String text = Printed.proxy(proxy, "--app", app, "--to", to, DOOR, "--base-path", base)
                                .text();
                        assertThat(text)
                                .doesNotContain("{{", "}}", "[[", "]]", "null")
                                .contains(app, to);
                        assertThat(text).isEqualTo(text.strip() + "\n");
                    }
                }
            }
        }
    }

    @Test
    void whatCouldBreakOutOfTheSyntaxIsRefusedInOneLine() {
        List<String> hosts = List.of(
                "",
                "a b",
                "a\"b",
                "a'b",
                "a;b",
                "a{b",
                "a}b",
                "a$b",
                "a#b",
                "a`b",
                "a\nb",
                "a\rb",
                "a\tb",
                "a\\b",
                "a<b",
                "a|b",
                "a*",
                "*.a",
                ".a",
                "a.",
                "-a",
                "a-",
                "a..b",
                "u@a",
                "a:0",
                "a:65536",
                "a:b",
                "é",
                "a%20",
                "[::1",
                "[x]",
                "a\0",
                "a\u2028b",
                "a,b",
                "a)b",
                "a(b");
        List<String> bad = new ArrayList<>(List.of("wiki", "ftp://a", "//a", "http:/a", "javascript:a", "https//a"));
        hosts.forEach(host -> bad.add("http://" + host));
        List<String> paths = new ArrayList<>();
        for (String path : List.of(
                "/a b",
                "/a\"",
                "/a'",
                "/a;",
                "/{a}",
                "/$a",
                "/a#",
                "/a?b",
                "/`",
                "/a\n",
                "/a\\",
                "//",
                "/a//b",
                "/../a",
                "/a/..",
                "/./",
                "/%61",
                "/*",
                "/é",
                "/a(",
                "/a|b",
                "/a\u0000")) {
            paths.add("http://a" + path);
        }
        for (String url : bad) {
            refuses("option --app: ", "nginx", "--app=" + url, TO, DOOR);
            refuses("option --to: ", "caddy", WIKI, "--to=" + url, DOOR);
            refuses("option --door: ", "traefik", WIKI, TO, "--door=" + url);
            refuses("option --gate: ", "nginx", WIKI, TO, DOOR, "--gate=" + url);
        }
        for (String url : paths) {
            refuses("option --app: ", "caddy", "--app=" + url, TO, DOOR);
            refuses("option --to: ", "nginx", WIKI, "--to=" + url, DOOR);
        }
        refuses("option --door: ", "nginx", WIKI, TO, "--door=https://a/b");
        refuses("option --gate: ", "nginx", WIKI, TO, DOOR, "--gate=http://a/b");
        for (String groups : List.of("", ",", "a,,b", "a b", "a\"b", "a;b", "a}", "$a", "a\nb", "x".repeat(33))) {
            refuses("option --groups: ", "nginx", WIKI, TO, DOOR, "--groups=" + groups);
        }
    }

    @Test
    void whatIsMissingOrContradictsIsToldInOneLine() {
        refuses("which proxy", WIKI, TO, DOOR);
        refuses("proxy: 'apache' is not one of nginx, caddy, traefik", "apache", WIKI, TO, DOOR);
        refuses("proxy: 'Nginx'", "Nginx", WIKI, TO, DOOR);
        refuses("option --app is missing", "nginx", TO, DOOR);
        refuses("option --to is missing", "nginx", WIKI, DOOR);
        refuses("add --door https://door.example.lan, or set public-url", "nginx", WIKI, TO);
        refuses("add --gate http://127.0.0.1:8080", "nginx", WIKI, TO, DOOR, "--listen=127.0.0.1:0");
        refuses("public-url says: https://portal.lan", "nginx", WIKI, TO, DOOR, "--public-url=https://portal.lan");
        refuses("would ask itself", "nginx", WIKI, "--to=https://wiki.example.lan:443", DOOR);
        refuses("Menshen lives there", "nginx", WIKI, TO, "--door=https://wiki.example.lan");
        refuses("Menshen lives there", "caddy", "--app=http://a/door/", TO, "--base-path=/door");
    }

    @Test
    void theDoorIsTheSettingsOrTheHostThatTheApplicationIsUnder() {
        assertThat(Printed.proxy("nginx", WIKI, TO, "--public-url=https://portal.example.lan")
                        .text())
                .contains("/gate/nginx?door=https://portal.example.lan;");
        assertThat(Printed.proxy("caddy", "--app=https://intra.lan/wiki/", TO, "--base-path=/door")
                        .text())
                .contains("/door/gate/forward?door=https://intra.lan\n", "handle /door/* {", "handle /wiki/* {");
        assertThat(Printed.proxy("nginx", WIKI, TO, DOOR, "--listen=10.0.0.2:81", "--groups=staff,开发")
                        .text())
                .contains("server 10.0.0.2:81;", "&groups=staff,%E5%BC%80%E5%8F%91;");
        assertThat(Printed.proxy("traefik", WIKI, TO, DOOR, "--listen=[::]:81").text())
                .contains("http://127.0.0.1:81/gate/forward");
    }

    @Test
    void itSaysBeforehandWhatCannotWork() {
        doubts("set cookie-domain to a domain that both are under", WIKI, DOOR, "--gate-hosts=wiki.example.lan");
        doubts("set cookie-domain", "--app=https://a.lan", DOOR, "--cookie-domain=example.lan", "--gate-hosts=a.lan");
        doubts(
                "add wiki.example.lan:81 to gate-hosts",
                "--app=https://wiki.example.lan:81",
                "--door=https://wiki.example.lan");
        doubts(
                "let them see the application by https",
                "--app=http://wiki.example.lan",
                DOOR,
                "--cookie-domain=example.lan");
        doubts(
                "let it be https",
                "--app=https://wiki.example.lan",
                "--door=http://door.example.lan",
                "--cookie-domain=example.lan");
        for (List<String> good : List.of(
                List.of(WIKI, DOOR, "--cookie-domain=example.lan"),
                List.of("--app=http://10.0.0.1:81", "--door=http://10.0.0.1", "--gate-hosts=10.0.0.1"),
                List.of("--app=https://intra.lan/wiki"))) {
            assertThat(Printed.proxy(words(good)).doubts()).as(good.toString()).isEmpty();
            assertThat(Printed.proxy(words(good)).text()).doesNotContain("THIS CANNOT WORK");
        }
    }

    private static void doubts(String part, String... words) {
        ProxyConfiguration printed = Printed.proxy(words(Arrays.asList(words)));
        assertThat(printed.doubts()).singleElement().asString().contains(part).doesNotContain("\n");
        assertThat(printed.text())
                .contains("# THIS CANNOT WORK YET: " + printed.doubts().get(0));
    }

    private static String[] words(List<String> options) {
        List<String> words = new ArrayList<>(List.of("nginx", TO));
        words.addAll(options);
        return words.toArray(String[]::new);
    }

    private static void refuses(String part, String... words) {
        assertThatThrownBy(() -> Printed.proxy(words))
                .as(String.join(" ", words))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining(part)
                .message()
                .doesNotContainPattern("[\\p{Cntrl}\\u2028]");
    }
}
