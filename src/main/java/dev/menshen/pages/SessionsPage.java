package dev.menshen.pages;

import dev.menshen.audit.Method;
import dev.menshen.audit.What;
import dev.menshen.forms.Checked;
import dev.menshen.forms.Errors;
import dev.menshen.forms.Form;
import dev.menshen.sessions.Session;
import dev.menshen.sessions.Sessions;
import dev.menshen.web.Answers;
import dev.menshen.web.FormReader;
import dev.menshen.web.FormView;
import dev.menshen.web.Query;
import dev.menshen.web.Refused;
import dev.menshen.web.Templates;
import dev.menshen.web.Trail;
import dev.menshen.web.View;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where one's account is signed in, and ending that here or there (OWASP ASVS 5.0, 7.5.2). */
public final class SessionsPage {

    private static final String PATH = "/account/sessions";

    /** With slashes, for at a hyphen a narrow screen breaks the line. */
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm", Locale.ROOT);

    private final Views views;
    private final Templates templates;
    private final Visitors visitors;
    private final Trail trail;

    public SessionsPage(Views views, Templates templates, Visitors visitors, Trail trail) {
        this.views = views;
        this.templates = templates;
        this.visitors = visitors;
        this.trail = trail;
    }

    /**
     * What the template shows.
     *
     * @param form of which only what is wrong is shown
     * @param ended whether one or the others were ended just now: {@code one}, {@code others}, or empty
     */
    public record Model(View view, FormView form, List<Place> places, String ended) {}

    /**
     * A session as its owner sees it; the times are the server's, to the minute.
     *
     * @param label what it is to be ended by
     * @param browser make and platform; empty where they are not known
     * @param address empty where it is not known
     * @param here whether it is the one that asks
     */
    public record Place(
            String label,
            String browser,
            String address,
            String begun,
            String seen,
            String ends,
            boolean remembered,
            boolean here) {}

    /** Shows the page. */
    public void show(Context ctx) {
        if (Answers.wantsJson(ctx)) {
            String here = here(ctx).label();
            List<Map<String, Object>> all = visitors.sessions(ctx).stream()
                    .map(found -> data(found, found.label().equals(here)))
                    .toList();
            Answers.json(ctx, 200, Map.of("status", true, "data", all));
            return;
        }
        String ended = Query.value(ctx, "ended");
        page(ctx, 200, FormView.EMPTY, List.of("one", "others").contains(ended) ? ended : "");
    }

    /** Ends one, which may be the one that asks. */
    public void end(Context ctx) {
        check(new Form(FormReader.read(ctx))).settle(label -> end(ctx, label), errors -> again(ctx, errors));
    }

    /** Ends all but the one that asks. */
    public void endOthers(Context ctx) {
        visitors.signOutElsewhere(ctx);
        trail.record(ctx, What.OTHER_SESSIONS_ENDED, Trail.visitor(ctx), Method.SESSION, "");
        Answers.done(ctx, views.to(PATH) + "?ended=others");
    }

    /** The form's specification. */
    Checked<String> check(Form form) {
        return form.into(form.line("session", 64), label -> label);
    }

    private void end(Context ctx, String label) {
        if (label.equals(here(ctx).label())) {
            trail.record(ctx, What.SIGN_OUT, Trail.visitor(ctx), Method.SESSION, "");
            visitors.signOut(ctx);
            Answers.done(ctx, views.to("/"));
        } else if (visitors.end(ctx, label)) {
            trail.record(ctx, What.SESSION_ENDED, Trail.visitor(ctx), Method.SESSION, "");
            Answers.done(ctx, views.to(PATH) + "?ended=one");
        } else {
            // Over already, or never there, or somebody else's: it is not told which.
            trail.record(ctx, What.REQUEST_REFUSED, Trail.visitor(ctx), Method.SESSION, "unknown-session");
            again(ctx, Errors.of("session", "sessions.gone"));
        }
    }

    private void again(Context ctx, Errors errors) {
        Answers.notTaken(
                ctx, 422, errors, views.words(ctx), words -> page(ctx, 422, FormView.of(Map.of(), errors, words), ""));
    }

    private void page(Context ctx, int status, FormView form, String ended) {
        String here = here(ctx).label();
        List<Place> places = visitors.sessions(ctx).stream()
                .map(found -> place(found, found.label().equals(here)))
                .toList();
        templates.page(ctx, status, "sessions", new Model(views.view(ctx, PATH), form, places, ended));
    }

    /** Whoever is not signed in any more since the guard looked is told so. */
    private static Sessions.Found here(Context ctx) {
        return Visitors.of(ctx).glance().orElseThrow(() -> Refused.as(401));
    }

    private static Place place(Sessions.Found found, boolean here) {
        Session session = found.session();
        return new Place(
                found.label(),
                session.arrival().browser(),
                session.arrival().address(),
                minute(session.created()),
                minute(found.seen()),
                minute(session.ends()),
                session.remembered(),
                here);
    }

    private static String minute(Instant time) {
        return MINUTE.format(time.atZone(ZoneId.systemDefault()));
    }

    private static Map<String, Object> data(Sessions.Found found, boolean here) {
        Session session = found.session();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("session", found.label());
        data.put("this_one", here);
        data.put("browser", session.arrival().browser());
        data.put("address", session.arrival().address());
        data.put("begun", seconds(session.created()));
        data.put("seen", seconds(found.seen()));
        data.put("ends", seconds(session.ends()));
        data.put("remembered", session.remembered());
        return data;
    }

    /** ISO 8601 in UTC, without fractions, which a stored session has none of either. */
    private static String seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }
}
