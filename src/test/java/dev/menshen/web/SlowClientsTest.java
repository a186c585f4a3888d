package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Probe;
import dev.menshen.SlowClients;
import dev.menshen.TestDoor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hundreds of clients that drip and dawdle: nobody else notices, and they are given up (faults F26 to F28). */
class SlowClientsTest {

    private static final String LOCAL = "127.0.0.1";
    private static final String HEAD = String.join(
            "\r\n",
            "POST /login HTTP/1.1",
            "Host: a",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: 8192",
            "",
            "");

    private static TestDoor door;
    private static Probe probe;

    @BeforeAll
    static void open() {
        door = TestDoor.open();
        probe = new Probe(door.uri(), "/login");
        probe.p95(200);
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void fourHundredSlowBodiesDisturbNobodyAndAreGivenUp() {
        long idle = probe.p95(60);
        try (SlowClients slow = SlowClients.open(door.uri(), LOCAL, 400, HEAD + "username=a")) {
            long p95 = probe.p95(30);
            slow.send("a");
            p95 = Math.max(p95, probe.p95(60));
            Probe.isNotDisturbed("400 slow bodies", p95, idle);
            assertThat(SlowClients.within(25, () -> drip(slow) == 0)).isTrue();
        }
    }

    @Test
    void eightHundredSlowHeadsDisturbNobodyAndAreGivenUp() {
        long idle = probe.p95(60);
        try (SlowClients slow = SlowClients.open(door.uri(), LOCAL, 800, "GET /login HTTP/1.1\r\nHost: a\r\nX-")) {
            Probe.isNotDisturbed("800 slow heads", probe.p95(60), idle);
            assertThat(SlowClients.within(50, () -> drip(slow) == 0)).isTrue();
        }
    }

    @Test
    void threeHundredWhoAskForMuchAndTakeNothingDisturbNobodyAndAreGivenUp() {
        long idle = probe.p95(60);
        String css = new Assets().path("menshen.css");
        String asked = ("GET " + css + " HTTP/1.1\r\nHost: a\r\n\r\n").repeat(30);
        try (SlowClients slow = SlowClients.open(door.uri(), LOCAL, 300, asked)) {
            // Long enough for all of them to have asked for more than the system keeps for them.
            long p95 = 0;
            for (long end = System.nanoTime() + 6_000_000_000L; System.nanoTime() - end < 0; ) {
                p95 = probe.p95(60);
            }
            Probe.isNotDisturbed("300 slow readers", p95, idle);
            // Nothing is read: what the server still holds would flow at once.
            slow.send("GET");
            assertThat(SlowClients.within(40, () -> door.connections() == 0)).isTrue();
        }
    }

    /** Sends another byte, and counts who is still there. */
    private static int drip(SlowClients slow) {
        slow.send("a");
        return slow.stillOpen();
    }
}
