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
 * {@code bench.connections}.
 */
public final class Bench {

    private static final Map<String, Rows> GROUPS = groups();

    private Bench() {}

    private static Map<String, Rows> groups() {
        Map<String, Rows> groups = new LinkedHashMap<>();
        groups.put("gate", new GateRows());
        groups.put("pages", new PageRows());
        groups.put("captcha", new CaptchaRows());
        groups.put("sign-in", new SignInRows());
        groups.put("storm", new StormRows());
        groups.put("scale", new ScaleRows());
        groups.put("sessions", new SessionRows());
        groups.put("redis", new RedisRows());
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
        Ground ground = new Ground();
        System.out.println(Row.HEAD);
        for (Map.Entry<String, Rows> group : GROUPS.entrySet()) {
            if (args.length == 0 || List.of(args).contains(group.getKey())) {
                group.getValue().measure(ground);
            }
        }
    }
}
