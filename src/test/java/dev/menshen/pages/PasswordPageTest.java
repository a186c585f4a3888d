package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import dev.menshen.store.Race;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordPageTest {

    private static final String PAGE = "/account/password";
    private static final String NEW = "a wholly new 密码 battery";

    private final HandClock clock = new HandClock();
    private TestDoor door;
    private Browser alice;

    @BeforeEach
    void open() {
        door = TestDoor.open(clock);
        alice = People.member(door, "alice", "13800138000");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aChangedPasswordSignsInAndTheOldOneDoesNot() {
        assertThat(alice.post(PAGE, form(People.PASSWORD, NEW)).data()).isEqualTo(PAGE + "?changed=yes");
        assertThat(People.signIn(door, door.browser(), "alice").badFields()).containsExactly("password");
        Browser browser = door.browser().asScript();
        assertThat(browser.post("/login", People.login(door, browser, "alice", NEW))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everyOtherSessionEndsAndOnesOwnGetsANewId() {
        Browser other = door.browser();
        People.signIn(door, other, "alice");
        Browser remembered = door.browser().asScript();
        Map<String, String> login = People.login(door, remembered, "alice", People.PASSWORD);
        login.put("remember", "on");
        remembered.post("/login", login);
        String before = alice.cookie("menshen").orElseThrow();

        assertThat(alice.post(PAGE, form(People.PASSWORD, NEW)).status()).isEqualTo(200);
        assertThat(other.get("/session/me").status()).isEqualTo(401);
        assertThat(remembered.get("/session/me").status()).isEqualTo(401);
        assertThat(door.browser().holding("menshen", before).get("/session/me").status())
                .isEqualTo(401);
        assertThat(alice.cookie("menshen").orElseThrow()).isNotEqualTo(before);
        assertThat(alice.get("/session/me").status()).isEqualTo(200);
    }

    @Test
    void allThatIsWrongIsNamedAtOnceAndNothingIsChanged() {
        assertThat(alice.post(PAGE, Map.of()).badFields())
                .containsExactlyInAnyOrder("old_password", "password", "confirm_password");
        Map<String, String> bad = new LinkedHashMap<>(form("", "short"));
        bad.put("confirm_password", "other");
        assertThat(alice.post(PAGE, bad).badFields()).containsExactlyInAnyOrder("old_password", "password");
        for (String own : List.of("alice", "AliceAliceAlice", "alice@example.lan", "13800138000", "qwertyuiop")) {
            assertThat(alice.post(PAGE, form(People.PASSWORD, own)).badFields())
                    .as(own)
                    .containsExactly("password");
        }
        // Her name is no part of her mail, so that each rule has to find its own.
        Browser carol = People.member(door, "carol.w", "13900139000");
        for (String own : List.of("carol.wCarol.W", "mail13900139000@EXAMPLE.lan", "+86 139-0013-9000")) {
            assertThat(carol.post(PAGE, form(People.PASSWORD, own)).badFields())
                    .as(own)
                    .containsExactly("password");
        }
        Map<String, String> differing = form(People.PASSWORD, NEW);
        differing.put("confirm_password", NEW + "!");
        assertThat(alice.post(PAGE, differing).badFields()).containsExactly("confirm_password");
        assertThat(alice.get("/session/me").status()).isEqualTo(200);
        assertThat(People.signIn(door, door.browser(), "alice").status()).isEqualTo(200);
    }

    @Test
    void withoutTheOldOneNobodyChangesItAndSixWrongOnesWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(alice.post(PAGE, form("not the password", NEW)).badFields())
                    .containsExactly("old_password");
        }
        Browser.Answer sixth = alice.post(PAGE, form(People.PASSWORD, NEW));
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.header("Retry-After")).contains("30");
        clock.pass(Duration.ofSeconds(31));
        assertThat(alice.post(PAGE, form(People.PASSWORD, NEW)).status()).isEqualTo(200);
    }

    @Test
    void aThiefOfASessionIsCountedWithoutTheOwnersMark() {
        Browser thief = door.browser()
                .asScript()
                .holding("menshen", alice.cookie("menshen").orElseThrow());
        for (int i = 0; i < 5; i++) {
            assertThat(thief.post(PAGE, form("guess number " + i, NEW)).badFields())
                    .containsExactly("old_password");
        }
        assertThat(thief.post(PAGE, form("guess number 6", NEW)).status()).isEqualTo(429);
        assertThat(alice.post(PAGE, form(People.PASSWORD, NEW)).status())
                .as("the owner has the mark")
                .isEqualTo(200);
        assertThat(thief.get("/session/me").status()).isEqualTo(401);
    }

    @Test
    void ofTwentyChangesAtOnceOneIsDone() throws Exception {
        Browser browser = alice;
        List<Integer> statuses = Race.of(
                20, i -> browser.post(PAGE, form(People.PASSWORD, NEW + i)).status());
        assertThat(statuses).doesNotContain(500);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whoIsNotSignedInIsAskedToAndLedBack() {
        Browser stranger = door.browser();
        Browser.Answer answer = stranger.get(PAGE);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).contains("/login?next=%2Faccount%2Fpassword");
        assertThat(answer.body()).isEmpty();
        assertThat(stranger.post(PAGE, form(People.PASSWORD, NEW)).status()).isEqualTo(401);
        assertThat(door.browser().asScript().get(PAGE).status()).isEqualTo(401);
    }

    @Test
    void passwordManagersFindThePage() {
        Browser.Answer answer = door.browser().get("/.well-known/change-password");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location")).contains(PAGE);
    }

    @Test
    void withoutJavaScriptThePageShowsWhatIsWrongAndWhatWasDone() {
        alice.with("Accept", "text/html").visit(PAGE + "?lang=en");
        alice.sees("autocomplete=\"current-password\"")
                .sees("autocomplete=\"new-password\"")
                .sees("value=\"alice\"");
        alice.fill("old_password", "not the password")
                .fill("password", NEW)
                .fill("confirm_password", NEW)
                .submit(PAGE);
        assertThat(alice.page().status()).isEqualTo(422);
        alice.sees("This is not your present password").seesNo(NEW).seesNo("not the password");
        alice.fill("old_password", People.PASSWORD)
                .fill("password", NEW)
                .fill("confirm_password", NEW)
                .submit(PAGE);
        alice.sees("Your password is changed");
    }

    private static Map<String, String> form(String old, String password) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("old_password", old);
        form.put("password", password);
        form.put("confirm_password", password);
        return form;
    }
}
