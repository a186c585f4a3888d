package dev.menshen.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that is started to see how long it takes until a page is answered, and how much memory it holds then.
 *
 * @param name what it is called
 * @param command how it is started
 * @param environment what is set for it
 * @param path the page
 */
record Program(String name, List<String> command, Map<String, String> environment, String path) {

    private static final Pattern OPEN = Pattern.compile("open at (http://\\S+)");
    private static final Pattern PSS = Pattern.compile("(?m)^Pss: +(\\d+) kB$");

    /** Starts it in this folder and asks for its page as soon as it says that it is open. */
    Running start(Path folder) throws IOException {
        long begin = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")));
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Matcher open = OPEN.matcher(String.valueOf(out.readLine()));
        if (!open.find()) {
            process.destroyForcibly();
            throw new IOException(name + " did not open");
        }
        URI uri = URI.create(open.group(1)).resolve(path);
        int status = ask(uri);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Duration worked = process.info().totalCpuDuration().orElse(Duration.ZERO);
        if (status != 200) {
            process.destroyForcibly();
            throw new IOException(name + " answered " + status);
        }
        return new Running(process, uri, took, worked);
    }

    /** By a bare connection, for a client of this machine's Java would be measured too. */
    private static int ask(URI uri) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new AnswerReader(socket.getInputStream()).next();
        }
    }

    /**
     * One that was started.
     *
     * @param took from the start to the end of the first answer
     * @param worked what the processors did until then
     */
    record Running(Process process, URI uri, Duration took, Duration worked) implements AutoCloseable {

        /** Its share of the machine's memory, in kB: what it shares with others is divided among them. */
        long memory() {
            try {
                Path file = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
                Matcher share = PSS.matcher(Files.readString(file, StandardCharsets.US_ASCII));
                if (!share.find()) {
                    throw new IllegalStateException("no share of memory is told in " + file);
                }
                return Long.parseLong(share.group(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
