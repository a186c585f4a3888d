package dev.menshen;

import dev.menshen.accounts.Busy;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.web.ErrorPages;
import dev.menshen.web.Refused;
import dev.menshen.web.Row;
import dev.menshen.web.Visitor;
import dev.menshen.web.Visitors;
import io.javalin.config.JavalinState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
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
         * Sets a setting, by its key and in the words of {@code menshen.properties}. Those about listening are the
         * application's own affair and have no effect.
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
        state.events.serverStarted(opened::warmUp);
        state.events.serverStartFailed(opened::close);
        state.events.serverStopped(opened::close);
    }

    @Override
    public void onStart(JavalinState state) {
        if (house == null) {
            throw new IllegalStateException("started before it was initialized");
        }
        String base = base(state.router.contextPath) + house.settings().basePath();
        House.Furnished pages = house.furnish(base);
        state.routes.beforeMatched(pages.guard()::check);
        refusals(state.routes, pages.errors());
        for (Row row : pages.rows()) {
            add(state.routes, row, pages.errors());
        }
        if (pluginConfig.alone) {
            leftovers(state.routes, pages.errors());
        }
    }

    private void add(RoutesConfig routes, Row row, ErrorPages errors) {
        String path = pluginConfig.settings().basePath() + row.path();
        io.javalin.http.Handler handler = ctx -> {
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
        routes.exception(Exception.class, (e, ctx) -> errors.broken(ctx, e));
        for (int status : new int[] {400, 404, 405, 413, 415, 500}) {
            routes.error(status, errors::fill);
        }
    }

    private static String base(String contextPath) {
        return contextPath.equals("/") ? "" : contextPath;
    }
}
