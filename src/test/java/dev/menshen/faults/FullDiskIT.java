package dev.menshen.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that fills up under the open door, and has room again later. */
class FullDiskIT {

    private static final Map<String, String> ALICE = Map.of("username", "alice", "password", People.PASSWORD);
    private static final Map<String, String> BOB = People.form("bob", "13800138001");

    private Tmpfs disk;
    private JarProcess door;
    private Browser alice;

    @BeforeEach
    void openAndFill() {
        disk = Tmpfs.mount("size=4m");
        door = open();
        alice = door.browser().asScript();
        assertThat(alice.post("/register", People.form("alice", "13800138000")).status())
                .isEqualTo(200);
        assertThat(alice.post("/login", ALICE).status()).isEqualTo(200);
        disk.fill();
    }

    @AfterEach
    void close() {
        // Not there when the disk could not be mounted.
        if (door != null) {
            door.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void aFullDiskIsTryAgainWhateverWasToBeWrittenAndNeverAWrongPassword() {
        triesAgain(door.browser().asScript().post("/register", BOB));
        triesAgain(door.browser().asScript().post("/login", ALICE));
        triesAgain(alice.post("/logout", Map.of()));
        Browser.Answer page = door.browser().post("/login", ALICE);
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body()).contains("请稍后再试").doesNotContain("密码不对");
        assertThat(door.browser()
                        .asScript()
                        .post("/login", Map.of("username", "alice", "password", "wrong horse"))
                        .badFields())
                .as("looking goes on")
                .containsExactly("password");
    }

    @Test
    void looksGoOnWhileTheDiskIsFullAndHealthSaysWhatIsTheMatter() {
        triesAgain(door.browser().asScript().post("/register", BOB));

        assertThat(alice.get("/session/me").status()).isEqualTo(200);
        assertThat(alice.with("Accept", "text/html").get("/").body()).contains("alice");
        assertThat(door.browser().get("/login").status()).isEqualTo(200);
        Browser.Answer health = door.browser().get("/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.body()).contains("\"database\":\"down\"").contains("\"sessions\":\"up\"");
        assertThat(Command.complaints(door))
                .filteredOn(line -> line.contains("storage unavailable, reference "))
                .hasSize(1)
                .allMatch(line -> line.contains("full"));
        assertThat(door.complained())
                .as("no stack trace on a disk that is full")
                .doesNotContain("\tat ");
    }

    @Test
    void withRoomAgainTheNextRegistrationSucceedsAndNothingAcknowledgedIsLost() {
        for (int i = 0; i < 5; i++) {
            triesAgain(door.browser().asScript().post("/register", BOB));
        }
        assertThat(door.browser().get("/health").status()).isEqualTo(503);

        disk.free();
        long free = System.nanoTime();
        // The same person, who would hear "taken" had one of the failed ones been stored after all.
        assertThat(door.browser().asScript().post("/register", BOB).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - free)).isLessThan(Duration.ofSeconds(1));
        assertThat(door.browser().asScript().post("/login", ALICE).status()).isEqualTo(200);
        healthComesBack();
        assertThat(alice.post("/logout", Map.of()).status()).isEqualTo(200);

        door.kill();
        door = open();
        try (Witness witness = Witness.of(disk.folder().resolve("data/menshen.db"))) {
            assertThat(witness.accounts()).isEqualTo(Map.of("alice", 1, "bob", 1));
            assertThat(witness.integrity()).isEqualTo("ok");
        }
    }

    private JarProcess open() {
        Path data = disk.folder().resolve("data");
        return JarProcess.open(TestDoor.newFolder(), "--captcha", "off", "--data", data.toString());
    }

    private static void triesAgain(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("5");
        assertThat(answer.badFields()).containsExactly("form");
    }

    /** It says what it found out at most five seconds ago. */
    private void healthComesBack() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
        while (door.browser().get("/health").status() != 200) {
            assertThat(System.nanoTime()).as("health is still bad").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
