package dev.menshen.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private final Passwords passwords = new Passwords(new Tokens(new SecureRandom()), 2);

    @Test
    void aHashNamesItsKindAndCostAndNoTwoAreEqual() {
        String hash = passwords.hash("correct horse");

        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
        assertThat(passwords.verify("correct horse", hash)).isTrue();
        assertThat(passwords.outdated(hash)).isFalse();
    }

    @Test
    void theWholePasswordCounts() {
        String password = "0123456789abcdef".repeat(8);
        String hash = passwords.hash(password);

        assertThat(passwords.verify(password, hash)).isTrue();
        assertThat(passwords.verify(password.substring(0, 127) + "x", hash)).isFalse();
        assertThat(passwords.verify(password.substring(0, 72), hash)).isFalse();
        assertThat(passwords.verify(password + " ", hash)).isFalse();
        assertThat(passwords.verify("", hash)).isFalse();
    }

    @Test
    void whatFollowsANulCounts() {
        String hash = passwords.hash("before\0after");

        assertThat(passwords.verify("before\0after", hash)).isTrue();
        assertThat(passwords.verify("before\0other", hash)).isFalse();
        assertThat(passwords.verify("before", hash)).isFalse();
    }

    @Test
    void theSameCharactersTypedOtherwiseMatchAndSimilarOnesDoNot() {
        assertThat(passwords.verify("cafe\u0301", passwords.hash("caf\u00E9"))).isTrue();
        assertThat(passwords.verify("fi", passwords.hash("\uFB01"))).isFalse();
        assertThat(passwords.verify("Secret", passwords.hash("secret"))).isFalse();
    }

    @Test
    void argon2OfAnotherCostIsVerifiedAndOutdatedWhenWeaker() {
        // The reference implementation's own test vectors.
        String costly = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        String cheap = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

        for (String stored : List.of(costly, cheap)) {
            assertThat(passwords.verify("password", stored)).as(stored).isTrue();
            assertThat(passwords.verify("passwore", stored)).as(stored).isFalse();
            // Either has a salt of 8 bytes only.
            assertThat(passwords.outdated(stored)).as(stored).isTrue();
        }
        assertThat(passwords.outdated(passwords.dummy().replace("m=19456,t=2", "m=65536,t=3")))
                .isFalse();
        assertThat(passwords.outdated(passwords.dummy().replace("m=19456,t=2", "m=19456,t=1")))
                .isTrue();
        assertThat(passwords.outdated(passwords.dummy().replace("m=19456,t=2", "m=9216,t=4")))
                .isTrue();
    }

    @Test
    void bcryptIsVerifiedAndOutdated() {
        // A test vector of crypt_blowfish.
        String stored = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
        byte[] salt = "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII);

        assertThat(passwords.verify("U*U", stored)).isTrue();
        assertThat(passwords.verify("U*V", stored)).isFalse();
        assertThat(passwords.outdated(stored)).isTrue();
        for (String version : List.of("2a", "2b", "2y")) {
            String other = OpenBSDBCrypt.generate(version, "密码 123".getBytes(StandardCharsets.UTF_8), salt, 4);
            assertThat(passwords.verify("密码 123", other)).isTrue();
        }
    }

    @Test
    void djangosHashIsVerifiedAndOutdated() {
        // Made with Python's hashlib.pbkdf2_hmac.
        String stored = "pbkdf2_sha256$20000$sält$MPO4wAYW6ce4nZ32194m+63hjQhoCjCx0mR3sscWVzw=";

        assertThat(passwords.verify("pässwörd 密码", stored)).isTrue();
        assertThat(passwords.verify("pässwörd 密碼", stored)).isFalse();
        assertThat(passwords.verify("", stored)).isFalse();
        assertThat(passwords.outdated(stored)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$",
                "$argon2id$",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5",
                "$argon2id$v=19$m=0,t=0,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=131072,t=9999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=99$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2b$00$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "pbkdf2_sha256$0$salt$MPO4wAYW6ce4nZ32194m+63hjQhoCjCx0mR3sscWVzw=",
                "pbkdf2_sha256$9999999$salt$MPO4wAYW6ce4nZ32194m+63hjQhoCjCx0mR3sscWVzw=",
                "pbkdf2_sha256$1000$$MPO4wAYW6ce4nZ32194m+63hjQhoCjCx0mR3sscWVzw=",
                "pbkdf2_sha1$1000$salt$MPO4wAYW6ce4nZ32194m+63hjQhoCjCx0mR3sscWVzw=",
                "!unusable"
            })
    void aHashThatCannotBeReadIsFalse(String stored) {
        assertThat(passwords.verify("password", stored)).isFalse();
    }

    @Test
    void aHashWithACharacterChangedIsFalseAndNeverThrows() {
        Random random = new Random(20261122);
        List<String> all = List.of(
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "pbkdf2_sha256$20$salt$MPO4wAYW6ce4nZ32194m+63hjQhoCjCx0mR3sscWVzw=");
        for (String stored : all) {
            for (int i = 0; i < 100; i++) {
                StringBuilder changed = new StringBuilder(stored);
                changed.setCharAt(random.nextInt(stored.length()), (char) random.nextInt(' ', 0x7f));
                // A changed hash may cost up to the bound, so only those that stay cheap are computed here.
                if (StoredHash.read(changed.toString()).isEmpty() || changed.indexOf("$m=256,t=2,") > 0) {
                    assertThat(StoredHash.read(changed.toString())
                                    .map(hash -> hash.matches("wrong password", new HashMemory()))
                                    .orElse(false))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void theDummyLooksLikeAnyHashAndIsNobodys() {
        assertThat(passwords.dummy()).hasSameSizeAs(passwords.hash("x")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.verify("", passwords.dummy())).isFalse();
        assertThat(passwords.verify("password", passwords.dummy())).isFalse();
    }

    @Test
    void noMoreThanSoManyAreComputedAtOnceAndNoMoreThan64Wait() throws Exception {
        HashQueue queue = new HashQueue(2);
        CountDownLatch full = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        CountDownLatch refusals = new CountDownLatch(34);
        ExecutorService threads = Executors.newFixedThreadPool(100);
        List<Future<?>> all = IntStream.range(0, 100)
                .<Future<?>>mapToObj(i -> threads.submit(() -> {
                    try {
                        queue.run(memory -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            full.countDown();
                            waitFor(release);
                            return running.decrementAndGet();
                        });
                    } catch (Busy e) {
                        refused.add(String.valueOf(e.getMessage()));
                        refusals.countDown();
                    }
                }))
                .toList();
        full.await();
        refusals.await();
        release.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();

        // At once, and not for having waited too long.
        assertThat(refused).hasSize(34).containsOnly("more than 64 wait for a password hash");
        assertThat(most).hasValue(2);
        assertThat(queue.<String>run(memory -> "free again")).isEqualTo("free again");
    }

    @Test
    void aHashThatFailsGivesItsTurnBack() {
        HashQueue queue = new HashQueue(1);

        assertThatThrownBy(() -> queue.run(memory -> {
                    throw new IllegalStateException("ours");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(queue.<String>run(memory -> "free again")).isEqualTo("free again");
    }

    @Test
    void hashingTakesNoMoreThanTheCoresAndAThirdOfTheHeap() {
        assertThat(Passwords.atOnce(2, 256L << 20)).isEqualTo(2);
        assertThat(Passwords.atOnce(16, 128L << 20)).isEqualTo(2);
        assertThat(Passwords.atOnce(16, 16L << 20)).isEqualTo(1);
        assertThat(Passwords.atOnce(4, Long.MAX_VALUE)).isEqualTo(4);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
