package dev.menshen;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.Emails;
import dev.menshen.accounts.PasswordRules;
import dev.menshen.accounts.Passwords;
import dev.menshen.audit.Audit;
import dev.menshen.audit.Strangers;
import dev.menshen.captcha.CaptchaAudio;
import dev.menshen.captcha.CaptchaImage;
import dev.menshen.captcha.Captchas;
import dev.menshen.cli.Desk;
import dev.menshen.cli.Hatch;
import dev.menshen.gate.Gate;
import dev.menshen.gate.GateAnswers;
import dev.menshen.gate.Mirror;
import dev.menshen.gate.Onward;
import dev.menshen.gate.Ways;
import dev.menshen.limits.Guesses;
import dev.menshen.limits.KnownBrowsers;
import dev.menshen.limits.NewNumbers;
import dev.menshen.pages.AssetFile;
import dev.menshen.pages.CaptchaDesk;
import dev.menshen.pages.CaptchaPicture;
import dev.menshen.pages.CaptchaSound;
import dev.menshen.pages.CodeDesk;
import dev.menshen.pages.EmailPage;
import dev.menshen.pages.Entrance;
import dev.menshen.pages.Health;
import dev.menshen.pages.HomePage;
import dev.menshen.pages.LoginPage;
import dev.menshen.pages.LoginSmsPage;
import dev.menshen.pages.Logout;
import dev.menshen.pages.PasswordPage;
import dev.menshen.pages.RegisterPage;
import dev.menshen.pages.ResetPage;
import dev.menshen.pages.SendSms;
import dev.menshen.pages.SessionMe;
import dev.menshen.pages.SessionsPage;
import dev.menshen.sessions.Browsers;
import dev.menshen.sessions.Sessions;
import dev.menshen.sms.ConsoleSender;
import dev.menshen.sms.DevSender;
import dev.menshen.sms.HttpSender;
import dev.menshen.sms.Outgoing;
import dev.menshen.sms.Purpose;
import dev.menshen.sms.SmsCodes;
import dev.menshen.sms.SmsSender;
import dev.menshen.store.CannotOpen;
import dev.menshen.store.Database;
import dev.menshen.store.DatabaseProbe;
import dev.menshen.store.HouseKey;
import dev.menshen.store.KeyedHash;
import dev.menshen.store.MonotonicClock;
import dev.menshen.store.RedisUrl;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.store.Tokens;
import dev.menshen.web.Assets;
import dev.menshen.web.AtOnce;
import dev.menshen.web.Authenticator;
import dev.menshen.web.CodeBinding;
import dev.menshen.web.CrossSite;
import dev.menshen.web.ErrorPages;
import dev.menshen.web.GatePass;
import dev.menshen.web.Guard;
import dev.menshen.web.KnownBrowser;
import dev.menshen.web.Peer;
import dev.menshen.web.ReturnTo;
import dev.menshen.web.Row;
import dev.menshen.web.SessionCookie;
import dev.menshen.web.Templates;
import dev.menshen.web.Trail;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that one door is made of, put together: the only place where services are made. */
final class House implements AutoCloseable {

    private final Settings settings;
    private final PrintStream out;
    private final InstantSource clock;
    private final Tokens tokens = new Tokens(new SecureRandom());
    private final Database database;
    private final byte[] key;
    private final Stores stores;
    private final Audit audit;
    private final Outgoing texts;
    private final Peer peer;
    private final Sessions sessions;
    private final Accounts accounts;
    private final Trail trail;
    private final Visitors visitors;
    private final CaptchaImage image;
    private volatile Optional<Hatch> hatch = Optional.empty();

