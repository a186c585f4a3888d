package dev.menshen;

import dev.menshen.accounts.Busy;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.web.ErrorPages;
import dev.menshen.web.Loopback;
import dev.menshen.web.Refused;
import dev.menshen.web.Row;
import dev.menshen.web.Server;
import dev.menshen.web.Visitor;
import dev.menshen.web.Visitors;
import io.javalin.config.JavalinState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.plugin.Plugin;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The door as a Javalin 7 plugin: {@code config.registerPlugin(new Menshen(door -> door.set("base-path", "/door")))}.
 *
 * <p>It brings its pages under the base path, puts a {@link Visitor} on every request of the application, and touches
 * nothing else: the application's own routes, error pages and exceptions stay its own.
 */
public final class Menshen extends Plugin<Menshen.Config> {

    private static final Duration SOON = Duration.ofSeconds(2);

    private @Nullable House house;

    /** A door with the settings that {@code config} makes. */
    public Menshen(Consumer<Config> config) {
        super(config, new Config());
    }

    /** What an embedding application may decide: the settings of the jar, and where printed lines go. */
    public static final class Config {

        private final Map<Setting, String> given = new EnumMap<>(Setting.class);

        /** Where codes go that no gateway carries, and the lines of development mode. */
        public PrintStream out = System.out;

        /** Where the time comes from. */
        public InstantSource clock = InstantSource.system();

        /** Whether the door is the whole application, so that every error page is its own. */
        boolean alone;

        Config() {}

        /**
         * Sets a setting, by its key and in the words of {@code menshen.properties}. {@code listen} is the application's
         * own affair and has no effect; in development mode it must listen on loopback only.
         *
         * @throws BadSetting when there is no such setting
         */
        public Config set(String key, String value) {
            Setting setting = Setting.of(key).orElseThrow(() -> new BadSetting("there is no setting " + key));
            given.put(setting, value);
            return this;
        }

        Settings settings() {
            return Settings.of(given);
        }
    }

    /** Whoever is asking, in any handler of the application that comes after this plugin was registered. */
    public static Visitor visitor(Context ctx) {
        return Visitors.of(ctx);
    }

    @Override
    public void onInitialize(JavalinState state) {
        House opened = House.open(pluginConfig.settings(), pluginConfig.out, pluginConfig.clock);
        house = opened;
        state.routes.before(opened.visitors()::attach);
        if (opened.settings().dev()) {
            state.events.serverStarting(() -> refuseOpenDevelopment(state));
        }
        if (!pluginConfig.alone) {
            state.events.serverStarted(opened.warmUp()::start);
        }
        state.events.serverStarted(opened::hear);
        state.events.serverStartFailed(opened::close);
        state.events.serverStopping(opened::endSoon);
        state.events.serverStopped(opened::close);
        // It has stopped then too, only not in time for every answer.
        state.events.serverStopFailed(opened::close);
    }

    @Override
    public void onStart(JavalinState state) {
        House opened = house();
        try {
            furnish(state, opened);
        } catch (RuntimeException e) {
            // Nothing else will close it: there is no server yet that could stop.
            opened.close();
            throw e;
        }
    }

    /** What this door is made of. */
    House house() {
        House opened = house;
        if (opened == null) {
            throw new IllegalStateException("asked for before it was initialized");
        }
        return opened;
    }

    private static void refuseOpenDevelopment(JavalinState state) {
        if (!Loopback.isAllOf(state)) {
            throw new BadSetting("setting dev: development mode prints codes and listens on loopback only");
        }
    }

    private void furnish(JavalinState state, House opened) {
        String base = opened.settings().basePath();
        House.Furnished pages = opened.furnish(contextPath(state) + base);
        state.routes.beforeMatched(pages.guard()::check);
        refusals(state.routes, pages.errors());
        for (Row row : pages.rows()) {
            add(state.routes, base + row.path(), row, pages.errors());
        }
        if (pluginConfig.alone) {
            leftovers(state.routes, pages.errors());
            Server.answerAtOnce(state.jetty, pages.atOnce(), opened.settings().proxies());
        }
    }

    private static void add(RoutesConfig routes, String path, Row row, ErrorPages errors) {
        Handler handler = ctx -> {
            try {
                row.handler().handle(ctx);
            } catch (Refused | StorageUnavailable | Busy told) {
                throw told;
            } catch (Exception broken) {
                // Not left to the application, whose exception handlers know nothing of our pages.
                errors.broken(ctx, broken);
            }
        };
        routes.addHttpHandler(row.verb(), path, handler, row.who());
        if (row.verb().equals(HandlerType.GET)) {
            routes.addHttpHandler(HandlerType.HEAD, path, handler, row.who());
        }
    }

    private static void refusals(RoutesConfig routes, ErrorPages errors) {
        routes.exception(Refused.class, (refused, ctx) -> errors.refused(ctx, refused));
        routes.exception(StorageUnavailable.class, (out, ctx) -> errors.unavailable(ctx, out));
        routes.exception(
                Busy.class,
                (busy, ctx) -> errors.refused(ctx, Refused.until(503, SOON, "form.busy", SOON.toSeconds())));
    }

    /** What no route of ours answers, where there is no other application to answer it. */
    private static void leftovers(RoutesConfig routes, ErrorPages errors) {
        routes.exception(HttpResponseException.class, (e, ctx) -> ctx.status(e.getStatus()));
        // Which methods there are is all that such an exception has to say (RFC 9110, section 15.5.6).
        routes.exception(
                MethodNotAllowedResponse.class,
                (e, ctx) -> ctx.status(e.getStatus())
                        .header("Allow", String.join(", ", e.getDetails().values())));
        routes.exception(Exception.class, (e, ctx) -> errors.broken(ctx, e));
        for (int status : new int[] {400, 404, 405, 413, 415, 500}) {
            routes.error(status, errors::fill);
        }
    }

    /** Where the whole application lives, without a slash at its end. */
    private static String contextPath(JavalinState state) {
        return state.router.contextPath.equals("/") ? "" : state.router.contextPath;
    }
}
