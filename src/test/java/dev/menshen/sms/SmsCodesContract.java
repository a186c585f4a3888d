package dev.menshen.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.sms.Sending.Refused;
import dev.menshen.sms.Sending.Sent;
import dev.menshen.store.HandClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a code is good for, over every store. */
abstract class SmsCodesContract extends SmsFixture {

    @Test
    void theMessageCarriesTheCodeAndSaysWhatTheCallerMakesOfIt() {
        assertThat(send(PHONE, Purpose.LOGIN)).isEqualTo(new Sent(Duration.ofSeconds(60), Duration.ofSeconds(300)));
        SmsMessage message = outbox.messages.get(0);
        assertThat(message.to()).isEqualTo(PHONE);
        assertThat(message.purpose()).isEqualTo(Purpose.LOGIN);
        assertThat(message.code()).matches("[0-9]{6}");
        assertThat(message.text()).isEqualTo("Your code is " + message.code());
    }

    @Test
    void theRightCodeIsGoodOnceAndUsedAfterwards() {
        String code = sent(Purpose.LOGIN);
        assertThat(codes().spend(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.GOOD);
        assertThat(codes().spend(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.USED);
        assertThat(codes().check(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.USED);
        assertThat(codes().spend(PHONE, Purpose.LOGIN, notThe(code, 0))).isEqualTo(Check.WRONG);
        pass(Duration.ofMinutes(5));
        assertThat(codes().spend(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.NOTHING);
    }

    @Test
    void blanksAndFullWidthDigitsMakeNoDifference() {
        String code = sent(Purpose.LOGIN);
        StringBuilder wide = new StringBuilder("\u3000");
        code.chars().forEach(c -> wide.append((char) (c - '0' + '\uFF10')));
        assertThat(codes().check(PHONE, Purpose.LOGIN, wide.toString())).isEqualTo(Check.GOOD);
        assertThat(codes().check(PHONE, Purpose.LOGIN, " " + code.substring(0, 3) + " " + code.substring(3) + "\t"))
                .isEqualTo(Check.GOOD);
    }

    @Test
    void aCodeLivesFiveMinutesAndTriesDoNotLengthenThat() {
        String code = sent(Purpose.LOGIN);
        pass(Duration.ofMinutes(5).minusSeconds(2));
        assertThat(codes().check(PHONE, Purpose.LOGIN, notThe(code, 0))).isEqualTo(Check.WRONG);
        assertThat(codes().check(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.GOOD);
        pass(Duration.ofSeconds(3));
        assertThat(codes().spend(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.NOTHING);
    }

    @Test
    void aNewCodeVoidsTheOldOneAndHasFiveTriesOfItsOwn() {
        String old = sent(Purpose.LOGIN);
        for (int i = 0; i < 5; i++) {
            codes().check(PHONE, Purpose.LOGIN, notThe(old, i));
        }
        pass(Duration.ofSeconds(60));
        String fresh = sent(Purpose.LOGIN);
        if (!old.equals(fresh)) {
            assertThat(codes().spend(PHONE, Purpose.LOGIN, old)).isEqualTo(Check.WRONG);
        }
        assertThat(codes().spend(PHONE, Purpose.LOGIN, fresh)).isEqualTo(Check.GOOD);
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void aCodeIsWrongForEveryOtherPurposeAndEveryOtherPhone(Purpose purpose) {
        String code = sent(purpose);
        for (Purpose other : Purpose.values()) {
            if (other != purpose) {
                assertThat(codes().spend(PHONE, other, code)).isEqualTo(Check.NOTHING);
            }
        }
        send(OTHER_PHONE, purpose);
        if (!outbox.code().equals(code)) {
            assertThat(codes().spend(OTHER_PHONE, purpose, code)).isEqualTo(Check.WRONG);
        }
        assertThat(codes().spend(PHONE, purpose, code)).isEqualTo(Check.GOOD);
    }

    @Test
    void whatIsKeptOfACodeFitsNoOtherPurposeAndNoOtherPhone() {
        String code = sent(Purpose.LOGIN);
        String kept = store().get("sms:code:login:" + PHONE).orElseThrow().value();
        store().put("sms:code:reset:" + PHONE, kept, Duration.ofMinutes(5));
        store().put("sms:code:login:" + OTHER_PHONE, kept, Duration.ofMinutes(5));
        assertThat(codes().check(PHONE, Purpose.RESET, code)).isEqualTo(Check.WRONG);
        assertThat(codes().check(OTHER_PHONE, Purpose.LOGIN, code)).isEqualTo(Check.WRONG);
        assertThat(codes().check(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.GOOD);
    }

    @Test
    void aCodeThatIsBoundToSomethingIsWrongWhereThatIsDifferent() {
        SmsCodes codes = codes();
        send(codes, new SmsRequest(PHONE, Purpose.RESET, "one", "10.0.0.1", "17.3"));
        String code = outbox.code();
        for (String other : List.of("", "17.4", "18.3")) {
            assertThat(codes.spend(PHONE, Purpose.RESET, other, code)).as(other).isEqualTo(Check.WRONG);
        }
        assertThat(codes.check(PHONE, Purpose.RESET, code)).isEqualTo(Check.WRONG);
        assertThat(codes.check(PHONE, Purpose.RESET, "17.3", code)).isEqualTo(Check.GOOD);
        assertThat(codes.spend(PHONE, Purpose.RESET, "17.3", code)).isEqualTo(Check.GOOD);
        assertThat(codes.spend(PHONE, Purpose.RESET, "17.3", code)).isEqualTo(Check.USED);
    }

    @Test
    void theStoreNeverHoldsTheCode() {
        for (int i = 0; i < 20; i++) {
            String phone = "+86138001380" + (10 + i);
            send(phone, Purpose.LOGIN);
            String kept = store().get("sms:code:login:" + phone).orElseThrow().value();
            assertThat(kept).doesNotContain(outbox.code()).matches("0 open [A-Za-z0-9_-]{43}");
        }
    }

    @Test
    void aPhoneThatMustNotGetOneGetsNoneAndEverythingElseIsTheSame() {
        SmsRequest known = new SmsRequest(PHONE, Purpose.LOGIN, "one", "10.0.0.1");
        SmsRequest unknown = new SmsRequest(OTHER_PHONE, Purpose.LOGIN, "two", "10.0.0.2");
        for (int round = 0; round < 6; round++) {
            Sending first = send(codes(), known);
            assertThat(codes().pretend(unknown)).hasSameClassAs(first);
            assertThat(codes().pretend(unknown)).hasSameClassAs(send(codes(), known));
            for (int i = 0; i < 6; i++) {
                String guess = notThe(outbox.code(), i);
                assertThat(codes().check(OTHER_PHONE, Purpose.LOGIN, guess))
                        .isEqualTo(codes().check(PHONE, Purpose.LOGIN, guess));
            }
            pass(Duration.ofSeconds(61));
        }
        assertThat(outbox.messages)
                .isNotEmpty()
                .allMatch(message -> message.to().equals(PHONE));
    }

    @Test
    void theCodeOfATextThatWasNotTakenIsVoidAndSoIsTheOneBefore() {
        String old = sent(Purpose.LOGIN);
        pass(Duration.ofSeconds(60));
        outbox.broken = new IOException("no credit");
        assertThat(send(PHONE, Purpose.LOGIN)).isInstanceOf(Sent.class);
        assertThat(codes().spend(PHONE, Purpose.LOGIN, outbox.code())).isEqualTo(Check.WRONG);
        if (!old.equals(outbox.code())) {
            assertThat(codes().spend(PHONE, Purpose.LOGIN, old)).isEqualTo(Check.WRONG);
        }
    }

    @Test
    void theCodeOfATextWithoutAnAnswerIsVoidTooButItCounts() {
        outbox.broken = new NoAnswer("nothing in five seconds");
        send(codes(), new SmsRequest(PHONE, Purpose.REGISTER, "browser", "10.0.0.7"), false);
        assertThat(codes().spend(PHONE, Purpose.REGISTER, outbox.code())).isEqualTo(Check.WRONG);
        assertThat(counted("house")).isEqualTo("1");
        assertThat(counted("phone:hour:" + PHONE)).isEqualTo("1");
        assertThat(counted("phone:day:" + PHONE)).isEqualTo("1");
    }

    @Test
    void aTextThatWasNotTakenCostsNeitherTheHouseNorThePhonesHourAndDay() {
        send(PHONE, Purpose.REGISTER);
        outbox.broken = new IOException("no credit");
        for (int i = 0; i < 12; i++) {
            pass(Duration.ofSeconds(60));
            SmsRequest request = new SmsRequest(PHONE, Purpose.REGISTER, "browser", "10.0.0.7");
            assertThat(send(codes(), request, false)).isInstanceOf(Sent.class);
            assertThat(send(codes(), request, false)).as("one a minute").isInstanceOf(Refused.class);
        }
        assertThat(counted("house")).isEqualTo("1");
        assertThat(counted("phone:hour:" + PHONE)).isEqualTo("1");
        assertThat(counted("phone:day:" + PHONE)).isEqualTo("1");
        assertThat(counted("browser:browser")).isEqualTo("12");
    }

    @Test
    void aPhoneWhoseTextsAreNotTakenIsLikeOneThatMustNotGetAny() {
        outbox.broken = new IOException("no credit");
        SmsRequest known = new SmsRequest(PHONE, Purpose.LOGIN, "one", "10.0.0.1");
        SmsRequest unknown = new SmsRequest(OTHER_PHONE, Purpose.LOGIN, "two", "10.0.0.2");
        for (int round = 0; round < 8; round++) {
            Sending first = send(codes(), known);
            assertThat(codes().pretend(unknown)).as("round %d", round).hasSameClassAs(first);
            for (int i = 0; i < 6; i++) {
                String guess = notThe(outbox.code(), i);
                assertThat(codes().check(OTHER_PHONE, Purpose.LOGIN, guess))
                        .isEqualTo(codes().check(PHONE, Purpose.LOGIN, guess));
            }
            assertThat(codes().check(PHONE, Purpose.LOGIN, outbox.code()).isRight())
                    .isFalse();
            pass(Duration.ofSeconds(61));
        }
        assertThat(counted("tries:" + PHONE)).isEqualTo(counted("tries:" + OTHER_PHONE));
        assertThat(store().get("sms:house")).as("the house pays for none").isEmpty();
    }

    @Test
    void aPhoneWhoseTextsAreNotTakenMayAskNoOftenerThanOneThatMustNotGetAny() {
        outbox.broken = new IOException("no credit");
        SmsRequest known = new SmsRequest(PHONE, Purpose.LOGIN, "one", "10.0.0.1");
        SmsRequest unknown = new SmsRequest(OTHER_PHONE, Purpose.LOGIN, "two", "10.0.0.2");
        for (int round = 0; round < 8; round++) {
            Sending first = send(codes(), known);
            assertThat(first instanceof Sent).as("round %d", round).isEqualTo(round < 5);
            assertThat(codes().pretend(unknown)).hasSameClassAs(first);
            pass(Duration.ofSeconds(61));
        }
    }

    @Test
    @Timeout(60)
    void whereThereIsNoRoomATextCostsWhatOneCostsThatIsNotTakenAndNotOnTheAskersTime() {
        for (boolean hidden : List.of(true, false)) {
            List<String> told = new CopyOnWriteArrayList<>();
            CountDownLatch gate = new CountDownLatch(1);
            String phone = hidden ? PHONE : OTHER_PHONE;
            Outgoing full = full(gate);
            Sending sending = codes(full)
                    .send(
                            new SmsRequest(phone, Purpose.LOGIN, "browser", "10.0.0.7"),
                            code -> code,
                            new Unsent(hidden, () -> told.add("told")));
            assertThat(sending).isEqualTo(new Sent(Duration.ofSeconds(60), Duration.ofSeconds(300)));
            assertThat(told).isEmpty();
            gate.countDown();
            full.close();
            assertThat(told).hasSize(1);
            assertThat(store().get("sms:house")).isEmpty();
            assertThat(store().get("sms:phone:hour:" + phone).isPresent()).isEqualTo(hidden);
            assertThat(store().get("sms:phone:day:" + phone).isPresent()).isEqualTo(hidden);
            assertThat(store().get("sms:phone:pause:" + phone)).isPresent();
        }
    }

    @Test
    @Timeout(60)
    void whereThereIsNoRoomAnEarlierCodeStaysGoodUnlessThatWouldTellWhoIsKnown() {
        for (boolean hidden : List.of(true, false)) {
            String earlier = sent(Purpose.LOGIN);
            pass(Duration.ofSeconds(60));
            CountDownLatch gate = new CountDownLatch(1);
            Outgoing full = full(gate);
            SmsRequest request = new SmsRequest(PHONE, Purpose.LOGIN, "browser", "10.0.0.7");
            codes(full).send(request, code -> code, new Unsent(hidden, () -> {}));
            gate.countDown();
            full.close();
            assertThat(codes().spend(PHONE, Purpose.LOGIN, earlier)).isEqualTo(hidden ? Check.WRONG : Check.GOOD);
            pass(Duration.ofSeconds(60));
        }
    }

    /** Texts on their way to a gateway that takes none before the gate opens, and no room for one more. */
    private static Outgoing full(CountDownLatch gate) {
        Outgoing outgoing = Outgoing.later(
                message -> {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new NoAnswer("interrupted");
                    }
                },
                new HandClock());
        for (int i = 0; i < Outgoing.MOST; i++) {
            outgoing.send(new SmsMessage("+8613700137" + (100 + i), Purpose.LOGIN, "012345", "text"), why -> {});
        }
        return outgoing;
    }

    @Test
    void anOlderTextThatFailsLateDoesNotVoidANewerCode() {
        SmsRequest request = new SmsRequest(PHONE, Purpose.LOGIN, "browser", "10.0.0.7");
        outbox.meanwhile = () -> {
            pass(Duration.ofSeconds(60));
            send(codes(), request);
        };
        outbox.broken = new IOException("late");
        send(codes(), request);
        assertThat(outbox.messages).hasSize(2);
        assertThat(codes().spend(PHONE, Purpose.LOGIN, outbox.messages.get(0).code()))
                .isEqualTo(Check.GOOD);
    }

    private String counted(String what) {
        return store().get("sms:" + what).orElseThrow().value();
    }
}
