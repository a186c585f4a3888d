package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What programs are told: these keys and no others, so that nothing of an account slips out with them (attack A112). */
class JsonAnswersTest {

    private static final String PHONE = "13800138000";

    @Test
    void everyAnswerHasTheKeysItIsSaidToHaveAndNoOthers() {
        try (TestDoor door = TestDoor.open("captcha", "off")) {
            Browser browser = door.browser().asScript();
            has(browser.post("/register", People.form("alice", PHONE)), "data", "status");
            has(browser.post("/register", People.form("alice", PHONE)), "error", "status");
            has(browser.post("/login", Map.of("username", "alice", "password", "not the password")), "error", "status");
            has(browser.get("/session/me"), "error", "status");
            has(browser.get("/nothing"), "error", "status");
            has(
                    browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login")),
                    "data",
                    "status",
                    "valid",
                    "wait");
            has(browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login")), "error", "status");
            Map<String, String> code = Map.of("mobile_phone", PHONE, "code", door.code("+86" + PHONE));
            has(browser.post("/login/sms", code), "data", "status");
            has(browser.get("/session/me"), "data", "remembered", "seconds_left", "status", "username");
            has(browser.post("/login", Map.of("username", "alice", "password", People.PASSWORD)), "data", "status");
            has(browser.post("/account/password", Map.of()), "error", "status");
            has(browser.post("/account/email", Map.of("email", "", "old_password", People.PASSWORD)), "data", "status");
            has(browser.post("/account/email", Map.of()), "error", "status");
            has(browser.post("/logout", Map.of()), "data", "status");
            has(browser.get("/health"), "data", "database", "sessions", "status");
        }
    }

    /** The answer's keys and those of the object in {@code data}; an {@code error} has the names of fields. */
    private static void has(Browser.Answer answer, String... keys) {
        JsonObject json = answer.json();
        TreeSet<String> found = new TreeSet<>(json.keySet());
        JsonElement data = json.get("data");
        if (data != null && data.isJsonObject()) {
            found.addAll(data.getAsJsonObject().keySet());
        }
        assertThat(found).as(answer.body()).containsExactlyElementsOf(List.of(keys));
    }
}
