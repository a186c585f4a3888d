package dev.menshen.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Measures the built jar beside a bare Javalin handler, in turns, and prints a Markdown table. Only the ratios say
 * anything on a machine that others use too.
 *
 * <p>{@code src/test/tools/bench} runs it, with the names of the rows to measure, or all of them.
 * System properties: {@code bench.java}, the Java that runs both; {@code bench.rounds}, {@code bench.seconds} and
 * {@code bench.connections}; {@code bench.starts}, and {@code bench.load}, the seconds of full load after which memory is
 * looked at, 0 for none.
 */
public final class Bench {

    private static final Map<String, Rows> GROUPS = groups();

    private Bench() {}

    private static Map<String, Rows> groups() {
        Map<String, Rows> groups = new LinkedHashMap<>();
        groups.put("gate", new GateRows());
        groups.put("pages", new PageRows());
        groups.put("captcha", new CaptchaRows());
        groups.put("drawing", new DrawingRows());
        groups.put("sign-in", new SignInRows());
        groups.put("storm", new StormRows());
        groups.put("scale", new ScaleRows());
        groups.put("sessions", new SessionRows());
        groups.put("redis", new RedisRows());
        groups.put("threads", new ThreadRows());
        groups.put("start", new StartRows());
        return groups;
    }

    /** Prints the rows of the groups that are named, or of all. */
    public static void main(String[] args) throws IOException, SQLException {
        TreeSet<String> unknown = new TreeSet<>(List.of(args));
        unknown.removeAll(GROUPS.keySet());
        if (!unknown.isEmpty()) {
            System.err.println("bench: no rows called " + unknown + "; there are " + GROUPS.keySet());
            System.exit(2);
        }
        System.out.println(Row.HEAD);
        for (Map.Entry<String, Rows> group : GROUPS.entrySet()) {
            if (args.length == 0 || List.of(args).contains(group.getKey())) {
                try (Ground ground = new Ground()) {
                    group.getValue().measure(ground);
                }
            }
        }
    }
}
