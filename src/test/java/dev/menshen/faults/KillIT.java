package dev.menshen.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The jar, killed while people register and started again on what it left: a few rounds, or as many as
 * {@code -Dmenshen.rounds=100} says.
 */
class KillIT {

    private static final int ROUNDS = Rounds.or(3);
    private static final Duration UP_AGAIN = Duration.ofSeconds(5);

    private final Registrations people = new Registrations();
    private final List<Duration> starts = new ArrayList<>();
    private int unanswered;
    private int stored;

    @Test
    void whoeverWasToldToBeRegisteredIsSoExactlyOnceAfterAKillAndWhoeverWasNotSendsTheFormAgain()
            throws InterruptedException {
        Path folder = TestDoor.newFolder();
        Random random = new Random(20261122);
        for (int round = 0; round < ROUNDS; round++) {
            try (JarProcess door = open(folder)) {
                people.untilKilled(door, 20 + random.nextInt(21));
            }
            try (JarProcess door = open(folder);
                    Witness witness = Witness.of(folder.resolve("data/menshen.db"))) {
                assertThat(people.refused()).isEmpty();
                assertThat(witness.integrity()).isEqualTo("ok");
                assertThat(witness.halfWritten()).isZero();
                Map<String, Integer> accounts = witness.accounts();
                assertThat(accounts.keySet()).as("none lost").containsAll(people.acknowledged());
                assertThat(accounts.values()).as("none twice").containsOnly(1);
                String somebody = people.acknowledged().iterator().next();
                Map<String, String> form = Map.of("username", somebody, "password", People.PASSWORD);
                assertThat(door.browser().asScript().post("/login", form).status())
                        .isEqualTo(200);
                count(accounts.keySet());
                people.again(door);
                assertThat(people.refused()).as("told that the name is taken").isEmpty();
                assertThat(people.unanswered()).isEmpty();
                assertThat(witness.accounts().keySet()).isEqualTo(people.acknowledged());
                assertThat(witness.accounts().values()).as("none twice").containsOnly(1);
                report(round);
            }
        }
        Collections.sort(starts);
        assertThat(starts.get(starts.size() / 2)).isLessThan(UP_AGAIN);
    }

    private JarProcess open(Path folder) {
        long start = System.nanoTime();
        JarProcess door = JarProcess.open(folder, "--captcha", "off");
        starts.add(Duration.ofNanos(System.nanoTime() - start));
        return door;
    }

    private void count(Set<String> accounts) {
        unanswered += people.unanswered().size();
        stored += Math.toIntExact(
                people.unanswered().stream().filter(accounts::contains).count());
    }

    private void report(int round) {
        System.out.println("kill -9: " + (round + 1) + " rounds, "
                + people.acknowledged().size()
                + " acknowledged, 0 lost, 0 twice, " + unanswered + " first unanswered, of which "
                + stored + " stored, and acknowledged when sent again, longest start "
                + Collections.max(starts).toMillis() + " ms");
    }
}
