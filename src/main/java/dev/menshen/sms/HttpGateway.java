package dev.menshen.sms;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a gateway is asked over HTTP to send a text, in the words of whoever runs it. Its address, its body and its headers
 * may hold secrets: neither its text nor a complaint about it shows them.
 */
public final class HttpGateway {

    private static final Pattern URL = Pattern.compile("(https?://[^/?#@{}]+)(/[^?#{}]*)?(\\?[^#]*)?");
    private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \t]*(.*)");

    private final String origin;
    private final Template url;
    private final Template body;
    private final Escaping escaping;
    private final Map<String, String> headers;
    private final String answer;

    private HttpGateway(String origin, Template url, Template body, Map<String, String> headers, String answer) {
        this.origin = origin;
        this.url = url;
        this.body = body;
        this.escaping = body.text().startsWith("{") || body.text().startsWith("[") ? Escaping.JSON : Escaping.PERCENT;
        this.headers = headers;
        this.answer = answer;
    }

    /**
     * A gateway.
     *
     * @param url where it is asked; its query may have places to be filled in
     * @param body what is posted, JSON or a form, with places to be filled in
     * @param headers one a line, sent with each request
     * @param answer what a good answer's body contains, empty where its status tells
     * @throws IllegalArgumentException when one of them makes no sense, with a message that begins with its name
     */
    public static HttpGateway of(String url, String body, String headers, String answer) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("sms-url: wanted is an address such as https://gateway.example/send,"
                    + " without user, password or fragment; places to fill in may be in its query");
        }
        Template address = new Template(url);
        Template content = new Template(body);
        if (!content.isKnown() || !address.isKnown()) {
            throw new IllegalArgumentException(
                    (content.isKnown() ? "sms-url" : "sms-body") + ": the places to fill in are " + Template.ALL);
        }
        if (body.startsWith("<") || body.isEmpty()) {
            throw new IllegalArgumentException("sms-body: wanted is JSON or a form such as to={phone}&text={text}");
        }
        if (!names(address, content, "phone", "digits") || !names(address, content, "text", "code")) {
            throw new IllegalArgumentException(
                    "sms-body: somewhere there have to be {phone} or {digits}, and {text} or" + " {code}");
        }
        HttpGateway gateway = new HttpGateway(parts.group(1), address, content, headers(headers), answer);
        gateway.refuseWhatCannotBeAsked();
        return gateway;
    }

    private static boolean names(Template url, Template body, String one, String other) {
        return Set.of(one, other).stream()
                .anyMatch(name -> url.places().contains(name) || body.places().contains(name));
    }

    private static Map<String, String> headers(String lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            Matcher header = HEADER.matcher(line);
            // The host is the address's; a Java runtime can be told to let another one through.
            if (!header.matches() || header.group(1).equalsIgnoreCase("host")) {
                throw badHeaders();
            }
            headers.put(header.group(1).toLowerCase(Locale.ROOT), header.group(2));
        });
        return headers;
    }

    private static IllegalArgumentException badHeaders() {
        return new IllegalArgumentException("sms-headers: wanted is one header a line, such as Authorization: Bearer …,"
                + " and none that belongs to the connection");
    }

    /** Tried once at the start, so that no text fails for it later. */
    private void refuseWhatCannotBeAsked() {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(
                    url.filled(new SmsMessage("+8613800138000", Purpose.LOGIN, "012345", "012345"), Escaping.PERCENT)));
        } catch (IllegalArgumentException e) {
            // Without the exception: its message, and its cause's, is the address.
            throw new IllegalArgumentException("sms-url: it cannot be read as an address");
        }
        try {
            headers.forEach(request::header);
        } catch (IllegalArgumentException e) {
            throw badHeaders();
        }
    }

    /** What it is asked for this message. */
    HttpRequest request(SmsMessage message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.filled(message, Escaping.PERCENT)))
                .header(
                        "Content-Type",
                        escaping == Escaping.JSON ? "application/json" : "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.filled(message, escaping)));
        headers.forEach(request::setHeader);
        return request.build();
    }

    /** Whether an answer has to be read. */
    boolean readsAnswers() {
        return !answer.isEmpty();
    }

    /** Whether this, the beginning of an answer, says that the text was taken. */
    boolean isGood(String beginning) {
        return beginning.contains(answer);
    }

    /** Scheme, host and port alone. */
    @Override
    public String toString() {
        return origin;
    }
}
