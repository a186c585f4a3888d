package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.Race;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar under more than it can do: it says so, stays quick for others, and needs no more memory than it has. */
class FloodIT {

    private static final Map<String, String> WRONG = Map.of("username", "nobody", "password", People.PASSWORD);

    /** Of the gate, one after another. */
    private static final int CHECKS = 500;

    @Test
    void threeHundredSignInsAtOnceAreHashedInTurnOrToldToComeBack() throws Exception {
        try (JarProcess door = JarProcess.openWithHeap("256m", TestDoor.newFolder(), "--captcha", "off")) {
            URI uri = door.uri();
            Probe probe = new Probe(uri, "/health");
            probe.p95(100);
            long idle = probe.p95(60);
            List<Browser.Answer> answers =
                    Race.of(301, number -> number == 300 ? health(probe, idle) : stranger(door, number));
            long turnedAway = answers.subList(0, 300).stream()
                    .filter(answer -> answer.status() == 503)
                    .peek(answer -> assertThat(answer.header("retry-after")).isPresent())
                    .count();
            long hashed = answers.subList(0, 300).stream()
                    .filter(answer -> answer.status() == 422)
                    .count();
            System.out.println("300 sign-ins at once: " + hashed + " hashed, " + turnedAway + " turned away");
            assertThat(hashed + turnedAway).isEqualTo(300);
            assertThat(hashed).isPositive();
            assertThat(turnedAway).isPositive();
            assertThat(door.browser().asScript().post("/login", WRONG).status()).isEqualTo(422);
            assertThat(door.complained()).doesNotContain("OutOfMemory");
        }
    }

    /** Everybody from somewhere else and by another name, so that only the hashing bounds them. */
    private static Browser.Answer stranger(JarProcess door, int number) {
        Map<String, String> form = Map.of("username", "nobody" + number, "password", People.PASSWORD);
        return door.browser()
                .asScript()
                .with("X-Forwarded-For", "10.3." + number / 250 + "." + number % 250)
                .post("/login", form);
    }

    /** Meanwhile; all cores hash, so that a short wait for one of them is in order. */
    private static Browser.Answer health(Probe probe, long idle) {
        long p95 = probe.p95(60);
        System.out.printf("health meanwhile: p95 %.1f ms, idle %.1f ms%n", p95 / 1e6, idle / 1e6);
        assertThat(p95).isLessThan(TimeUnit.SECONDS.toNanos(1));
        return new Browser.Answer(200, new byte[0], Map.of());
    }

    @Test
    void fiveThousandIdleConnectionsNeedLittleAndOthersAreServed() {
        try (JarProcess door = JarProcess.openWithHeap("64m", TestDoor.newFolder(), "--trusted-proxies", "127.0.0.1")) {
            Probe probe = new Probe(door.uri(), "/login");
            probe.p95(200);
            long idle = probe.p95(60);
            long before = door.heap();
            try (SlowClients many = SlowClients.open(door.uri(), "127.0.0.1", 5_000, "GET / HTTP/1.1\r\nHost: a\r\n")) {
                Probe.isNotDisturbed("5,000 idle connections", probe.p95(60), idle);
                System.out.println(
                        "of 5,000 open: " + many.stillOpen() + ", heap " + (door.heap() - before) + " bytes");
                assertThat(door.complained()).doesNotContain("OutOfMemory");
            }
            assertThat(SlowClients.within(20, () -> door.files() < 200)).isTrue();
            assertThat(door.heap()).isLessThan(before + (8 << 20));
        }
    }

    @Test
    void bodiesThatFillTheMemorySetAsideForThemPushOutEachOther() {
        try (JarProcess door = JarProcess.openWithHeap("64m", TestDoor.newFolder(), "--captcha", "off")) {
            String head = "POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 65000\r\n\r\n" + "a".repeat(64_000);
            try (SlowClients flood = SlowClients.open(door.uri(), "127.0.0.1", 1_000, head)) {
                for (int i = 0; i < 5; i++) {
                    flood.send("a");
                    assertThat(door.browser().asScript().post("/login", WRONG).status())
                            .isEqualTo(422);
                }
                assertThat(SlowClients.within(25, () -> flood.stillOpen() == 0)).isTrue();
            }
            assertThat(door.complained()).doesNotContain("OutOfMemory");
        }
    }

    @Test
    void whereFewFilesMayBeOpenConnectionsWaitAndItRecovers() {
        try (JarProcess door = JarProcess.openWithFiles(128, TestDoor.newFolder(), "--captcha", "off")) {
            door.uri();
            try (SlowClients many = SlowClients.open(door.uri(), "127.0.0.1", 400, "GET / HT")) {
                assertThat(SlowClients.within(20, () -> door.files() > 45)).isTrue();
                assertThat(many.stillOpen()).isPositive();
            }
            assertThat(SlowClients.within(20, () -> door.files() < 45)).isTrue();
            assertThat(door.browser()
                            .asScript()
                            .post("/register", People.form("alice", "13800138000"))
                            .status())
                    .isEqualTo(200);
            assertThat(door.complained()).doesNotContain("Too many open files");
        }
    }

    @Test
    void whileOthersTakeTheProcessorsTheGateGoesOnAnswering() throws Exception {
        try (JarProcess door = JarProcess.openWithHeap("64m", TestDoor.newFolder(), "--captcha", "off")) {
            Browser member = door.browser().asScript();
            member.post("/register", People.form("alice", "13800138000"));
            assertThat(member.post("/login", Map.of("username", "alice", "password", People.PASSWORD))
                            .status())
                    .isEqualTo(200);
            member.with("X-Original-Method", "GET").with("X-Original-URL", "http://wiki.lan/page");
            long[] calm = checks(member);
            int processors = Runtime.getRuntime().availableProcessors();
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> others = Stream.generate(() -> new Thread(() -> turn(over), "other"))
                    .limit(2L * processors)
                    .toList();
            others.forEach(Thread::start);
            try {
                long[] hot = checks(member);
                System.out.printf(
                        "gate check: p50 %.1f ms, p99 %.1f ms; beside %d threads that never rest: p50 %.1f ms, p99 %.1f ms%n",
                        calm[CHECKS / 2] / 1e6,
                        calm[CHECKS * 99 / 100] / 1e6,
                        others.size(),
                        hot[CHECKS / 2] / 1e6,
                        hot[CHECKS * 99 / 100] / 1e6);
                assertThat(hot[CHECKS - 1]).isLessThan(TimeUnit.SECONDS.toNanos(3));
            } finally {
                over.set(true);
                for (Thread other : others) {
                    other.join();
                }
            }
        }
    }

    /** The times of so many checks of somebody signed in, in order; all are let on. */
    private static long[] checks(Browser member) {
        long[] times = new long[CHECKS];
        for (int i = 0; i < CHECKS; i++) {
            long start = System.nanoTime();
            assertThat(member.get("/gate/nginx").status()).isEqualTo(200);
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times;
    }

    private static void turn(AtomicBoolean over) {
        while (!over.get()) {
            Thread.onSpinWait();
        }
    }
}
