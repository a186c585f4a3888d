package dev.menshen.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Collects the body of a form before anybody handles the request, so that a body that trickles in holds no thread: some
 * hundreds of them would otherwise be all that a server does.
 */
final class BodyCollector extends Handler.Wrapper {

    private final Room room;

    /** Keeps what has come so far in this room. */
    BodyCollector(Room room) {
        this.room = room;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!isWorthCollecting(request)) {
            return super.handle(request, response, callback);
        }
        CollectedBody body = new CollectedBody(request, room, () -> handOn(request, response, callback));
        return body.isThere() ? super.handle(request, response, callback) : body.await();
    }

    /** What is refused unread, for its type or its size, is left where it is. */
    private static boolean isWorthCollecting(Request request) {
        boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        long length = request.getLength();
        return (chunked || length > 0)
                && length <= FormBody.MOST_DRAINED
                && FormReader.isForm(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    }

    private void handOn(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Throwable e) {
            Response.writeError(request, response, callback, e);
        }
    }
}
