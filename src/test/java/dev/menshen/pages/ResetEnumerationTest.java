package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether a stranger who asks for a new password can find out whose phone is known here. */
class ResetEnumerationTest {

    /** So many pairs stray by 0.02 from the half. */
    private static final int PAIRS = 400;

    private static final int CONTROLS = 30;

    private static final HandClock clock = new HandClock();

    private static TestDoor door;
    private static int next;

    @BeforeAll
    static void open() throws SQLException {
        door = TestDoor.open(clock, "captcha", "off");
        People.register(door, "alice", "13800138000");
        try (Connection database =
                DriverManager.getConnection("jdbc:sqlite:" + door.data().resolve("menshen.db"))) {
            database.setAutoCommit(false);
            for (int i = 0; i < PAIRS; i++) {
                copy(database, "person" + i, known(i), "active");
            }
            copy(database, "gone", "13700137001", "disabled");
            copy(database, "waiting", "13700137002", "pending");
            database.commit();
        }
    }

    @AfterAll
    static void close() {
        door.close();
    }

    /** Somebody with alice's password. */
    private static void copy(Connection database, String name, String phone, String state) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "INSERT INTO account (username, username_key, password, phone, state, created_at)"
                        + " SELECT ?, ?, password, ?, ?, created_at FROM account WHERE username = 'alice'")) {
            insert.setString(1, name);
            insert.setString(2, name);
            insert.setString(3, "+86" + phone);
            insert.setString(4, state);
            insert.executeUpdate();
        }
    }

    private static String known(int i) {
        return "139" + (10_000_000 + i);
    }

    private static String unknown(int i) {
        return "136" + (10_000_000 + i);
    }

    @Test
    void anOpenAccountAClosedOneAndNoneGetTheSameAnswersToTheByte() {
        for (String accept : List.of("application/json", "text/html")) {
            List<Object> expected = answers(accept, unknown(0));
            for (String phone : List.of("13800138000", "13700137001", "13700137002")) {
                assertThat(answers(accept, phone)).as(phone).isEqualTo(expected);
            }
            clock.pass(Duration.ofHours(2));
        }
        assertThat(door.printed()).contains("+8613800138000").doesNotContain("+8613700137");
    }

    /** All that somebody is answered who asks for a code twice and then tries six wrong ones. */
    private static List<Object> answers(String accept, String phone) {
        List<Object> all = new ArrayList<>();
        Browser browser = stranger(door.browser()).with("Accept", accept);
        all.add(plain(browser.get("/reset"), phone));
        for (int i = 0; i < 2; i++) {
            all.add(plain(browser.post("/send/sms", Map.of("mobile_phone", phone, "tpl", "reset")), phone));
        }
        all.add(plain(browser.get("/reset"), phone));
        for (int i = 0; i < 6; i++) {
            all.add(plain(browser.post("/reset", form(phone, wrong(phone, i))), phone));
        }
        return all;
    }

    /** A code that this phone was not sent: in so many tries, one that is always the same is right now and then. */
    private static String wrong(String phone, int i) {
        String sent = "DEV sms to=+86" + phone + " tpl=reset code=";
        return (door.printed().contains(sent + "00000") ? "11111" : "00000") + i;
    }

    private static Object plain(Browser.Answer answer, String phone) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers());
        headers.remove("date");
        headers.computeIfPresent(
                "set-cookie",
                (name, values) -> values.stream()
                        .map(value -> value.replaceFirst("=[^;]*", "=TOKEN"))
                        .toList());
        return List.of(answer.status(), headers, answer.body().replace(phone, "PHONE"));
    }

    @Test
    void aWrongCodeForAKnownPhoneTakesAsLongAsForAnUnknownOne() {
        List<Long> ofKnown = new ArrayList<>();
        List<Long> ofUnknown = new ArrayList<>();
        List<Long> ofSet = new ArrayList<>();
        Browser browser = door.browser().asScript();
        Random coin = new Random();
        for (int i = 1; i < PAIRS; i++) {
            // As chance has it, for the first of a pair may find the machine otherwise than the second.
            if (coin.nextBoolean()) {
                ofKnown.add(time(browser, known(i)));
                ofUnknown.add(time(browser, unknown(1_000 + i)));
            } else {
                ofUnknown.add(time(browser, unknown(1_000 + i)));
                ofKnown.add(time(browser, known(i)));
            }
            if (i <= CONTROLS) {
                ofSet.add(timeOfRight(browser, known(i)));
            }
        }
        assertThat(Slower.longer(ofSet, ofUnknown) / ofSet.size() / ofUnknown.size())
                .as("a difference is seen where there is one")
                .isGreaterThan(0.9);
        assertThat(Slower.longer(ofKnown, ofUnknown) / ofKnown.size() / ofUnknown.size())
                .as("known against unknown")
                .isBetween(0.42, 0.58);
    }

    private static long time(Browser browser, String phone) {
        browser.forget();
        stranger(browser);
        assertThat(browser.post("/send/sms", Map.of("mobile_phone", phone, "tpl", "reset"))
                        .status())
                .isEqualTo(200);
        return timeOf(browser, form(phone, wrong(phone, 0)), 422);
    }

    private static long timeOfRight(Browser browser, String phone) {
        return timeOf(browser, form(phone, door.code("+86" + phone)), 200);
    }

    private static long timeOf(Browser browser, Map<String, String> form, int status) {
        long begun = System.nanoTime();
        Browser.Answer answer = browser.post("/reset", form);
        long took = System.nanoTime() - begun;
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return took;
    }

    private static Map<String, String> form(String phone, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("mobile_phone", phone);
        form.put("code", code);
        form.put("password", "a wholly new 密码 battery");
        form.put("confirm_password", "a wholly new 密码 battery");
        return form;
    }

    /** From an address that nothing is known of. */
    private static Browser stranger(Browser browser) {
        next++;
        return browser.with("X-Forwarded-For", "10." + next / 250 + ".0." + next % 250);
    }
}
