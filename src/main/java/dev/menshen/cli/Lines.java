package dev.menshen.cli;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;

/** What goes over the hatch: one request and one reply, each a line of JSON. */
final class Lines {

    private static final Gson GSON = new Gson();

    private Lines() {}

    /** The reply to a line; whatever the line is, there is one. */
    static String answer(Desk desk, String line) {
        return GSON.toJson(reply(desk, line));
    }

    private static UserReply reply(Desk desk, String line) {
        try {
            UserRequest request = GSON.fromJson(line, UserRequest.class);
            if (request != null) {
                return desk.answer(request);
            }
        } catch (JsonParseException noRequest) {
            // told below, like one that is empty
        }
        return UserReply.refused(UserReply.BAD_USAGE, "this is no request");
    }

    static String request(UserRequest request) {
        return GSON.toJson(request);
    }

    /** Whether a line, with its end, is more than is heard at the hatch. */
    static boolean isTooLong(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length >= Hatch.MOST_BYTES;
    }

    /**
     * Reads a reply.
     *
     * @throws JsonParseException when it is none
     */
    static UserReply reply(String line) {
        UserReply reply = GSON.fromJson(line, UserReply.class);
        if (reply == null) {
            throw new JsonParseException("an empty reply");
        }
        return reply;
    }
}
