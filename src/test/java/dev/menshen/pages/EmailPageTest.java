package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.accounts.AccountState;
import dev.menshen.audit.Book;
import dev.menshen.store.HandClock;
import dev.menshen.text.Language;
import dev.menshen.text.Messages;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmailPageTest {

    private static final String PAGE = "/account/email";
    private static final String OLD = "alice@example.lan";
    private static final String NEW = "Alice.Liddell@elsewhere.lan";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HandClock clock = new HandClock();
    private TestDoor door;
    private Browser alice;

    @BeforeEach
    void open() {
        door = TestDoor.open(clock, "captcha", "off");
        alice = People.member(door, "alice", "13800138000");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aNewAddressSignsInHoweverItIsSpeltAndTheOldOneDoesNot() {
        assertThat(alice.post(PAGE, form(NEW, People.PASSWORD)).data()).isEqualTo(PAGE + "?changed=yes");
        assertThat(signIn("alice.liddell@ELSEWHERE.lan").status()).isEqualTo(200);
        assertThat(signIn(OLD).badFields()).containsExactly("password");
        assertThat(alice.get("/session/me").status())
                .as("nobody is signed out by it")
                .isEqualTo(200);
    }

    @Test
    void theGateTellsItWithTheNextCheck() {
        assertThat(told(alice)).isEqualTo(OLD);
        alice.post(PAGE, form(NEW, People.PASSWORD));
        assertThat(told(alice)).isEqualTo(NEW);
        alice.post(PAGE, form("", People.PASSWORD));
        assertThat(told(alice)).isEmpty();
        alice.post(PAGE, form(OLD, People.PASSWORD));
        assertThat(told(alice)).isEqualTo(OLD);
    }

    @Test
    void aRemovedAddressSignsNobodyInAndIsFreeForOthers() {
        assertThat(alice.post(PAGE, form(" \u3000", People.PASSWORD)).data()).isEqualTo(PAGE + "?changed=yes");
        assertThat(signIn(OLD).badFields()).containsExactly("password");
        Browser bobby = People.member(door, "bobby", "13900139000");
        assertThat(bobby.post(PAGE, form(OLD, People.PASSWORD)).status()).isEqualTo(200);
        assertThat(alice.post(PAGE, form(OLD, People.PASSWORD)).badFields()).containsExactly("email");
    }

    @Test
    void allThatIsWrongIsNamedAtOnceAndNothingIsChanged() {
        assertThat(alice.post(PAGE, Map.of()).badFields()).containsExactlyInAnyOrder("email", "old_password");
        assertThat(alice.post(PAGE, Map.of("old_password", People.PASSWORD)).badFields())
                .as("an address that was not sent is not one that was taken out")
                .containsExactly("email");
        assertThat(alice.post(PAGE, form("alice@", " ")).badFields())
                .containsExactlyInAnyOrder("email", "old_password");
        assertThat(alice.post(PAGE, Map.of("email", NEW)).badFields()).containsExactly("old_password");
        for (String bad : List.of(
                "alice",
                "alice@",
                "@example.lan",
                "a b@example.lan",
                "alice@example..lan",
                "alice@example.lan,bobby@example.lan",
                "alice@example.lan\r\nBcc: bobby@example.lan",
                "alice\u0000@example.lan",
                "alice@" + "a".repeat(64) + ".lan",
                "a".repeat(250) + "@example.lan",
                "爱丽丝@example.lan",
                "<script>alert(1)</script>@example.lan")) {
            assertThat(alice.post(PAGE, form(bad, People.PASSWORD)).badFields())
                    .as(bad)
                    .containsExactly("email");
        }
        String password = Browser.encoded(Map.of("old_password", People.PASSWORD));
        for (String bad : List.of(
                "email=a%40b.lan&email=", "email=%ff%40b.lan", "email=a%4", "email=a%40b.lan&email=a%40b.lan")) {
            assertThat(alice.post(PAGE, FORM, bad + "&" + password).badFields())
                    .as(bad)
                    .containsExactly("email");
        }
        assertThat(alice.post(PAGE + "?email=a%40b.lan", FORM, password).badFields())
                .as("a query is no form")
                .containsExactly("email");
        assertThat(told(alice)).isEqualTo(OLD);
    }

    /** Each try tells whether somebody has the address. */
    @Test
    void soManyAddressesAnHourMayBeTriedByOneAccount() {
        Browser bobby = People.member(door, "bobby", "13900139000");
        for (int i = 0; i < 10; i++) {
            String address = i % 2 == 0 ? "bobby@example.lan" : "free" + i + "@example.lan";
            assertThat(alice.post(PAGE, form(address, People.PASSWORD)).status())
                    .isEqualTo(i % 2 == 0 ? 422 : 200);
        }
        for (String address : List.of("bobby@example.lan", "free@example.lan")) {
            Browser.Answer refused = alice.post(PAGE, form(address, People.PASSWORD));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("retry-after")).contains("3600");
            assertThat(refused.badFields()).containsExactly("form");
            assertThat(told(alice)).isEqualTo("free9@example.lan");
        }
        assertThat(alice.post(PAGE, form("", People.PASSWORD)).status())
                .as("which tells nothing")
                .isEqualTo(200);
        assertThat(bobby.post(PAGE, form(NEW, People.PASSWORD)).status()).isEqualTo(200);
        clock.pass(Duration.ofHours(1));
        assertThat(alice.post(PAGE, form(OLD, People.PASSWORD)).status()).isEqualTo(200);
    }

    @Test
    void oneThatSomebodyHasIsTakenHoweverItIsSpeltAndOnesOwnIsNot() {
        People.register(door, "bobby", "13900139000");
        for (String taken : List.of("bobby@example.lan", "BOBBY@Example.LAN", "ｂobby@example.lan")) {
            Browser.Answer answer = alice.with("Accept-Language", "en").post(PAGE, form(taken, People.PASSWORD));
            assertThat(answer.badFields()).as(taken).containsExactly("email");
            assertThat(answer.body()).contains(Messages.in(Language.EN).say("email.others"));
        }
        assertThat(told(alice)).isEqualTo(OLD);
        assertThat(alice.post(PAGE, form("ALICE@example.lan", People.PASSWORD)).status())
                .isEqualTo(200);
        assertThat(told(alice)).isEqualTo("ALICE@example.lan");
    }

    @Test
    void whatIsTakenIsToldOnlyToOneWhoHasThePassword() {
        People.register(door, "bobby", "13900139000");
        assertThat(alice.post(PAGE, form("bobby@example.lan", "not the password"))
                        .body())
                .isEqualTo(alice.post(PAGE, form("free@example.lan", "not the password"))
                        .body());
    }

    @Test
    void withoutThePasswordNobodyChangesItAndSixWrongOnesWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(alice.post(PAGE, form(NEW, "guess number " + i)).badFields())
                    .containsExactly("old_password");
        }
        Browser.Answer sixth = alice.post(PAGE, form(NEW, People.PASSWORD));
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.header("Retry-After")).contains("30");
        assertThat(told(alice)).isEqualTo(OLD);
        clock.pass(Duration.ofSeconds(31));
        assertThat(alice.post(PAGE, form(NEW, People.PASSWORD)).status()).isEqualTo(200);
    }

    @Test
    void wrongOnesHereAndAtThePasswordAreOneCount() {
        Map<String, String> change = new LinkedHashMap<>(form("", "not the password"));
        change.remove("email");
        change.put("password", "a wholly new 密码 battery");
        change.put("confirm_password", "a wholly new 密码 battery");
        for (int i = 0; i < 3; i++) {
            assertThat(alice.post(PAGE, form(NEW, "guess number " + i)).status())
                    .isEqualTo(422);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(alice.post("/account/password", change).status()).isEqualTo(422);
        }
        assertThat(alice.post(PAGE, form(NEW, People.PASSWORD)).status()).isEqualTo(429);
        assertThat(alice.post("/account/password", change).status()).isEqualTo(429);
    }

    @Test
    void aThiefOfASessionIsCountedWithoutTheOwnersMark() {
        Browser thief = door.browser()
                .asScript()
                .holding("menshen", alice.cookie("menshen").orElseThrow());
        for (int i = 0; i < 5; i++) {
            assertThat(thief.post(PAGE, form(NEW, "guess number " + i)).badFields())
                    .containsExactly("old_password");
        }
        assertThat(thief.post(PAGE, form(NEW, People.PASSWORD)).status()).isEqualTo(429);
        assertThat(told(alice)).isEqualTo(OLD);
        assertThat(alice.post(PAGE, form(NEW, People.PASSWORD)).status())
                .as("the owner has the mark")
                .isEqualTo(200);
    }

    @Test
    void nobodysAddressIsTheirPassword() {
        String password = "Battery.Staple.Horse";
        Map<String, String> change =
                Map.of("old_password", People.PASSWORD, "password", password, "confirm_password", password);
        assertThat(alice.post("/account/password", change).status()).isEqualTo(200);
        assertThat(alice.post(PAGE, form("battery.staple.horse@example.lan", password))
                        .badFields())
                .containsExactly("email");
        assertThat(told(alice)).isEqualTo(OLD);
        assertThat(alice.post(PAGE, form("battery@example.lan", password)).status())
                .isEqualTo(200);
    }

    @Test
    void whoIsNotSignedInIsAskedToAndLedBack() {
        Browser stranger = door.browser();
        Browser.Answer answer = stranger.get(PAGE);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).contains("/login?next=%2Faccount%2Femail");
        assertThat(answer.body()).isEmpty();
        assertThat(stranger.post(PAGE, form(NEW, People.PASSWORD)).status()).isEqualTo(401);
        assertThat(door.browser().asScript().get(PAGE).status()).isEqualTo(401);
    }

    @Test
    void aDisabledAccountChangesNothing() {
        door.accounts().setState(1, AccountState.DISABLED);
        assertThat(alice.post(PAGE, form(NEW, People.PASSWORD)).status()).isEqualTo(401);
        door.accounts().setState(1, AccountState.ACTIVE);
        assertThat(signIn(NEW).status()).isEqualTo(422);
        assertThat(signIn(OLD).status()).isEqualTo(200);
    }

    @Test
    void aFormFromAnotherSiteChangesNothing() {
        for (String site : List.of("cross-site", "same-site")) {
            Browser tricked = door.browser()
                    .asScript()
                    .holding("menshen", alice.cookie("menshen").orElseThrow())
                    .with("Sec-Fetch-Site", site);
            assertThat(tricked.post(PAGE, form(NEW, People.PASSWORD)).status()).isEqualTo(403);
        }
        assertThat(told(alice)).isEqualTo(OLD);
    }

    @Test
    void eachIsAnEventWithItsReasonAndWithoutTheAddress() {
        People.register(door, "bobby", "13900139000");
        alice.post(PAGE, form(NEW, "not the password"));
        alice.post(PAGE, form("bobby@example.lan", People.PASSWORD));
        alice.post(PAGE, form(NEW, People.PASSWORD));
        alice.post(PAGE, form("", People.PASSWORD));
        alice.post(PAGE, form("nonsense", People.PASSWORD));
        assertThat(door.logged().lines().filter(line -> line.contains(" event=email-changed ")))
                .hasSize(2);
        assertThat(Book.closed(door))
                .filteredOn(row -> row.startsWith("email"))
                .containsExactlyInAnyOrder(
                        "email-change-failed 1 alice password 127.0.0.1 wrong-password 1",
                        "email-change-failed 1 alice password 127.0.0.1 taken-email 1",
                        "email-changed 1 alice password 127.0.0.1  1",
                        "email-changed 1 alice password 127.0.0.1 removed 1");
        assertThat(door.logged()).doesNotContain(NEW, "bobby@example.lan");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void withoutJavaScriptThePageShowsWhatThereIsWhatIsWrongAndWhatWasDone(Language language) {
        Messages words = Messages.in(language);
        alice.with("Accept", "text/html").visit("/?lang=" + language.code());
        alice.sees("href=\"" + PAGE + "\"").sees(words.say("home.email"));
        alice.visit(PAGE)
                .sees("value=\"" + OLD + "\"")
                .sees("autocomplete=\"email\"")
                .sees("autocomplete=\"current-password\"")
                .sees("href=\"/reset\"");
        alice.fill("email", NEW).fill("old_password", "not the password").submit(PAGE);
        assertThat(alice.page().status()).isEqualTo(422);
        alice.sees(words.say("password.not-yours"))
                .sees("value=\"" + NEW + "\"")
                .seesNo("not the password");
        alice.fill("email", "alice@").fill("old_password", People.PASSWORD).submit(PAGE);
        alice.sees(words.say("email.malformed")).sees("value=\"alice@\"").seesNo(People.PASSWORD);
        alice.fill("email", NEW).fill("old_password", People.PASSWORD).submit(PAGE);
        assertThat(alice.path()).isEqualTo(PAGE + "?changed=yes");
        alice.sees(words.say("email.changed", NEW));
        alice.visit(PAGE).sees("value=\"" + NEW + "\"");
        alice.fill("email", "").fill("old_password", People.PASSWORD).submit(PAGE);
        alice.sees(words.say("email.removed"));
        alice.visit(PAGE).sees("name=\"email\"").seesNo(NEW).seesNo(OLD);
    }

    private static Map<String, String> form(String email, String password) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("email", email);
        form.put("old_password", password);
        return form;
    }

    private Browser.Answer signIn(String login) {
        return door.browser().asScript().post("/login", Map.of("username", login, "password", People.PASSWORD));
    }

    private String told(Browser browser) {
        return browser.with("X-Original-URL", door.uri() + "/wiki")
                .with("X-Original-Method", "GET")
                .get("/gate/nginx")
                .header("Remote-Email")
                .orElseThrow();
    }
}
