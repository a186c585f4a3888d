package dev.menshen.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table {@code account}, over one borrowed connection. */
final class AccountTable {

    private static final String COLUMNS =
            "id, username, username_key, email, phone, password, state, created_at, phone_proved, revision";

    private final Handle handle;

    AccountTable(Handle handle) {
        this.handle = handle;
    }

    /** Which of these names somebody has; all of them in one look. */
    Set<Taken> taken(Username username, @Nullable Email email, @Nullable Phone phone) {
        return names(
                        handle.createQuery("SELECT"
                                + " EXISTS (SELECT 1 FROM account WHERE username_key = :username_key) AS username,"
                                + " EXISTS (SELECT 1 FROM account WHERE email_key = :email_key) AS email,"
                                + " EXISTS (SELECT 1 FROM account WHERE phone = :phone) AS phone"),
                        username,
                        email,
                        phone)
                .map((row, context) -> taken(row))
                .one();
    }

    private static Set<Taken> taken(ResultSet row) throws SQLException {
        Set<Taken> taken = EnumSet.noneOf(Taken.class);
        if (row.getBoolean("username")) {
            taken.add(Taken.USERNAME);
        }
        if (row.getBoolean("email")) {
            taken.add(Taken.EMAIL);
        }
        if (row.getBoolean("phone")) {
            taken.add(Taken.PHONE);
        }
        return taken;
    }

    /**
     * Adds an account; the table's own constraints have the last word on what is taken. A form that has made an account
     * already is no mark of another one.
     */
    User insert(Registration wanted, String password, AccountState state, Instant createdAt) {
        Username username = wanted.username();
        Email email = wanted.email();
        Phone phone = wanted.phone();
        FormToken form = wanted.form();
        long id = names(
                        handle.createQuery("INSERT INTO account (username, username_key, email, email_key, phone,"
                                + " password, state, created_at, phone_proved, form_hash) VALUES"
                                + " (:username, :username_key, :email, :email_key, :phone,"
                                + " :password, :state, :created_at, :phone_proved,"
                                + " CASE WHEN NOT EXISTS (SELECT 1 FROM account WHERE form_hash = :form) THEN :form END)"
                                + " RETURNING id"),
                        username,
                        email,
                        phone)
                .bind("username", username.text())
                .bind("email", email == null ? null : email.text())
                .bind("password", password)
                .bind("state", state.word())
                .bind("created_at", createdAt.toEpochMilli())
                .bind("phone_proved", wanted.phoneProved())
                .bind("form", form == null ? null : form.hash())
                .mapTo(Long.class)
                .one();
        return new User(id, username, email, phone, state, createdAt, wanted.phoneProved(), 0);
    }

    private static <S extends SqlStatement<S>> S names(
            S statement, Username username, @Nullable Email email, @Nullable Phone phone) {
        return statement
                .bind("username_key", username.key())
                .bind("email_key", email == null ? null : email.key())
                .bind("phone", phone == null ? null : phone.e164());
    }

    /** The account that this form made, if it was sent with these very names then. */
    Optional<Row> byForm(FormToken form, Username username, @Nullable Email email, @Nullable Phone phone) {
        return names(
                        handle.createQuery("SELECT " + COLUMNS + " FROM account WHERE form_hash = :form"
                                + " AND username_key = :username_key AND email_key IS :email_key AND phone IS :phone"),
                        username,
                        email,
                        phone)
                .bind("form", form.hash())
                .map((row, context) -> row(row))
                .findOne();
    }

