package dev.menshen.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another program that locks the database under the open door, and people who write at the same moment. */
class ForeignLockIT {

    private final ExecutorService people = Executors.newFixedThreadPool(16);
    private Path folder;
    private JarProcess door;
    private Witness other;

    @BeforeEach
    void open() {
        folder = TestDoor.newFolder();
        door = JarProcess.open(folder, "--captcha", "off");
        other = Witness.of(folder.resolve("data/menshen.db"));
    }

    @AfterEach
    void close() {
        people.shutdownNow();
        other.close();
        door.close();
    }

    @Test
    void aLockOfThreeSecondsIsWaitedForByEverybody() throws Exception {
        other.execute("BEGIN EXCLUSIVE");
        long start = System.nanoTime();
        List<Future<Browser.Answer>> all =
                IntStream.range(0, 4).mapToObj(i -> register("person" + i, i)).toList();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
        other.execute("ROLLBACK");

        for (Future<Browser.Answer> one : all) {
            Browser.Answer answer = one.get(30, TimeUnit.SECONDS);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
        assertThat(since(start)).isGreaterThan(Duration.ofSeconds(3));
        assertThat(other.accounts()).hasSize(4);
    }

    @Test
    void aLongerLockIsTryAgainAfterFiveSecondsWhileLooksGoOn() throws Exception {
        Browser alice = door.browser().asScript();
        assertThat(alice.post("/register", People.form("alice", "13800138100")).status())
                .isEqualTo(200);
        assertThat(alice.post("/login", Map.of("username", "alice", "password", People.PASSWORD))
                        .status())
                .isEqualTo(200);
        other.execute("BEGIN EXCLUSIVE");
        long start = System.nanoTime();
        List<Future<Browser.Answer>> all =
                IntStream.range(0, 4).mapToObj(i -> register("person" + i, i)).toList();

        assertThat(alice.get("/session/me").status()).isEqualTo(200);
        assertThat(door.browser().get("/login").status()).isEqualTo(200);
        assertThat(since(start)).as("a look does not wait").isLessThan(Duration.ofSeconds(4));
        for (Future<Browser.Answer> one : all) {
            Browser.Answer answer = one.get(30, TimeUnit.SECONDS);
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).contains("5");
        }
        assertThat(since(start)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(9));

        other.execute("ROLLBACK");
        assertThat(register("person0", 0).get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void sixteenAtOnceForOneNameTwentyTimesAreTwentyAccountsAndNoFailure() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = "name" + round;
            List<Future<Browser.Answer>> all =
                    IntStream.range(0, 16).mapToObj(i -> register(name, 0)).toList();
            int taken = 0;
            for (Future<Browser.Answer> one : all) {
                Browser.Answer answer = one.get(60, TimeUnit.SECONDS);
                assertThat(answer.status()).as(answer.body()).isIn(200, 422);
                taken += answer.status() == 422 ? 1 : 0;
            }
            assertThat(taken).isEqualTo(15);
            other.execute("UPDATE account SET phone = NULL");
        }
        assertThat(other.accounts()).hasSize(20);
        assertThat(Command.complaints(door)).isEmpty();
    }

    private Future<Browser.Answer> register(String name, int phone) {
        Browser browser = door.browser().asScript();
        return people.submit(
                () -> browser.post("/register", People.form(name, Long.toString(13_800_138_000L + phone))));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
