package dev.menshen.accounts;

import dev.menshen.store.Database;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.store.UniqueViolation;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts of the house: who may be registered, who is who, and whose password it is. */
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final Database database;
    private final Passwords passwords;
    private final String region;
    private final InstantSource clock;
    private final LongConsumer shutOut;
    private final Identities identities;

    /**
     * The accounts in this database.
     *
     * @param region where phone numbers without a country are from
     * @param shutOut ends every session of an account, which is done when its rights or its password change
     */
    public Accounts(Database database, Passwords passwords, String region, InstantSource clock, LongConsumer shutOut) {
        this.database = database;
        this.passwords = passwords;
        this.region = region;
        this.clock = clock;
        this.shutOut = shutOut;
        this.identities = new Identities(id -> database.read(handle -> new AccountTable(handle).identity(id)));
    }

    /** Which of these names somebody has now: politeness, for only {@link #register} decides. */
    public Set<Taken> taken(Username username, @Nullable Email email, @Nullable Phone phone) {
        return database.read(handle -> new AccountTable(handle).taken(username, email, phone));
    }

    /**
     * Registers somebody who may sign in at once, or names everything that is taken.
     *
     * @throws Busy when too many passwords are being hashed
     */
    public Registered register(Registration registration) {
        return register(registration, () -> true, (transaction, user) -> {});
    }

    /**
     * The same, with a permit that is asked last, when nothing else stands against the registration any more. So what
     * the permit uses up is used up for an account; of equal registrations at once only one asks it.
     *
     * @param witness sees the new account within the transaction that makes it
     * @throws Busy when too many passwords are being hashed
     */
    public Registered register(
            Registration registration, BooleanSupplier permit, BiConsumer<? super Handle, ? super User> witness) {
        // The hash is dear, so first comes a look whether it is of use, and another one after the wait for it: of many
        // equal registrations at once hardly more than one is hashed. It is not for the transaction to wait for either.
        Set<Taken> taken = taken(registration);
        if (!taken.isEmpty()) {
            return Registered.refused(taken);
        }
        BooleanSupplier stillFree = () -> !taken.addAll(taken(registration));
        return passwords
                .hashIf(stillFree, registration.password())
                .map(hash -> insert(registration, hash, permit, witness))
                .orElseGet(() -> Registered.refused(taken));
    }

    private Set<Taken> taken(Registration registration) {
        return taken(registration.username(), registration.email(), registration.phone());
    }

    /** The part of a registration that others race for. */
    Registered insert(
            Registration registration,
            String hash,
            BooleanSupplier permit,
            BiConsumer<? super Handle, ? super User> witness) {
        try {
            return database.write(handle -> {
                AccountTable table = new AccountTable(handle);
                Set<Taken> taken = table.taken(registration.username(), registration.email(), registration.phone());
                if (!taken.isEmpty()) {
                    return Registered.refused(taken);
                }
                if (!permit.getAsBoolean()) {
                    return Registered.notPermitted();
                }
                User user = inserted(table, registration, hash);
                witness.accept(handle, user);
                return Registered.as(user);
            });
        } catch (UniqueViolation e) {
            Set<Taken> taken = taken(registration);
            if (taken.isEmpty()) {
                throw e;
            }
            return Registered.refused(taken);
        }
    }

    private User inserted(AccountTable table, Registration registration, String hash) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return table.insert(registration, hash, AccountState.ACTIVE, now);
    }

    /** The account of this number. */
    public Optional<User> byId(long id) {
        return database.read(handle -> new AccountTable(handle).byId(id).map(AccountTable.Row::user));
    }

    /** The account with this phone. */
    public Optional<User> byPhone(Phone phone) {
        return find(new Login(Login.Kind.PHONE, phone.e164()));
    }

    /**
     * What applications are told of this account, from memory where it was asked for before; empty when it is not open.
     * A change of the account is seen by the next who asks.
     */
    public Optional<Identity> identity(long id) {
        return identities.of(id);
    }

    /** The account of this number, as whoever runs the house sees it. */
    public Optional<Card> card(long id) {
        return cards(id - 1, 1).stream().filter(card -> card.user().id() == id).findFirst();
    }

    /**
     * The accounts whose numbers are higher than this one, in the order of their numbers, so many at most. Between one
     * call and the next the database is free for others.
     */
    public List<Card> cards(long after, int most) {
        return database.read(handle -> new AccountTable(handle).cards(after, most));
    }

    /** What somebody typed to sign in by, the same for every spelling of it. */
    public Login login(String typed) {
        return Login.read(typed, region);
    }

    /** The account that somebody would sign in to by this. */
    public Optional<User> find(Login login) {
        return claim(login).user();
    }

    /** What somebody says who they are; still to be shown by a password. */
    public Claim claim(Login login) {
        return new Claim(database.read(handle -> new AccountTable(handle).byLogin(login)));
    }

    /** The same of somebody who sends a form with the token and the names of one that made an account. */
    public Claim claim(Registration again) {
        FormToken form = again.form();
        return new Claim(
                form == null
                        ? Optional.empty()
                        : database.read(handle ->
                                new AccountTable(handle).byForm(form, again.username(), again.email(), again.phone())));
    }

    /** The same of somebody who is signed in, and is asked again. */
    public Claim claim(long id) {
        return new Claim(database.read(handle -> new AccountTable(handle).byId(id)));
    }

    /**
     * Compares a claim with a password; where there is no account or no password, it takes as long.
     *
     * @throws Busy when too many passwords are being hashed
     */
    public SignIn signIn(Claim claim, String password) {
        Optional<AccountTable.Row> row = claim.row();
        String stored = row.map(AccountTable.Row::password).orElseGet(passwords::dummy);
        boolean right = passwords.verify(password, stored);
        if (row.isEmpty() || !right) {
            return new SignIn.Wrong();
        }
        User user = row.get().user();
        if (passwords.outdated(stored)) {
            renew(user, password, stored);
        }
        return user.state() == AccountState.ACTIVE ? new SignIn.Welcome(user) : new SignIn.Closed(user);
    }

    /** Hashes a password as is done today. It is no loss if that must wait until the next time. */
    private void renew(User user, String password, String stored) {
        try {
            String renewed = passwords.hash(password);
            database.write(handle -> new AccountTable(handle).renewPassword(user.id(), stored, renewed));
        } catch (Busy | StorageUnavailable e) {
            LOG.info("the password hash of account {} stays as it is: {}", user.id(), e.getMessage());
        }
    }

    /** Whether an account is open and unchanged since it was read: the last look before somebody is let in. */
    public boolean stands(User user) {
        return user.state() == AccountState.ACTIVE
                && byId(user.id())
                        .filter(now -> now.state() == user.state() && now.revision() == user.revision())
                        .isPresent();
    }

    /**
     * Changes a password and ends every session of the account.
     *
     * @param witness sees the account within the transaction that changes it
     * @return the account as it is now; empty when it was changed since it was read, and nothing was done
     * @throws Busy when too many passwords are being hashed
     */
    public Optional<User> changePassword(User user, String password, BiConsumer<? super Handle, ? super User> witness) {
        return changePassword(user, password, false, false, () -> true, witness);
    }

    /**
     * The same by a code sent to the account's phone, which is proved by that. The permit uses the code up, and is asked
     * last, when nothing else stands against the change any more; without it nothing is done either.
     *
     * @param voidsEmail whether the account's e-mail address is void too, for somebody else may have given it
     */
    public Optional<User> resetPassword(
            User user,
            String password,
            boolean voidsEmail,
            BooleanSupplier permit,
            BiConsumer<? super Handle, ? super User> witness) {
        return changePassword(user, password, true, voidsEmail, permit, witness);
    }

    private Optional<User> changePassword(
            User user,
            String password,
            boolean provesPhone,
            boolean voidsEmail,
            BooleanSupplier permit,
            BiConsumer<? super Handle, ? super User> witness) {
        // Of many changes at once hardly more than one is hashed; and one that comes too late must end no session.
        Optional<String> hash = passwords.hashIf(() -> stands(user), password);
        if (hash.isEmpty() || !stands(user)) {
            return Optional.empty();
        }
        boolean changed = shuttingOut(
                user.id(),
                () -> database.write(handle -> {
                    AccountTable table = new AccountTable(handle);
                    boolean done = table.isUnchanged(user)
                            && permit.getAsBoolean()
                            && (!voidsEmail || table.setEmail(user, null))
                            && table.changePassword(user, hash.get(), provesPhone);
                    if (done) {
                        witness.accept(handle, user);
                    }
                    return done;
                }));
        // Not read anew, for what others have changed since is not this one's.
        return changed ? Optional.of(user.changedOnce(provesPhone, voidsEmail)) : Optional.empty();
    }

    /**
     * Keeps in mind that somebody has shown by a code, for the first time, that the account's phone is theirs. It may not
     * be they who registered it: whoever came in before is let out, everywhere, and what was given for the account as it
     * was is void.
     *
     * @param voidsRegistration whether its password and its e-mail address are void too
     * @param witness sees the account, as it was, within the transaction that changes it
     * @return the account as it is now; empty when it was changed since it was read
     */
    public Optional<User> provePhone(
            User user, boolean voidsRegistration, BiConsumer<? super Handle, ? super User> witness) {
        boolean proved = shuttingOut(
                user.id(),
                () -> database.write(handle -> {
                    AccountTable table = new AccountTable(handle);
                    boolean done = (!voidsRegistration || table.setEmail(user, null))
                            && table.provePhone(user, voidsRegistration);
                    if (done) {
                        witness.accept(handle, user);
                    }
                    return done;
                }));
        return proved ? Optional.of(user.changedOnce(true, voidsRegistration)) : Optional.empty();
    }

    /**
     * Keeps the same in mind where it is sure that who has the phone is who registered it: everything stays as it is.
     *
     * @param witness sees the account within the transaction that changes it
     */
    public void phoneIsOwn(User user, BiConsumer<? super Handle, ? super User> witness) {
        boolean kept = database.write(handle -> {
            boolean done = new AccountTable(handle).phoneIsOwn(user);
            if (done) {
                witness.accept(handle, user);
            }
            return done;
        });
        if (!kept) {
            LOG.info("whose the phone of account {} is was not kept, for it was changed meanwhile", user.id());
        }
    }

    /**
     * Lets an account in or shuts it out; either way every session of it ends.
     *
     * @return whether there is such an account
     */
    public boolean setState(long id, AccountState state) {
        return setState(id, state, (transaction, user) -> {});
    }

    /**
     * The same.
     *
     * @param witness sees the account, as it was, within the transaction that changes it
     */
    public boolean setState(long id, AccountState state, BiConsumer<? super Handle, ? super User> witness) {
        return shuttingOut(id, () -> seen(id, witness, table -> table.setState(id, state)));
    }

    /**
     * Puts an account into these groups and no others; it stays signed in, and the gate's next check knows.
     *
     * @return whether there is such an account
     */
    public boolean setGroups(long id, Set<GroupName> groups) {
        return setGroups(id, groups, (transaction, user) -> {});
    }

    /** The same before a witness. */
    public boolean setGroups(long id, Set<GroupName> groups, BiConsumer<? super Handle, ? super User> witness) {
        return changing(id, () -> seen(id, witness, table -> table.setGroups(id, groups)));
    }

    /**
     * Says how colleagues write this account's name; empty for nothing but the user name.
     *
     * @return whether there is such an account
     */
    public boolean setFullName(long id, Optional<FullName> name) {
        return setFullName(id, name, (transaction, user) -> {});
    }

    /** The same before a witness. */
    public boolean setFullName(long id, Optional<FullName> name, BiConsumer<? super Handle, ? super User> witness) {
        return changing(id, () -> seen(id, witness, table -> table.setFullName(id, name)));
    }

    private boolean seen(long id, BiConsumer<? super Handle, ? super User> witness, Predicate<AccountTable> change) {
        return database.write(handle -> {
            AccountTable table = new AccountTable(handle);
            Optional<User> user = table.byId(id).map(AccountTable.Row::user);
            if (user.isEmpty() || !change.test(table)) {
                return false;
            }
            witness.accept(handle, user.get());
            return true;
        });
    }

    /**
     * Before the change, so that a crash in between leaves no old session to a changed account; and after it, for those
     * that were begun meanwhile. What is begun still later finds the account changed ({@link #stands}).
     */
    private boolean shuttingOut(long id, BooleanSupplier change) {
        shutOut.accept(id);
        boolean changed = changing(id, change);
        if (changed) {
            shutOut.accept(id);
        }
        return changed;
    }

    /** What is known of the account is forgotten even where it is not sure whether the change was made. */
    boolean changing(long id, BooleanSupplier change) {
        try {
            return change.getAsBoolean();
        } finally {
            identities.forget(id);
        }
    }
}
