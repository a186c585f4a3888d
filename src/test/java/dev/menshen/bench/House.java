package dev.menshen.bench;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.store.HouseKey;
import dev.menshen.store.KeyedHash;
import dev.menshen.store.Tokens;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A door with people in it, and the requests that they make. */
final class House implements AutoCloseable {

    /** As every configuration that is printed names it. */
    static final String APP = "http://wiki.lan";

    /** From one account to the next that signs in: a prime, by which all of them come and no two neighbours in turn. */
    private static final long STEP = 611_953;

    private final Path data;
    private final JarProcess door;
    private final int accounts;
    private final List<String> signedIn;
    private final AtomicInteger next = new AtomicInteger();

    private House(Path data, JarProcess door, int accounts, List<String> signedIn) {
        this.data = data;
        this.door = door;
        this.accounts = accounts;
        this.signedIn = signedIn;
    }

    /** Fills a new house with so many accounts, of which so many are signed in, and opens it with these settings. */
    static House open(Ground ground, List<String> jvm, int accounts, int signedIn, String... settings)
            throws SQLException {
        Path folder = ground.folder();
        Path data = folder.resolve("data");
        List<String> tokens = Seed.fill(data, accounts, signedIn);
        return new House(data, ground.door(jvm, folder, settings), accounts, tokens);
    }

    /** A house of a thousand, all of them signed in. */
    static House usual(Ground ground) throws SQLException {
        return open(ground, List.of(), 1_000, 1_000);
    }

    /** What the hand is made of in which this house draws its captchas. */
    long handSeed() {
        byte[] key = HouseKey.in(data.resolve("house.key"), new Tokens(new SecureRandom()));
        return new KeyedHash(key, "captcha hand").seed();
    }

    URI uri() {
        return door.uri();
    }

    /** How many bytes this page has for this browser. */
    int size(String path, Map<String, String> headers) {
        Browser browser = new Browser(uri());
        headers.forEach(browser::with);
        return browser.get(path).bytes().length;
    }

    /** Asks the gate, as nginx would, about one of those who are signed in, another one each time. */
    Load gate() {
        return gate(uri().resolve("/gate/nginx?door=" + APP), 200);
    }

    /** The same questions asked of another server, which answers with this status. */
    Load gate(URI other, int status) {
        return eachTimeAnother(
                signedIn.stream()
                        .map(token -> Request.get(other, asked(cookie(token))))
                        .toList(),
                other,
                status);
    }

    private static Load eachTimeAnother(List<byte[]> all, URI server, int status) {
        return new Load(server, () -> all.get(ThreadLocalRandom.current().nextInt(all.size())), status);
    }

    static Map<String, String> asked(String cookie) {
        return Map.of("Cookie", cookie, "X-Original-Method", "GET", "X-Original-URL", APP + "/page?a=1");
    }

    /** Asks for the home page as one of those who are signed in, another one each time. */
    Load home() {
        return home(uri());
    }

    /** The same requests to another server. */
    Load home(URI other) {
        return eachTimeAnother(
                signedIn.stream()
                        .map(token -> Request.get(other, Map.of("Accept", "text/html", "Cookie", cookie(token))))
                        .toList(),
                other,
                200);
    }

    /** Signs one account after the other in, each from an address of its own; a busy door may say so, if that is wanted. */
    Load signIn(Integer... wanted) {
        return new Load(
                uri(),
                () -> {
                    int account = 1 + (int) (next.getAndIncrement() * STEP % accounts);
                    Map<String, String> form = Map.of("username", Seed.name(account), "password", People.PASSWORD);
                    return Request.post(uri().resolve("/login"), from(account), form);
                },
                wanted);
    }

    /** Registers somebody new, each from an address of its own. */
    Load register() {
        return new Load(
                uri(),
                () -> {
                    int number = next.incrementAndGet();
                    Map<String, String> form = People.form("new" + number, "139" + (10_000_000 + number));
                    return Request.post(uri().resolve("/register"), from(number), form);
                },
                200);
    }

    /** Pictures for forms of browsers that were never here, each from an address of its own. */
    Load picture() {
        return new Load(
                uri(),
                () -> {
                    int number = next.incrementAndGet();
                    return Request.get(uri().resolve("/image/code?id=form" + number), from(number));
                },
                200);
    }

    /** The proxy before the door, which is trusted, says where they come from: nobody is counted for the others. */
    private static Map<String, String> from(int number) {
        String address = "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
        return Map.of("X-Forwarded-For", address, "Accept", "application/json");
    }

    /** The cookie of one who is signed in. */
    String cookie() {
        return cookie(signedIn.get(0));
    }

    private static String cookie(String token) {
        return "menshen=" + token;
    }

    @Override
    public void close() {
        // Not by close(), which would read a database of a million for passwords that nobody typed.
        door.kill();
    }
}
