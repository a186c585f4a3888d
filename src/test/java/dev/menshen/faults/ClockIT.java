package dev.menshen.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The machine's clock, set to other times under the open door by libfaketime. */
class ClockIT {

    private static final Map<String, String> SEND = Map.of("mobile_phone", "13800138000", "tpl", "login");
    private static final Pattern WAIT = Pattern.compile("data-wait=\"(\\d+)\"");

    private final Path folder = TestDoor.newFolder();
    private JarProcess door;

    @BeforeEach
    void open() throws IOException {
        set("+0");
        Path library = library();
        List<String> program = List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + folder.resolve("clock"),
                "FAKETIME_NO_CACHE=1",
                // Only the time of day is set by people; the count of seconds since the start is not.
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Without this it takes waiting by that count for waiting until a time of day, and nobody ever waits.
                "FAKETIME_FORCE_MONOTONIC_FIX=0",
                JarProcess.thisJava().toString(),
                "-jar",
                JarProcess.JAR.toString());
        // Short, for only what was idle for a tenth of that is written down anew.
        door = JarProcess.start(program, folder, "--dev", "on", "--listen", "127.0.0.1:0", "--session-idle", "1m");
        done(door.browser().asScript().post("/register", People.form("alice", "13800138000")));
    }

    private static Path library() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            Optional<Path> library = folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
            assumeThat(library)
                    .as("SKIPPED: there is no libfaketime; on Debian: apt install faketime")
                    .isPresent();
            return library.orElseThrow();
        }
    }

    @AfterEach
    void close() {
        // Not there where the library is missing.
        if (door != null) {
            door.close();
        }
    }

    @Test
    void aClockSetBackWakesNothingAndLocksNobodyOut() throws IOException {
        Browser member = member("m");
        Browser guest = door.browser().asScript();
        String used = captcha(guest, "used");
        assertThat(signIn(guest, "used", used, "wrong horse").badFields()).containsExactly("password");
        String open = captcha(guest, "open");
        done(guest.post("/send/sms", SEND));

        for (String leap : List.of("-1h", "-1d")) {
            set(leap);
            assertThat(me(member)).isEqualTo(200);
            assertThat(signIn(guest, "used", used, People.PASSWORD).badFields()).containsExactly("code");
            Browser.Answer again = guest.post("/send/sms", SEND);
            assertThat(again.status()).isEqualTo(429);
            assertThat(Integer.parseInt(again.header("Retry-After").orElseThrow()))
                    .isBetween(1, 60);
            assertThat(countdown(guest)).isBetween(1, 60);
        }
        done(signIn(guest, "open", open, People.PASSWORD));
        member("n");
        assertThat(Command.complaints(door)).isEmpty();
    }

    @Test
    void aClockSetForwardOnlyEndsWhatIsOverByItAndForGood() throws IOException {
        Browser early = member("a");
        set("+1h");
        assertThat(me(early)).isEqualTo(200);
        set("+2d");
        assertThat(me(early)).isEqualTo(401);
        set("+0");
        assertThat(me(early)).as("what was over stays over").isEqualTo(401);

        set("+10y");
        done(door.browser().asScript().post("/register", People.form("bob", "13800138001")));
        Browser late = member("b");
        assertThat(me(late)).isEqualTo(200);
        set("+0");
        assertThat(me(late))
                .as("a session from the future does not live until then")
                .isEqualTo(401);
        member("c");
        assertThat(Command.complaints(door)).isEmpty();
    }

    @Test
    void whatIsWrittenEveryFewSecondsGoesOnBeingWrittenAfterAClockIsSetBack() throws IOException {
        Browser browser = member("a");
        try (Witness witness = Witness.of(folder.resolve("data/menshen.db"))) {
            String ends = "SELECT max(expires_at) FROM kept_entry WHERE key NOT LIKE 'account:%' AND store = 'session'";
            String before = witness.text(ends);
            set("-1d");
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
            while (witness.text(ends).equals(before)) {
                assertThat(System.nanoTime()).as("no touch was written").isLessThan(patience);
                done(browser.get("/"));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
            }
        }
    }

    private Browser member(String captcha) {
        Browser browser = door.browser().asScript();
        done(signIn(browser, captcha, captcha(browser, captcha), People.PASSWORD));
        return browser;
    }

    private String captcha(Browser browser, String id) {
        done(browser.get("/image/code?id=" + id));
        return door.await(Pattern.compile("DEV captcha id=" + id + " answer=(\\S+)"))
                .group(1);
    }

    private static Browser.Answer signIn(Browser browser, String captcha, String code, String password) {
        return browser.post(
                "/login", Map.of("username", "alice", "password", password, "captcha_id", captcha, "code", code));
    }

    private static int me(Browser browser) {
        return browser.get("/session/me").status();
    }

    /** The seconds until another code may be asked for, as the page has them. */
    private static int countdown(Browser browser) {
        Matcher wait = WAIT.matcher(
                browser.with("Accept", "text/html").get("/login/sms").body());
        browser.asScript();
        assertThat(wait.find()).isTrue();
        return Integer.parseInt(wait.group(1));
    }

    private static void done(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void set(String leap) throws IOException {
        Path draft = folder.resolve("clock.new");
        Files.writeString(draft, leap + "\n", StandardCharsets.US_ASCII);
        Files.move(draft, folder.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
    }
}
