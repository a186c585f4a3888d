package dev.menshen.cli;

import dev.menshen.accounts.AccountState;
import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.Card;
import dev.menshen.accounts.FullName;
import dev.menshen.accounts.GroupName;
import dev.menshen.accounts.User;
import dev.menshen.audit.Audit;
import dev.menshen.audit.Event;
import dev.menshen.audit.Method;
import dev.menshen.audit.Subject;
import dev.menshen.audit.What;
import dev.menshen.audit.Witness;
import dev.menshen.sessions.Sessions;
import dev.menshen.store.StorageUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Where the {@code user} commands are carried out, on the accounts of a house that is open. */
public final class Desk {

    /** Applications are told of all groups in one header, for which proxies have a few kilobytes. */
    static final int MOST_GROUPS = 32;

    /** Accounts of one look into the database. */
    private static final int PAGE = 100;

    /** Characters of a piece of a list, with what JSON puts around them: far within {@link Hatch#MOST_BYTES}. */
    private static final int PIECE = 16 * 1024;

    private static final int AROUND = 150;

    private final Accounts accounts;
    private final Sessions sessions;
    private final Audit audit;

    public Desk(Accounts accounts, Sessions sessions, Audit audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** Does what is asked, or says why not. */
    UserReply answer(UserRequest request) {
        UserRequest.Action action = request.action();
        if (action == null) {
            return UserReply.refused(
                    UserReply.BAD_USAGE, "the running door does not know this command; start it anew from this jar");
        }
        try {
            return action == UserRequest.Action.LIST ? list(request) : one(action, request);
        } catch (StorageUnavailable e) {
            return UserReply.refused(UserReply.NOT_DONE, "the database cannot do it now: " + e.getMessage());
        }
    }

    private UserReply list(UserRequest request) {
        int most = (int) Math.max(1, Math.min(PAGE, request.limit()));
        List<Card> page = accounts.cards(request.after(), most);
        List<UserReply.Shown> shown = new ArrayList<>();
        int size = 0;
        for (Card card : page) {
            UserReply.Shown one = shown(card, false);
            size += AROUND
                    + one.name().length()
                    + String.join(",", one.groups()).length();
            if (!shown.isEmpty() && size > PIECE) {
                break;
            }
            shown.add(one);
        }
        boolean all = shown.size() == page.size() && page.size() < most;
        return UserReply.listed(shown, all ? 0 : shown.get(shown.size() - 1).id());
    }

    private UserReply one(UserRequest.Action action, UserRequest request) {
        String name = request.name() == null ? "" : request.name();
        Optional<User> user = accounts.find(accounts.login(name));
        if (user.isEmpty()) {
            return UserReply.refused(UserReply.NOT_DONE, "there is no account '" + name + "'");
        }
        return switch (action) {
            case DISABLE -> state(user.get(), AccountState.DISABLED);
            case ENABLE -> state(user.get(), AccountState.ACTIVE);
            case GROUPS -> groups(user.get(), request.value());
            case NAME -> fullName(user.get(), request.value());
            case SHOW, LIST -> now(user.get());
        };
    }

    private UserReply state(User user, AccountState state) {
        return changed(
                user,
                What.STATE_CHANGED,
                state.name().toLowerCase(Locale.ROOT),
                (id, witness) -> accounts.setState(id, state, witness));
    }

    private UserReply groups(User user, @Nullable String value) {
        if (value == null) {
            return now(user);
        }
        Set<GroupName> groups = new TreeSet<>();
        for (String name : value.isBlank() ? new String[0] : value.split(",", -1)) {
            Optional<GroupName> group = GroupName.read(name);
            if (group.isEmpty()) {
                return UserReply.refused(
                        UserReply.BAD_USAGE, "'" + name + "' is not a group: 1 to 32 letters, digits and . _ -");
            }
            groups.add(group.get());
        }
        if (groups.size() > MOST_GROUPS) {
            return UserReply.refused(UserReply.BAD_USAGE, "one account has " + MOST_GROUPS + " groups at most");
        }
        String reason = String.join(",", groups.stream().map(GroupName::text).toList());
        return changed(user, What.GROUPS_CHANGED, reason, (id, witness) -> accounts.setGroups(id, groups, witness));
    }

    private UserReply fullName(User user, @Nullable String value) {
        if (value == null) {
            return now(user);
        }
        Optional<FullName> name = FullName.read(value);
        if (name.isEmpty() && !value.isBlank()) {
            return UserReply.refused(
                    UserReply.BAD_USAGE, "'" + value + "' is not a name: 1 to 64 characters that can be seen");
        }
        return changed(user, What.NAME_CHANGED, "", (id, witness) -> accounts.setFullName(id, name, witness));
    }

    private UserReply changed(User user, What what, String reason, BiPredicate<Long, Witness<User>> change) {
        Witness<User> witness = audit.witness(seen ->
                new Event(what, Subject.account(seen.id(), seen.username().text()), Method.COMMAND, "-", reason));
        if (change.test(user.id(), witness)) {
            witness.tell();
        }
        return now(user);
    }

    private UserReply now(User user) {
        return accounts.card(user.id())
                .map(card -> UserReply.done(shown(card, true)))
                .orElseGet(() -> UserReply.refused(UserReply.NOT_DONE, "the account is not there any more"));
    }

    private UserReply.Shown shown(Card card, boolean whole) {
        User user = card.user();
        return new UserReply.Shown(
                user.id(),
                user.username().text(),
                user.state().name().toLowerCase(Locale.ROOT),
                card.groups().stream().map(GroupName::text).toList(),
                user.createdAt().toEpochMilli(),
                whole && user.email() != null ? user.email().text() : null,
                whole && user.phone() != null ? user.phone().e164() : null,
                whole ? card.fullName().map(FullName::text).orElse(null) : null,
                whole ? sessions.all(user.id()).size() : null);
    }
}
