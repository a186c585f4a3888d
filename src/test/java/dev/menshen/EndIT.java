package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.Race;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the program ends: asked to, under load, and when something in it breaks (faults F37 and F38). */
class EndIT {

    @Test
    void askedToEndUnderLoadItFinishesWhatItBeganAndEndsWithZero() throws Exception {
        Path folder = TestDoor.newFolder();
        List<String> acknowledged = new ArrayList<>();
        try (JarProcess door = JarProcess.open(folder, "--captcha", "off")) {
            AtomicInteger answered = new AtomicInteger();
            List<List<String>> each =
                    Race.of(9, number -> number == 8 ? end(door, answered) : register(door, number, answered));
            each.forEach(acknowledged::addAll);
            assertThat(door.exit()).isZero();
            assertThat(door.complained()).doesNotContain("Exception");
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(20);
        try (JarProcess door = JarProcess.open(folder, "--captcha", "off")) {
            for (String name : acknowledged) {
                Map<String, String> form = Map.of("username", name, "password", People.PASSWORD);
                assertThat(door.browser().asScript().post("/login", form).status())
                        .as(name)
                        .isEqualTo(200);
            }
        }
    }

    /** Asks it to end when twenty have been acknowledged, and waits no more than ten seconds. */
    private static List<String> end(JarProcess door, AtomicInteger answered) {
        assertThat(SlowClients.within(25, () -> answered.get() >= 20)).isTrue();
        long start = System.nanoTime();
        door.stop();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
        return List.of();
    }

    /** Registers one after the other until nobody answers any more; returns those who were told that they are in. */
    private static List<String> register(JarProcess door, int number, AtomicInteger answered) {
        Browser browser = door.browser().asScript();
        List<String> names = new ArrayList<>();
        for (int i = 0; true; i++) {
            String name = "u" + number + "x" + i;
            try {
                Browser.Answer answer =
                        browser.post("/register", People.form(name, "138" + (10_000_000 + number * 1_000 + i)));
                assertThat(answer.status()).isIn(200, 503);
                if (answer.status() == 200) {
                    names.add(name);
                    answered.incrementAndGet();
                }
            } catch (UncheckedIOException closed) {
                return names;
            }
        }
    }

    @Test
    void whoIsBeingAnsweredWhenItIsToEndIsAnswered() throws Exception {
        try (JarProcess door = JarProcess.open(TestDoor.newFolder(), "--captcha", "off")) {
            long idle = door.files();
            // More than is hashed within the second that idle connections are given to go.
            List<Integer> statuses = Race.of(
                    33,
                    number -> number == 32
                            ? stopSoon(door, idle)
                            : door.browser()
                                    .asScript()
                                    .post("/login", Map.of("username", "nobody" + number, "password", People.PASSWORD))
                                    .status());
            assertThat(statuses.get(32)).isZero();
            // Nobody is cut off; whom a very busy machine lets wait too long is told so.
            assertThat(statuses.subList(0, 32)).contains(422).isSubsetOf(422, 503);
        }
    }

    /** Once all 32 are in, for whoever is not is not being answered. */
    private static int stopSoon(JarProcess door, long idle) {
        assertThat(SlowClients.within(20, () -> door.files() >= idle + 32)).isTrue();
        return door.stop();
    }

    @Test
    void withoutMemoryItEndsAtOnceAndWithoutStackItGoesOn() {
        try (JarProcess door = JarProcess.run(BreakingDoor.class, TestDoor.newFolder())) {
            Map<String, String> form = Map.of("username", "alice", "password", People.PASSWORD);
            door.uri();
            door.type("stack");
            door.await(Pattern.compile("now stack"));
            assertThat(IntStream.range(0, 20)
                            .map(i -> door.browser().get("/image/code").status()))
                    .containsOnly(500);
            door.type("well");
            door.await(Pattern.compile("now well"));
            assertThat(door.browser().asScript().post("/login", form).status()).isEqualTo(422);
            isEndedBy(door, door.browser(), "/image/code");
        }
    }

    @Test
    void withoutMemoryTheGateEndsItToo() {
        try (JarProcess door = JarProcess.run(BreakingDoor.class, TestDoor.newFolder())) {
            Browser member = door.browser().asScript();
            assertThat(member.post("/register", People.form("alice", "13800138000"))
                            .status())
                    .isEqualTo(200);
            member.post("/login", Map.of("username", "alice", "password", People.PASSWORD));
            member.with("X-Original-Method", "GET").with("X-Original-URL", "http://wiki.lan/page");
            assertThat(member.get("/gate/nginx").status()).isEqualTo(200);
            isEndedBy(door, member, "/gate/nginx");
        }
    }

    private static void isEndedBy(JarProcess door, Browser browser, String path) {
        door.type("memory");
        door.await(Pattern.compile("now memory"));
        try {
            browser.get(path);
        } catch (UncheckedIOException ended) {
            // Nobody is answered by a process that has ended.
        }
        assertThat(door.exit()).isEqualTo(3);
        assertThat(door.complained()).contains("out of memory");
    }
}
