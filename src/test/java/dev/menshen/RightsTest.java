package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.accounts.AccountState;
import dev.menshen.accounts.Accounts;
import dev.menshen.store.Race;
import dev.menshen.web.Server;
import dev.menshen.web.TrustedProxies;
import io.javalin.Javalin;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of those who are in when their account changes. */
class RightsTest {

    private static final Map<String, String> ALICE = Map.of("username", "alice", "password", People.PASSWORD);

    private final Menshen menshen = new Menshen(
            door -> door.set("data", TestDoor.newFolder().toString()).set("captcha", "off"));
    private Javalin app;
    private Accounts accounts;
    private long alice;

    @BeforeEach
    void open() {
        app = Javalin.create(config -> {
                    Server.configure(config, "127.0.0.1", 0, TrustedProxies.read("127.0.0.1"));
                    config.registerPlugin(menshen);
                })
                .start();
        accounts = menshen.house().accounts();
        assertThat(browser()
                        .post("/register", People.form("alice", "13800138000"))
                        .status())
                .isEqualTo(200);
        alice = accounts.find(accounts.login("alice")).orElseThrow().id();
    }

    @AfterEach
    void close() {
        app.stop();
    }

    @Test
    void aDisabledAccountsAccessEndsWithTheNextRequestInEveryBrowser() {
        List<Browser> in = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Browser browser = browser();
            assertThat(browser.post("/login", ALICE).status()).isEqualTo(200);
            in.add(browser);
        }
        accounts.setState(alice, AccountState.DISABLED);
        assertThat(in).allMatch(browser -> browser.get("/session/me").status() == 401);
        assertThat(browser().post("/login", ALICE).badFields()).containsExactly("form");
        accounts.setState(alice, AccountState.ACTIVE);
        assertThat(in).allMatch(browser -> browser.get("/session/me").status() == 401);
        assertThat(browser().post("/login", ALICE).status()).isEqualTo(200);
    }

    @Test
    void whoeverIsBeingLetInWhileTheAccountIsDisabledIsNotIn() throws Exception {
        List<Browser> browsers = Collections.synchronizedList(new ArrayList<>());
        List<Integer> statuses = Race.of(6, i -> {
            if (i == 0) {
                accounts.setState(alice, AccountState.DISABLED);
                return 0;
            }
            // Each from elsewhere, for of many at once from one place not all are listened to.
            Browser browser = browser().with("X-Forwarded-For", "10.0.0." + i);
            browsers.add(browser);
            return browser.post("/login", ALICE).status();
        });
        assertThat(statuses).isSubsetOf(0, 200, 422, 503);
        assertThat(browsers)
                .hasSize(5)
                .allMatch(browser -> browser.get("/session/me").status() == 401);
    }

    @Test
    void whoeverIsBeingLetInByAPasswordThatIsJustChangedIsNotIn() throws Exception {
        Browser owner = browser();
        owner.post("/login", ALICE);
        List<Browser> browsers = Collections.synchronizedList(new ArrayList<>());
        Map<String, String> change = Map.of(
                "old_password",
                People.PASSWORD,
                "password",
                "another battery 电池",
                "confirm_password",
                "another battery 电池");
        List<Integer> statuses = Race.of(6, i -> {
            if (i == 0) {
                return owner.post("/account/password", change).status();
            }
            // Each from elsewhere, for of many at once from one place not all are listened to.
            Browser browser = browser().with("X-Forwarded-For", "10.0.0." + i);
            browsers.add(browser);
            return browser.post("/login", ALICE).status();
        });
        assertThat(statuses.get(0)).isEqualTo(200);
        assertThat(browsers)
                .hasSize(5)
                .allMatch(browser -> browser.get("/session/me").status() == 401);
        assertThat(owner.get("/session/me").status()).isEqualTo(200);
    }

    private Browser browser() {
        return new Browser(URI.create("http://127.0.0.1:" + app.port())).asScript();
    }
}
