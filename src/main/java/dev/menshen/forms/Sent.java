package dev.menshen.forms;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a browser sent, as {@code application/x-www-form-urlencoded} (URL standard, section 5.1), decoded strictly: a
 * broken percent sign or a byte that is not UTF-8 spoils the field it stands in and no other.
 */
public final class Sent {

    private final Map<String, List<Optional<String>>> fields;

    private Sent(Map<String, List<Optional<String>>> fields) {
        this.fields = fields;
    }

    /**
     * Reads a form body.
     *
     * @param most how many fields are read at the most
     * @throws TooManyFields when the body has more
     */
    public static Sent read(byte[] body, int most) throws TooManyFields {
        Map<String, List<Optional<String>>> fields = new LinkedHashMap<>();
        int count = 0;
        for (int start = 0; start <= body.length; ) {
            int end = indexOf(body, '&', start, body.length);
            if (end > start) {
                if (++count > most) {
                    throw new TooManyFields();
                }
                int equals = indexOf(body, '=', start, end);
                // A field whose very name cannot be read is nobody's field, and is left out.
                Optional<String> text = decoded(body, Math.min(equals + 1, end), end);
                decoded(body, start, equals)
                        .ifPresent(name -> fields.computeIfAbsent(name, n -> new ArrayList<>(1))
                                .add(text));
            }
            start = end + 1;
        }
        return new Sent(fields);
    }

    /** A form with these fields, each sent once. */
    public static Sent of(Map<String, String> texts) {
        Map<String, List<Optional<String>>> fields = new LinkedHashMap<>();
        texts.forEach((name, text) -> fields.put(name, List.of(Optional.of(text))));
        return new Sent(fields);
    }

    /** The text to show again in this field after an error, empty when there is none; never asked for a secret. */
    public String echo(String name) {
        List<Optional<String>> texts = fields.getOrDefault(name, List.of());
        return texts.size() == 1 ? texts.get(0).orElse("") : "";
    }

    /** All texts under this name, empty ones for those that cannot be read; never asked for secrets. */
    public List<String> echoes(String name) {
        return fields.getOrDefault(name, List.of()).stream()
                .map(text -> text.orElse(""))
                .toList();
    }

    /** The one text sent under this name. */
    Parsed<String> one(String name, Optional<String> ifAbsent) {
        List<Optional<String>> texts = fields.getOrDefault(name, List.of());
        if (texts.isEmpty()) {
            return ifAbsent.map(Parsed::good).orElseGet(() -> Parsed.bad("problem.missing"));
        }
        if (texts.size() > 1) {
            return Parsed.bad("problem.repeated");
        }
        return texts.get(0).map(Parsed::good).orElseGet(() -> Parsed.bad("problem.encoding"));
    }

    private static int indexOf(byte[] body, char wanted, int start, int end) {
        int at = start;
        while (at < end && body[at] != wanted) {
            at++;
        }
        return at;
    }

    private static Optional<String> decoded(byte[] body, int start, int end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
        for (int at = start; at < end; at++) {
            if (body[at] != '%') {
                bytes.write(body[at] == '+' ? ' ' : body[at]);
                continue;
            }
            int high = at + 2 < end ? Character.digit(body[at + 1], 16) : -1;
            int low = at + 2 < end ? Character.digit(body[at + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high * 16 + low);
            at += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** A form with more fields than any of ours has. */
    public static final class TooManyFields extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
