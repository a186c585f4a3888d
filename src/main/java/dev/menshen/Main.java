package dev.menshen;

import dev.menshen.audit.Plain;
import dev.menshen.cli.BadOption;
import dev.menshen.cli.Doctor;
import dev.menshen.cli.OpenHouse;
import dev.menshen.cli.ProxyConfiguration;
import dev.menshen.cli.UserCommand;
import dev.menshen.cli.UserRequest;
import dev.menshen.store.Backup;
import dev.menshen.store.CannotOpen;
import dev.menshen.store.Database;
import dev.menshen.web.OutOfMemory;
import dev.menshen.web.Server;
import io.javalin.Javalin;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The program: reads the settings, opens the door, and prints where. */
public final class Main {

    private static final int BAD_SETTINGS = 2;
    private static final int CANNOT_START = 1;
    private static final int NOT_WELL = 1;

    private Main() {}

    /** Runs one command; {@code serve} goes on until it is stopped. */
    public static void main(String[] args) {
        // Nothing here ever needs a display, and asking for one is how AWT fails on a server.
        System.setProperty("java.awt.headless", "true");
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            CommandLineReader.Asked asked = PlainStart.read(args)
                    .map(CommandLineReader.Asked::serve)
                    .orElseGet(() -> CommandLineReader.read(args));
            switch (asked.command()) {
                case HELP -> out.print(asked.help());
                case VERSION -> out.println("menshen " + version());
                case SETTINGS -> {
                    SettingsSources sources = sources(asked.flags());
                    read(sources.values());
                    out.print(sources.listing());
                }
                case PROXY -> {
                    Settings settings = Settings.of(sources(asked.flags()).values());
                    print(ProxyConfiguration.of(asked.proxy(), settings.door()), out);
                }
                case USER ->
                    System.exit(
                            user(sources(asked.flags()).values(), asked.user().orElseThrow(), out, System.err));
                case DOCTOR -> {
                    if (!examine(asked, out)) {
                        System.exit(NOT_WELL);
                    }
                }
                case BACKUP, RESTORE -> copy(asked, out);
                case REHEARSE -> {
                    Rehearsal.run();
                    System.exit(0);
                }
                case SERVE -> serve(sources(asked.flags()).values(), out);
            }
        } catch (BadSetting | BadOption e) {
            fail(BAD_SETTINGS, e);
        } catch (RuntimeException e) {
            fail(CANNOT_START, e);
        }
    }

    /** A door that is the whole application, with what {@code more} makes of it; not started yet. */
    static Javalin door(Map<Setting, String> values, Consumer<Menshen.Config> more) {
        return door(values, plugin(values, more));
    }

    /** The same, of a plugin that was made by {@link #plugin}. */
    static Javalin door(Map<Setting, String> values, Menshen plugin) {
        Settings settings = read(values);
        return Javalin.create(config -> {
            Server.configure(config, settings.host(), settings.port(), settings.proxies(), settings.basePath());
            config.registerPlugin(plugin);
        });
    }

    /** The plugin that is the whole application. */
    static Menshen plugin(Map<Setting, String> values, Consumer<Menshen.Config> more) {
        return new Menshen(door -> {
            values.forEach((setting, value) -> door.set(setting.key(), value));
            door.alone = true;
            more.accept(door);
        });
    }

    /** Does what a {@code user} command asks; returns the exit code. */
    static int user(Map<Setting, String> values, UserRequest request, PrintStream out, PrintStream err) {
        Settings settings = Settings.of(values);
        return new UserCommand(settings.data(), () -> opened(settings, out), out, err).run(request);
    }

    private static OpenHouse opened(Settings settings, PrintStream out) {
        if (!Database.isThere(settings.db())) {
            throw new CannotOpen("there is no Menshen in " + settings.data() + "; name its folder with --data");
        }
        House house = House.open(settings, out, InstantSource.system());
        return new OpenHouse(house.desk(), house::close);
    }

    private static void print(ProxyConfiguration configuration, PrintStream out) {
        out.print(configuration.text());
        configuration.doubts().forEach(doubt -> System.err.println("menshen: this cannot work yet: " + doubt));
    }

    /**
     * Looks at the door that these settings make, and at an application where one was named; whether all is well.
     *
     * @throws IllegalArgumentException when settings or options make no sense; then nothing was printed
     */
    static boolean examine(CommandLineReader.Asked asked, PrintStream out) {
        Settings settings = read(sources(asked.flags()).values());
        Doctor.House house = Doctor.House.of(settings.door(), settings.passwordMin());
        Optional<URI> app = asked.app().map(Doctor::application);
        out.println("menshen " + version() + " on Java " + Runtime.version());
        Doctor doctor = new Doctor(house, out);
        return app.isPresent() ? doctor.examine(app.get()) : doctor.examine();
    }

    /** Makes a copy of the database, or puts one back, and says so. */
    static void copy(CommandLineReader.Asked asked, PrintStream out) {
        Settings settings = Settings.of(sources(asked.flags()).values());
        Backup backup = new Backup(settings.db());
        Path file = Path.of(asked.file().orElseThrow());
        if (asked.command() == CommandLineReader.Command.BACKUP) {
            backup.make(file);
            out.println("copied to " + file);
        } else {
            Path kept = backup.putBack(file, Instant.now());
            out.println("put back; nobody is signed in. What was there before is " + kept);
        }
    }

    private static void serve(Map<Setting, String> values, PrintStream out) {
        Settings settings = read(values);
        refuseTakenPort(settings);
        OutOfMemory.endWhereNobodyCatches();
        Menshen door = plugin(values, config -> config.out = out);
        Javalin app = door(values, door).start();
        Termination.by(app::stop);
        String host = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
        String shown = host.contains(":") ? "[" + host + "]" : host;
        out.println("Menshen is open at http://" + shown + ":" + app.port() + settings.basePath() + "/");
        door.house().warmUp().start();
    }

    private static Settings read(Map<Setting, String> values) {
        Settings settings = Settings.of(values);
        settings.refuseOpenDevelopment();
        return settings;
    }

    /** Tried before anything is opened, for the server's own words on it are many, and may be the wrong ones. */
    private static void refuseTakenPort(Settings settings) {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new CannotOpen("cannot listen at " + settings.host() + ": no address of this name is known");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new CannotOpen(
                    "cannot listen at " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
        }
    }

    private static SettingsSources sources(Map<Setting, String> flags) {
        return new SettingsSources(flags, System.getenv(), Path.of("menshen.properties"));
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "of this source tree" : version;
    }

    /** One line for the one who starts it; and an end, for the server's threads may be running already. */
    private static void fail(int code, RuntimeException e) {
        Throwable told = e;
        while (told.getCause() != null && told.getMessage() == null) {
            told = told.getCause();
        }
        System.err.println("menshen: " + Plain.visible(String.valueOf(told.getMessage())));
        System.exit(code);
    }
}
