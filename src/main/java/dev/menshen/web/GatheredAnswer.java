package dev.menshen.web;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is gathered in memory and sent when it is complete, so that a client that takes it slowly holds no
 * thread. It is also the callback that ends the request.
 */
final class GatheredAnswer extends Response.Wrapper implements Callback, Room.Guest {

    /** Bytes; a page with all that it loads is far less. What is larger is sent as it comes. */
    private static final int MOST = 128 * 1024;

    private final Callback end;
    private final Room room;
    private byte @Nullable [] gathered;
    private boolean passing;

    GatheredAnswer(Request request, Response response, Callback end, Room room) {
        super(request, response);
        this.end = end;
        this.room = room;
    }

    @Override
    public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
        byte[] more = content == null ? new byte[0] : BufferUtil.toArray(content);
        if (content != null) {
            // Taken: whoever wrote it goes by what is left in it.
            content.position(content.limit());
        }
        byte[] all = gathered == null ? more : more.length == 0 ? gathered : joined(gathered, more);
        passing = passing || all.length > MOST;
        gathered = passing ? null : all;
        if (passing) {
            super.write(last, ByteBuffer.wrap(all), callback);
        } else {
            callback.succeeded();
        }
    }

    private static byte[] joined(byte[] before, byte[] more) {
        byte[] all = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, all, before.length, more.length);
        return all;
    }

    @Override
    public void reset() {
        gathered = null;
        super.reset();
    }

    /** The request is handled: sends what was gathered, and ends the request when the client has it. */
    @Override
    public void succeeded() {
        if (gathered == null) {
            end.succeeded();
            return;
        }
        byte[] all = gathered;
        gathered = null;
        room.hold(this, all.length);
        super.write(true, ByteBuffer.wrap(all), Callback.from(this::sent, this::failed));
    }

    private void sent() {
        room.leave(this);
        end.succeeded();
    }

    @Override
    public void failed(Throwable cause) {
        room.leave(this);
        end.failed(cause);
    }

    @Override
    public void giveWay() {
        getRequest().getConnectionMetaData().getConnection().getEndPoint().close();
    }
}
