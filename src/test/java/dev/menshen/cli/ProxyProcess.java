package dev.menshen.cli;

import dev.menshen.TestDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real nginx or Caddy of this machine, with configurations exactly as they were printed. */
public final class ProxyProcess implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final Path log;

    private ProxyProcess(List<String> command, Path folder, int port) {
        try {
            log = folder.resolve("log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("HOME", folder.toString());
            builder.environment().put("CADDY_ADMIN", "unix/" + folder.resolve("admin"));
            builder.environment().remove("XDG_DATA_HOME");
            builder.environment().remove("XDG_CONFIG_HOME");
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(port);
    }

    /** Starts the one of this name; the test is skipped where this machine has none. */
    public static ProxyProcess start(String name, int port, String... configurations) {
        return start(name, TestDoor.newFolder(), port, configurations);
    }

    /** The same in this folder. */
    static ProxyProcess start(String name, Path folder, int port, String... configurations) {
        return name.equals("nginx") ? nginx(folder, port, configurations) : caddy(folder, port, configurations);
    }

    private static ProxyProcess nginx(Path folder, int port, String... configurations) {
        String program = program("nginx", "nginx-light");
        for (int i = 0; i < configurations.length; i++) {
            write(folder.resolve("app" + i + ".conf"), configurations[i]);
        }
        write(
                folder.resolve("main.conf"),
                String.join(
                        "\n",
                        "daemon off; master_process off; pid " + folder + "/pid;",
                        "events { worker_connections 512; }",
                        "http {",
                        "access_log off; client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f;",
                        "uwsgi_temp_path u; scgi_temp_path s;",
                        "include " + folder + "/app*.conf;",
                        "}"));
        return new ProxyProcess(
                List.of(program, "-p", folder.toString(), "-c", folder + "/main.conf", "-e", "stderr"), folder, port);
    }

    private static ProxyProcess caddy(Path folder, int port, String... configurations) {
        String program = program("caddy", "caddy");
        Path file = folder.resolve("Caddyfile");
        // What an operator has at the head of the file: here, that the machine around the test is left as it is.
        write(
                file,
                "{\n admin off\n auto_https disable_redirects\n skip_install_trust\n}\n"
                        + String.join("\n", configurations));
        return new ProxyProcess(
                List.of(program, "run", "--adapter", "caddyfile", "--config", file.toString()), folder, port);
    }

    /** Skips the test where this machine has none of this name. */
    public static void demand(String name) {
        program(name, name.equals("nginx") ? "nginx-light" : name);
    }

    /** A port that nobody listens at. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String program(String name, String debian) {
        Optional<Path> found = Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of("/usr/sbin", "/usr/bin", "/usr/local/bin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(),
                "The tests behind " + name + " were SKIPPED: there is none. On Debian: apt install " + debian + ".");
        return found.orElseThrow().toString();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(int port) {
        long end = System.nanoTime() + PATIENCE;
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        process.destroyForcibly();
        throw new AssertionError("the proxy did not start: " + said());
    }

    /** What it has written to its log. */
    public String said() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
