package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without JavaScript: it has cookies, fills in the form of the page it is on, and follows redirects. */
public final class Browser {

    private static final Gson GSON = new Gson();
    private static final Pattern FORM = Pattern.compile("(?s)<form\\b([^>]*)>(.*?)</form>");
    private static final Pattern INPUT = Pattern.compile("(?s)<input\\b([^>]*)>");
    private static final Pattern SECURE = Pattern.compile("(?i);\\s*secure");

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI base;
    private final Optional<Canaries> door;
    private final Map<String, String> cookies = new TreeMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> filled = new LinkedHashMap<>();
    private Answer page = new Answer(0, new byte[0], Map.of());
    private String path = "/";

    /** A browser in front of any server. */
    public Browser(URI base) {
        this(base, Optional.empty());
    }

    /** A browser in front of a door: every answer has to be as answers of a door are, and secrets are taken note of. */
    Browser(URI base, Canaries door) {
        this(base, Optional.of(door));
    }

    private Browser(URI base, Optional<Canaries> door) {
        this.base = base;
        this.door = door;
        headers.put("Accept", "text/html,application/xhtml+xml");
    }

    /** An answer. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int status, byte[] bytes, Map<String, List<String>> headers) {

        /** The body as text. */
        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The body as JSON. */
        public JsonObject json() {
            return GSON.fromJson(body(), JsonObject.class);
        }

        /** The names of the bad fields of a JSON answer. */
        public Set<String> badFields() {
            return json().has("error") ? json().getAsJsonObject("error").keySet() : Set.of();
        }

        /** Where a JSON answer says to go. */
        public String data() {
            return json().get("data").getAsString();
        }

        /** The header of this name that contains this. */
        public Optional<String> header(String name, String part) {
            return headers.getOrDefault(name, List.of()).stream()
                    .filter(value -> value.contains(part) && !value.contains("1970"))
                    .findFirst();
        }

        /** A header, if it is there. */
        public Optional<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst();
        }
    }

    /** Sends this header with every request from now on. */
    public Browser with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The same, unless it sends such a header already. */
    public Browser having(String name, String value) {
        headers.putIfAbsent(name, value);
        return this;
    }

    /** Asks for JSON from now on, as the script of the page does. */
    public Browser asScript() {
        return with("Accept", "application/json");
    }

    /** Goes to a page, following redirects. */
    public Browser visit(String path) {
        return land(get(path), path);
    }

    /** Types into a field of the page's form. */
    public Browser fill(String field, String text) {
        filled.put(field, text);
        return this;
    }

    /** Sends the form of the page that has this action. */
    public Browser submit(String action) {
        Map<String, String> form = new LinkedHashMap<>(hidden(action));
        form.putAll(filled);
        return land(post(action, form), action);
    }

    /** Demands that the page shows this. */
    public Browser sees(String text) {
        assertThat(page.body()).contains(text);
        return this;
    }

    /** Demands that the page does not show this. */
    public Browser seesNo(String text) {
        assertThat(page.body()).doesNotContain(text);
        return this;
    }

    /** The page it is on. */
    public Answer page() {
        return page;
    }

    /** The path it is on. */
    public String path() {
        return path;
    }

    /** The hidden fields of the form with this action. */
    public Map<String, String> hidden(String action) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher forms = FORM.matcher(page.body());
        while (forms.find()) {
            if (attribute(forms.group(1), "action").equals(Optional.of(action))) {
                Matcher inputs = INPUT.matcher(forms.group(2));
                while (inputs.find()) {
                    if (attribute(inputs.group(1), "type").equals(Optional.of("hidden"))) {
                        fields.put(
                                attribute(inputs.group(1), "name").orElse(""),
                                attribute(inputs.group(1), "value").orElse(""));
                    }
                }
            }
        }
        return fields;
    }

    /** The value of a cookie it holds. */
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    /** Puts a cookie into its jar. */
    public Browser holding(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    /** Forgets all cookies. */
    public void forget() {
        cookies.clear();
    }

    /** One GET, no redirect followed. */
    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** One POST of a form, no redirect followed. */
    public Answer post(String path, Map<String, String> form) {
        door.ifPresent(canaries -> canaries.typed(form));
        Answer answer = post(path, "application/x-www-form-urlencoded", encoded(form));
        door.ifPresent(canaries -> EveryAnswer.keepsSecrets(form, answer));
        return answer;
    }

    /** One POST of this body, no redirect followed. */
    public Answer post(String path, String type, String body) {
        return send(request(path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    /** One request of this verb without a body. */
    public Answer ask(String verb, String path) {
        return send(request(path).method(verb, HttpRequest.BodyPublishers.noBody()));
    }

    /** A form as browsers send it. */
    public static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Browser land(Answer answer, String at) {
        Answer now = answer;
        path = at;
        for (int i = 0; i < 5 && now.status() / 100 == 3; i++) {
            path = now.header("location").orElseThrow();
            now = get(path);
        }
        page = now;
        filled.clear();
        return this;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::setHeader);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            List<String> setCookies = response.headers().allValues("set-cookie");
            setCookies.forEach(this::keep);
            door.ifPresent(canaries -> setCookies.forEach(canaries::received));
            Map<String, List<String>> headers = new TreeMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            Answer answer = new Answer(response.statusCode(), response.body(), headers);
            door.ifPresent(canaries -> EveryAnswer.isSafe(response.request().method() + " " + response.uri(), answer));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String header) {
        if (base.getScheme().equals("http")
                && SECURE.matcher(header).find()
                && !headers.containsKey("X-Forwarded-Proto")) {
            return;
        }
        String pair = header.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1);
        if (header.contains("Expires=Thu, 01 Jan 1970")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    private static Optional<String> attribute(String tag, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
