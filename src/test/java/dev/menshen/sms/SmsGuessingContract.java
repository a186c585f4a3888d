package dev.menshen.sms;

import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.sms.Sending.Limit;
import dev.menshen.sms.Sending.Refused;
import dev.menshen.store.LookTogether;
import dev.menshen.store.Race;
import dev.menshen.store.Rounds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a code may be tried, over every store. */
abstract class SmsGuessingContract extends SmsCodesContract {

    @Test
    void checkingTheRightCodeCostsNothingHoweverOften() {
        String code = sent(Purpose.REGISTER);
        for (int i = 0; i < 30; i++) {
            assertThat(codes().check(PHONE, Purpose.REGISTER, code)).isEqualTo(Check.GOOD);
        }
        assertThat(codes().spend(PHONE, Purpose.REGISTER, code)).isEqualTo(Check.GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "12345", "1234567", "12345a", "-12345", "١٢٣٤٥٦", "\u0000"})
    void whatCannotBeACodeIsWrongAndCostsNoTry(String typed) {
        String code = sent(Purpose.LOGIN);
        for (int i = 0; i < 6; i++) {
            assertThat(codes().spend(PHONE, Purpose.LOGIN, typed)).isEqualTo(Check.NOTHING);
        }
        assertThat(codes().spend(PHONE, Purpose.LOGIN, code + " ".repeat(1_000_000)))
                .isEqualTo(Check.NOTHING);
        assertThat(codes().spend(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.GOOD);
    }

    @Test
    void withoutACodeSentEveryCodeIsWrong() {
        assertThat(codes().check(PHONE, Purpose.LOGIN, "123456")).isEqualTo(Check.NOTHING);
        assertThat(codes().spend(PHONE, Purpose.LOGIN, "000000")).isEqualTo(Check.NOTHING);
    }

    @Test
    void afterFiveWrongTriesTheRightCodeIsWrongToo() {
        String code = sent(Purpose.LOGIN);
        for (int i = 0; i < 5; i++) {
            Check check = i % 2 == 0
                    ? codes().check(PHONE, Purpose.LOGIN, notThe(code, i))
                    : codes().spend(PHONE, Purpose.LOGIN, notThe(code, i));
            assertThat(check).isEqualTo(Check.WRONG);
        }
        assertThat(codes().check(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.NOTHING);
        assertThat(codes().spend(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.NOTHING);
    }

    @Test
    void fourWrongTriesLeaveOne() {
        String code = sent(Purpose.LOGIN);
        for (int i = 0; i < 4; i++) {
            codes().check(PHONE, Purpose.LOGIN, notThe(code, i));
        }
        assertThat(codes().spend(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.GOOD);
    }

    @Test
    void ofTwoHundredParallelGuessesOnlyFiveAreCompared() throws Exception {
        String code = sent(Purpose.LOGIN);
        SmsCodes codes = codes();
        List<Check> checks = Race.of(200, i -> codes.spend(PHONE, Purpose.LOGIN, notThe(code, i)));
        assertThat(checks).containsOnly(Check.WRONG, Check.NOTHING);
        assertThat(frequency(checks, Check.WRONG)).isEqualTo(5);
        // A text is counted against the day exactly when it is compared.
        assertThat(store().get("sms:tries:" + PHONE).orElseThrow().value()).isEqualTo("5");
        assertThat(codes.spend(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.NOTHING);
    }

    @Test
    void ofGuessesThatAllLookBeforeAnyIsCountedOnlyFiveAreCompared() throws Exception {
        String code = sent(Purpose.LOGIN);
        SmsCodes codes = codes(LookTogether.first(store(), 20));
        List<Check> checks = Race.of(20, i -> codes.spend(PHONE, Purpose.LOGIN, notThe(code, i)));
        assertThat(frequency(checks, Check.WRONG)).isEqualTo(5);
    }

    @Test
    void ofUsesThatAllLookBeforeAnyIsNotedExactlyOneIsGood() throws Exception {
        String code = sent(Purpose.LOGIN);
        SmsCodes codes = codes(LookTogether.afterRelease(store(), 5));
        List<Check> checks = Race.of(5, i -> codes.spend(PHONE, Purpose.LOGIN, code));
        assertThat(checks).containsOnly(Check.GOOD, Check.USED).containsOnlyOnce(Check.GOOD);
    }

    @Test
    void ofFiftyParallelUsesExactlyOneIsGood() throws Exception {
        SmsCodes codes = codes(1_000_000);
        for (int round = 0; round < Rounds.or(20); round++) {
            String phone = "+86138001380" + (10 + round);
            send(codes, new SmsRequest(phone, Purpose.LOGIN, "browser of " + phone, "10.0.0." + round));
            String code = outbox.code();
            List<Check> checks = Race.of(50, i -> codes.spend(phone, Purpose.LOGIN, code));
            assertThat(frequency(checks, Check.GOOD)).isEqualTo(1);
            assertThat(codes.check(phone, Purpose.LOGIN, code)).isEqualTo(Check.USED);
        }
    }

    @Test
    void twentyWrongTriesADayAreAllHoweverManyCodesAreSent() {
        for (int round = 0; round < 4; round++) {
            String code = sent(Purpose.LOGIN);
            for (int i = 0; i < 5; i++) {
                codes().spend(PHONE, Purpose.LOGIN, notThe(code, i));
            }
            pass(Duration.ofMinutes(5));
        }
        Sending sending = send(PHONE, Purpose.RESET);
        assertThat(sending).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.limit()).isEqualTo(Limit.PHONE);
            assertThat(refused.pause()).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        });
        assertThat(outbox.messages).hasSize(4);
        pass(Duration.ofHours(24));
        assertThat(codes().spend(PHONE, Purpose.LOGIN, sent(Purpose.LOGIN))).isEqualTo(Check.GOOD);
    }

    @Test
    void theTwentyFirstTryIsNotListenedToEvenIfRight() {
        for (int i = 0; i < 19; i++) {
            assertThat(new SmsLimits(store(), 1_000).mayTry(PHONE)).isTrue();
        }
        String code = sent(Purpose.LOGIN);
        assertThat(codes().check(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.GOOD);
        codes().check(PHONE, Purpose.LOGIN, notThe(code, 0));
        assertThat(codes().spend(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.NOTHING);
    }
}
