package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.audit.Book;
import dev.menshen.store.HandClock;
import dev.menshen.store.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsPageTest {

    private static final String PAGE = "/account/sessions";
    private static final String END = PAGE + "/end";
    private static final String END_OTHERS = PAGE + "/end-others";
    private static final String ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/142.0.0.0 Mobile Safari/537.36";

    private final HandClock clock = new HandClock();
    private final Path data = TestDoor.newFolder();
    private TestDoor door;
    private Browser desk;
    private Browser phone;

    @BeforeEach
    void open() {
        door = TestDoor.open(data, clock);
        desk = People.member(door, "alice", "13800138000");
        clock.pass(Duration.ofMinutes(10));
        phone = door.browser().asScript().with("User-Agent", ANDROID).with("X-Forwarded-For", "10.0.0.7");
        Map<String, String> login = People.login(door, phone, "alice", People.PASSWORD);
        login.put("remember", "on");
        assertThat(phone.post("/login", login).status()).isEqualTo(200);
        clock.pass(Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void theListSaysWhereWhenAndUntilWhenAndWhichIsThisOne() {
        List<JsonObject> all = list(desk);
        assertThat(all).hasSize(2);
        JsonObject here = all.get(0);
        JsonObject there = all.get(1);
        assertThat(here.get("this_one").getAsBoolean()).isTrue();
        assertThat(here.get("address").getAsString()).isEqualTo("127.0.0.1");
        assertThat(here.get("remembered").getAsBoolean()).isFalse();
        assertThat(here.get("seen").getAsString()).isEqualTo(seconds(Duration.ZERO));
        assertThat(here.get("begun").getAsString()).isEqualTo(seconds(Duration.ofMinutes(-20)));
        assertThat(here.get("ends").getAsString())
                .isEqualTo(seconds(Duration.ofHours(24).minusMinutes(20)));
        assertThat(there.get("this_one").getAsBoolean()).isFalse();
        assertThat(there.get("browser").getAsString()).isEqualTo("Chrome · Android");
        assertThat(there.get("address").getAsString()).isEqualTo("10.0.0.7");
        assertThat(there.get("remembered").getAsBoolean()).isTrue();
        assertThat(there.get("seen").getAsString()).isEqualTo(seconds(Duration.ofMinutes(-10)));
        assertThat(there.get("ends").getAsString())
                .isEqualTo(seconds(Duration.ofDays(30).minusMinutes(10)));
    }

    @Test
    void endingOneTakesEffectWithTheNextRequestAndNobodyElseIsOut() {
        Browser bob = People.member(door, "bobby", "13900139000");
        Browser third = door.browser();
        People.signIn(door, third, "alice");
        assertThat(desk.post(END, Map.of("session", other(desk, "10.0.0.7"))).data())
                .isEqualTo(PAGE + "?ended=one");
        assertThat(phone.get("/session/me").status()).isEqualTo(401);
        assertThat(List.of(desk, third, bob))
                .allMatch(browser -> browser.get("/session/me").status() == 200);
        assertThat(list(desk)).hasSize(2);
    }

    @Test
    void endingTheOthersLeavesThisOneAndOtherPeople() {
        Browser bob = People.member(door, "bobby", "13900139000");
        Browser third = door.browser();
        People.signIn(door, third, "alice");
        assertThat(phone.post(END_OTHERS, Map.of()).data()).isEqualTo(PAGE + "?ended=others");
        assertThat(List.of(desk, third))
                .allMatch(browser -> browser.get("/session/me").status() == 401);
        assertThat(List.of(phone, bob))
                .allMatch(browser -> browser.get("/session/me").status() == 200);
        assertThat(list(phone)).hasSize(1);
        assertThat(phone.post(END_OTHERS, Map.of()).status())
                .as("nothing left to end is no failure")
                .isEqualTo(200);
    }

    @Test
    void endingThisOneIsSigningOut() {
        String here = list(desk).get(0).get("session").getAsString();
        assertThat(desk.post(END, Map.of("session", here)).data()).isEqualTo("/");
        assertThat(desk.cookie("menshen")).isEmpty();
        assertThat(phone.get("/session/me").status()).isEqualTo(200);
        assertThat(list(phone)).hasSize(1);
    }

    @Test
    void somebodyElsesSessionIsAnsweredLikeNoneAndStays() {
        Browser bob = People.member(door, "bobby", "13900139000");
        String bobs = list(bob).get(0).get("session").getAsString();
        List<Object> answers = new ArrayList<>();
        for (String label :
                List.of(bobs, "A".repeat(22), "x", desk.cookie("menshen").orElseThrow())) {
            Browser.Answer answer = desk.post(END, Map.of("session", label));
            Map<String, List<String>> headers = new TreeMap<>(answer.headers());
            headers.remove("date");
            answers.add(List.of(answer.status(), answer.body(), headers));
        }
        assertThat(answers).allMatch(answers.get(0)::equals);
        assertThat(desk.post(END, Map.of("session", bobs)).status()).isEqualTo(422);
        assertThat(desk.post(END, Map.of("session", bobs)).badFields()).containsExactly("session");
        assertThat(List.of(bob, desk, phone))
                .allMatch(browser -> browser.get("/session/me").status() == 200);
    }

    @Test
    void aLabelIsNoSession() {
        String label = other(desk, "10.0.0.7");
        assertThat(door.browser().holding("menshen", label).get("/session/me").status())
                .isEqualTo(401);
        for (Browser browser : List.of(desk, phone)) {
            assertThat(desk.get(PAGE).body())
                    .doesNotContain(browser.cookie("menshen").orElseThrow());
        }
    }

    @Test
    void badInputIsThatFieldsErrorAndEndsNothing() {
        assertThat(desk.post(END, Map.of()).status()).isEqualTo(422);
        for (String bad : List.of("", " ", "x".repeat(65), "a\u0000b")) {
            Browser.Answer answer = desk.post(END, Map.of("session", bad));
            assertThat(answer.status()).as(bad).isEqualTo(422);
            assertThat(answer.badFields()).as(bad).containsExactly("session");
        }
        assertThat(desk.post(END, "application/x-www-form-urlencoded", "session=a&session=b")
                        .status())
                .isEqualTo(422);
        assertThat(desk.get(END).status()).isEqualTo(405);
        assertThat(list(desk)).hasSize(2);
    }

    @Test
    void whoIsNotSignedInSeesAndEndsNothing() {
        assertThat(door.browser().get(PAGE).header("location")).contains("/login?next=%2Faccount%2Fsessions");
        Browser stranger = door.browser().asScript();
        assertThat(stranger.get(PAGE).status()).isEqualTo(401);
        assertThat(stranger.post(END, Map.of("session", other(desk, "10.0.0.7")))
                        .status())
                .isEqualTo(401);
        assertThat(stranger.post(END_OTHERS, Map.of()).status()).isEqualTo(401);
        desk.with("Origin", "https://evil.example");
        assertThat(desk.post(END_OTHERS, Map.of()).status()).isEqualTo(403);
        assertThat(list(phone)).hasSize(2);
    }

    @Test
    void withoutJavaScriptOneSeesThemAndEndsThem() {
        desk.with("Accept", "text/html").visit("/?lang=en");
        desk.sees("href=\"" + PAGE + "\"").visit(PAGE);
        desk.sees("Chrome · Android")
                .sees("From 10.0.0.7")
                .sees("Kept signed in, until " + minute(Duration.ofDays(30).minusMinutes(10)))
                .sees("This one")
                .sees("Signed in " + minute(Duration.ofMinutes(-20)))
                .sees("Last seen " + minute(Duration.ZERO))
                .sees("Ends when not used, on " + minute(Duration.ofHours(24).minusMinutes(20)))
                .sees("Signed in " + minute(Duration.ofMinutes(-10)))
                .sees("Last seen " + minute(Duration.ofMinutes(-10)));
        assertThat(Jsoup.parse(desk.page().body()).select("input[name=session]"))
                .as("this one ends by signing out")
                .hasSize(1);
        desk.submit(END);
        assertThat(desk.path()).isEqualTo(PAGE + "?ended=one");
        desk.sees("You are signed out there").seesNo("10.0.0.7").seesNo("end-others");
        assertThat(phone.get("/session/me").status()).isEqualTo(401);
        Browser.Answer late = desk.post(END, Map.of("session", "A".repeat(22)));
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.body()).contains("There is no such sign-in any more").contains("This one");
    }

    @Test
    void whatABrowserCallsItselfIsNeverShown() {
        Browser odd = door.browser().with("User-Agent", "<script>alert(1)</script> Firefox/140.0");
        People.signIn(door, odd, "alice");
        String page = odd.with("Accept", "text/html").visit(PAGE).page().body();
        assertThat(page).contains("Firefox").doesNotContain("alert(1)");
    }

    @Test
    void whatIsEndedIsAnEvent() {
        String label = other(desk, "10.0.0.7");
        desk.post(END, Map.of("session", label));
        desk.post(END, Map.of("session", label));
        desk.post(END_OTHERS, Map.of());
        door.close();
        List<String> rows = Book.closed(door);
        assertThat(rows)
                .contains(
                        "session-ended 1 alice session 127.0.0.1  1",
                        "other-sessions-ended 1 alice session 127.0.0.1  1",
                        "request-refused 1 alice session 127.0.0.1 unknown-session 1");
        assertThat(rows.stream().filter(row -> row.startsWith("session-ended"))).hasSize(1);
    }

    @Test
    void anUpgradeSignsNobodyOut() throws SQLException {
        door.close();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("menshen.db"));
                Statement statement = database.createStatement()) {
            // As the version before wrote it: nothing after the letter for whether it is remembered.
            assertThat(statement.executeUpdate("UPDATE kept_entry SET value = replace(value, ' rca10.0.0.7 ', ' r ')"
                            + " WHERE value LIKE '% rca10.0.0.7 %'"))
                    .isEqualTo(1);
        }
        door = TestDoor.open(data, clock);
        Browser again = door.browser()
                .asScript()
                .holding("menshen", phone.cookie("menshen").orElseThrow());
        assertThat(again.get("/session/me").status()).isEqualTo(200);
        assertThat(list(again))
                .hasSize(2)
                .anyMatch(one -> one.get("address").getAsString().isEmpty());
        assertThat(again.post(END_OTHERS, Map.of()).status()).isEqualTo(200);
        assertThat(list(again)).hasSize(1);
    }

    @Test
    void twoDoorsWithOneRedisSeeAndEndTheSame() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                TestDoor one = TestDoor.open("redis", redis.url());
                TestDoor two = TestDoor.open("redis", redis.url())) {
            Browser first = People.member(one, "alice", "13800138000");
            Browser second = one.browser();
            People.signIn(one, second, "alice");
            Browser elsewhere = two.browser()
                    .asScript()
                    .holding("menshen", first.cookie("menshen").orElseThrow());
            assertThat(list(elsewhere)).hasSize(2);
            assertThat(elsewhere.post(END_OTHERS, Map.of()).status()).isEqualTo(200);
            assertThat(second.get("/session/me").status()).isEqualTo(401);
            assertThat(first.get("/session/me").status()).isEqualTo(200);
        }
    }

    @Test
    void withACacheWhatIsEndedAtOneDoorIsOverThereAtOnceAndAtTheOtherHalfASecondLater() throws IOException {
        HandClock clock = new HandClock();
        String[] settings = {"redis-cache", "on", "captcha", "off", "redis", ""};
        try (RedisProcess redis = RedisProcess.start()) {
            settings[settings.length - 1] = redis.url();
            try (TestDoor one = TestDoor.open(clock, settings);
                    TestDoor two = TestDoor.open(clock, settings)) {
                People.register(one, "alice", "13800138000");
                People.register(two, "alice", "13800138000");
                Browser here = one.browser().asScript();
                here.post("/login", Map.of("username", "alice", "password", People.PASSWORD));
                String token = here.cookie("menshen").orElseThrow();
                Browser there = two.browser().asScript().holding("menshen", token);
                assertThat(there.get("/session/me").status()).isEqualTo(200);
                assertThat(here.post("/logout", Map.of()).status()).isEqualTo(200);
                assertThat(one.browser()
                                .asScript()
                                .holding("menshen", token)
                                .get("/session/me")
                                .status())
                        .isEqualTo(401);
                clock.pass(Duration.ofMillis(500));
                assertThat(there.get("/session/me").status()).isEqualTo(401);
            }
        }
    }

    private static List<JsonObject> list(Browser browser) {
        List<JsonObject> all = new ArrayList<>();
        for (JsonElement one : browser.get(PAGE).json().getAsJsonArray("data")) {
            all.add(one.getAsJsonObject());
        }
        return all;
    }

    private static String other(Browser browser, String address) {
        return list(browser).stream()
                .filter(one -> one.get("address").getAsString().equals(address))
                .map(one -> one.get("session").getAsString())
                .findFirst()
                .orElseThrow();
    }

    private String seconds(Duration from) {
        return Instant.ofEpochSecond(clock.instant().plus(from).getEpochSecond())
                .toString();
    }

    /** As the page writes it, in the server's zone. */
    private String minute(Duration from) {
        return DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm", Locale.ROOT)
                .format(clock.instant().plus(from).atZone(ZoneId.systemDefault()));
    }
}
