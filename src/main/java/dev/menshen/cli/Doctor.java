package dev.menshen.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.menshen.web.Origin;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks from the shell at whether the door is open and what it sees, and walks the way of a guarded application as a
 * browser does. It signs nobody in and changes nothing.
 */
public final class Doctor {

    private static final int NIST_PASSWORD = 15;
    private static final Pattern ANY = Pattern.compile("^\\[[0:]+\\]$");
    private static final List<String> SEEN = List.of("address", "origin", "next_allowed");

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Answer.PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final House house;
    private final Report report;

    /** A doctor who knows the settings in force, and says what it finds on {@code out}. */
    public Doctor(House house, PrintStream out) {
        this.house = house;
        this.report = new Report(out);
    }

    /**
     * What the settings say, as far as the doctor needs it.
     *
     * @param near where this machine reaches the door, without a slash at the end
     * @param basePath the path it lives under, without a slash at its end
     * @param publicUrl what the browser sees, where it was set
     * @param cookieDomain the domain that one sign-in counts for, where it was set
     * @param passwordMin the fewest characters of a password
     */
    public record House(
            String near, String basePath, Optional<Origin> publicUrl, Optional<String> cookieDomain, int passwordMin) {

        /**
         * A house as it is seen from the machine that the door is on.
         *
         * @throws BadOption when the settings do not say at which port it is
         */
        public static House of(Door door, int passwordMin) {
            String host = door.host().contains(":") ? "[" + door.host() + "]" : door.host();
            if (door.port() == 0) {
                throw new BadOption("setting listen names port 0, which is any: add --listen " + host
                        + ":PORT with the port that Menshen printed when it was started");
            }
            String here =
                    host.equals("0.0.0.0") ? "127.0.0.1" : ANY.matcher(host).replaceFirst("[::1]");
            String near = "http://" + here + ":" + door.port();
            return new House(near, door.base(), door.publicUrl(), door.cookieDomain(), passwordMin);
        }
    }

    /**
     * Where browsers see an application, as it was typed.
     *
     * @throws BadOption when it is nothing that can be asked
     */
    public static URI application(String typed) {
        return WebAddress.read(typed)
                .orElseThrow(() -> BadOption.value(
                        "app", typed, "a URL such as https://wiki.example.lan/page, with " + WebAddress.ASKABLE));
    }

    /** Looks at the door itself; returns whether all is well. */
    public boolean examine() {
        look();
        return report.isWell();
    }

    /** The same, and the whole way of the application that browsers find at this address. */
    public boolean examine(URI app) {
        if (look()) {
            new AppWalk(client, house, report).walk(app);
        }
        return report.isWell();
    }

    /** Whether the door is open. */
    private boolean look() {
        if (house.publicUrl().filter(Origin::isHttps).isEmpty()) {
            report.note(
                    "https",
                    "public-url is not https: what people type can be read on the way, unless a proxy brings them by https");
        }
        if (house.passwordMin() < NIST_PASSWORD) {
            report.note(
                    "password",
                    "password-min is " + house.passwordMin() + "; where the password is the only factor NIST asks for "
                            + NIST_PASSWORD);
        }
        boolean open = health();
        if (open) {
            seen("seen", house.near());
            house.publicUrl().ifPresent(url -> seen("public", url.toString()));
        }
        return open;
    }

    private boolean health() {
        URI address = URI.create(house.near() + house.basePath() + "/health");
        Answer answer = Answer.of(client, address, Map.of("Accept", "application/json"));
        if (answer instanceof Answer.Came came && came.status() == 200) {
            report.fine("door", address + " is open");
            return true;
        }
        if (answer instanceof Answer.Came came && came.status() == 503) {
            report.trouble(
                    "door", address + " is open, but not well: " + came.body().strip(), "see its log");
            return true;
        }
        String finding =
                answer instanceof Answer.Failed failed ? failed.reason() : "answers " + ((Answer.Came) answer).status();
        report.trouble(
                "door",
                address + ": " + finding,
                "start Menshen with these settings, or name its listen and base-path");
        return false;
    }

    private void seen(String step, String origin) {
        URI address = URI.create(origin + house.basePath() + "/gate/seen");
        if (WebAddress.isUnaskable(address.toString())) {
            report.note(
                    step,
                    address + " cannot be asked from here, which takes " + WebAddress.ASKABLE
                            + ": open it in a browser, where it tells the same");
            return;
        }
        Answer answer = Answer.of(client, address, Map.of());
        Optional<JsonObject> data = answer instanceof Answer.Came came ? data(came) : Optional.empty();
        if (data.isEmpty()) {
            String finding = answer instanceof Answer.Failed failed ? failed.reason() : "is not this Menshen";
            report.trouble(
                    step,
                    address + ": " + finding,
                    "let the proxy of that address pass everything under " + house.basePath() + "/ on to "
                            + house.near());
            return;
        }
        String itself = data.get().get("origin").getAsString();
        String from = data.get().get("address").getAsString();
        report.fine(step, "through " + address + " the door sees you at " + from + ", and itself as " + itself);
        Optional<Origin> real = Origin.start(address.toString());
        if (house.publicUrl().isEmpty()
                && real.isPresent()
                && !real.get().toString().equals(itself)) {
            report.trouble(
                    step,
                    "but browsers see it as " + real.get(),
                    "set public-url, or let the proxy pass Host and X-Forwarded-Proto, and name it in trusted-proxies");
        }
    }

    /** What a door says it sees; empty when this was no answer of one. */
    static Optional<JsonObject> data(Answer.Came came) {
        try {
            JsonObject json = came.status() == 200 ? new Gson().fromJson(came.body(), JsonObject.class) : null;
            if (json == null || !json.has("data") || !json.get("data").isJsonObject()) {
                return Optional.empty();
            }
            JsonObject data = json.getAsJsonObject("data");
            return SEEN.stream().allMatch(key -> data.has(key) && data.get(key).isJsonPrimitive())
                    ? Optional.of(data)
                    : Optional.empty();
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
