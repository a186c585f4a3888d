package dev.menshen.cli;

import com.google.gson.JsonObject;
import dev.menshen.web.Origin;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way of a guarded application, hop by hop, as a browser goes it: to the application, the gate, sign-in, and back. */
final class AppWalk {

    private static final Map<String, String> PAGE = Map.of("Accept", "text/html,application/xhtml+xml");
    private static final Pattern NEXT = Pattern.compile("[?&]next=([^&]*)");
    private static final Pattern BROUGHT = Pattern.compile("[?&]brought=([a-z-]+)");

    /** A session that nobody has; the gate tells that it was brought one. */
    private static final String NOBODYS = "x".repeat(43);

    private final HttpClient client;
    private final Doctor.House house;
    private final Report report;

    AppWalk(HttpClient client, Doctor.House house, Report report) {
        this.client = client;
        this.house = house;
        this.report = report;
    }

    void walk(URI app) {
        // A deep link whose query would suffer from being decoded, or cut at its first ampersand.
        String mark = (app.getRawQuery() == null ? "?" : "&") + "menshen=doctor&b=2%26c";
        URI deep = URI.create(app + (app.getRawPath().isEmpty() && app.getRawQuery() == null ? "/" : "") + mark);
        location(deep).ifPresent(location -> {
            if (leadsBack(deep, location)) {
                Optional<URI> door = signIn(location);
                door.ifPresent(at -> {
                    back(deep, at);
                    cookie(deep, at);
                    script(deep);
                });
            }
        });
    }

    /** Hop 1: the application's own address, which must lead to the sign-in page. */
    private Optional<String> location(URI deep) {
        Answer answer = Answer.of(client, deep, PAGE);
        if (answer instanceof Answer.Failed failed) {
            report.trouble("app", deep + ": " + failed.reason(), "see whether the proxy runs and serves this address");
            return Optional.empty();
        }
        Answer.Came came = (Answer.Came) answer;
        Optional<String> location = came.header("Location");
        if (came.status() / 100 == 3 && location.isPresent()) {
            report.fine("app", deep + " answers " + came.status());
            return location;
        }
        switch (came.status() / 100) {
            case 2 ->
                report.trouble(
                        "app",
                        deep + " answers " + came.status() + " without asking who is there",
                        "put the gate in front of it: \"menshen proxy\" prints how");
            case 5 ->
                report.trouble(
                        "app",
                        deep + " answers " + came.status()
                                + ": the proxy could not ask the gate, or did not understand it",
                        "the proxy's error log says which; it must reach " + house.near() + house.basePath()
                                + "/gate/… and tell it the method and the URL, as \"menshen proxy\" prints it");
            default ->
                report.trouble(
                        "app",
                        deep + " answers " + came.status() + " and leads nowhere",
                        "let the proxy pass the gate's Location on to browsers, as \"menshen proxy\" prints it");
        }
        return Optional.empty();
    }

    /** Hop 2: what the gate said; the link must have survived whole. */
    private boolean leadsBack(URI deep, String location) {
        Matcher next = NEXT.matcher(location);
        if (!next.find()) {
            report.trouble(
                    "gate",
                    "leads to " + location + ", which is no sign-in page of Menshen",
                    "something else redirects first: the application, or another rule of the proxy");
            return false;
        }
        String asked = URLDecoder.decode(next.group(1), StandardCharsets.UTF_8);
        if (asked.equals(deep.toString())) {
            report.fine("gate", "leads to sign-in and would come back to exactly this link");
            return true;
        }
        report.trouble(
                "gate",
                "was asked about " + asked + ", but the browser opened " + deep,
                asked.startsWith("http:") && deep.getScheme().equals("https")
                        ? "the proxy tells http where the browser uses https: pass the scheme that the browser sees"
                        : "let the proxy pass the address as the browser sent it: $request_uri in nginx, X-Forwarded-Uri elsewhere");
        return true;
    }

    /** Hop 3: the sign-in page; returns the address under which the door's pages are. */
    private Optional<URI> signIn(String location) {
        URI page = URI.create(location);
        Answer answer = Answer.of(client, page, PAGE);
        if (!(answer instanceof Answer.Came came) || came.status() != 200) {
            String finding = answer instanceof Answer.Failed failed
                    ? failed.reason()
                    : "answers " + ((Answer.Came) answer).status();
            report.trouble(
                    "sign-in",
                    location.replaceFirst("\\?.*", "") + ": " + finding,
                    "browsers must reach Menshen there; set public-url and base-path to what they see");
            return Optional.empty();
        }
        report.fine("sign-in", location.replaceFirst("\\?.*", "") + " is there");
        return Optional.of(URI.create(location.replaceFirst("/login\\?.*", "")));
    }

