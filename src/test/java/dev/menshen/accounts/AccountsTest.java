package dev.menshen.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menshen.store.Database;
import dev.menshen.store.Rounds;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.store.Tokens;
import dev.menshen.store.UniqueViolation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00.123Z");
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path folder;

    private final Passwords passwords = new Passwords(new Tokens(new SecureRandom()), 2);
    private Database database;
    private Accounts accounts;
    private final List<Long> shutOut = new ArrayList<>();

    @BeforeEach
    void open() {
        database = Database.open(folder);
        accounts = new Accounts(database, passwords, "CN", InstantSource.fixed(NOW), shutOut::add);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRegisteredUserIsFoundAsRegistered() {
        User user = accounts.register(alice()).user().orElseThrow();

        assertThat(user.username().text()).isEqualTo("Alice");
        assertThat(user.state()).isEqualTo(AccountState.ACTIVE);
        assertThat(user.createdAt()).isEqualTo(NOW);
        assertThat(accounts.byId(user.id())).contains(user);
        assertThat(accounts.byPhone(phone("13800138000"))).contains(user);
        assertThat(accounts.byPhone(phone("13800138001"))).isEmpty();
        assertThat(accounts.byId(user.id() + 1)).isEmpty();
    }

    @Test
    void mailAndPhoneMayBeMissingAndTwoWithoutThemAreNotInEachOthersWay() {
        assertThat(accounts.register(new Registration(name("bob"), null, null, PASSWORD))
                        .user())
                .isPresent();
        assertThat(accounts.register(new Registration(name("carol"), null, null, PASSWORD))
                        .user())
                .hasValueSatisfying(user -> assertThat(user.email()).isNull());
    }

    @Test
    void onlyTheHashOfAPasswordIsKept() {
        accounts.register(alice());

        assertThat(stored("Alice"))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .doesNotContain(PASSWORD);
        assertThat(alice().toString()).doesNotContain(PASSWORD);
    }

    @Test
    void theSameRegistrationAgainNamesAllThatIsTaken() {
        accounts.register(alice());

        Registered again = accounts.register(alice());

        assertThat(again.user()).isEmpty();
        assertThat(again.taken()).containsExactlyInAnyOrder(Taken.values());
    }

    @Test
    void exactlyWhatIsTakenIsNamedHoweverItIsSpelt() {
        accounts.register(alice());

        assertThat(taken("ａＬＩＣＥ", "new@x.org", "13900139000")).containsExactly(Taken.USERNAME);
        assertThat(taken("newname", "ALICE@corp", "13900139000")).containsExactly(Taken.EMAIL);
        assertThat(taken("newname", "new@x.org", "+86 138-0013-8000")).containsExactly(Taken.PHONE);
        assertThat(taken("alice", "new@x.org", "0086 13800138000")).containsExactly(Taken.USERNAME, Taken.PHONE);
        assertThat(taken("newname", "new@x.org", "13900139000")).isEmpty();
    }

    @Test
    void oneNameIsOneAccountWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            accounts.register(new Registration(name("TITLE"), email("INFO@title.org"), null, PASSWORD));
            Locale.setDefault(Locale.ENGLISH);

            assertThat(taken("title", "info@TITLE.org", "13900139000")).containsExactly(Taken.USERNAME, Taken.EMAIL);
            assertThat(accounts.find(accounts.login("tıtle"))).isPresent();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void ofFiftyEqualRegistrationsAtOnceOneIsAnAccountAndTheOthersNameAllThatIsTaken() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        // The hash is made beforehand, so that the race is for the names.
        String hash = passwords.hash(PASSWORD);
        for (int round = 0; round < Rounds.or(20); round++) {
            List<Registration> spellings = List.of(
                    registration(
                            "race" + round,
                            "race" + round + "@x.org",
                            Integer.toString(1_380_000 + round).concat("0000")),
                    registration("RACE" + round, "Race" + round + "@X.org", "+86" + (1_380_000 + round) + "0000"));
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Registered>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Registration mine = spellings.get(i % 2);
                all.add(threads.submit(() -> {
                    start.await();
                    return accounts.insert(mine, hash, () -> true, (transaction, user) -> {});
                }));
            }
            start.countDown();
            int registered = 0;
            for (Future<Registered> each : all) {
                Registered result = each.get();
                registered += result.user().isPresent() ? 1 : 0;
                assertThat(result.taken()).isEqualTo(result.user().isPresent() ? Set.of() : EnumSet.allOf(Taken.class));
            }
            assertThat(registered).isOne();
        }
        threads.shutdown();

        assertThat(count()).isEqualTo(Rounds.or(20));
    }

    @Test
    void fiftyEqualRegistrationsAtOnceWithTheirHashesAreOneAccountToo() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Registered>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(threads.submit(() -> {
                start.await();
                return accounts.register(alice());
            }));
        }
        start.countDown();
        int registered = 0;
        for (Future<Registered> each : all) {
            registered += each.get().taken().isEmpty() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(registered).isOne();
    }

    @Test
    void theConstraintsHaveTheLastWordAndThenNothingOfTheRegistrationStays() {
        // Stands for another program that takes the names between the look and the insert.
        database.write(handle -> handle.execute("CREATE TRIGGER race BEFORE INSERT ON account WHEN new.state = 'active'"
                + " BEGIN INSERT INTO account (username, username_key, email, email_key, state, created_at)"
                + " VALUES ('Alice', 'alice', 'alice@corp', 'alice@corp', 'pending', 0); END"));

        assertThatThrownBy(() -> accounts.register(alice())).isInstanceOf(UniqueViolation.class);
        database.write(handle -> handle.execute("DROP TRIGGER race"));

        assertThat(count()).isZero();
        assertThat(accounts.register(alice()).user()).isPresent();
    }

    @Test
    void theTableItselfRefusesASecondOwnerOfAnyOfTheThree() {
        insertDirectly("alice", "alice@corp", "13800138000");

        assertThat(violated("alice", "new@corp", "13900139000")).containsExactly("username_key");
        assertThat(violated("bob", "ALICE@corp", "13900139000")).containsExactly("email_key");
        assertThat(violated("bob", "new@corp", "13800138000")).containsExactly("phone");
    }

    private Set<String> violated(String username, String email, String phone) {
        UniqueViolation violation =
                catchThrowableOfType(UniqueViolation.class, () -> insertDirectly(username, email, phone));
        return violation.columns();
    }

    private void insertDirectly(String username, String email, String phone) {
        database.write(handle -> new AccountTable(handle)
                .insert(registration(username, email, phone), "hash", AccountState.ACTIVE, NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "ALICE",
                " alice ",
                "ａｌｉｃｅ",
                "Alice@corp",
                "alice@CORP",
                "13800138000",
                "+86 138-0013-8000",
                "008613800138000",
                "１３８００１３８０００"
            })
    void sheSignsInByAnySpellingOfNameMailOrPhone(String login) {
        User alice = accounts.register(alice()).user().orElseThrow();

        assertThat(accounts.signIn(accounts.claim(accounts.login(login)), PASSWORD))
                .isEqualTo(new SignIn.Welcome(alice));
        assertThat(accounts.signIn(accounts.claim(accounts.login(login)), PASSWORD + "!"))
                .isEqualTo(new SignIn.Wrong());
    }

    @Test
    void spellingsOfOneLoginHaveOneKeyAlsoWhereThereIsNobody() {
        for (String spelling : List.of("nobody.here", "NOBODY.here", " nobody.here ", "ｎｏｂｏｄｙ．ｈｅｒｅ")) {
            assertThat(accounts.login(spelling)).isEqualTo(new Login(Login.Kind.USERNAME, "nobody.here"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nobody", "a@b", "13900139000", "a\0b", "' OR 1=1 --", "\uD800", "%", "admin"})
    void whoeverIsNotThereIsWrong(String login) {
        accounts.register(alice());

        assertThat(accounts.signIn(accounts.claim(accounts.login(login)), PASSWORD))
                .isEqualTo(new SignIn.Wrong());
    }

    @Test
    void aHugeLoginOrPasswordIsJustWrong() {
        accounts.register(alice());

        assertThat(accounts.signIn(accounts.claim(accounts.login("alice" + "\uFDFA".repeat(500_000))), PASSWORD))
                .isEqualTo(new SignIn.Wrong());
        assertThat(accounts.signIn(accounts.claim(accounts.login("alice")), "x".repeat(1_000_000)))
                .isEqualTo(new SignIn.Wrong());
    }

    @Test
    void aLoginByMailOrPhoneNeverHitsAUserName() {
        // Names that no reader lets through, as if by an import of old data.
        insertRaw("old", "alice@corp-old", null);
        database.write(handle -> {
            assertThatThrownBy(() -> handle.execute("UPDATE account SET username = 'a@b', username_key = 'a@b'"))
                    .hasMessageContaining("CHECK");
            return handle.execute("UPDATE account SET username = '13800138000', username_key = '13800138000'");
        });

        assertThat(accounts.find(accounts.login("13800138000"))).isEmpty();
        assertThat(accounts.login("alice@corp").kind()).isEqualTo(Login.Kind.EMAIL);
        assertThat(accounts.login("13800138000").kind()).isEqualTo(Login.Kind.PHONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountState.class,
            names = {"PENDING", "DISABLED"})
    void aClosedAccountIsToldOnlyToOneWhoKnowsItsPassword(AccountState state) {
        User alice = accounts.register(alice()).user().orElseThrow();
        assertThat(accounts.setState(alice.id(), state)).isTrue();

        assertThat(accounts.signIn(accounts.claim(accounts.login("alice")), "wrong"))
                .isEqualTo(new SignIn.Wrong());
        assertThat(accounts.signIn(accounts.claim(accounts.login("alice")), PASSWORD))
                .isInstanceOfSatisfying(
                        SignIn.Closed.class,
                        closed -> assertThat(closed.user().state()).isEqualTo(state));
        accounts.setState(alice.id(), AccountState.ACTIVE);
        assertThat(accounts.signIn(accounts.claim(accounts.login("alice")), PASSWORD))
                .isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void aChangeOfRightsEndsTheSessionsBeforeAndAfterIt() {
        User alice = accounts.register(alice()).user().orElseThrow();
        assertThat(accounts.stands(alice)).isTrue();
        accounts.setState(alice.id(), AccountState.DISABLED);
        assertThat(shutOut).containsExactly(alice.id(), alice.id());
        assertThat(accounts.stands(alice)).isFalse();
        accounts.setState(alice.id(), AccountState.ACTIVE);
        assertThat(accounts.stands(alice)).as("whoever read it before").isFalse();
        assertThat(accounts.stands(accounts.byId(alice.id()).orElseThrow())).isTrue();
    }

    @Test
    void aChangedPasswordIsTheOnlyOne() {
        User alice = accounts.register(alice()).user().orElseThrow();
        User changed = accounts.changePassword(alice, "another good battery", (handle, user) -> {})
                .orElseThrow();
        assertThat(shutOut).containsExactly(alice.id(), alice.id());
        assertThat(changed.revision()).isEqualTo(alice.revision() + 1);
        assertThat(accounts.signIn(accounts.claim(alice.id()), PASSWORD)).isInstanceOf(SignIn.Wrong.class);
        assertThat(accounts.signIn(accounts.claim(alice.id()), "another good battery"))
                .isEqualTo(new SignIn.Welcome(changed));
    }

    @Test
    void ofTwoChangesOfWhatBothHaveReadOneIsDone() {
        User alice = accounts.register(alice()).user().orElseThrow();
        assertThat(accounts.changePassword(alice, "another good battery", (handle, user) -> {}))
                .isPresent();
        assertThat(accounts.changePassword(alice, "a third good battery", (handle, user) -> {}))
                .isEmpty();
        assertThat(accounts.signIn(accounts.claim(alice.id()), "a third good battery"))
                .isInstanceOf(SignIn.Wrong.class);
    }

    @Test
    void anAccountThatIsNotThereHasNoState() {
        assertThat(accounts.setState(17, AccountState.DISABLED)).isFalse();
    }

    @Test
    void anAccountWithoutAPasswordTakesNone() {
        insertRaw("sms-only", "sms@corp", null);

        assertThat(accounts.signIn(accounts.claim(accounts.login("sms-only")), ""))
                .isEqualTo(new SignIn.Wrong());
        assertThat(accounts.signIn(accounts.claim(accounts.login("sms-only")), "null"))
                .isEqualTo(new SignIn.Wrong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "pbkdf2_sha256$20000$salt$KmpPCDLQRoOPSiLLrclN/wilvMMoRn7jyt6NuMXZO4c=",
                "$2b$04$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm"
            })
    void anOldHashSignsInAndIsReplacedOnTheWayButNotByAWrongPassword(String old) {
        insertRaw("olduser", "old@corp", old);

        assertThat(accounts.signIn(accounts.claim(accounts.login("olduser")), "wrong"))
                .isInstanceOf(SignIn.Wrong.class);
        assertThat(stored("olduser")).isEqualTo(old);

        assertThat(accounts.signIn(accounts.claim(accounts.login("olduser")), "password"))
                .isInstanceOf(SignIn.Welcome.class);
        assertThat(stored("olduser")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(accounts.signIn(accounts.claim(accounts.login("olduser")), "password"))
                .isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void aCurrentHashIsLeftAlone() {
        accounts.register(alice());
        String before = stored("Alice");

        accounts.signIn(accounts.claim(accounts.login("alice")), PASSWORD);

        assertThat(stored("Alice")).isEqualTo(before);
    }

    @Test
    void theNumberOfADeletedAccountIsNotGivenAgain() {
        long first = accounts.register(alice()).user().orElseThrow().id();
        database.write(handle -> handle.execute("DELETE FROM account"));

        assertThat(accounts.register(alice()).user().orElseThrow().id()).isGreaterThan(first);
    }

    @Test
    void aDatabaseThatIsOutIsNeverAWrongPassword() {
        accounts.register(alice());
        database.close();

        assertThatThrownBy(() -> accounts.signIn(accounts.claim(accounts.login("alice")), PASSWORD))
                .isInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(() -> accounts.register(alice())).isInstanceOf(StorageUnavailable.class);
    }

    private void insertRaw(String username, String email, @Nullable String password) {
        database.write(handle -> handle.execute(
                "INSERT INTO account (username, username_key, email, email_key, password, state, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, 'active', 0)",
                username,
                username,
                email,
                email,
                password));
    }

    private Set<Taken> taken(String username, String email, String phone) {
        Set<Taken> polite = accounts.taken(name(username), email(email), phone(phone));
        assertThat(polite).isEqualTo(accounts.taken(name(username), email(email), phone(phone)));
        return polite;
    }

    private String stored(String username) {
        Optional<String> password =
                database.read(handle -> handle.createQuery("SELECT password FROM account WHERE username = ?")
                        .bind(0, username)
                        .mapTo(String.class)
                        .findOne());
        return password.orElseThrow();
    }

    private int count() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM account")
                .mapTo(Integer.class)
                .one());
    }

    private static Registration alice() {
        return registration("Alice", "Alice@corp", "13800138000");
    }

    private static Registration registration(String username, String email, String phone) {
        return new Registration(name(username), email(email), phone(phone), PASSWORD);
    }

    private static Username name(String text) {
        return Username.<Optional<Username>>read(text, Optional::of, flaw -> Optional.empty())
                .orElseThrow();
    }

    private static Email email(String text) {
        return Email.<Optional<Email>>read(text, Optional::of, flaw -> Optional.empty())
                .orElseThrow();
    }

    private static Phone phone(String text) {
        return Phone.<Optional<Phone>>read(text, "CN", Optional::of, flaw -> Optional.empty())
                .orElseThrow();
    }
}
