package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Commands;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is heard at the hatch, and what those who mean no good get there. */
class HatchTest {

    @Test
    void onlyItsOwnerCanReachItThoughTheDataFolderIsOpenToAll() throws IOException {
        Path data = TestDoor.newFolder();
        Files.createDirectory(data.resolve("hatch"));
        for (Path open : List.of(data, data.resolve("hatch"))) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        try (TestDoor door = TestDoor.open(data, InstantSource.system())) {
            assertThat(mode(data.resolve("hatch"))).isEqualTo("rwx------");
            assertThat(mode(socket(door).path())).isEqualTo("rw-------");
        }
        assertThat(data.resolve("hatch")).isEmptyDirectory();
    }

    @Test
    void theSocketOfADoorThatWasKilledIsReplaced() throws IOException {
        Path data = TestDoor.newFolder();
        HatchSocket socket = HatchSocket.of(data);
        Files.createDirectory(socket.folder());
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(socket.address());
        }
        assertThat(socket.path()).exists();
        try (TestDoor door = TestDoor.open(data, InstantSource.system())) {
            People.register(door, "alice", "13800138000");
            assertThat(new Commands(data).done("list")).contains("\talice\t");
        }
    }

    @Test
    void whereNoSocketCanBeTheDoorServesAndTheLogSaysSoInALine() throws IOException {
        Path data = Files.createDirectories(TestDoor.newFolder().resolve("x".repeat(100)));
        try (TestDoor door = TestDoor.open(data, InstantSource.system())) {
            assertThat(door.browser().get("/login").status()).isEqualTo(200);
            door.awaitLogged("need a stopped door here", 1);
        }
    }

    @Test
    void garbageIsAnsweredOrCutOffAndChangesNothing() throws IOException {
        try (TestDoor door = TestDoor.open()) {
            People.register(door, "alice", "13800138000");
            for (String garbage : List.of(
                    "",
                    "null",
                    "\0\0\u0001",
                    "GET / HTTP/1.1\r",
                    "{",
                    "[".repeat(60_000),
                    "{\"action\":\"DELETE\",\"name\":\"alice\"}",
                    "{\"action\":[],\"after\":\"x\"}",
                    "{\"action\":\"DISABLE\",\"name\":null}",
                    "{\"action\":\"LIST\",\"after\":1e999,\"limit\":-5}",
                    "{\"action\":\"NAME\",\"name\":\"alice\",\"value\":\"\\u0000\"}",
                    "{\"action\":\"GROUPS\",\"name\":\"alice\",\"value\":\"" + "a,".repeat(30_000) + "\"}")) {
                UserReply reply = Lines.reply(said(door, garbage + "\n"));
                assertThat(reply.exit()).as(garbage).isNotZero();
                assertThat(reply.accounts()).isNull();
            }
            assertThat(said(door, "x".repeat(1 << 20) + "\n")).isEmpty();
            assertThat(new Commands(door.data()).done("show", "alice"))
                    .contains("state      active", "full name  -", "groups     -");
            assertThat(door.logged()).doesNotContain("broke off");
        }
    }

    @Test
    @Timeout(60)
    void whoeverIsSilentIsCutOffAndKeepsNobodyWaitingNorTheDoorFromStopping() throws IOException {
        List<SocketChannel> silent = new ArrayList<>();
        try {
            long stopping;
            try (TestDoor door = TestDoor.open()) {
                People.register(door, "alice", "13800138000");
                SocketChannel first = connected(door);
                silent.add(first);
                long since = System.nanoTime();
                assertThat(first.read(ByteBuffer.allocate(1))).isNegative();
                assertThat(Duration.ofNanos(System.nanoTime() - since))
                        .isBetween(Hatch.PATIENCE.minusMillis(500), Hatch.PATIENCE.plusSeconds(5));
                for (int i = 0; i < 100; i++) {
                    silent.add(connected(door));
                }
                since = System.nanoTime();
                assertThat(new Commands(door.data()).done("disable", "alice")).contains("disabled");
                assertThat(door.browser().get("/login").status()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(4));
                stopping = System.nanoTime();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(5));
        } finally {
            for (SocketChannel channel : silent) {
                channel.close();
            }
        }
    }

    private static HatchSocket socket(TestDoor door) {
        return HatchSocket.of(door.data());
    }

    private static SocketChannel connected(TestDoor door) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(socket(door).address());
        return channel;
    }

    /** What is answered to this; empty where the connection is cut instead. */
    private static String said(TestDoor door, String text) throws IOException {
        try (SocketChannel channel = connected(door)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            ByteBuffer heard = ByteBuffer.allocate(2 * Hatch.MOST_BYTES);
            int read = 0;
            while (read >= 0) {
                read = channel.read(heard);
            }
            return new String(heard.array(), 0, heard.position(), StandardCharsets.UTF_8).strip();
        } catch (IOException cut) {
            return "";
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
