package dev.menshen.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.HandClock;
import dev.menshen.store.KeyedHash;
import dev.menshen.store.Tokens;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownBrowsersTest {

    private final HandClock clock = new HandClock();
    private final KnownBrowsers browsers = browsers((byte) 1);

    private KnownBrowsers browsers(byte key) {
        byte[] bytes = new byte[32];
        bytes[0] = key;
        return new KnownBrowsers(new KeyedHash(bytes, "known browser"), new Tokens(new SecureRandom()), clock);
    }

    @Test
    void aMarkIsGoodForItsAccountItsRevisionAndItsHouseAlone() {
        String marks = browsers.mark("", 7, 0);
        assertThat(browsers.known(marks, 7, 0)).isPresent();
        assertThat(browsers.known(marks, 8, 0)).isEmpty();
        assertThat(browsers.known(marks, 7, 1)).as("after a change of password").isEmpty();
        assertThat(browsers((byte) 2).known(marks, 7, 0)).isEmpty();
    }

    @Test
    void aMarkEndsAfterHalfAYear() {
        String marks = browsers.mark("", 7, 0);
        clock.pass(KnownBrowsers.LIFE.minus(Duration.ofDays(1)));
        assertThat(browsers.known(marks, 7, 0)).isPresent();
        clock.pass(Duration.ofDays(1));
        assertThat(browsers.known(marks, 7, 0)).isEmpty();
    }

    @Test
    void nobodyLengthensAMarkOrChangesItsId() {
        String[] part = browsers.mark("", 7, 0).split("\\.", 3);
        assertThat(browsers.known(part[0] + "." + (Long.parseLong(part[1]) + 1) + "." + part[2], 7, 0))
                .isEmpty();
        assertThat(browsers.known("A".repeat(22) + "." + part[1] + "." + part[2], 7, 0))
                .isEmpty();
    }

    @Test
    void aBrowserIsKnownToTheLastFiveWhoseItWasAndOnceToEach() {
        String marks = "";
        for (int account = 1; account <= 7; account++) {
            marks = browsers.mark(marks, account, 0);
            String before = browsers.known(marks, account, 0).orElseThrow();
            marks = browsers.mark(marks, account, 0);
            assertThat(browsers.known(marks, account, 0)).isPresent().isNotEqualTo(before);
        }
        assertThat(marks.split(":", -1)).hasSize(5);
        assertThat(browsers.known(marks, 2, 0)).isEmpty();
        for (int account = 3; account <= 7; account++) {
            assertThat(browsers.known(marks, account, 0)).isPresent();
        }
        assertThat(marks).matches("[A-Za-z0-9._:-]{1,500}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "a.b.c", "::::::::", "null", "9999999999999999999.9999999999999999999.x"})
    void whatIsNoMarkIsNone(String marks) {
        assertThat(browsers.known(marks, 7, 0)).isEmpty();
        assertThat(browsers.known(browsers.mark(marks, 7, 0), 7, 0)).isPresent();
    }

    @Test
    void aLongCookieIsNotReadToItsEnd() {
        String marks = "x:".repeat(4_000) + browsers.mark("", 7, 0);
        assertThat(browsers.known(marks, 7, 0)).isEmpty();
    }

    @Test
    void aBlockIsOneAddressOrANetworkOfSixtyFourBits() throws UnknownHostException {
        assertThat(AddressBlock.of(InetAddress.getByName("10.0.0.7"))).isEqualTo("10.0.0.7");
        assertThat(AddressBlock.of(InetAddress.getByName("::ffff:10.0.0.7"))).isEqualTo("10.0.0.7");
        assertThat(AddressBlock.of(InetAddress.getByName("2001:db8:1:2::1")))
                .isEqualTo(AddressBlock.of(InetAddress.getByName("2001:db8:1:2:ffff::9")))
                .isNotEqualTo(AddressBlock.of(InetAddress.getByName("2001:db8:1:3::1")));
    }
}
