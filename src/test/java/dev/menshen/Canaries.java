package dev.menshen;

import dev.menshen.store.RedisUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The secrets that went through a door in a test: passwords that were typed, cookies that were received, codes and
 * captcha answers that were printed; and a search for them where they must not be.
 *
 * <p>A code is six digits, which stand somewhere by chance: it counts where no letter or digit is beside it.
 */
public final class Canaries {

    /** Shorter ones, which no rule would take, stand in many a word. */
    private static final int SHORTEST_PASSWORD = 8;

    private static final int TOKEN = 43;
    private static final Pattern SECRET = Pattern.compile(".*password");
    private static final Pattern PRINTED =
            Pattern.compile("DEV (?:captcha id=\\S+ answer=|sms to=\\S+ tpl=\\S+ code=)(\\w+)");
    private static final Pattern TOKENS = Pattern.compile("[A-Za-z0-9_-]{" + TOKEN + ",}");
    private static final Pattern SHORT_WORDS = Pattern.compile("(?<![A-Za-z0-9_-])[A-Z0-9]{5,7}(?![A-Za-z0-9_-])");

    private final Set<String> passwords = ConcurrentHashMap.newKeySet();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> words = ConcurrentHashMap.newKeySet();
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    /** Takes note of a form as somebody filled it in. */
    public void typed(Map<String, String> form) {
        form.forEach((field, text) -> {
            if (!isSecret(field)) {
                open.add(text);
            } else if (text.length() >= SHORTEST_PASSWORD) {
                passwords.add(text);
            }
        });
    }

    /** Whether what is typed into the field of this name is a secret. */
    static boolean isSecret(String field) {
        return SECRET.matcher(field).matches();
    }

    /** Takes note of a {@code Set-Cookie} header. */
    public void received(String cookie) {
        String value = cookie.substring(cookie.indexOf('=') + 1).split(";", 2)[0];
        if (value.length() >= TOKEN) {
            tokens.add(value);
        }
    }

    /** Takes note of what development mode printed. */
    public void printed(String lines) {
        Matcher matcher = PRINTED.matcher(lines);
        while (matcher.find()) {
            words.add(matcher.group(1));
        }
    }

    /** Takes note of all that others took note of. */
    public void all(Canaries others) {
        passwords.addAll(others.passwords);
        tokens.addAll(others.tokens);
        words.addAll(others.words);
        open.addAll(others.open);
    }

    /** Those found in what was logged. */
    public List<String> inLog(String text) {
        List<String> found = found(text, passwords(), words);
        found.replaceAll(canary -> canary + " in the log");
        return found;
    }

    /** Those found in the files of this folder; captcha answers are none of them, for they may be kept. */
    public List<String> inFiles(Path folder) {
        List<String> found = new ArrayList<>();
        List<String> bytes = passwords().stream()
                .map(password -> new String(password.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .toList();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                found(content, bytes, codes()).forEach(canary -> found.add(canary + " in " + file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Those found in this Redis; none where it is out, as in tests of that. */
    public List<String> inRedis(String url) {
        StringBuilder all = new StringBuilder();
        try (RedisClient redis = RedisUrl.of(url).client()) {
            for (String key : redis.keys("*")) {
                all.append(key).append('\n').append(value(redis, key)).append('\n');
            }
        } catch (JedisException out) {
            return List.of();
        }
        List<String> found = found(all.toString(), passwords(), codes());
        found.replaceAll(canary -> canary + " in Redis");
        return found;
    }

    private static String value(RedisClient redis, String key) {
        return switch (redis.type(key)) {
            case "hash" -> redis.hgetAll(key).toString();
            case "string" -> String.valueOf(redis.get(key));
            default -> "";
        };
    }

    private List<String> found(String text, List<String> secrets, Set<String> shorts) {
        List<String> found = new ArrayList<>();
        secrets.stream().filter(text::contains).forEach(found::add);
        Matcher runs = TOKENS.matcher(text);
        while (!tokens.isEmpty() && runs.find()) {
            // A database sets no mark between two texts, so a token may begin anywhere in a run of its letters.
            for (int start = runs.start(); start + TOKEN <= runs.end(); start++) {
                String window = text.substring(start, start + TOKEN);
                if (tokens.contains(window)) {
                    found.add(window);
                }
            }
        }
        Matcher near = SHORT_WORDS.matcher(text);
        while (!shorts.isEmpty() && near.find()) {
            if (shorts.contains(near.group())) {
                found.add(near.group());
            }
        }
        return found;
    }

    /** Without those that were typed where no secret belongs too, as by somebody whose password is their phone. */
    private List<String> passwords() {
        return passwords.stream()
                .filter(password -> open.stream().noneMatch(text -> text.contains(password)))
                .toList();
    }

    private Set<String> codes() {
        Set<String> codes = ConcurrentHashMap.newKeySet();
        words.stream().filter(word -> word.length() == 6).forEach(codes::add);
        return codes;
    }
}