    private House(Settings settings, PrintStream out, InstantSource clock) {
        this.settings = settings;
        this.out = out;
        this.clock = clock;
        this.database = Database.open(settings.db());
        this.stores = new Stores(settings, database, clock);
        this.key = houseKeyOrClose();
        this.image = new CaptchaImage(new KeyedHash(key, "captcha hand")::seed);
        this.audit = new Audit(database, clock, settings.auditKept());
        this.texts = texts();
        this.peer = new Peer(settings.proxies(), settings.publicUrl(), clock);
        this.sessions = new Sessions(
                stores.sessions(),
                tokens,
                clock,
                new Sessions.Lives(settings.idle(), settings.absolute(), settings.remembered()));
        this.accounts = new Accounts(database, passwords(), settings.region(), clock, sessions::endAll);
        this.trail = new Trail(audit, new Strangers(tokens), peer);
        this.visitors = new Visitors(
                sessions,
                new Browsers(stores.browsers(), tokens),
                stores.counters(),
                settings.cookieDomain().isEmpty()
                        ? new SessionCookie("menshen", peer, Optional.empty())
                        : SessionCookie.withoutPrefix("menshen", peer),
                new SessionCookie("menshen-visit", peer, Optional.empty()),
                settings.cookieDomain().map(domain -> new GatePass(peer, domain, new KeyedHash(key, "gate pass"))),
                peer,
                settings.basePath() + "/login",
                stores.clock(),
                trail,
                settings.remembered());
    }

    /** The rooms that can be entered, who watches the door, and what is answered without entering. */
    record Furnished(List<Row> rows, Guard guard, ErrorPages errors, Map<String, AtOnce> atOnce) {}

    /** Opens the stores and makes what must be there before any request. */
    static House open(Settings settings, PrintStream out, InstantSource clock) {
        return new House(settings, out, clock);
    }

    Settings settings() {
        return settings;
    }

    Accounts accounts() {
        return accounts;
    }

    Visitors visitors() {
        return visitors;
    }

    /** Where commands are carried out. */
    Desk desk() {
        return new Desk(accounts, sessions, audit);
    }

    /** Hears commands from now on. */
    void hear() {
        hatch = Hatch.open(settings.data(), desk());
    }

    /** What the first requests should not have to wait for, nor the start. */
    WarmUp warmUp() {
        return new WarmUp(accounts, image, tokens);
    }

    /** The pages, under this path, which has no slash at its end. */
    Furnished furnish(String base) {
        Assets assets = new Assets();
        Templates templates = new Templates();
        Views views = new Views(base, assets, settings.language(), settings.dev(), peer);
        ReturnTo returnTo = new ReturnTo(peer, settings.gateHosts(), base);
        Ways ways = new Ways(peer, settings.gateHosts(), base);
        PasswordRules rules = new PasswordRules(settings.passwordMin());
        Captchas captchas = new Captchas(
                stores.captchas(),
                tokens,
                stores.clock(),
                CaptchaImage.ALPHABET,
                CaptchaImage.LENGTH,
                CaptchaAudio.LENGTH);
        CaptchaDesk captchaDesk = new CaptchaDesk(visitors, peer, stores.counters());
        CodeBinding binding = new CodeBinding(visitors, settings.smsSameBrowser());
        SmsCodes codes = new SmsCodes(stores.codes(), stores.counters(), tokens, key, texts, settings.smsDailyBudget());
        KnownBrowser known = new KnownBrowser(
                new KnownBrowsers(new KeyedHash(key, "known browser"), tokens, clock),
                new SessionCookie("menshen-known", peer, Optional.empty()));
        Authenticator authenticator = new Authenticator(
                accounts,
                new Guesses(stores.guesses(), stores.strangers(), stores.blocks()),
                known,
                captchas,
                settings.captcha(),
                codes,
                binding,
                trail,
                visitors,
                peer,
                new KeyedHash(key, "name of nobody"));
        CodeDesk codeDesk = new CodeDesk(
                settings.captcha(),
                new NewNumbers(stores.counters(), stores.numbers(), new KeyedHash(key, "number asked for")),
                authenticator,
                visitors,
                peer,
                tokens,
                stores.clock(),
                settings.region());
        RegisterPage register = new RegisterPage(
                views,
                templates,
                visitors,
                accounts,
                authenticator,
                tokens,
                codes,
                binding,
                rules,
                trail,
                codeDesk,
                new RegisterPage.Policy(
                        settings.registrationOpen(),
                        settings.registerSms(),
                        settings.hideAccounts(),
                        settings.region(),
                        settings.passwordMin()));
        boolean textsReachPhones = settings.smsGateway().isPresent();
        Entrance entrance =
                new Entrance(accounts, visitors, known, trail, returnTo, views, stores.clock(), textsReachPhones);
        LoginPage login = new LoginPage(
                views,
                templates,
                visitors,
                accounts,
                authenticator,
                entrance,
                tokens,
                new LoginPage.Policy(settings.captcha(), settings.hideAccounts()));
        LoginSmsPage loginSms =
                new LoginSmsPage(views, templates, visitors, authenticator, entrance, codeDesk, settings.region());
        ResetPage reset = new ResetPage(
                views,
                templates,
                visitors,
                accounts,
                authenticator,
                entrance,
                trail,
                rules,
                codeDesk,
                settings.region());
        SendSms sendSms = new SendSms(
                views,
                visitors,
                accounts,
                codes,
                binding,
                codeDesk,
                peer,
                trail,
                stores.clock(),
                new SendSms.Policy(settings.registrationOpen(), settings.hideAccounts(), settings.region()),
                Map.of(
                        Purpose.REGISTER, new SendSms.Place("/register", register),
                        Purpose.LOGIN, new SendSms.Place("/login/sms", loginSms),
                        Purpose.RESET, new SendSms.Place("/reset", reset)));
        Gate gate = new Gate(visitors, accounts, ways, new GateAnswers(ways, trail, views, templates));
        Routes routes = new Routes(
                visitors,
                new HomePage(views, templates, visitors, stores.clock(), textsReachPhones),
                register,
                login,
                loginSms,
                new PasswordPage(views, templates, accounts, authenticator, entrance, trail, rules),
                new EmailPage(
                        views,
                        templates,
                        accounts,
                        new Emails(database, accounts),
                        authenticator,
                        trail,
                        rules,
                        stores.counters()),
                reset,
                new SessionsPage(views, templates, visitors, trail),
                sendSms,
                new CaptchaPicture(captchaDesk, captchas, image, tokens, this::tellAnswer),
                new CaptchaSound(captchaDesk, captchas, new CaptchaAudio(), views, this::tellAnswer),
                new Logout(visitors, trail, views),
                new SessionMe(views),
                new Health(Map.of(
                        "database",
                        new DatabaseProbe(database, new MonotonicClock(clock))::run,
                        "sessions",
                        this::lookAtSessions)),
                new AssetFile(assets),
                gate,
                new Mirror(peer, returnTo));
        Onward onward =
                new Onward(visitors, returnTo, views, templates, peer, settings.cookieDomain(), stores.counters());
        return new Furnished(
                routes.rows(),
                new Guard(new CrossSite(peer), trail, onward::send, views),
                new ErrorPages(views, templates, tokens),
                Map.of(base + "/gate/nginx", gate::nginxAtOnce, base + "/gate/forward", gate::forwardAtOnce));
    }

