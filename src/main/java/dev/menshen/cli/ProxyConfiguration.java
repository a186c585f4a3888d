package dev.menshen.cli;

import dev.menshen.accounts.GroupName;
import dev.menshen.web.Origin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration of a proxy before an application that Menshen guards.
 *
 * @param text all of it
 * @param doubts what keeps it from working, as far as it can be seen beforehand, each in one line
 */
public record ProxyConfiguration(String text, List<String> doubts) {

    /** On https a browser can hold seven of our cookies; one more for good measure. */
    private static final int OUR_COOKIES = 8;

    private static final String PICK = "(?:^|;)\\s*(?:__Host-)?menshen(?:-gate|-visit|-known)?\\s*=[^;]*";

    public ProxyConfiguration {
        doubts = List.copyOf(doubts);
    }

    /**
     * Makes one.
     *
     * @throws BadOption when the options make no sense; then there is nothing to print
     */
    public static ProxyConfiguration of(ProxyOptions options, Door house) {
        Proxy proxy = Proxy.read(
                options.proxy().orElseThrow(() -> new BadOption("which proxy is not said: one of " + Proxy.words())));
        Guarded guarded = Guarded.read(options, house);
        List<String> doubts = Doubts.about(guarded, house);
        return new ProxyConfiguration(proxy.template().filled(values(guarded, doubts), truths(guarded)), doubts);
    }

    private static Map<String, String> values(Guarded guarded, List<String> doubts) {
        Origin app = guarded.app().origin();
        String name = name(guarded.app());
        Map<String, String> values = new HashMap<>();
        values.put("name", name);
        values.put("variable", "menshen_" + name.replace('-', '_'));
        values.put(
                "notes",
                doubts.stream()
                        .map(doubt -> "#\n# THIS CANNOT WORK YET: " + doubt + ".")
                        .collect(Collectors.joining("\n")));
        origin("app", app, values);
        origin("to", guarded.to().origin(), values);
        origin("door", guarded.door(), values);
        origin("gate", guarded.gate().origin(), values);
        values.put("app", guarded.app().toString());
        values.put("app.path", guarded.app().path());
        values.put(
                "app.pattern",
                Pattern.compile("([.~])").matcher(guarded.app().path()).replaceAll("\\\\$1"));
        values.put("to", guarded.to().toString());
        values.put("to.address", guarded.to().address());
        values.put("to.path", guarded.to().path());
        values.put("gate", guarded.gate().origin().toString());
        values.put("gate.address", guarded.gate().address());
        values.put("base", guarded.base());
        values.put("query", query(guarded));
        values.put("strip", strip());
        traefik(guarded, values);
        return values;
    }

    private static void origin(String name, Origin origin, Map<String, String> values) {
        values.put(name + ".origin", origin.toString());
        values.put(name + ".scheme", origin.scheme());
        values.put(name + ".host", origin.host());
        values.put(name + ".port", Integer.toString(origin.port()));
        values.put(name + ".authority", origin.authority());
    }

    /** Traefik takes the rule of the higher number first; it is to be the longer path. */
    private static void traefik(Guarded guarded, Map<String, String> values) {
        String app = guarded.app().path();
        values.put("entry", guarded.app().origin().isHttps() ? "websecure" : "web");
        values.put("under", below(app));
        values.put("at-base", below(guarded.base()));
        values.put("priority", Integer.toString(100 + app.length()));
        values.put("base.priority", Integer.toString(100 + guarded.base().length()));
    }

    private static String below(String path) {
        return path.isEmpty() ? "" : " && PathPrefix(`" + path + "/`)";
    }

    private static Set<String> truths(Guarded guarded) {
        String app = guarded.app().path();
        String to = guarded.to().path();
        Set<String> truths = new HashSet<>();
        truths.add(guarded.app().origin().scheme());
        truths.add(app.equals(to) ? "as-it-is" : "rewritten");
        add(truths, "to-https", guarded.to().origin().isHttps());
        add(truths, "here", guarded.isHere());
        add(truths, "under", !app.isEmpty());
        add(truths, "longer", !to.isEmpty());
        add(
                truths,
                "rest",
                !app.isEmpty() && !(guarded.isHere() && guarded.base().isEmpty()));
        return truths;
    }

    private static void add(Set<String> truths, String name, boolean isTrue) {
        if (isTrue) {
            truths.add(name);
        }
    }

    /** Of the application alone, so that the configurations of many can stand beside each other. */
    private static String name(Place app) {
        String name = app.origin().authority() + app.path();
        return name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static String query(Guarded guarded) {
        String groups = guarded.groups().stream()
                .map(GroupName::text)
                .map(ProxyConfiguration::encoded)
                .collect(Collectors.joining(","));
        return "door=" + guarded.door() + (groups.isEmpty() ? "" : "&groups=" + groups);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** nginx can replace in a text no more than once, so each of these takes out one cookie. */
    private static String strip() {
        StringBuilder maps = new StringBuilder();
        String from = "$http_cookie";
        for (int i = 1; i <= OUR_COOKIES; i++) {
            String to = "$menshen_cookie_" + i;
            maps.append("map ")
                    .append(from)
                    .append(' ')
                    .append(to)
                    .append(" {\n    default ")
                    .append(from)
                    .append(";\n    \"~^(?<menshen_head>.*?)")
                    .append(PICK)
                    .append("(?<menshen_tail>.*)$\" \"$menshen_head$menshen_tail\";\n}\n");
            from = to;
        }
        return maps.toString().stripTrailing();
    }
}
