package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.TestDoor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is long costs little: no field, however filled, takes work that grows faster than it does (A37, A132). */
class BoundedWorkTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** As much as a form may have. */
    private static final int LONG = 60_000;

    /** Nanoseconds; a square of the length, or worse, takes longer by orders, and what is in order a hundredth of it. */
    private static final long MOST = 1_000_000_000L;

    private static TestDoor door;
    private static Browser browser;
    private static int tries;

    @BeforeAll
    static void open() {
        door = TestDoor.open("captcha", "off", "register-sms", "on");
        browser = door.browser().asScript();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void noFieldTakesMoreThanALinearLookAtIt() {
        List<String> ends = List.of("", "!", "%00", "%0a", "@", "%40a.", "%20x");
        List<String> units =
                List.of("a", "1", "+", "a.", "a-", "%40", ".", "%E4%B8%AD", "%CC%81", "0086", "%2F", "%5C");
        Map<String, List<String>> forms = new LinkedHashMap<>();
        forms.put("/register", List.of("username", "email", "password", "mobile_phone", "code"));
        forms.put("/login", List.of("username", "code", "captcha_id", "next"));
        forms.put("/login/sms", List.of("mobile_phone", "code", "next"));
        forms.put("/send/sms", List.of("mobile_phone", "tpl"));
        forms.forEach((path, fields) -> fields.forEach(field -> units.forEach(unit -> ends.forEach(end -> {
            String body = field + "=" + unit.repeat(LONG / unit.length()) + end;
            assertThat(best(path, body))
                    .as("%s %s=%s…%s", path, field, unit, end)
                    .isLessThan(MOST);
        }))));
    }

    @Test
    void noHeaderAndNoQueryTakesMoreThanALinearLookAtIt() {
        for (String unit : List.of("a", "a,", ";q=0", "-", "zh-", "*/*,", "/", "%2e", ":", "1.", "=", "\"")) {
            String text = unit.repeat(7_000 / unit.length());
            for (String header : List.of("Accept", "Accept-Language", "Cookie", "X-Forwarded-For", "Origin")) {
                Browser sender = door.browser().with(header, text);
                long start = System.nanoTime();
                assertThat(sender.get("/login").status()).as(header + unit).isLessThan(500);
                assertThat(System.nanoTime() - start).as(header + unit).isLessThan(MOST);
            }
        }
        for (String unit : List.of("a", "%2F", "%5C", "%252F", "&next=", "a.")) {
            long start = System.nanoTime();
            browser.get("/login?next=" + unit.repeat(7_000 / unit.length()));
            assertThat(System.nanoTime() - start).as(unit).isLessThan(MOST);
        }
    }

    @Test
    void aHugePasswordIsRefusedBeforeItIsHashed() {
        long hashed = time("password=" + "a".repeat(20), 422);
        long refused = time("password=" + "a".repeat(60_000), 422);
        long tooLarge = time("password=" + "a".repeat(100_000), 413);
        // A hash takes its 19 MiB of memory through a core; looking at a length does not.
        assertThat(refused).isLessThan(hashed / 2);
        assertThat(tooLarge).isLessThan(hashed / 2);
        assertThat(browser.post("/login", FORM, "username=alice&password=" + "a".repeat(1_000_000))
                        .status())
                .isEqualTo(413);
    }

    /** What the fastest of ten such sign-ins takes. */
    private static long time(String password, int status) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            assertThat(browser.post("/login", FORM, "username=nobody" + tries++ + "&" + password)
                            .status())
                    .isEqualTo(status);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static long best(String path, String body) {
        long best = Long.MAX_VALUE;
        // Once is enough unless the machine was busy elsewhere.
        for (int i = 0; i < 3 && best >= MOST; i++) {
            long start = System.nanoTime();
            assertThat(browser.post(path, FORM, body).status()).isBetween(200, 499);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    @Test
    void anAnswerOfHundredsOfKilobytesArrivesAsItWasWritten() {
        Browser.Answer answer = door.browser().post("/register", FORM, "username=" + "\"".repeat(LONG));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().strip()).startsWith("<!DOCTYPE html>").endsWith("</html>");
        assertThat(answer.body().split("&#34;", -1)).hasSizeGreaterThan(LONG);
        assertThat(answer.body().split("<form class=\"form\"", -1)).hasSize(2);
    }
}
