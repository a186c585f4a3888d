package dev.menshen.web;

import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The threads of the server. No slow client holds one, for bodies are collected and answers sent without: they wait
 * only for hashes and for the stores, which have bounds of their own.
 */
final class ServerThreads extends QueuedThreadPool {

    /**
     * Has requests handled by virtual threads where Java has them. They were slower, and this is no setting: it is there for
     * the benchmark, so that whoever has another Java or another machine can measure again.
     */
    private static final String VIRTUAL = "menshen.virtual-threads";

    private static final int MOST = 250;
    private static final int FEWEST = 8;
    private static final int IDLE_MILLIS = 60_000;

    ServerThreads() {
        super(MOST, FEWEST, IDLE_MILLIS);
        setName("server");
        if (Boolean.getBoolean(VIRTUAL)) {
            setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
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
