package dev.menshen.web;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One body that is being collected: read whenever something has come, and given up when it takes too long. */
final class CollectedBody implements Invocable.Task, Room.Guest {

    private final ReentrantLock lock = new ReentrantLock();
    private final FormBody body = new FormBody();
    private final Request request;
    private final Room room;
    private final Runnable next;
    private Scheduler.@Nullable Task deadline;
    private boolean done;
    private boolean demanding;
    private boolean more;

    /** @param next what follows, on a thread of the server's pool, if the body was not there at once */
    CollectedBody(Request request, Room room, Runnable next) {
        this.request = request;
        this.room = room;
        this.next = next;
        request.setAttribute(FormBody.COLLECTED, body);
    }

    /** Reads what has come already; true when that is all. */
    boolean isThere() {
        lock.lock();
        try {
            done = readOn();
            return done;
        } finally {
            lock.unlock();
        }
    }

    /** Goes on reading when more comes; always true, for the request will be answered. */
    boolean await() {
        lock.lock();
        try {
            long time = FormReader.MOST_TIME.toMillis();
            deadline = request.getComponents().getScheduler().schedule(() -> giveUp(408), time, TimeUnit.MILLISECONDS);
        } finally {
            lock.unlock();
        }
        if (hasMoreAtOnce()) {
            goOn();
        }
        return true;
    }

    /** Something has come. */
    @Override
    public void run() {
        lock.lock();
        try {
            if (demanding) {
                // Within the demand itself, on its thread: noted, and read when the lock is given back.
                more = true;
                return;
            }
        } finally {
            lock.unlock();
        }
        goOn();
    }

    private void goOn() {
        do {
            if (isFinished()) {
                return;
            }
        } while (hasMoreAtOnce());
    }

    /** Reads what has come; true when nothing more is to be done here. */
    private boolean isFinished() {
        lock.lock();
        try {
            if (done) {
                return true;
            }
            done = readOn();
            if (!done) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        handOn();
        return true;
    }

    /** Runs on the thread that watches the connections: it never waits for anything. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void giveWay() {
        giveUp(503);
    }

    private void giveUp(int status) {
        lock.lock();
        try {
            if (done) {
                return;
            }
            done = true;
            body.refuse(status);
        } finally {
            lock.unlock();
        }
        handOn();
    }

    /** Reads all that is there; true when there is nothing more to wait for. */
    private boolean readOn() {
        while (!body.isBeyondAll()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                return false;
            }
            if (Content.Chunk.isFailure(chunk)) {
                body.refuse(chunk.getFailure() instanceof TimeoutException ? 408 : 400);
                return true;
            }
            body.add(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                return true;
            }
        }
        return true;
    }

    /** Asks to be told when more comes; true when it has come already, and nobody will tell. */
    private boolean hasMoreAtOnce() {
        // Not under the lock, for somebody else may have to give way.
        room.hold(this, weight());
        lock.lock();
        try {
            if (done) {
                room.leave(this);
                return false;
            }
            more = false;
            demanding = true;
            request.demand(this);
            return more;
        } finally {
            demanding = false;
            lock.unlock();
        }
    }

    private int weight() {
        lock.lock();
        try {
            return body.weight();
        } finally {
            lock.unlock();
        }
    }

    private void handOn() {
        Scheduler.Task pending = deadline;
        if (pending != null) {
            pending.cancel();
        }
        room.leave(this);
        try {
            request.getComponents().getExecutor().execute(next);
        } catch (RejectedExecutionException stopping) {
            request.getConnectionMetaData().getConnection().getEndPoint().close(stopping);
        }
    }
}
