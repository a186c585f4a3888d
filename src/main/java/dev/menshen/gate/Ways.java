package dev.menshen.gate;

import dev.menshen.web.GateHosts;
import dev.menshen.web.Origin;
import dev.menshen.web.Peer;
import dev.menshen.web.Question;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the browser finds our own pages, seen from an application that it is looking at. */
public final class Ways {

    /** Characters, escaped; a request's headers are read up to 8 KB, and cookies and the like must fit in beside it. */
    private static final int LONGEST_NEXT = 5_000;

    private final Peer peer;
    private final GateHosts hosts;
    private final String base;

    /** Ways to pages under {@code base}, which has no slash at its end. */
    public Ways(Peer peer, GateHosts hosts, String base) {
        this.peer = peer;
        this.hosts = hosts;
        this.base = base;
    }

    /**
     * Our own origin, as the browser sees it: the setting's; else the one that the proxy's configuration names in
     * {@code ?door}; else the host that the proxy asked, by the application's own scheme.
     */
    Origin door(Question question, Terms terms, Asked asked) {
        return told(terms, asked).or(() -> asked(question, asked)).orElse(asked.origin());
    }

    /** Whether that origin is https, by which our cookie is named. */
    boolean isHttps(Terms terms, Asked asked) {
        return told(terms, asked).orElse(asked.origin()).isHttps();
    }

    /** A configuration says the truth, but so may a stranger's link look: no other host than a known one is believed. */
    private Optional<Origin> told(Terms terms, Asked asked) {
        return peer.publicUrl()
                .or(() -> terms.door()
                        .filter(door -> door.host().equals(asked.origin().host()) || hosts.allows(door)));
    }

    private static Optional<Origin> asked(Question question, Asked asked) {
        return Origin.of(asked.origin().scheme(), question.header("Host"));
    }

    /** Whether this is the sign-in page that somebody would be sent to. */
    boolean isOurSignIn(Origin door, Asked asked) {
        String target = asked.target();
        int end = target.indexOf('?');
        String path = end < 0 ? target : target.substring(0, end);
        return path.equals(base + "/login") && asked.origin().equals(door);
    }

    /** The sign-in page, from where the browser comes back to what it asked for. */
    String signIn(Decision.AskToSignIn ask) {
        return ask.door() + base + "/login?next=" + next(ask.asked()) + "&brought="
                + ask.brought().word();
    }

    /** The link with its query; what would not fit into a header on its way back loses that, or all but its host. */
    private static String next(Asked asked) {
        String whole = URLEncoder.encode(asked.url(), StandardCharsets.UTF_8);
        if (whole.length() <= LONGEST_NEXT) {
            return whole;
        }
        String bare = URLEncoder.encode(asked.url().replaceFirst("\\?.*", ""), StandardCharsets.UTF_8);
        return bare.length() <= LONGEST_NEXT ? bare : URLEncoder.encode(asked.origin() + "/", StandardCharsets.UTF_8);
    }
}
