package dev.menshen.web;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets every answer be gathered, and sent without a thread that waits for its client. */
final class AnswerGatherer extends Handler.Wrapper {

    private final Room room;

    /** Keeps what is under way in this room. */
    AnswerGatherer(Room room) {
        this.room = room;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        GatheredAnswer answer = new GatheredAnswer(request, response, callback, room);
        return super.handle(request, answer, answer);
    }
}
