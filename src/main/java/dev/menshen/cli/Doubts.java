package dev.menshen.cli;

import dev.menshen.web.Origin;
import java.util.ArrayList;
import java.util.List;

/** What can be seen beforehand to keep an application from seeing who is signed in. */
final class Doubts {

    private Doubts() {}

    /** Each in one line, with what to change. */
    static List<String> about(Guarded guarded, Door house) {
        Origin app = guarded.app().origin();
        Origin door = guarded.door();
        List<String> doubts = new ArrayList<>();
        if (!app.host().equals(door.host()) && !isUnderOne(app, door, house)) {
            doubts.add(app.host() + " is not told who is signed in at " + door.host()
                    + ": set cookie-domain to a domain that both are under");
        }
        if (!guarded.isHere() && !house.hosts().allows(app)) {
            doubts.add("nobody is sent on to " + app + " after signing in: add " + app.authority() + " to gate-hosts");
        }
        if (door.isHttps() && !app.isHttps()) {
            doubts.add(
                    "browsers keep what they know from " + door + " to https: let them see the application by https");
        }
        if (!door.isHttps() && app.isHttps()) {
            doubts.add("passwords are typed at " + door + ", which anybody on the wire can read: let it be https");
        }
        return doubts;
    }

    private static boolean isUnderOne(Origin app, Origin door, Door house) {
        return house.cookieDomain()
                .filter(domain -> app.isUnder(domain) && door.isUnder(domain))
                .isPresent();
    }
}
