package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.text.Language;
import dev.menshen.text.Messages;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RegisterPageTest {

    private static final List<String> FIELDS =
            List.of("username", "email", "password", "confirm_password", "mobile_phone", "code");

    @Test
    void aGoodFormMakesAnAccountAndLeadsToTheSignInPage() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = door.browser().asScript();
            Browser.Answer answer = browser.post("/register", People.form("张三", "13800138000"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("status").getAsBoolean()).isTrue();
            assertThat(answer.data()).isEqualTo("/login");
            browser.with("Accept", "text/html").visit(answer.data()).sees("张三").sees("value=\"张三\"");
        }
    }

    @Test
    void withoutJavaScriptTheSameFormLeadsToTheSameWelcome() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = door.browser().visit("/register?lang=en");
            People.form("alice", "13800138000").forEach(browser::fill);
            browser.submit("/register");
            assertThat(browser.path()).isEqualTo("/login");
            browser.sees("alice");
        }
    }

    @Test
    void everyBadFieldIsMarkedAtOnceAndWhatWasTypedIsKeptButSecrets() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = door.browser().visit("/register?lang=en");
            browser.fill("username", "x")
                    .fill("email", "nobody \"<b>at</b> nowhere")
                    .fill("password", "hunter-secret-2")
                    .fill("confirm_password", "hunter-secret-3")
                    .fill("mobile_phone", "12345")
                    .submit("/register");
            assertThat(browser.page().status()).isEqualTo(422);
            browser.sees("value=\"x\"")
                    .sees("value=\"12345\"")
                    .sees("value=\"nobody &#34;&lt;b>at")
                    .seesNo("<b>at")
                    .seesNo("hunter-secret");
            Browser.Answer json = door.browser().asScript().post("/register", Map.of("username", "x"));
            assertThat(json.status()).isEqualTo(422);
            assertThat(json.badFields())
                    .containsExactlyInAnyOrder("username", "email", "password", "confirm_password", "mobile_phone");
        }
    }

    @Test
    void allCombinationsOfGoodBadAndMissingNameExactlyTheBadFieldsTwice() {
        try (TestDoor door = TestDoor.open("register-sms", "on")) {
            Browser browser = door.browser().asScript();
            Map<String, String> good = withCode(door, browser, "alice", "13800138000");
            Map<String, String> bad = Map.of(
                    "username", "a",
                    "email", "nowhere",
                    "password", "short",
                    "confirm_password", "something else 1",
                    "mobile_phone", "12345",
                    "code", "12345x");
            for (int number = 0; number < 729; number++) {
                Map<String, String> form = new LinkedHashMap<>();
                Set<String> wrong = new TreeSet<>();
                for (int i = 0, rest = number; i < FIELDS.size(); i++, rest /= 3) {
                    String field = FIELDS.get(i);
                    if (rest % 3 == 0) {
                        form.put(field, good.get(field));
                    } else {
                        wrong.add(field);
                        if (rest % 3 == 1) {
                            form.put(field, bad.get(field));
                        }
                    }
                }
                // The repetition can only be held against a password that is good itself.
                if (wrong.contains("password") && form.containsKey("confirm_password")) {
                    wrong.remove("confirm_password");
                }
                Browser.Answer first = browser.post("/register", form);
                Browser.Answer second = browser.post("/register", form);
                if (number == 0) {
                    assertThat(first.status()).isEqualTo(200);
                    assertThat(second.badFields()).containsExactlyInAnyOrder("username", "email", "mobile_phone");
                } else {
                    assertThat(first.status()).as("%s", form).isEqualTo(422);
                    assertThat(first.badFields()).as("%s", form).isEqualTo(wrong);
                    assertThat(second.body()).as("%s, again", form).isEqualTo(first.body());
                }
            }
        }
    }

    @Test
    void theSameRegistrationTwiceSaysWhatIsTakenAndNothingElse() {
        try (TestDoor door = TestDoor.open("register-sms", "on")) {
            Browser browser = door.browser().asScript();
            Map<String, String> form = withCode(door, browser, "alice", "13800138000");
            assertThat(browser.post("/register", form).status()).isEqualTo(200);
            Browser.Answer again = browser.post("/register", form);
            assertThat(again.status()).isEqualTo(422);
            assertThat(again.badFields()).containsExactlyInAnyOrder("username", "email", "mobile_phone");
        }
    }

    @Test
    void withoutTheCodeNobodyIsToldWhosePhoneOrMailIsKnown() {
        try (TestDoor door = TestDoor.open("register-sms", "on")) {
            Browser browser = door.browser().asScript();
            assertThat(browser.post("/register", withCode(door, browser, "alice", "13800138000"))
                            .status())
                    .isEqualTo(200);
            Map<String, String> guess = People.form("mallory", "13800138000");
            guess.put("email", "alice@example.lan");
            guess.put("code", wrong(door.code("+8613800138000")));
            assertThat(door.browser().asScript().post("/register", guess).badFields())
                    .containsExactly("code");
            guess.put("username", "ALICE");
            assertThat(door.browser().asScript().post("/register", guess).badFields())
                    .containsExactlyInAnyOrder("code", "username");
        }
    }

    @Test
    void aWrongRepetitionDoesNotBurnTheCode() {
        try (TestDoor door = TestDoor.open("register-sms", "on")) {
            Browser browser = door.browser().asScript();
            Map<String, String> form = withCode(door, browser, "alice", "13800138000");
            Map<String, String> slip = new LinkedHashMap<>(form);
            slip.put("confirm_password", "something else 1");
            assertThat(browser.post("/register", slip).badFields()).containsExactly("confirm_password");
            assertThat(browser.post("/register", form).status()).isEqualTo(200);
        }
    }

    @Test
    void aTakenNameDoesNotBurnTheCodeEither() {
        try (TestDoor door = TestDoor.open("register-sms", "on")) {
            Browser browser = door.browser().asScript();
            assertThat(browser.post("/register", withCode(door, browser, "alice", "13800138000"))
                            .status())
                    .isEqualTo(200);
            Map<String, String> form = withCode(door, browser, "alice", "13900139000");
            form.put("email", "other@example.lan");
            assertThat(browser.post("/register", form).badFields()).containsExactly("username");
            form.put("username", "bob");
            assertThat(browser.post("/register", form).status()).isEqualTo(200);
        }
    }

    @Test
    void fiftyEqualRegistrationsAtOnceAreOneAccountAndFortyNineFieldErrors() throws Exception {
        try (TestDoor door = TestDoor.open()) {
            ExecutorService threads = Executors.newFixedThreadPool(50);
            Callable<Browser.Answer> one =
                    () -> door.browser().asScript().post("/register", People.form("alice", "13800138000"));
            List<Integer> statuses = new ArrayList<>();
            for (Future<Browser.Answer> answer : threads.invokeAll(Collections.nCopies(50, one))) {
                statuses.add(answer.get().status());
                if (answer.get().status() != 200) {
                    assertThat(answer.get().badFields()).containsExactlyInAnyOrder("username", "email", "mobile_phone");
                }
            }
            threads.shutdown();
            assertThat(statuses).containsOnly(200, 422).containsOnlyOnce(200);
        }
    }

    @Test
    void theSameFormSentAtOnceWithOneCodeSaysWhatIsTakenToAllButOne() throws Exception {
        try (TestDoor door = TestDoor.open("register-sms", "on")) {
            Map<String, String> form = withCode(door, door.browser().asScript(), "alice", "13800138000");
            ExecutorService threads = Executors.newFixedThreadPool(5);
            Callable<Browser.Answer> one = () -> door.browser().asScript().post("/register", form);
            List<Integer> statuses = new ArrayList<>();
            for (Future<Browser.Answer> answer : threads.invokeAll(Collections.nCopies(5, one))) {
                statuses.add(answer.get().status());
                if (answer.get().status() != 200) {
                    assertThat(answer.get().badFields()).containsExactlyInAnyOrder("username", "email", "mobile_phone");
                }
            }
            threads.shutdown();
            assertThat(statuses).containsOnly(200, 422).containsOnlyOnce(200);
        }
    }

    @Test
    void spellingsOfOnePhoneAreOnePhone() {
        try (TestDoor door = TestDoor.open()) {
            People.register(door, "alice", "13800138000");
            int number = 0;
            for (String spelling : List.of("+86 138-0013-8000", "008613800138000", "１３８００１３８０００", " 138 0013 8000 ")) {
                Browser.Answer answer =
                        door.browser().asScript().post("/register", People.form("bob" + number++, spelling));
                assertThat(answer.badFields()).as(spelling).containsExactly("mobile_phone");
            }
        }
    }

    @Test
    void aPasswordIsTheSameHoweverItsLettersAreComposed() {
        try (TestDoor door = TestDoor.open()) {
            Map<String, String> form = People.form("alice", "13800138000");
            form.put("password", "Cafe\u0301 noir 9");
            form.put("confirm_password", "Caf\u00e9 noir 9");
            assertThat(door.browser().asScript().post("/register", form).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPasswordThatRepeatsTheOwnersNameMailOrPhoneOrIsCommonIsRefusedWithTheReason() {
        try (TestDoor door = TestDoor.open("language", "en")) {
            Map<String, String> reasons = new LinkedHashMap<>();
            reasons.put("alice.walice.w", "password.own-name");
            reasons.put("Mail13800138000@example.LAN", "password.own-email");
            reasons.put("138-0013-8000", "password.own-phone");
            reasons.put("MenshenMenshen1", "password.product");
            reasons.put("Password123456", "password.common");
            reasons.forEach((password, reason) -> {
                Map<String, String> form = People.form("Alice.W", "13800138000");
                form.put("password", password);
                form.put("confirm_password", password);
                Browser.Answer answer = door.browser().asScript().post("/register", form);
                assertThat(answer.badFields()).as(password).containsExactly("password");
                assertThat(answer.json().getAsJsonObject("error").getAsJsonArray("password"))
                        .as(password)
                        .containsExactly(
                                new JsonPrimitive(Messages.in(Language.EN).say(reason)));
            });
        }
    }

    @Test
    void aNewHouseHasNobody() {
        try (TestDoor door = TestDoor.open()) {
            assertThat(accounts(door.data())).isZero();
            People.register(door, "alice", "13800138000");
            assertThat(accounts(door.data())).isEqualTo(1);
        }
    }

    private static int accounts(Path data) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("menshen.db"));
                ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM account")) {
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyRegistersAPhoneThatIsNotTheirs() {
        try (TestDoor door = TestDoor.open("register-sms", "on")) {
            Browser mallory = door.browser().asScript();
            Map<String, String> form = withCode(door, mallory, "mallory", "13900139000");
            form.put("mobile_phone", "13800138000");
            assertThat(mallory.post("/register", form).badFields()).containsExactly("code");

            // One asked for by mallory goes to the phone of its owner, and a wrong one is no other.
            mallory.post("/send/sms", Map.of("mobile_phone", "13800138000", "tpl", "register"));
            form.put("code", wrong(door.code("+8613800138000")));
            assertThat(mallory.post("/register", form).badFields()).containsExactly("code");
            assertThat(mallory.get("/session/me").status()).isEqualTo(401);

            Browser alice = door.browser().asScript();
            Map<String, String> own = People.form("alice", "13800138000");
            own.put("code", door.code("+8613800138000"));
            assertThat(alice.post("/register", own).status()).isEqualTo(200);
        }
    }

    @Test
    void lengthsThatAreToldAreThoseOfTheRule() {
        try (TestDoor door = TestDoor.open("language", "en")) {
            Map<String, String> form = People.form("a".repeat(5_000), "13800138000");
            form.put("password", "b".repeat(5_000));
            String body = door.browser().asScript().post("/register", form).body();
            assertThat(body).contains("at most 32 characters").contains("at most 128 characters");
        }
    }

    @Test
    void fieldsThatNobodyAskedForAreIgnored() {
        try (TestDoor door = TestDoor.open()) {
            Map<String, String> form = People.form("alice", "13800138000");
            form.putAll(Map.of("role", "admin", "id", "1", "state", "DISABLED", "password_hash", "x"));
            assertThat(door.browser()
                            .asScript()
                            .post("/register?username=eve", form)
                            .status())
                    .isEqualTo(200);
            assertThat(People.signIn(door, door.browser(), "alice").status()).isEqualTo(200);
        }
    }

    @Test
    void aClosedHouseSaysSoAndTakesNobody() {
        try (TestDoor door = TestDoor.open("registration", "closed")) {
            door.browser().visit("/register?lang=en").seesNo("name=\"password\"");
            assertThat(door.browser()
                            .asScript()
                            .post("/register", People.form("alice", "13800138000"))
                            .status())
                    .isEqualTo(403);
        }
    }

    private static Map<String, String> withCode(TestDoor door, Browser browser, String name, String phone) {
        Map<String, String> form = People.form(name, phone);
        Browser.Answer sent = browser.post("/send/sms", Map.of("mobile_phone", phone, "tpl", "register"));
        assertThat(sent.status()).isEqualTo(200);
        form.put("code", door.code("+86" + phone));
        return form;
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? '0' : '9') + code.substring(1);
    }
}
