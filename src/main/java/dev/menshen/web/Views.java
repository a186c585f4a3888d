package dev.menshen.web;

import dev.menshen.text.Language;
import dev.menshen.text.Messages;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What every page knows, made from the request: above all the language it is to be in. */
public final class Views {

    private static final String COOKIE = "menshen_lang";
    private static final String WORDS = "dev.menshen.words";
    private static final int A_YEAR_OF_SECONDS = 365 * 24 * 60 * 60;

    /** There are as many such headers as kinds of browsers in the house; when somebody makes up more, it begins anew. */
    private static final int MOST_KNOWN = 500;

    private static final int LONGEST_KNOWN = 100;

    private final Map<String, Optional<Language>> accepted = new ConcurrentHashMap<>();
    private final String base;
    private final Assets assets;
    private final Language standard;
    private final boolean dev;
    private final Peer peer;

    public Views(String base, Assets assets, Language standard, boolean dev, Peer peer) {
        this.base = base;
        this.assets = assets;
        this.standard = standard;
        this.dev = dev;
        this.peer = peer;
    }

    /** The view of a page; {@code self} is its path below the base path, with its query. */
    public View view(Context ctx, String self) {
        return new View(words(ctx), base, assets, Visitors.of(ctx).name(), dev, isPlain(ctx), self);
    }

    /** The same without a look at who is asking. */
    View anonymous(Context ctx, String self) {
        return new View(words(ctx), base, assets, Optional.empty(), dev, isPlain(ctx), self);
    }

    private boolean isPlain(Context ctx) {
        return peer.origin(ctx)
                .filter(origin -> !origin.isHttps() && !origin.isThisMachine())
                .isPresent();
    }

    /** A path of ours as the browser must ask for it. */
    public String to(String path) {
        return base + path;
    }

    /** The words in the visitor's language: {@code ?lang}, else the cookie, else {@code Accept-Language}, else the setting. */
    public Messages words(Context ctx) {
        Messages known = ctx.attribute(WORDS);
        if (known != null) {
            return known;
        }
        Optional<Language> asked = Language.of(Query.value(ctx, "lang"));
        asked.ifPresent(language -> remember(ctx, language));
        Language language = asked.or(() -> new AppQuestion(ctx)
                        .cookies(COOKIE).stream().findFirst().flatMap(Language::of))
                .or(() -> Optional.ofNullable(ctx.header("Accept-Language")).flatMap(this::accepted))
                .orElse(standard);
        Messages words = Messages.in(language);
        ctx.header("Content-Language", language.tag());
        ctx.attribute(WORDS, words);
        return words;
    }

    private Optional<Language> accepted(String header) {
        Optional<Language> read = accepted.get(header);
        if (read == null) {
            read = Language.accepted(header);
            if (accepted.size() >= MOST_KNOWN) {
                accepted.clear();
            }
            if (header.length() <= LONGEST_KNOWN) {
                accepted.put(header, read);
            }
        }
        return read;
    }

    private void remember(Context ctx, Language language) {
        Cookie cookie = new Cookie(COOKIE, language.code());
        cookie.setPath(base.isEmpty() ? "/" : base);
        cookie.setMaxAge(A_YEAR_OF_SECONDS);
        cookie.setSameSite(SameSite.LAX);
        ctx.cookie(cookie);
    }
}
