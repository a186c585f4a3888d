package dev.menshen.cli;

import dev.menshen.accounts.GroupName;
import dev.menshen.web.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An application that is to be guarded, and all that its proxy has to know.
 *
 * @param app where browsers see it
 * @param to where it is in truth
 * @param door how browsers see Menshen
 * @param gate how the proxy reaches Menshen
 * @param base the path Menshen lives under, without a slash at its end
 * @param groups of which one is demanded; none where everybody may come who is signed in
 */
record Guarded(Place app, Place to, Origin door, Place gate, String base, List<GroupName> groups) {

    private static final String EXAMPLE = "a URL such as ";

    Guarded {
        groups = List.copyOf(groups);
    }

    /**
     * Reads the options.
     *
     * @throws BadOption when one is missing, cannot be read or contradicts another
     */
    static Guarded read(ProxyOptions options, Door house) {
        Place app = place("app", required("app", options.app()), EXAMPLE + "https://wiki.example.lan");
        Place to = place("to", required("to", options.to()), EXAMPLE + "http://10.0.0.7:3000");
        Origin door = door(options, house, app);
        Place gate = gate(options, house);
        if (app.origin().equals(to.origin())) {
            throw BadOption.value("to", to.toString(), "another place than --app, so the proxy would ask itself");
        }
        if (app.origin().equals(door) && app.path().equals(house.base())) {
            throw BadOption.value(
                    "app", app.toString(), "free: Menshen lives there; give it another path by base-path");
        }
        return new Guarded(app, to, door, gate, house.base(), groups(options.groups()));
    }

    private static Origin door(ProxyOptions options, Door house, Place app) {
        Optional<Origin> named = options.door().map(url -> origin("door", url, "https://door.example.lan"));
        if (named.isPresent() && house.publicUrl().isPresent() && !named.equals(house.publicUrl())) {
            throw BadOption.value(
                    "door",
                    named.get().toString(),
                    "what the setting public-url says: " + house.publicUrl().get());
        }
        return named.or(house::publicUrl)
                .or(() -> Optional.of(app.origin()).filter(here -> !app.path().isEmpty()))
                .orElseThrow(() -> new BadOption("how browsers see Menshen is not known: add"
                        + " --door https://door.example.lan, or set public-url"));
    }

    private static Place gate(ProxyOptions options, Door house) {
        return options.gate()
                .map(url -> origin("gate", url, "http://127.0.0.1:8080"))
                .or(house::local)
                .map(origin -> new Place(origin, ""))
                .orElseThrow(() -> new BadOption("how the proxy reaches Menshen is not known, for listen says any port:"
                        + " add --gate http://127.0.0.1:8080"));
    }

    private static String required(String option, Optional<String> value) {
        return value.orElseThrow(() -> new BadOption("option --" + option + " is missing; see menshen proxy --help"));
    }

    private static Place place(String option, String url, String wanted) {
        return Place.read(url).orElseThrow(() -> BadOption.value(option, url, wanted));
    }

    private static Origin origin(String option, String url, String example) {
        String wanted = EXAMPLE + example + ", without a path";
        Place place = place(option, url, wanted);
        if (!place.path().isEmpty()) {
            throw BadOption.value(option, url, wanted);
        }
        return place.origin();
    }

    private static List<GroupName> groups(Optional<String> text) {
        List<GroupName> groups = new ArrayList<>();
        for (String name : text.map(list -> list.split(",", -1)).orElseGet(() -> new String[0])) {
            groups.add(GroupName.read(name)
                    .orElseThrow(
                            () -> BadOption.value("groups", text.orElse(""), "a list of groups such as admins,staff")));
        }
        return groups;
    }

    /** Whether browsers see it where they see Menshen, so that the proxy has both behind it. */
    boolean isHere() {
        return app.origin().equals(door);
    }
}
