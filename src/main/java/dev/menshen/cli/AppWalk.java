package dev.menshen.cli;

import com.google.gson.JsonObject;
import dev.menshen.web.Origin;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way of a guarded application, hop by hop, as a browser goes it: to the application, the gate, sign-in, and back. */
final class AppWalk {

    private static final Map<String, String> PAGE = Map.of("Accept", "text/html,application/xhtml+xml");
    private static final Pattern NEXT = Pattern.compile("(?:^|&)next=([^&]*)");
    private static final Pattern BROUGHT = Pattern.compile("[?&]brought=([a-z-]+)");

    /** Where the sign-in page is, under the door's path. */
    private static final String LOGIN = "/login";

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

    /** Walks from this address, which {@link WebAddress} has made. */
    void walk(URI app) {
        // A deep link whose query would suffer from being decoded, or cut at its first ampersand.
        URI deep = URI.create(app + (app.getRawQuery() == null ? "?" : "&") + "menshen=doctor&b=2%26c");
        location(deep)
                .flatMap(location -> gate(deep, location))
                .flatMap(this::signIn)
                .ifPresent(door -> {
                    back(deep, door);
                    cookie(deep, door);
                    script(deep);
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

    /** Hop 2: what the gate said; the link must have survived whole. Returns the sign-in page that it leads to. */
    private Optional<URI> gate(URI deep, String location) {
        if (WebAddress.isUnaskable(location)) {
            report.trouble(
                    "gate",
                    "leads to " + location + ", which cannot be asked from here",
                    "give the door " + WebAddress.ASKABLE + ": other programs stumble over others too");
            return Optional.empty();
        }
        Optional<URI> page = WebAddress.led(deep, location);
        Optional<String> next = page.flatMap(AppWalk::next);
        if (next.isEmpty()) {
            report.trouble(
                    "gate",
                    "leads to " + location + ", which is no sign-in page of Menshen",
                    "something else redirects first: the application, or another rule of the proxy");
            return Optional.empty();
        }
        String asked = next.get();
        if (asked.equals(deep.toString())) {
            report.fine("gate", "leads to sign-in and would come back to exactly this link");
            return page;
        }
        report.trouble(
                "gate",
                "was asked about " + asked + ", but the browser opened " + deep,
                asked.startsWith("http:") && deep.getScheme().equals("https")
                        ? "the proxy tells http where the browser uses https: pass the scheme that the browser sees"
                        : "let the proxy pass the address as the browser sent it: $request_uri in nginx, X-Forwarded-Uri elsewhere");
        return page;
    }

    /** The link that a sign-in page of ours leads back to: always a whole one. Other pages have none. */
    private static Optional<String> next(URI page) {
        Matcher next = NEXT.matcher(Optional.ofNullable(page.getRawQuery()).orElse(""));
        if (!page.getRawPath().endsWith(LOGIN) || !next.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URLDecoder.decode(next.group(1), StandardCharsets.UTF_8))
                    .filter(link -> Origin.start(link).isPresent());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Hop 3: the sign-in page; returns the address under which the door's pages are. */
    private Optional<URI> signIn(URI page) {
        String shown = withoutQuery(page);
        URI door = URI.create(shown.substring(0, shown.length() - LOGIN.length()));
        Answer answer = Answer.of(client, page, PAGE);
        if (answer instanceof Answer.Came came && came.status() == 200) {
            report.fine("sign-in", shown + " is there");
            return Optional.of(door);
        }
        if (answer instanceof Answer.Came came && leadsToSignInFrom(page, came)) {
            report.trouble(
                    "sign-in",
                    shown + " leads to sign-in itself: the door's own pages are guarded too",
                    "the proxy must let " + door + "/ through unguarded, as \"menshen proxy\" prints it");
        } else {
            report.trouble(
                    "sign-in",
                    shown + ": " + (answer instanceof Answer.Failed failed ? failed.reason() : told(answer)),
                    "browsers must reach Menshen there; set public-url and base-path to what they see");
        }
        return Optional.empty();
    }

    /** Whether the gate was asked about the sign-in page; a server that wants https keeps the application's link. */
    private static boolean leadsToSignInFrom(URI page, Answer.Came came) {
        return came.header("Location")
                .flatMap(location -> WebAddress.led(page, location))
                .flatMap(AppWalk::next)
                .flatMap(WebAddress::read)
                .filter(link -> link.getHost().equals(page.getHost()))
                .filter(link -> link.getRawPath().equals(page.getRawPath()))
                .isPresent();
    }

    private static String told(Answer answer) {
        return answer instanceof Answer.Came came
                ? "answers " + came.status()
                        + came.header("Location")
                                .map(to -> " and leads to " + to)
                                .orElse("")
                : "";
    }

    private static String withoutQuery(URI page) {
        return page.toString().replaceFirst("\\?.*", "");
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
                .filter(name -> isUnder(deep, name) && isUnder(door, name))
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

    private static boolean isUnder(URI place, String domain) {
        return Origin.start(place.toString())
                .filter(origin -> origin.isUnder(domain))
                .isPresent();
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