    /** Announces {@link #close}, while the server takes its time to stop. */
    void endSoon() {
        texts.endSoon();
    }

    @Override
    public void close() {
        hatch.ifPresent(Hatch::close);
        texts.close();
        stores.close();
        audit.close();
        database.close();
    }

    private Passwords passwords() {
        Runtime machine = Runtime.getRuntime();
        return new Passwords(tokens, Passwords.atOnce(machine.availableProcessors(), machine.maxMemory()));
    }

    private byte[] houseKeyOrClose() {
        try {
            return houseKey();
        } catch (RuntimeException e) {
            // Nothing else will close them: there is no house yet that could be closed.
            stores.close();
            database.close();
            throw e;
        }
    }

    private byte[] houseKey() {
        byte[] own = HouseKey.in(settings.data().resolve("house.key"), tokens);
        return settings.redis().map(redis -> sharedKey(redis, own)).orElse(own);
    }

    private Outgoing texts() {
        SmsSender sender =
                settings.smsGateway().<SmsSender>map(HttpSender::new).orElseGet(() -> new ConsoleSender(out));
        SmsSender shown = settings.dev() ? new DevSender(out, sender) : sender;
        return settings.smsGateway().isPresent() ? Outgoing.later(shown, stores.clock()) : Outgoing.atOnce(shown);
    }

    private byte[] sharedKey(RedisUrl redis, byte[] own) {
        try {
            return HouseKey.shared(stores.codes(), own);
        } catch (StorageUnavailable e) {
            throw new CannotOpen("cannot reach " + redis + ", which the setting redis names", e);
        }
    }

    private void tellAnswer(String id, String answer) {
        if (settings.dev()) {
            out.println("DEV captcha id=" + (id.isEmpty() ? "-" : id) + " answer=" + answer);
            out.flush();
        }
    }

    private void lookAtSessions() {
        stores.sessions().get("health");
    }
}
