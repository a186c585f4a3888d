package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import dev.menshen.store.RedisProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes that are taken only from the browser that asked for them, where the house wants that (A26). */
class SameBrowserTest {

    private static final String PHONE = "13800138000";
    private static final String E164 = "+8613800138000";
    private static final String OTHER_PHONE = "13900139000";

    private final HandClock clock = new HandClock();
    private TestDoor door;

    @BeforeEach
    void open() {
        door = TestDoor.open(clock, "sms-same-browser", "on", "register-sms", "on", "captcha", "off");
        assertThat(use(door, "register", OTHER_PHONE, asked("register", OTHER_PHONE))
                        .status())
                .isEqualTo(200);
        clock.pass(Duration.ofSeconds(61));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "register", "reset"})
    void inTheBrowserThatAskedACodeIsGood(String tpl) {
        String phone = phone(tpl);
        assertThat(use(door, tpl, phone, asked(tpl, phone)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "register", "reset"})
    void inAnotherBrowserItIsAWrongCodeAndCostsATry(String tpl) {
        String phone = phone(tpl);
        Browser asked = asked(tpl, phone);
        String right = door.code("+86" + phone);
        Browser stranger = door.browser().asScript();
        Browser other = asked("login", "13700137000");
        Browser liar = door.browser().asScript().holding("menshen-visit", "A".repeat(43));
        Browser.Answer wrong = use(stranger, tpl, phone, wrong(right));
        assertThat(wrong.badFields()).containsExactly("code");
        for (Browser elsewhere : List.of(stranger, other, liar)) {
            Browser.Answer answer = use(elsewhere, tpl, phone, right);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).isEqualTo(wrong.body());
        }
        // Four tries are gone; the fifth is the last, so that the right browser has none left.
        use(stranger, tpl, phone, right);
        assertThat(use(asked, tpl, phone, right).body()).isEqualTo(wrong.body());
    }

    @Test
    void fourTriesElsewhereLeaveTheOwnerOne() {
        Browser asked = asked("login", OTHER_PHONE);
        String right = door.code("+86" + OTHER_PHONE);
        for (int i = 0; i < 4; i++) {
            assertThat(use(door.browser().asScript(), "login", OTHER_PHONE, right)
                            .badFields())
                    .containsExactly("code");
        }
        assertThat(use(asked, "login", OTHER_PHONE, right).status()).isEqualTo(200);
    }

    @Test
    void aCodeForOnePhoneIsNoneForAnotherInTheSameBrowser() {
        Browser browser = asked("login", OTHER_PHONE);
        String right = door.code("+86" + OTHER_PHONE);
        assertThat(use(browser, "login", PHONE, right).badFields()).containsExactly("code");
        assertThat(use(browser, "login", OTHER_PHONE, right).status()).isEqualTo(200);
    }

    @Test
    void withoutTheSettingAnyBrowserMayBringIt() {
        try (TestDoor easy = TestDoor.open(clock, "register-sms", "on")) {
            Browser asked = easy.browser().asScript();
            send(asked, "register", PHONE);
            assertThat(use(easy, "register", PHONE, easy.browser().asScript()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theBrowserIsTheSameAtBothDoorsOnOneRedis() throws Exception {
        String[] settings = {"sms-same-browser", "on", "register-sms", "on"};
        try (RedisProcess redis = RedisProcess.start();
                TestDoor one = TestDoor.open("redis", redis.url(), settings[0], settings[1], settings[2], settings[3]);
                TestDoor two =
                        TestDoor.open("redis", redis.url(), settings[0], settings[1], settings[2], settings[3])) {
            Browser asked = one.browser().asScript();
            send(asked, "register", PHONE);
            String code = one.code(E164);
            assertThat(use(two.browser().asScript(), "register", PHONE, code).badFields())
                    .containsExactly("code");
            Browser same = two.browser()
                    .asScript()
                    .holding("menshen-visit", asked.cookie("menshen-visit").orElseThrow());
            assertThat(use(same, "register", PHONE, code).status()).isEqualTo(200);
        }
    }

    private Browser asked(String tpl, String phone) {
        Browser browser = door.browser().asScript();
        send(browser, tpl, phone);
        return browser;
    }

    private static void send(Browser browser, String tpl, String phone) {
        assertThat(browser.post("/send/sms", Map.of("mobile_phone", phone, "tpl", tpl))
                        .status())
                .isEqualTo(200);
    }

    /** One that somebody has, or for registration one that nobody has. */
    private static String phone(String tpl) {
        return tpl.equals("register") ? PHONE : OTHER_PHONE;
    }

    private static Browser.Answer use(TestDoor door, String tpl, String phone, Browser browser) {
        return use(browser, tpl, phone, door.code("+86" + phone));
    }

    private static Browser.Answer use(Browser browser, String tpl, String phone, String code) {
        Map<String, String> form = new LinkedHashMap<>(People.form("person" + phone.charAt(2), phone));
        form.put("code", code);
        if (tpl.equals("reset")) {
            form.put("password", "a wholly new 密码 battery");
            form.put("confirm_password", "a wholly new 密码 battery");
        }
        return browser.post(tpl.equals("login") ? "/login/sms" : "/" + tpl, form);
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? '0' : '9') + code.substring(1);
    }
}
