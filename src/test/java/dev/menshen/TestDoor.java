package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.accounts.Accounts;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** A real door on a free port of loopback, over a new data folder, in development mode unless told otherwise. */
public final class TestDoor implements AutoCloseable {

    private static final Pattern CAPTCHA = Pattern.compile("DEV captcha id=(\\S+) answer=(\\S+)");
    private static final Pattern SMS = Pattern.compile("DEV sms to=(\\S+) tpl=(\\S+) code=(\\d{6})");

    private static final int MOST_HEARD = 1000;

    private final int mark = StandardError.HERE.mark();
    private final Canaries canaries = new Canaries();
    private final Path data;
    private final Optional<String> redis;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Deque<Heard> heard = new ArrayDeque<>();
    private final Menshen menshen;
    private final Javalin app;

    private TestDoor(Path data, Map<String, String> settings, InstantSource clock) {
        this.data = data;
        this.redis = Optional.ofNullable(settings.get("redis"));
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        values.put(Setting.LISTEN, "127.0.0.1:0");
        values.put(Setting.DATA, data.toString());
        values.put(Setting.DEV, "on");
        settings.forEach((key, value) -> values.put(Setting.of(key).orElseThrow(), value));
        menshen = Main.plugin(values, door -> {
            door.out = new PrintStream(printed, true, StandardCharsets.UTF_8);
            door.clock = clock;
        });
        app = Main.door(values, menshen);
        app.unsafe.events.serverStarting(() -> app.unsafe.jettyInternal.server.setRequestLog(this::hear));
        app.start();
    }

    /** A door with these settings, key and value in turn. */
    public static TestDoor open(String... keysAndValues) {
        return open(InstantSource.system(), keysAndValues);
    }

    /** A door that takes its time from this clock. */
    public static TestDoor open(InstantSource clock, String... keysAndValues) {
        return open(newFolder(), clock, keysAndValues);
    }

    /** A door over this data folder. */
    public static TestDoor open(Path data, InstantSource clock, String... keysAndValues) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new TestDoor(data, settings, clock);
    }

    /** A new empty folder, which goes when the tests end. */
    public static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("menshen");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new browser in front of this door. */
    public Browser browser() {
        return new Browser(uri(), canaries);
    }

    /** The door's address, without a path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + app.port());
    }

    /** The secrets that went through it, of which nothing may be left when it closes. */
    public Canaries canaries() {
        return canaries;
    }

    /** Its data folder. */
    public Path data() {
        return data;
    }

    /** Its accounts, as a command or an administration page has them. */
    public Accounts accounts() {
        return menshen.house().accounts();
    }

    /** The paths of all its forms. */
    public List<String> forms() {
        return app.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.equals(HandlerType.POST))
                .map(endpoint -> endpoint.path)
                .toList();
    }

    /** How many connections it has open. */
    public int connections() {
        return app.jettyServer()
                .server()
                .getConnectors()[0]
                .getConnectedEndPoints()
                .size();
    }

    /** All that it printed so far. */
    public String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Standard error for a test that listens there itself: what it puts back, so that doors go on hearing all of it. */
    public static PrintStream standardError() {
        StandardError.HERE.flush();
        return System.err;
    }

    /** All that was logged since it opened. */
    public String logged() {
        return StandardError.HERE.since(mark);
    }

    /** Waits until so many lines of the log since it opened contain this. */
    public void awaitLogged(String what, int lines) {
        StandardError.HERE.await(mark, what, lines);
    }

    /** What it was asked lately, in the order it answered; an answer may be here a moment after it was received. */
    public List<Heard> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** The last captcha answer it printed for this id. */
    public String captcha(String id) {
        return last(CAPTCHA.matcher(printed()), 1, id.isEmpty() ? "-" : id, 2);
    }

    /** The last code it printed for this phone. */
    public String code(String phone) {
        return last(SMS.matcher(printed()), 1, phone, 3);
    }

    /** How many texts it has sent. */
    public long texts() {
        return SMS.matcher(printed()).results().count();
    }

    /** Stops, and demands that no secret that went through it is in the log, in its files or in its Redis. */
    @Override
    public void close() {
        // Browsers hold on to connections they have no more use for, and a door that stops gives each a second.
        app.jettyServer().server().getConnectors()[0].getConnectedEndPoints().forEach(EndPoint::close);
        app.stop();
        canaries.printed(printed());
        StandardError.HERE.hasNone(canaries, mark);
        assertThat(canaries.inFiles(data)).isEmpty();
        redis.ifPresent(url -> assertThat(canaries.inRedis(url)).isEmpty());
    }

    private void hear(Request request, Response response) {
        synchronized (heard) {
            heard.add(Heard.of(request, response));
            if (heard.size() > MOST_HEARD) {
                heard.remove();
            }
        }
    }

    private static String last(Matcher matcher, int keyGroup, String key, int group) {
        List<String> found = matcher.results()
                .filter(result -> result.group(keyGroup).equals(key))
                .map(result -> result.group(group))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("nothing was printed for " + key);
        }
        return found.get(found.size() - 1);
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
