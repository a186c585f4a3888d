package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The jar through a working day of strangers and members: seconds of it in every build, an hour with -Dmenshen.soak=3600. */
class SoakIT {

    private static final int SECONDS = Integer.getInteger("menshen.soak", 10);

    /** Of members, at 50 requests a second. */
    private static final int EVERY_MILLIS = 20;

    /** Of strangers, 30 at a time: a million in less than an hour. */
    private static final int EVERY_MILLIS_STRANGERS = 100;

    private static final int STRANGERS = 30;

    /** Requests of a member between two sign-ins. */
    private static final int VISIT = 50;

    private static final List<String> PATHS =
            List.of("/", "/login", "/register", "/login/sms", "/session/me", "/nothing", "/health");

    private final AtomicLong strangers = new AtomicLong();
    private final AtomicLong members = new AtomicLong();

    @Test
    void nothingGrowsWhileStrangersAndMembersComeAndGo() throws Exception {
        try (JarProcess door = JarProcess.openWithHeap("256m", TestDoor.newFolder(), "--captcha", "off")) {
            Browser member = door.browser().asScript();
            assertThat(member.post("/register", People.form("alice", "13800138000"))
                            .status())
                    .isEqualTo(200);
            Browser stranger = door.browser();
            for (int i = 0; i < 2 * VISIT; i++) {
                visit(member);
                pass(stranger);
            }
            members.set(0);
            strangers.set(0);
            long heap = door.heap();
            long files = door.files();
            long began = System.nanoTime();
            ScheduledExecutorService both = Executors.newScheduledThreadPool(2);
            try {
                ScheduledFuture<?> visits =
                        both.scheduleAtFixedRate(() -> visit(member), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
                ScheduledFuture<?> passing = both.scheduleAtFixedRate(
                        () -> pass(stranger), 0, EVERY_MILLIS_STRANGERS, TimeUnit.MILLISECONDS);
                // Neither ends by itself but by failing.
                goesOn(visits, began);
                goesOn(passing, began);
            } finally {
                both.shutdownNow();
                assertThat(both.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            }
            System.out.printf(
                    "%d s: %d requests of members, %d of strangers; heap %d -> %d, files %d -> %d%n",
                    SECONDS, members.get(), strangers.get(), heap, door.heap(), files, door.files());
            // A machine with much else to do may fall behind.
            assertThat(members.get()).isGreaterThan(SECONDS * 1_000L / EVERY_MILLIS / 3);
            assertThat(strangers.get()).isGreaterThan(SECONDS * 1_000L / EVERY_MILLIS_STRANGERS * STRANGERS / 3);
            // A twentieth, and what a collection leaves now and then.
            assertThat(door.heap()).isLessThan(heap + heap / 20 + (2 << 20));
            assertThat(door.files()).isLessThanOrEqualTo(files + 8);
            assertThat(door.complained()).doesNotContain("ERROR");
        }
    }

    private static void goesOn(ScheduledFuture<?> work, long began) {
        long left = TimeUnit.SECONDS.toNanos(SECONDS) - (System.nanoTime() - began);
        assertThatThrownBy(() -> work.get(Math.max(1, left), TimeUnit.NANOSECONDS))
                .isInstanceOf(TimeoutException.class);
    }

    /** One request of somebody who signs in, looks round, is asked about at the gate, and signs out. */
    private void visit(Browser member) {
        long number = members.getAndIncrement() % VISIT;
        Browser.Answer answer = number == 0
                ? member.post("/login", Map.of("username", "alice", "password", People.PASSWORD))
                : number == VISIT - 1
                        ? member.post("/logout", Map.of())
                        : number % 2 == 0
                                ? member.having("X-Original-Method", "GET")
                                        .having("X-Original-URL", "http://wiki.lan/page")
                                        .get("/gate/nginx")
                                : member.get(number % 4 == 1 ? "/" : "/account/sessions");
        assertThat(answer.status()).isEqualTo(200);
    }

    /** Some requests of somebody who keeps no cookie, none of which is given one. */
    private void pass(Browser stranger) {
        for (int i = 0; i < STRANGERS; i++) {
            long number = strangers.getAndIncrement();
            Browser.Answer answer = stranger.get(PATHS.get((int) (number % PATHS.size())));
            assertThat(answer.status()).isLessThan(500);
            assertThat(answer.header("set-cookie")).isEmpty();
        }
    }
}
