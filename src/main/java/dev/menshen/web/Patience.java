package dev.menshen.web;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that get nowhere: a client that drips, a byte now and a byte then, is never idle, but neither does
 * it bring a whole request or take a whole answer. Less time is left to them while connections are short, and next to
 * none to those without a request while the server stops.
 */
final class Patience extends AbstractLifeCycle {

    /** For a request's head, for an answer to be taken, and between two requests. */
    private static final long MOST = TimeUnit.SECONDS.toNanos(30);

    /** The same when most connections are taken; a browser opens another one without anybody noticing. */
    private static final long CROWDED = TimeUnit.SECONDS.toNanos(3);

    private static final long STOPPING = TimeUnit.SECONDS.toNanos(1);

    private static final long TICK_MILLIS = 500;

    private final AbstractConnector connector;
    private final int crowd;
    private Map<EndPoint, Progress> seen = new HashMap<>();
    private Scheduler.@Nullable Task tick;

    /** @param crowd from so many connections on they are short */
    Patience(AbstractConnector connector, int crowd) {
        this.connector = connector;
        this.crowd = crowd;
    }

    /** So many requests, and answers begun, since then. */
    private record Progress(long in, long out, long since) {

        boolean isHandling() {
            return in > out;
        }
    }

    @Override
    protected void doStart() {
        next();
    }

    private void next() {
        tick = connector.getScheduler().schedule(this::look, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            closeIdle(System.nanoTime());
        } finally {
            if (isRunning()) {
                next();
            }
        }
    }

    private void closeIdle(long now) {
        Map<EndPoint, Progress> still = new HashMap<>();
        long patience = patience();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Progress progress = progress(endPoint, now);
            // What is being handled has bounds of its own; the answer then moves the count.
            if (!progress.isHandling() && now - progress.since() > patience) {
                endPoint.close();
            } else {
                still.put(endPoint, progress);
            }
        }
        seen = still;
    }

    private long patience() {
        if (connector.isShutdown()) {
            return STOPPING;
        }
        return connector.getConnectedEndPoints().size() >= crowd ? CROWDED : MOST;
    }

    private Progress progress(EndPoint endPoint, long now) {
        Connection connection = endPoint.getConnection();
        long in = connection == null ? 0 : connection.getMessagesIn();
        long out = connection == null ? 0 : connection.getMessagesOut();
        Progress before = seen.get(endPoint);
        return before != null && before.in() == in && before.out() == out ? before : new Progress(in, out, now);
    }

    @Override
    protected void doStop() {
        if (tick != null) {
            tick.cancel();
        }
    }
}
