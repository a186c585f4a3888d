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

    /** One flood after the other, each from a block of its own and beside those before it, and one wait for all of them. */
    @Test
    void slowBodiesSlowHeadsAndSlowReadersDisturbNobodyAndAreGivenUp() {
        long idle = probe.p95(60);
        String css = new Assets().path("menshen.css");
        String asked = ("GET " + css + " HTTP/1.1\r\nHost: a\r\n\r\n").repeat(30);
        try (SlowClients readers = SlowClients.open(door.uri(), "127.0.0.2", 300, asked)) {
            // Long enough for all of them to have asked for more than the system keeps for them.
            long p95 = 0;
            for (long end = System.nanoTime() + 6_000_000_000L; System.nanoTime() - end < 0; ) {
                p95 = probe.p95(60);
            }
            Probe.isNotDisturbed("300 slow readers", p95, idle);
            // Nothing is read: what the server still holds would flow at once.
            readers.send("GET");
            try (SlowClients bodies = SlowClients.open(door.uri(), LOCAL, 400, HEAD + "username=a");
                    SlowClients heads =
                            SlowClients.open(door.uri(), "127.0.0.3", 800, "GET /login HTTP/1.1\r\nHost: a\r\nX-")) {
                p95 = probe.p95(30);
                bodies.send("a");
                p95 = Math.max(p95, probe.p95(60));
                Probe.isNotDisturbed("400 slow bodies and 800 slow heads", p95, idle);
                assertThat(SlowClients.within(25, () -> drip(bodies) == 0))
                        .as("slow bodies are given up")
                        .isTrue();
                assertThat(SlowClients.within(50, () -> drip(heads) == 0))
                        .as("slow heads are given up")
                        .isTrue();
            }
            assertThat(SlowClients.within(40, () -> door.connections() == 0))
                    .as("slow readers are given up")
                    .isTrue();
        }
    }

    /** Sends another byte, and counts who is still there. */
    private static int drip(SlowClients slow) {
        slow.send("a");
        return slow.stillOpen();
    }
}
