package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code menshen user} as people run it, beside a door that runs, was killed, was stopped, or never was. */
class UserCommandIT {

    @Test
    void aCommandReachesTheRunningDoorOfItsFolderAlsoAfterThatWasKilled() {
        Path folder = TestDoor.newFolder();
        try (JarProcess door = JarProcess.open(folder, "--captcha", "off")) {
            Browser alice = door.browser().asScript();
            alice.post("/register", People.form("alice", "13800138000"));
            assertThat(run(folder, 0, "show", "ALICE")).contains("state      active");
            door.kill();
        }
        assertThat(folder.resolve("data/hatch/menshen.sock")).exists();
        assertThat(run(folder, 0, "groups", "alice", "staff")).contains("groups     staff");
        try (JarProcess door = JarProcess.open(folder, "--captcha", "off")) {
            Browser alice = door.browser().asScript();
            alice.post("/login", Map.of("username", "alice", "password", People.PASSWORD));
            assertThat(alice.get("/session/me").status()).isEqualTo(200);
            assertThat(run(folder, 0, "disable", "13800138000")).contains("state      disabled", "groups     staff");
            assertThat(alice.get("/session/me").status()).isEqualTo(401);
            assertThat(door.complained()).contains("event=state-changed", "method=command");
            assertThat(door.stop()).isZero();
        }
        assertThat(folder.resolve("data/hatch")).isEmptyDirectory();
        assertThat(run(folder, 0, "list")).matches("1\talice\tdisabled\tstaff\t\\S+\n");
    }

    @Test
    void exitCodesSayWhatWentWrongAndNothingIsLeftWhereNoHouseIs() {
        Path folder = TestDoor.newFolder();
        assertThat(run(folder, 1, "list")).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(run(folder, 2, "frobnicate")).isEmpty();
        assertThat(run(folder, 2)).isEmpty();
        assertThat(run(folder, 2, "list", "--listen", "x")).isEmpty();
        assertThat(run(folder, 0, "--help")).contains("disable", "groups");
        assertThat(run(folder, 0, "groups", "--help")).contains("NAME", "LIST");
    }

    private static String run(Path folder, int exit, String... words) {
        List<String> arguments = new ArrayList<>(List.of("user"));
        arguments.addAll(List.of(words));
        try (JarProcess jar = JarProcess.start(JarProcess.thisJava(), folder, arguments.toArray(String[]::new))) {
            assertThat(jar.exit()).as(jar.complained()).isEqualTo(exit);
            if (exit != 0) {
                assertThat(jar.complained())
                        .as(arguments.toString())
                        .hasLineCount(1)
                        .startsWith("menshen: ");
            }
            return jar.printed();
        }
    }
}
