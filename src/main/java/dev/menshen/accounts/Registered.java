package dev.menshen.accounts;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of a registration: a new user, or everything that was taken already, or neither where it was not permitted. */
public final class Registered {

    private final @Nullable User user;
    private final Set<Taken> taken;

    private Registered(@Nullable User user, Set<Taken> taken) {
        this.user = user;
        this.taken = Collections.unmodifiableSet(taken);
    }

    static Registered as(User user) {
        return new Registered(user, EnumSet.noneOf(Taken.class));
    }

    static Registered refused(Set<Taken> taken) {
        return new Registered(null, EnumSet.copyOf(taken));
    }

    static Registered notPermitted() {
        return new Registered(null, EnumSet.noneOf(Taken.class));
    }

    /** The new user, unless something was taken or the permit was refused. */
    public Optional<User> user() {
        return Optional.ofNullable(user);
    }

    /** All that was taken. */
    public Set<Taken> taken() {
        return taken;
    }
}
