package dev.menshen.pages;

import dev.menshen.accounts.AccountState;
import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.Phone;
import dev.menshen.accounts.User;
import dev.menshen.audit.Method;
import dev.menshen.audit.Subject;
import dev.menshen.audit.What;
import dev.menshen.forms.Checked;
import dev.menshen.forms.Errors;
import dev.menshen.forms.Field;
import dev.menshen.forms.Form;
import dev.menshen.forms.Parsed;
import dev.menshen.forms.Sent;
import dev.menshen.sms.Purpose;
import dev.menshen.sms.Sending;
import dev.menshen.sms.SmsCodes;
import dev.menshen.sms.SmsRequest;
import dev.menshen.sms.Unsent;
import dev.menshen.text.Messages;
import dev.menshen.web.Answers;
import dev.menshen.web.Authenticator.Reading;
import dev.menshen.web.CodeBinding;
import dev.menshen.web.FormReader;
import dev.menshen.web.Peer;
import dev.menshen.web.Proof;
import dev.menshen.web.Trail;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The "send a code" button of every form that has one. */
public final class SendSms {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** Characters of a field that may be noted: what anybody types. */
    private static final int MOST_NOTED = 254;

    /** The same of the way to where they want to go. */
    private static final int MOST_OF_THE_WAY = 500;

    private final Views views;
    private final Visitors visitors;
    private final Accounts accounts;
    private final SmsCodes codes;
    private final CodeBinding binding;
    private final CodeDesk desk;
    private final Peer peer;
    private final Trail trail;
    private final InstantSource clock;
    private final Policy policy;
    private final Map<Purpose, Place> places;

    public SendSms(
            Views views,
            Visitors visitors,
            Accounts accounts,
            SmsCodes codes,
            CodeBinding binding,
            CodeDesk desk,
            Peer peer,
            Trail trail,
            InstantSource clock,
            Policy policy,
            Map<Purpose, Place> places) {
        this.views = views;
        this.visitors = visitors;
        this.accounts = accounts;
        this.codes = codes;
        this.binding = binding;
        this.desk = desk;
        this.peer = peer;
        this.trail = trail;
        this.clock = clock;
        this.policy = policy;
        this.places = Map.copyOf(places);
    }

    /**
     * What the house has decided about codes.
     *
     * @param registrationOpen whether a code for registration is of any use
     * @param hideAccounts whether an unknown number gets the same answer as a known one
     * @param region country of phone numbers without a country code
     */
    public record Policy(boolean registrationOpen, boolean hideAccounts, String region) {}

    /**
     * Where the button of a purpose stands.
     *
     * @param path of its page below the base path, to which a browser without JavaScript goes back
     * @param page which shows what is wrong
     */
    public record Place(String path, FormPage page) {}

    /**
     * A button that was pressed well.
     *
     * @param reading of the picture; nothing was typed where none is ever asked for
     */
    record Filled(Phone phone, Purpose purpose, Reading reading) {}

    /** Takes the button's press. */
    public void submit(Context ctx) {
        Sent sent = FormReader.read(ctx);
        check(new Form(sent))
                .then(this::open)
                .settle(filled -> look(ctx, sent, filled), errors -> again(ctx, 422, sent, errors));
    }

    /** The button's specification; the rest of the form it stands in is none of its business. */
    Checked<Filled> check(Form form) {
        Field<Phone> phone = form.line("mobile_phone", 64).parse(text -> Fields.phone(text, policy.region()));
        Field<Purpose> purpose = form.line("tpl", 16).parse(SendSms::purpose);
        if (!desk.hasPictures()) {
            return form.into(phone, purpose, (number, what) -> new Filled(number, what, new Reading("", "")));
        }
        Field<String> typed = form.optionalLine(CodeDesk.PICTURE, 64);
        Field<String> id = form.optionalLine("captcha_id", 64)
                .rule(text -> CaptchaDesk.ID.matcher(text).matches(), "problem.characters");
        return form.into(
                phone,
                purpose,
                typed,
                id,
                (number, what, read, captcha) -> new Filled(number, what, new Reading(captcha, read)));
    }

    private static Parsed<Purpose> purpose(String text) {
        return Purpose.of(text).map(Parsed::good).orElseGet(() -> Parsed.bad("tpl.unknown"));
    }

    private Checked<Filled> open(Filled filled) {
        return filled.purpose() == Purpose.REGISTER && !policy.registrationOpen()
                ? Checked.bad(Errors.of("form", "form.closed"))
                : Checked.good(filled);
    }

    /** The picture comes before any look at whose the number is, so that it is asked for alike whosever it is. */
    private void look(Context ctx, Sent sent, Filled filled) {
        Optional<Proof> unread = desk.unread(ctx, filled.phone(), filled.reading());
        if (unread.isEmpty()) {
            sensible(filled).settle(good -> send(ctx, sent, good), errors -> again(ctx, 422, sent, errors));
            return;
        }
        refused(ctx, Subject.NOBODY, filled.purpose(), unread.get().reason());
        // Without JavaScript another picture comes with the page anew, and what was typed with it; a program has no
        // page.
        if (!Answers.wantsJson(ctx) || visitors.browser(ctx).isPresent()) {
            visitors.note(ctx, typed(sent));
        }
        Unproved.of(unread.get(), Errors.NONE, CodeDesk.PICTURE)
                .answer(ctx, sent, place(filled.purpose()).page());
    }

