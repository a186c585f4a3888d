package dev.menshen.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.sms.Sending.Limit;
import dev.menshen.sms.Sending.Refused;
import dev.menshen.sms.Sending.Sent;
import dev.menshen.store.Overheard;
import dev.menshen.store.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many codes are sent, over every store. */
abstract class SmsLimitsContract extends SmsGuessingContract {

    private static SmsRequest request(int phone, int browser, int address) {
        return new SmsRequest("+861380013" + (1000 + phone), Purpose.LOGIN, "browser" + browser, "10.0.0." + address);
    }

    private static void assertRefused(Sending sending, Limit limit, Duration most) {
        assertThat(sending).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.limit()).isEqualTo(limit);
            assertThat(refused.pause()).isBetween(most.minusSeconds(30), most);
        });
    }

    @Test
    void aPhoneGetsOneTextAMinuteWhateverItIsForAndWhoeverAsks() {
        sent(Purpose.LOGIN);
        assertRefused(send(PHONE, Purpose.LOGIN), Limit.PHONE, Duration.ofSeconds(60));
        Sending other = send(codes(), new SmsRequest(PHONE, Purpose.RESET, "another browser", "10.9.9.9"));
        assertRefused(other, Limit.PHONE, Duration.ofSeconds(60));
        pass(Duration.ofSeconds(60));
        assertThat(send(PHONE, Purpose.RESET)).isInstanceOf(Sent.class);
    }

    @Test
    void aRefusedRequestLeavesTheCodeAsGoodAsItWas() {
        String code = sent(Purpose.LOGIN);
        send(PHONE, Purpose.LOGIN);
        assertThat(codes().spend(PHONE, Purpose.LOGIN, code)).isEqualTo(Check.GOOD);
    }

    @Test
    void aPhoneGetsFiveTextsAnHourAndTenADay() {
        for (int i = 0; i < 5; i++) {
            assertThat(send(PHONE, Purpose.LOGIN)).isInstanceOf(Sent.class);
            pass(Duration.ofMinutes(2));
        }
        assertRefused(send(PHONE, Purpose.LOGIN), Limit.PHONE, Duration.ofMinutes(50));
        pass(Duration.ofMinutes(50));
        for (int i = 0; i < 5; i++) {
            assertThat(send(PHONE, Purpose.LOGIN)).isInstanceOf(Sent.class);
            pass(Duration.ofMinutes(12));
        }
        pass(Duration.ofHours(1));
        assertRefused(send(PHONE, Purpose.LOGIN), Limit.PHONE, Duration.ofHours(21));
        assertThat(outbox.messages).hasSize(10);
    }

    @Test
    void aBrowserGetsTwentyTextsAnHourForAllPhonesTogether() {
        for (int i = 0; i < 20; i++) {
            assertThat(send(codes(), request(i, 1, i))).isInstanceOf(Sent.class);
        }
        assertRefused(send(codes(), request(20, 1, 20)), Limit.BROWSER, Duration.ofHours(1));
        assertThat(send(codes(), request(20, 2, 20))).isInstanceOf(Sent.class);
    }

    @Test
    void anAddressGetsTwoHundredTextsAnHour() {
        SmsCodes codes = codes();
        for (int i = 0; i < 200; i++) {
            assertThat(send(codes, request(i, i, 1))).isInstanceOf(Sent.class);
        }
        assertRefused(send(codes, request(200, 200, 1)), Limit.ADDRESS, Duration.ofHours(1));
        assertThat(send(codes, request(200, 200, 2))).isInstanceOf(Sent.class);
    }

    @Test
    void theHouseSendsNoMoreThanItsBudgetADay() {
        SmsCodes codes = codes(7);
        for (int i = 0; i < 7; i++) {
            assertThat(send(codes, request(i, i, i))).isInstanceOf(Sent.class);
        }
        assertRefused(send(codes, request(7, 7, 7)), Limit.HOUSE, Duration.ofDays(1));
        pass(Duration.ofDays(1));
        assertThat(send(codes, request(7, 7, 7))).isInstanceOf(Sent.class);
    }

    @Test
    void withABudgetOfNothingNothingIsSent() {
        assertRefused(send(codes(0), request(0, 0, 0)), Limit.HOUSE, Duration.ofDays(1));
        assertThat(outbox.messages).isEmpty();
    }

    @Test
    void aRequestRefusedForOneLimitCountsAgainstNoOther() {
        sent(Purpose.LOGIN);
        for (int i = 0; i < 50; i++) {
            send(codes(), new SmsRequest(PHONE, Purpose.LOGIN, "bystander", "10.0.0.8"));
        }
        assertThat(store().get("sms:browser:bystander")).isEmpty();
        assertThat(store().get("sms:address:10.0.0.8")).isEmpty();
        assertThat(store().get("sms:house").orElseThrow().value()).isEqualTo("1");
    }

    @Test
    void aHundredParallelRequestsForOnePhoneSendOneText() throws Exception {
        SmsCodes codes = codes();
        Race.of(100, i -> send(codes, new SmsRequest(PHONE, Purpose.LOGIN, "browser" + i, "10.0.0." + i)));
        assertThat(outbox.messages).hasSize(1);
        assertThat(codes.spend(PHONE, Purpose.LOGIN, outbox.code())).isEqualTo(Check.GOOD);
    }

    @Test
    void manyPhonesAndAddressesAtOnceNeverPassTheBudget() throws Exception {
        SmsCodes codes = codes(7);
        List<Sending> sendings = Race.of(100, i -> send(codes, request(i, i, i)));
        assertThat(sendings.stream().filter(Sent.class::isInstance)).hasSize(7);
        assertThat(outbox.messages).hasSize(7);
    }

    private static final SmsRequest KNOWN = new SmsRequest(PHONE, Purpose.LOGIN, "one", "10.1.0.1");
    private static final SmsRequest UNKNOWN = new SmsRequest(OTHER_PHONE, Purpose.LOGIN, "two", "10.2.0.1");

    /** The budget's day ends sooner than the phone's hour, and that than the day of its tries. */
    @ParameterizedTest
    @CsvSource({
        "false, false, false",
        "false, false, true",
        "false, true, false",
        "false, true, true",
        "true, false, false",
        "true, false, true",
        "true, true, false",
        "true, true, true"
    })
    void aPhoneThatGetsNoTextIsRefusedAsOneThatDoesWhateverIsUsedUp(boolean budget, boolean hour, boolean tries) {
        SmsCodes codes = codes(7);
        send(codes, request(0, 0, 0));
        pass(Duration.ofDays(1).minusMinutes(30));
        for (int i = 0; hour && i < 5; i++) {
            assertThat(send(codes, KNOWN)).isInstanceOf(Sent.class);
            assertThat(codes.pretend(UNKNOWN)).isInstanceOf(Sent.class);
            pass(Duration.ofMinutes(1));
        }
        for (int i = 1; budget && send(codes, request(i, i, i)) instanceof Sent; i++) {
            assertThat(i).isLessThan(7);
        }
        SmsLimits limits = new SmsLimits(store(), 7);
        for (int i = 0; tries && i < 20; i++) {
            limits.mayTry(PHONE);
            limits.mayTry(OTHER_PHONE);
        }
        assertThat(codes.pretend(UNKNOWN)).satisfies(one -> assertAlike(one, send(codes, KNOWN)));
        assertThat(codes.pretend(UNKNOWN)).satisfies(one -> assertAlike(one, send(codes, KNOWN)));
        assertThat(send(codes, KNOWN) instanceof Sent).isFalse();
    }

    private static void assertAlike(Sending unknown, Sending known) {
        if (known instanceof Refused refused) {
            assertRefused(unknown, refused.limit(), refused.pause().plusSeconds(5));
        } else {
            assertThat(unknown).isEqualTo(known);
        }
    }

    @Test
    void aPhoneThatGetsNoTextCostsTheHouseNothing() {
        SmsCodes codes = codes(1);
        assertThat(codes.pretend(UNKNOWN)).isInstanceOf(Sent.class);
        assertThat(store().get("sms:house")).isEmpty();
        assertThat(send(codes, KNOWN)).isInstanceOf(Sent.class);
        assertRefused(codes.pretend(request(1, 1, 1)), Limit.HOUSE, Duration.ofDays(1));
        assertThat(store().get("sms:house").orElseThrow().value()).isEqualTo("1");
    }

    /** The budget is used up from nothing on, past the marks at which the house is warned. */
    @Test
    void theStoreIsAskedAsOftenForAPhoneThatGetsNoTextAsForOneThatDoes() {
        List<String> calls = new ArrayList<>();
        SmsLimits limits = new SmsLimits(Overheard.by(calls::add, store()), 10);
        for (int i = 0; i < 12; i++) {
            List<Integer> asked = new ArrayList<>();
            List<Boolean> refused = new ArrayList<>();
            // What warns is done once and by either: the first to come may have more to do.
            limits.reserveUnsent(request(100 + i, 100 + i, 100 + i));
            calls.clear();
            refused.add(limits.reserveUnsent(request(200 + i, 200 + i, 200 + i)).isPresent());
            asked.add(calls.size());
            calls.clear();
            refused.add(limits.reserve(request(i, i, i)).isPresent());
            asked.add(calls.size());
            assertThat(refused).as("%d", i).containsExactly(i >= 10, i >= 10);
            if (i != 7) {
                assertThat(asked.get(0)).as("%d: %s", i, calls).isEqualTo(asked.get(1));
            }
        }
    }
}
