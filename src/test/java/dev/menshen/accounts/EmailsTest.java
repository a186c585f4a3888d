package dev.menshen.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.accounts.Emails.Outcome;
import dev.menshen.store.Database;
import dev.menshen.store.Race;
import dev.menshen.store.Tokens;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmailsTest {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path folder;

    private final Passwords passwords = new Passwords(new Tokens(new SecureRandom()), 2);
    private Database database;
    private Accounts accounts;
    private Emails emails;
    private User alice;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        accounts = new Accounts(database, passwords, "CN", InstantSource.system(), account -> {});
        emails = new Emails(database, accounts);
        alice = registered("alice", "Alice@Corp.lan");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theNewOneFindsTheAccountInEverySpellingAndTheOldOneDoesNot() {
        assertThat(change(alice, "Alice@Elsewhere.lan")).isEqualTo(Outcome.DONE);
        assertThat(accounts.find(accounts.login("aLICE@elsewhere.LAN"))).contains(now());
        assertThat(accounts.find(accounts.login("alice@corp.lan"))).isEmpty();
        assertThat(email()).contains("Alice@Elsewhere.lan");
        assertThat(now().revision()).as("known browsers stay known").isEqualTo(alice.revision());
    }

    @Test
    void whoHasNoneIsFoundByNoneAndMayHaveOneAgain() {
        assertThat(emails.change(alice, Optional.empty(), EmailsTest::nobody)).isEqualTo(Outcome.DONE);
        assertThat(accounts.find(accounts.login("alice@corp.lan"))).isEmpty();
        assertThat(email()).isEmpty();
        assertThat(emails.change(registered("bobby", "bobby@corp.lan"), Optional.empty(), EmailsTest::nobody))
                .as("two without one are not in each other's way")
                .isEqualTo(Outcome.DONE);
        assertThat(change(alice, "alice@corp.lan")).isEqualTo(Outcome.DONE);
        assertThat(email()).contains("alice@corp.lan");
    }

    @Test
    void oneThatAnotherHasIsTakenHoweverItIsSpeltAndOnesOwnIsNot() {
        registered("bobby", "bobby@corp.lan");
        assertThat(change(alice, "BOBBY@Corp.LAN")).isEqualTo(Outcome.TAKEN);
        assertThat(email()).contains("Alice@Corp.lan");
        assertThat(change(alice, "ALICE@corp.lan")).isEqualTo(Outcome.DONE);
        assertThat(email()).contains("ALICE@corp.lan");
    }

    @Test
    void ofTwentyWhoWantOneAtOnceOneHasIt() throws Exception {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            users.add(inserted("racer" + i));
        }
        List<Outcome> outcomes = Race.of(20, i -> change(users.get(i), i % 2 == 0 ? "one@corp.lan" : "ONE@corp.lan"));
        assertThat(outcomes).containsOnly(Outcome.DONE, Outcome.TAKEN);
        int winner = outcomes.indexOf(Outcome.DONE);
        assertThat(outcomes.lastIndexOf(Outcome.DONE)).isEqualTo(winner);
        assertThat(accounts.find(accounts.login("one@corp.lan")).orElseThrow().id())
                .isEqualTo(users.get(winner).id());
    }

    @Test
    void whoeverReadTheAccountBeforeItWasChangedComesTooLate() {
        assertThat(accounts.provePhone(alice, true, EmailsTest::nobody)).isPresent();
        assertThat(change(alice, "mallory@corp.lan"))
                .as("whose password was right before the phone's owner came")
                .isEqualTo(Outcome.OVERTAKEN);
        assertThat(email()).isEmpty();
        User after = now();
        assertThat(accounts.changePassword(after, "another good battery", EmailsTest::nobody))
                .isPresent();
        assertThat(change(after, "mallory@corp.lan")).isEqualTo(Outcome.OVERTAKEN);
        User disabled = now();
        accounts.setState(alice.id(), AccountState.DISABLED);
        assertThat(change(disabled, "mallory@corp.lan")).isEqualTo(Outcome.OVERTAKEN);
        assertThat(email()).isEmpty();
    }

    @Test
    void whatIsToldOfAnAccountIsReadAnewAfterEachChange() {
        assertThat(told()).contains("Alice@Corp.lan");
        change(alice, "new@corp.lan");
        assertThat(told()).contains("new@corp.lan");
        emails.change(alice, Optional.empty(), EmailsTest::nobody);
        assertThat(told()).isEmpty();
        change(alice, "new@corp.lan");
        assertThat(told()).contains("new@corp.lan");
        User proved = accounts.provePhone(alice, true, EmailsTest::nobody).orElseThrow();
        assertThat(proved).isEqualTo(now());
        assertThat(told()).isEmpty();
    }

    @Test
    void aPhoneThatIsProvedTakesTheAddressOnlyWithTheRestOfTheRegistration() {
        User proved = accounts.provePhone(alice, false, EmailsTest::nobody).orElseThrow();
        assertThat(proved).isEqualTo(now());
        assertThat(email()).contains("Alice@Corp.lan");
        User reset = accounts.resetPassword(proved, "another good battery", false, () -> true, EmailsTest::nobody)
                .orElseThrow();
        assertThat(reset).isEqualTo(now());
        assertThat(email()).contains("Alice@Corp.lan");
        User taken = accounts.resetPassword(reset, "a third good battery", true, () -> true, EmailsTest::nobody)
                .orElseThrow();
        assertThat(taken).isEqualTo(now());
        assertThat(email()).isEmpty();
    }

    @Test
    void anAddressGivenWhileThePhoneIsBeingProvedIsTakenToo() {
        emails.change(alice, Optional.empty(), EmailsTest::nobody);
        User read = now();
        change(read, "mallory@corp.lan");
        assertThat(accounts.resetPassword(read, "another good battery", true, () -> true, EmailsTest::nobody))
                .contains(now());
        assertThat(email()).isEmpty();
        User bobby = registered("bobby", "bobby@corp.lan");
        emails.change(bobby, Optional.empty(), EmailsTest::nobody);
        User before = accounts.byId(bobby.id()).orElseThrow();
        change(before, "mallory@corp.lan");
        assertThat(accounts.provePhone(before, true, EmailsTest::nobody)).isPresent();
        assertThat(accounts.byId(bobby.id()).orElseThrow().email()).isNull();
    }

    @Test
    void aResetThatComesToNothingTakesNoAddress() {
        assertThat(accounts.resetPassword(alice, "another good battery", true, () -> false, EmailsTest::nobody))
                .isEmpty();
        assertThat(email()).contains("Alice@Corp.lan");
    }

    @Test
    void withoutItsWitnessNothingIsChanged() {
        BiConsumer<Handle, User> failing = (transaction, user) -> {
            throw new IllegalStateException("no room");
        };
        assertThatThrownBy(() -> emails.change(alice, Optional.empty(), failing))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> accounts.provePhone(alice, true, failing)).isInstanceOf(IllegalStateException.class);
        assertThat(email()).contains("Alice@Corp.lan");
        assertThat(accounts.signIn(accounts.claim(alice.id()), PASSWORD)).isInstanceOf(SignIn.Welcome.class);
    }

    /** A witness that writes nothing down. */
    private static void nobody(Handle transaction, User user) {}

    private Outcome change(User user, String address) {
        return emails.change(user, Optional.of(address(address)), EmailsTest::nobody);
    }

    private User now() {
        return accounts.byId(alice.id()).orElseThrow();
    }

    private Optional<String> email() {
        return Optional.ofNullable(now().email()).map(Email::text);
    }

    private Optional<String> told() {
        return accounts.identity(alice.id()).orElseThrow().email();
    }

    private User registered(String username, String email) {
        Registration wanted = new Registration(name(username), address(email), null, PASSWORD);
        return accounts.register(wanted).user().orElseThrow();
    }

    /** The same without an address, and without the time that a hash takes. */
    private User inserted(String username) {
        Registration wanted = new Registration(name(username), null, null, PASSWORD);
        return accounts.insert(wanted, "hash", () -> true, EmailsTest::nobody)
                .user()
                .orElseThrow();
    }

    private static Username name(String text) {
        return Username.read(text, name -> name, flaw -> {
            throw new AssertionError(flaw);
        });
    }

    private static Email address(String text) {
        return Email.read(text, address -> address, flaw -> {
            throw new AssertionError(flaw);
        });
    }
}