    Optional<Row> byLogin(Login login) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM account WHERE "
                        + login.kind().column() + " = :key")
                .bind("key", login.key())
                .map((row, context) -> row(row))
                .findOne();
    }

    Optional<Row> byId(long id) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM account WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** What is told of an account that is open. */
    Optional<Identity> identity(long id) {
        List<GroupName> groups = handle.createQuery("SELECT name FROM account_group WHERE account = :id ORDER BY name")
                .bind("id", id)
                .map((row, context) -> new GroupName(row.getString("name")))
                .list();
        return handle.createQuery("SELECT username, full_name, email FROM account WHERE id = :id AND state = :active")
                .bind("id", id)
                .bind("active", AccountState.ACTIVE.word())
                .map((row, context) -> new Identity(
                        row.getString("username"),
                        Optional.ofNullable(row.getString("full_name")),
                        Optional.ofNullable(row.getString("email")),
                        groups))
                .findOne();
    }

    List<Card> cards(long after, int most) {
        List<Card> bare = handle.createQuery(
                        "SELECT " + COLUMNS + ", full_name FROM account WHERE id > :after ORDER BY id LIMIT :most")
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> new Card(
                        row(row).user(),
                        Optional.ofNullable(row.getString("full_name")).map(FullName::new),
                        List.of()))
                .list();
        if (bare.isEmpty()) {
            return bare;
        }
        Map<Long, List<GroupName>> groups =
                groups(after, bare.get(bare.size() - 1).user().id());
        return bare.stream()
                .map(card -> new Card(
                        card.user(),
                        card.fullName(),
                        groups.getOrDefault(card.user().id(), List.of())))
                .toList();
    }

    private Map<Long, List<GroupName>> groups(long after, long last) {
        Map<Long, List<GroupName>> groups = new HashMap<>();
        handle.createQuery("SELECT account, name FROM account_group WHERE account > :after AND account <= :last"
                        + " ORDER BY account, name")
                .bind("after", after)
                .bind("last", last)
                .map((row, context) -> Map.entry(row.getLong("account"), new GroupName(row.getString("name"))))
                .forEach(entry -> groups.computeIfAbsent(entry.getKey(), account -> new ArrayList<>())
                        .add(entry.getValue()));
        return groups;
    }

    private static Row row(ResultSet row) throws SQLException {
        String email = row.getString("email");
        String phone = row.getString("phone");
        User user = new User(
                row.getLong("id"),
                Username.kept(row.getString("username"), row.getString("username_key")),
                email == null ? null : Email.kept(email),
                phone == null ? null : Phone.kept(phone),
                AccountState.of(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getBoolean("phone_proved"),
                row.getLong("revision"));
        return new Row(user, row.getString("password"));
    }

    /** Replaces one hash by another, unless the password was changed in between. */
    boolean renewPassword(long id, String old, String renewed) {
        return handle.execute("UPDATE account SET password = ? WHERE id = ? AND password = ?", renewed, id, old) == 1;
    }

    /** Whether nothing has changed since the account was read. */
    boolean isUnchanged(User user) {
        return byId(user.id())
                .filter(row -> row.user().revision() == user.revision())
                .isPresent();
    }

    /** Gives the account another password, if nothing has changed since it was read. */
    boolean changePassword(User user, String password, boolean provesPhone) {
        return handle.execute(
                        "UPDATE account SET password = ?, phone_proved = max(phone_proved, ?), revision = revision + 1"
                                + " WHERE id = ? AND revision = ?",
                        password,
                        provesPhone,
                        user.id(),
                        user.revision())
                == 1;
    }

    /** Marks the account's phone as proved, if nothing has changed since it was read. */
    boolean provePhone(User user, boolean voidsPassword) {
        return handle.execute(
                        "UPDATE account SET phone_proved = 1, revision = revision + 1"
                                + (voidsPassword ? ", password = NULL" : "") + " WHERE id = ? AND revision = ?",
                        user.id(),
                        user.revision())
                == 1;
    }

    /** Gives the account another e-mail address, or none, if nothing that is counted has changed since it was read. */
    boolean setEmail(User user, @Nullable Email email) {
        return handle.execute(
                        "UPDATE account SET email = ?, email_key = ? WHERE id = ? AND revision = ?",
                        email == null ? null : email.text(),
                        email == null ? null : email.key(),
                        user.id(),
                        user.revision())
                == 1;
    }

    boolean phoneIsOwn(User user) {
        return handle.execute(
                        "UPDATE account SET phone_proved = 1 WHERE id = ? AND revision = ?", user.id(), user.revision())
                == 1;
    }

    boolean setState(long id, AccountState state) {
        return handle.execute("UPDATE account SET state = ?, revision = revision + 1 WHERE id = ?", state.word(), id)
                == 1;
    }

    boolean setGroups(long id, Set<GroupName> groups) {
        if (byId(id).isEmpty()) {
            return false;
        }
        handle.execute("DELETE FROM account_group WHERE account = ?", id);
        groups.forEach(
                group -> handle.execute("INSERT INTO account_group (account, name) VALUES (?, ?)", id, group.text()));
        return true;
    }

    boolean setFullName(long id, Optional<FullName> name) {
        return handle.execute(
                        "UPDATE account SET full_name = ? WHERE id = ?",
                        name.map(FullName::text).orElse(null),
                        id)
                == 1;
    }

    /**
     * A user with what never leaves this package.
     *
     * @param password its hash; none where there is no password to sign in with
     */
    record Row(User user, @Nullable String password) {

        @Override
        public String toString() {
            return user.toString();
        }
    }
}