    /** Hop 4: whether the door would send somebody back to the application. */
    private void back(URI deep, URI door) {
        URI address =
                URI.create(door + "/gate/seen?next=" + URLEncoder.encode(deep.toString(), StandardCharsets.UTF_8));
        Optional<JsonObject> data =
                Answer.of(client, address, Map.of()) instanceof Answer.Came came ? Doctor.data(came) : Optional.empty();
        if (data.isEmpty()) {
            report.trouble(
                    "back",
                    door + " is not a Menshen that can be asked",
                    "let the proxy pass all of " + door + "/ to it");
            return;
        }
        report.fine(
                "seen",
                "there the door sees you at " + data.get().get("address").getAsString() + ", and itself as "
                        + data.get().get("origin").getAsString());
        if (data.get().get("next_allowed").getAsBoolean()) {
            report.fine("back", "after signing in people are sent back to the application");
        } else {
            report.trouble(
                    "back",
                    "after signing in people would land on the home page, for " + deep.getAuthority() + " is not known",
                    "add it to gate-hosts");
        }
    }

    /** Hop 5: whether the sign-in would be seen at the application: a cookie of the right name must arrive at the gate. */
    private void cookie(URI deep, URI door) {
        Optional<String> unseen = unseen(deep, door);
        if (unseen.isPresent()) {
            report.trouble(
                    "cookie",
                    unseen.get(),
                    house.cookieDomain().isEmpty()
                            ? "set cookie-domain to a domain that both are under, or use one host and one scheme for both"
                            : "use one scheme for both, and names under "
                                    + house.cookieDomain().get());
            return;
        }
        String name = house.cookieDomain().isPresent()
                ? "menshen-gate=" + NOBODYS + "." + NOBODYS
                : (door.getScheme().equals("https") ? "__Host-menshen=" : "menshen=") + NOBODYS;
        Answer answer = Answer.of(client, deep, Map.of("Accept", "text/html", "Cookie", "other=1; " + name));
        String brought = answer instanceof Answer.Came came
                ? came.header("Location")
                        .map(BROUGHT::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .orElse("")
                : "";
        switch (brought) {
            case "over" -> report.fine("cookie", "our cookie arrives at the gate");
            case "nothing" ->
                report.trouble(
                        "cookie",
                        "the proxy does not pass the Cookie header to the gate, so nobody is ever known there",
                        "pass it, as \"menshen proxy\" prints it");
            default ->
                report.trouble(
                        "cookie",
                        "cookies arrive at the gate, but not ours: the proxy takes it out before it asks, or tells another scheme than "
                                + door.getScheme(),
                        "take it out only of what goes to the application, and pass the scheme that the browser sees");
        }
    }

    private Optional<String> unseen(URI deep, URI door) {
        boolean together = deep.getHost().equalsIgnoreCase(door.getHost());
        boolean domain = house.cookieDomain()
                .filter(name -> isUnder(deep.getHost(), name) && isUnder(door.getHost(), name))
                .isPresent();
        if (!together && !domain) {
            return Optional.of("browsers do not show the cookie of " + door.getHost() + " to " + deep.getHost());
        }
        if (door.getScheme().equals("https") && !deep.getScheme().equals("https")) {
            return Optional.of("the cookie of "
                    + Origin.start(door.toString()).map(Origin::toString).orElse("")
                    + " is a secure one, and browsers never send those by plain http");
        }
        return Optional.empty();
    }

    private static boolean isUnder(String host, String domain) {
        return host.equalsIgnoreCase(domain) || host.toLowerCase(Locale.ROOT).endsWith("." + domain);
    }

    /** Hop 6: a script in the application's page, which must be told and not be led to a page. */
    private void script(URI deep) {
        Answer answer =
                Answer.of(client, deep, Map.of("Accept", "*/*", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty"));
        if (answer instanceof Answer.Came came
                && came.status() == 401
                && came.header("Location").isPresent()) {
            report.fine("script", "a script of the application is told 401 and where to sign in");
        } else {
            report.note(
                    "script",
                    "a script of the application is not told 401 with Location, but "
                            + (answer instanceof Answer.Came came
                                    ? Integer.toString(came.status())
                                    : ((Answer.Failed) answer).reason())
                            + "; see what \"menshen proxy\" prints");
        }
    }
}
