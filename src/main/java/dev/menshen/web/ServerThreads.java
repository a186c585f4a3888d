package dev.menshen.web;

import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The threads of the server. No slow client holds one, for bodies are collected and answers sent without: they wait
 * only for hashes and for the stores, which have bounds of their own.
 */
final class ServerThreads extends QueuedThreadPool {

    private static final int MOST = 250;
    private static final int FEWEST = 8;
    private static final int IDLE_MILLIS = 60_000;

    ServerThreads() {
        super(MOST, FEWEST, IDLE_MILLIS);
        setName("server");
    }

    @Override
    protected void runJob(Runnable job) {
        try {
            super.runJob(job);
        } catch (Error e) {
            OutOfMemory.end(e);
            throw e;
        }
    }
}