    /** What a friendly house tells before it sends anything. */
    private Checked<Filled> sensible(Filled filled) {
        boolean registering = filled.purpose() == Purpose.REGISTER;
        if (!policy.hideAccounts() && registering == isKnown(filled)) {
            return Checked.bad(Errors.of("mobile_phone", registering ? "problem.taken.phone" : "phone.unknown"));
        }
        return Checked.good(filled);
    }

    private void send(Context ctx, Sent sent, Filled filled) {
        // A number that registers is nobody's yet, or its owner's; whose is not looked up for it.
        Optional<User> known =
                filled.purpose() == Purpose.REGISTER ? Optional.empty() : accounts.byPhone(filled.phone());
        String browser = visitors.browserForKeeping(ctx);
        SmsRequest request = new SmsRequest(
                filled.phone().e164(),
                filled.purpose(),
                browser,
                peer.block(ctx),
                binding.asked(browser, filled.purpose(), known));
        boolean really = filled.purpose() == Purpose.REGISTER
                || known.filter(user -> mayUse(filled.purpose(), user)).isPresent();
        Subject who = known.map(Trail::of).orElseGet(() -> trail.stranger(request.phone()));
        // Made for either: finding the language leaves a header in the answer.
        UnaryOperator<String> text = text(ctx);
        Unsent unsent = unsent(ctx, who, filled);
        Sending sending = really ? codes.send(request, text, unsent) : codes.pretend(request);
        record(ctx, who, filled.purpose(), really, sending);
        if (sending instanceof Sending.Sent on) {
            sent(ctx, sent, filled, on);
        } else if (sending instanceof Sending.Refused refused) {
            Answers.retryAfter(ctx, refused.pause());
            again(ctx, 429, sent, told(refused));
        }
    }

    private Unsent unsent(Context ctx, Subject who, Filled filled) {
        String tpl = filled.purpose().tpl();
        return new Unsent(
                // A code for registration goes to any number, so that what becomes of it tells nothing.
                policy.hideAccounts() && filled.purpose() != Purpose.REGISTER,
                trail.later(ctx, What.CODE_UNSENT, who, Method.NONE, tpl));
    }

    private void record(Context ctx, Subject who, Purpose purpose, boolean really, Sending sending) {
        if (sending instanceof Sending.Sent && really) {
            trail.record(ctx, What.CODE_SENT, who, Method.NONE, purpose.tpl());
        } else if (sending instanceof Sending.Sent) {
            refused(ctx, who, purpose, who.account() == null ? "unknown-phone" : "closed-account");
        } else if (sending instanceof Sending.Refused refused) {
            refused(ctx, who, purpose, "limit-" + refused.limit().name().toLowerCase(Locale.ROOT));
        }
    }

    private void refused(Context ctx, Subject who, Purpose purpose, String why) {
        trail.record(ctx, What.CODE_REFUSED, who, Method.NONE, purpose.tpl() + " " + why);
    }

    private static Errors told(Sending.Refused refused) {
        return switch (refused.limit()) {
            case PHONE ->
                refused.pause().compareTo(A_MINUTE) > 0
                        ? Errors.of("mobile_phone", "sms.too-many")
                        : Errors.of("mobile_phone", "sms.too-soon", Answers.seconds(refused.pause()));
            case BROWSER, ADDRESS -> Errors.of("form", "sms.too-many");
            case HOUSE -> Errors.of("form", "sms.budget");
        };
    }

    private void sent(Context ctx, Sent sent, Filled filled, Sending.Sent sending) {
        Map<String, String> notes =
                new HashMap<>(CodeState.note(filled.purpose(), clock.instant(), sending.again(), sending.valid()));
        // A browser without JavaScript comes back to an empty form, unless what was typed is noted.
        notes.putAll(typed(sent));
        visitors.note(ctx, notes);
        Answers.done(
                ctx,
                views.to(place(filled.purpose()).path()),
                Map.of("wait", Answers.seconds(sending.again()), "valid", Answers.seconds(sending.valid())));
    }

    /** What may be noted of a form; secrets never are. */
    private static Map<String, String> typed(Sent sent) {
        Map<String, String> typed = new HashMap<>();
        for (String field : new String[] {"username", "email", "mobile_phone", "remember", "next"}) {
            String text = sent.echo(field);
            int most = field.equals("next") ? MOST_OF_THE_WAY : MOST_NOTED;
            typed.put(field, text.length() <= most ? text : "");
        }
        return typed;
    }

    private void again(Context ctx, int status, Sent sent, Errors errors) {
        place(Purpose.of(sent.echo("tpl")).orElse(Purpose.LOGIN)).page().again(ctx, status, sent, errors);
    }

    private Place place(Purpose purpose) {
        Place place = places.get(purpose);
        if (place == null) {
            throw new IllegalStateException("no page for " + purpose);
        }
        return place;
    }

    private boolean isKnown(Filled filled) {
        return accounts.byPhone(filled.phone())
                .filter(user -> mayUse(filled.purpose(), user))
                .isPresent();
    }

    /** Nobody sets a new password for an account that is not open: it is as good as none. */
    private static boolean mayUse(Purpose purpose, User user) {
        return purpose != Purpose.RESET || user.state() == AccountState.ACTIVE;
    }

    /** What the text says; its last line binds the code to this host, so that phones offer it nowhere else. */
    private UnaryOperator<String> text(Context ctx) {
        Messages words = views.words(ctx);
        Optional<String> host = peer.surelyOurHost(ctx);
        return code -> words.say("sms.text", code, SmsCodes.LIFE.toMinutes())
                + host.map(ours -> "\n@" + ours + " #" + code).orElse("");
    }
}
