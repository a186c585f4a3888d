package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.People;
import dev.menshen.Printed;
import dev.menshen.TestDoor;
import dev.menshen.accounts.AccountState;
import dev.menshen.accounts.GroupName;
import dev.menshen.cli.EchoApp;
import dev.menshen.cli.ProxyProcess;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody with a Chromium at an application that knows nothing of signing in, behind a real proxy that asks Menshen:
 * under a name of its own, with one sign-in for all names of the house, and under a path of the door's own name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GateIT {

    private static final String DEEP = "/page?a=1&b=2%26c";

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.startInIntranet("example.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "caddy"})
    void anApplicationOfAnotherName(String proxy) {
        ProxyProcess.demand(proxy);
        int port = ProxyProcess.freePort();
        try (TestDoor door = TestDoor.open("captcha", "off", "cookie-domain", "example.test");
                EchoApp app = EchoApp.open()) {
            String wiki = "http://wiki.example.test:" + port;
            URI known = URI.create("http://door.example.test:" + door.uri().getPort());
            String[] words = {
                proxy,
                "--app",
                wiki,
                "--to",
                app.url(),
                "--door",
                known.toString(),
                "--gate",
                door.uri().toString(),
                "--cookie-domain",
                "example.test"
            };
            try (ProxyProcess running =
                    ProxyProcess.start(proxy, port, Printed.proxy(words).text())) {
                comesAndGoes(chromium.at(door, known), door, app, wiki, known + "");
                assertThat(running.said()).doesNotContain("panic");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "caddy"})
    void anApplicationUnderAPath(String proxy) {
        ProxyProcess.demand(proxy);
        int port = ProxyProcess.freePort();
        try (TestDoor door = TestDoor.open("captcha", "off", "base-path", "/door");
                EchoApp app = EchoApp.open()) {
            String here = "http://portal.example.test:" + port;
            String[] words = {
                proxy,
                "--app",
                here + "/wiki/",
                "--to",
                app.url(),
                "--gate",
                door.uri().toString(),
                "--base-path",
                "/door"
            };
            try (ProxyProcess running =
                    ProxyProcess.start(proxy, port, Printed.proxy(words).text())) {
                comesAndGoes(chromium.at(door, URI.create(here)), door, app, here + "/wiki", here + "/door");
                assertThat(running.said()).doesNotContain("panic");
            }
        }
    }

    private static void comesAndGoes(Person person, TestDoor door, EchoApp app, String wiki, String ours) {
        String base = URI.create(ours).getPath();
        People.register(door, "张三", "13800138000", base);
        long id =
                door.accounts().find(door.accounts().login("张三")).orElseThrow().id();
        door.accounts().setGroups(id, Set.of(GroupName.read("开发").orElseThrow()));

        signsIn(person, wiki, ours);
        assertThat(received(person, "Remote-User")).isEqualTo("张三");
        assertThat(received(person, "Remote-Name")).isEqualTo("张三");
        assertThat(received(person, "Remote-Groups")).isEqualTo("开发");
        assertThat(page(person)).contains("a=1&b=2%26c HTTP/1.1").doesNotContain("menshen");

        // A script of the application's own page cannot make itself somebody else.
        String forging =
                "fetch('?forged', {headers: {'Remote-User': 'admin', 'Remote-Groups': 'admins', 'Remote_User': 'admin'}})"
                        + ".then(r => r.text()).then(arguments[0])";
        Object forged = person.driver().executeAsyncScript(forging);
        assertThat(forged)
                .asString()
                .contains("Remote-User: %E5%BC%A0%E4%B8%89")
                .doesNotContain("admin");

        // The session ends while the page is open: its scripts are told, and get no page in place of their data.
        door.accounts().setState(id, AccountState.DISABLED);
        int before = app.heard().size();
        Object told = person.driver()
                .executeAsyncScript(
                        "fetch('?data').then(async r => [r.status, r.redirected, r.headers.get('location'), await r.text()])"
                                + ".then(arguments[0])");
        assertThat(told).asInstanceOf(InstanceOfAssertFactories.LIST).satisfies(all -> {
            assertThat(all.subList(0, 2)).isEqualTo(List.of(401L, false));
            assertThat((String) all.get(2)).startsWith(ours + "/login?next=");
            assertThat((String) all.get(3)).doesNotContain("<html");
        });
        assertThat(app.heard()).hasSize(before);
        door.accounts().setState(id, AccountState.ACTIVE);

        signsIn(person, wiki, ours);
        person.driver().get(ours + "/");
        person.clickInHeader("退出");
        person.until("is out", () -> !person.header().contains("张三"));
        int reached = app.heard().size();
        person.driver().get(wiki + "/next");
        arrives(person, ours + "/login?next=");
        assertThat(app.heard()).hasSize(reached);
    }

    private static void signsIn(Person person, String wiki, String ours) {
        person.driver().get(wiki + DEEP);
        arrives(person, ours + "/login?next=");
        person.type("username", "张三");
        person.type("password", People.PASSWORD);
        person.submit();
        person.until(
                "is at the deep link",
                () -> (wiki + DEEP).equals(person.driver().getCurrentUrl()));
    }

    private static void arrives(Person person, String start) {
        person.until(
                "arrives at " + start,
                () -> String.valueOf(person.driver().getCurrentUrl()).startsWith(start));
    }

    private static String received(Person person, String header) {
        List<String> values = page(person)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(header.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(header.length() + 1).strip())
                .toList();
        assertThat(values).as(header).hasSize(1);
        return URLDecoder.decode(values.get(0), StandardCharsets.UTF_8);
    }

    private static String page(Person person) {
        return person.text("body");
    }
}
