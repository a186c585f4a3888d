package dev.menshen.pages;

import dev.menshen.sessions.Session;
import dev.menshen.web.Answers;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who I am and how long for, as JSON, for programs in the page; asking does not make the session any longer. */
public final class SessionMe {

    private final Views views;

    public SessionMe(Views views) {
        this.views = views;
    }

    /** Answers 200 with the name and the seconds left, or 401. */
    public void show(Context ctx) {
        Visitors.of(ctx)
                .glance()
                .ifPresentOrElse(
                        found -> {
                            Session session = found.session();
                            Map<String, Object> me = new LinkedHashMap<>();
                            me.put("username", session.name());
                            me.put("seconds_left", found.left().toSeconds());
                            me.put("remembered", session.remembered());
                            Answers.json(ctx, 200, Map.of("status", true, "data", me));
                        },
                        () -> Answers.failed(
                                ctx,
                                401,
                                Map.of("form", List.of(views.words(ctx).say("error.401.text"))),
                                Map.of()));
    }
}
