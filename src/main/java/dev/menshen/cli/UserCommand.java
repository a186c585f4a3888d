package dev.menshen.cli;

import com.google.gson.JsonParseException;
import dev.menshen.audit.Plain;
import dev.menshen.store.CannotOpen;
import dev.menshen.store.InUse;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A {@code user} command: asks the running door, or opens the house itself where no door runs, and prints what is so. */
public final class UserCommand {

    /** A door that starts or stops holds its database, and does not listen yet or any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final HatchCall hatch;
    private final Supplier<OpenHouse> house;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * A command for the house with this data folder.
     *
     * @param house opens it, where it is not open; throws {@link InUse} where it is
     */
    public UserCommand(Path data, Supplier<OpenHouse> house, PrintStream out, PrintStream err) {
        this.hatch = new HatchCall(HatchSocket.of(data));
        this.house = house;
        this.out = out;
        this.err = err;
    }

    /**
     * Does it; returns the exit code.
     *
     * @throws CannotOpen when neither a door nor the house can be reached
     */
    public int run(UserRequest request) {
        if (Lines.isTooLong(Lines.request(request))) {
            return refused(UserReply.refused(UserReply.BAD_USAGE, "that is too long"));
        }
        if (isLost(request.name()) || isLost(request.value())) {
            return refused(UserReply.refused(
                    UserReply.BAD_USAGE, "this shell's locale cannot say these letters; set LC_ALL=C.UTF-8"));
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<UserReply> first = askDoor(request);
            if (first.isPresent()) {
                return all(
                        request,
                        first.get(),
                        next -> askDoor(next)
                                .orElseGet(
                                        () -> UserReply.refused(UserReply.NOT_DONE, "the door was stopped meanwhile")));
            }
            try (OpenHouse open = house.get()) {
                return all(request, open.desk().answer(request), open.desk()::answer);
            } catch (InUse e) {
                if (System.nanoTime() - end >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Java puts this mark for what it could not read of a command line; it must not become somebody's name. */
    private static boolean isLost(@Nullable String word) {
        return word != null && word.indexOf('\uFFFD') >= 0;
    }

    private Optional<UserReply> askDoor(UserRequest request) {
        try {
            return hatch.ask(Lines.request(request)).map(Lines::reply);
        } catch (JsonParseException e) {
            throw new CannotOpen("the running door answered what this jar does not understand", e);
        }
    }

    /** Piece by piece, so that a million accounts are never in memory at once. */
    private int all(UserRequest request, UserReply first, Function<UserRequest, UserReply> more) {
        boolean list = request.action() == UserRequest.Action.LIST;
        long left = request.limit();
        UserReply reply = first;
        while (reply.complaint() == null) {
            List<UserReply.Shown> accounts = reply.accounts() == null ? List.of() : reply.accounts();
            accounts.forEach(one -> out.print(list ? Listing.line(one) : Listing.block(one)));
            left -= accounts.size();
            if (!list || reply.next() == 0 || left <= 0 || out.checkError()) {
                return 0;
            }
            reply = more.apply(request.from(reply.next(), left));
        }
        return refused(reply);
    }

    private int refused(UserReply reply) {
        err.println("menshen: " + Plain.visible(String.valueOf(reply.complaint())));
        return reply.exit();
    }
}
