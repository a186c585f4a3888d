package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.SlowClients;
import dev.menshen.TestDoor;
import dev.menshen.limits.AddressBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How many connections one address may hold (fault F29). */
class ConnectionsTest {

    private static final int MOST = 1_000;

    @Test
    void oneAddressMayHoldAThousandAndOthersAreServedAllTheSame() throws IOException {
        try (TestDoor door = TestDoor.open("trusted-proxies", "10.9.9.9")) {
            try (SlowClients greedy = SlowClients.open(door.uri(), "127.0.0.1", 3 * MOST, "")) {
                assertThat(SlowClients.within(20, () -> greedy.stillOpen() == MOST))
                        .isTrue();
                assertThat(health(door, "127.0.0.2")).startsWith("HTTP/1.1 200");
                assertThat(health(door, "127.0.0.1")).isEmpty();
            }
            assertThat(SlowClients.within(20, () -> door.connections() == 0)).isTrue();
            assertThat(health(door, "127.0.0.1")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aTrustedProxyMayHoldAsManyAsItLikes() throws IOException {
        try (TestDoor door = TestDoor.open();
                SlowClients house = SlowClients.open(door.uri(), "127.0.0.1", MOST + 200, "")) {
            assertThat(health(door, "127.0.0.1")).startsWith("HTTP/1.1 200");
            assertThat(house.stillOpen()).isEqualTo(MOST + 200);
        }
    }

    @Test
    void neighboursInOneNetworkOfIpv6AreOne() throws IOException {
        assertThat(block("2001:db8:1:2:aaaa::1")).isEqualTo(block("2001:db8:1:2::ffff"));
        assertThat(block("2001:db8:1:2::1")).isNotEqualTo(block("2001:db8:1:3::1"));
        assertThat(block("10.0.0.1")).isNotEqualTo(block("10.0.0.2"));
        assertThat(block("::ffff:10.0.0.1")).isEqualTo(block("10.0.0.1"));
    }

    @SuppressWarnings("AddressSelection")
    private static String block(String address) throws IOException {
        return AddressBlock.of(InetAddress.getByName(address));
    }

    @SuppressWarnings("AddressSelection")
    private static String health(TestDoor door, String from) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), door.uri().getPort(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }
}
