package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.store.CannotOpen;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The door in somebody else's application, under a prefix, with routes and error handlers of its own. */
class PluginTest {

    private static final AtomicReference<String> SEEN = new AtomicReference<>("");

    private static Javalin app;

    @BeforeAll
    static void start() {
        app = Javalin.create(config -> {
                    config.jetty.host = "127.0.0.1";
                    config.jetty.port = 0;
                    config.startup.showJavalinBanner = false;
                    config.registerPlugin(new Menshen(door -> door.set("base-path", "/door")
                            .set("data", TestDoor.newFolder().toString())
                            .set("captcha", "off")));
                    config.routes.before(
                            "/wiki", ctx -> SEEN.set(Menshen.visitor(ctx).name().orElse("nobody")));
                    config.routes.get("/wiki", PluginTest::hello);
                    config.routes.post("/wiki", PluginTest::hello);
                    config.routes.get("/broken", ctx -> {
                        throw new IllegalArgumentException("theirs");
                    });
                    config.routes.exception(
                            IllegalArgumentException.class,
                            (e, ctx) -> ctx.status(418).result("their exception"));
                    config.routes.error(404, ctx -> ctx.result("their 404"));
                })
                .start();
    }

    @AfterAll
    static void stop() {
        app.stop();
    }

    private static void hello(Context ctx) {
        ctx.result("hello " + Menshen.visitor(ctx).name().orElse("nobody"));
    }

    @Test
    void theirRoutesAndErrorHandlersGoOnWorking() {
        Browser browser = browser();
        assertThat(browser.get("/wiki").body()).isEqualTo("hello nobody");
        assertThat(browser.get("/broken").status()).isEqualTo(418);
        assertThat(browser.get("/broken").body()).isEqualTo("their exception");
        assertThat(browser.get("/nothing").status()).isEqualTo(404);
        assertThat(browser.get("/nothing").body()).isEqualTo("their 404");
        assertThat(browser.get("/wiki").header("content-security-policy")).isEmpty();
    }

    @Test
    void theirRoutesKnowWhoIsThere() {
        Browser browser = browser().asScript();
        assertThat(browser.post("/door/register", People.form("张三", "13800138000"))
                        .data())
                .isEqualTo("/door/login");
        Browser.Answer in =
                browser.post("/door/login", Map.of("username", "张三", "password", People.PASSWORD, "next", "/wiki"));
        assertThat(in.data()).isEqualTo("/wiki");
        assertThat(browser.get("/wiki").body()).isEqualTo("hello 张三");
        assertThat(SEEN.get()).isEqualTo("张三");
        assertThat(browser.post("/door/logout", Map.of()).data()).isEqualTo("/door/");
        assertThat(browser.get("/wiki").body()).isEqualTo("hello nobody");
    }

    @Test
    void ourPagesAreUnderThePrefixAndLinkToThemselvesThere() {
        Browser browser = browser();
        browser.visit("/door/login?lang=en").sees("action=\"/door/login\"").sees("href=\"/door/asset/menshen.");
        assertThat(browser.page().header("content-security-policy")).isPresent();
        assertThat(browser.get("/login").status()).isEqualTo(404);
        assertThat(browser.get("/door/image/code").header("content-type")).contains("image/png");
        assertThat(browser.get("/door/audio/code").header("content-type")).contains("audio/wav");
    }

    @Test
    void underAContextPathItsPagesAndTheCookieThatComesBackToThemAreThere() {
        Javalin under = Javalin.create(config -> {
                    config.jetty.host = "127.0.0.1";
                    config.jetty.port = 0;
                    config.startup.showJavalinBanner = false;
                    config.router.contextPath = "/house";
                    config.registerPlugin(new Menshen(door -> door.set("base-path", "/door")
                            .set("data", TestDoor.newFolder().toString())
                            .set("captcha", "off")));
                })
                .start();
        try {
            Browser browser = new Browser(URI.create("http://127.0.0.1:" + under.port())).asScript();
            browser.post("/house/door/register", People.form("alice", "13800138000"));
            Browser.Answer in =
                    browser.post("/house/door/login", Map.of("username", "alice", "password", People.PASSWORD));
            assertThat(in.data()).isEqualTo("/house/door/");
            assertThat(in.header("set-cookie", "menshen_try=").orElseThrow()).contains("Path=/house/door/login;");
        } finally {
            under.stop();
        }
    }

    @Test
    void theCrossSiteRuleIsForOurFormsAndNotForTheirs() {
        Browser browser = browser().asScript().with("Sec-Fetch-Site", "cross-site");
        assertThat(browser.post("/door/login", Map.of()).status()).isEqualTo(403);
        assertThat(browser.post("/wiki", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void ourFailuresNeverReachTheirExceptionHandlers() {
        Browser browser = browser().asScript();
        assertThat(browser.post("/door/login", "text/plain", "x").status()).isEqualTo(415);
        assertThat(browser.get("/door/image/code?id=%3C").status()).isEqualTo(400);
        assertThat(browser.post("/door/register", Map.of()).status()).isEqualTo(422);
    }

    @Test
    void theGateAnswersThereToo() {
        Browser browser = browser().asScript();
        assertThat(browser.post("/door/register", People.form("李四", "13900139000"))
                        .status())
                .isEqualTo(200);
        browser.post("/door/login", Map.of("username", "李四", "password", People.PASSWORD));
        Browser asked = browser.with("X-Original-Method", "GET").with("X-Original-URL", "http://wiki.lan/page");
        assertThat(asked.get("/door/gate/nginx").header("remote-user")).hasValue("%E6%9D%8E%E5%9B%9B");
        browser.post("/door/logout", Map.of());
        assertThat(asked.get("/door/gate/nginx").status()).isEqualTo(401);
    }

    @Test
    void developmentModeStartsOnLoopbackOnly() {
        Javalin near = dev("127.0.0.1").start();
        near.stop();
        Javalin far = dev("0.0.0.0");
        assertThatThrownBy(far::start).hasStackTraceContaining("loopback");
        far.stop();
    }

    @Test
    void aStartThatFailedLeavesTheDataToTheNextOne() {
        Path data = TestDoor.newFolder();
        assertThatThrownBy(() -> Javalin.create(config -> config.registerPlugin(
                        new Menshen(door -> door.set("data", data.toString()).set("redis", "redis://127.0.0.1:1")))))
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("redis://127.0.0.1:1");
        TestDoor.open(data, InstantSource.system()).close();
    }

    private static Javalin dev(String host) {
        return Javalin.create(config -> {
            config.jetty.host = host;
            config.jetty.port = 0;
            config.startup.showJavalinBanner = false;
            config.registerPlugin(new Menshen(door ->
                    door.set("dev", "on").set("data", TestDoor.newFolder().toString())));
        });
    }

    private static Browser browser() {
        return new Browser(URI.create("http://127.0.0.1:" + app.port()));
    }
}
