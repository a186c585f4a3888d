package dev.menshen.sms;

import dev.menshen.sms.Sending.Limit;
import dev.menshen.sms.Sending.Refused;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Allowance;
import dev.menshen.store.ExpiringStore.Entry;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many codes are sent, and how many wrong ones are listened to. */
final class SmsLimits {

    /** The shortest time between two texts to one phone. */
    static final Duration PAUSE = Duration.ofSeconds(60);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    // A whole office may share one address.
    private static final int PER_ADDRESS = 200;
    private static final int PER_BROWSER = 20;

    // Twenty of a million a day leave a guesser a chance of 1 in 50,000.
    private static final int WRONG_TRIES = 20;

    private static final Logger log = LoggerFactory.getLogger(SmsLimits.class);

    private final ExpiringStore counters;
    private final int dailyBudget;

    SmsLimits(ExpiringStore counters, int dailyBudget) {
        this.counters = counters;
        this.dailyBudget = dailyBudget;
    }

    /** Counts one text, against every limit or, where one is reached, against none. */
    Optional<Refused> reserve(SmsRequest request) {
        return reserve(request, List.of());
    }

    /**
     * The same for a text that is not sent: it costs the house nothing in the end, but is refused where a real one would
     * be, with the same words.
     */
    Optional<Refused> reserveUnsent(SmsRequest request) {
        return reserve(request, List.of(house()));
    }

    /** The store is asked as often whatever is given back, nothing included: the time would tell what. */
    private Optional<Refused> reserve(SmsRequest request, List<Allowance> givenBack) {
        Optional<Refused> refused = reserveAll(request);
        if (refused.isEmpty()) {
            counters.release(givenBack);
        }
        watchBudget();
        return refused;
    }

    private Optional<Refused> reserveAll(SmsRequest request) {
        // A code that nobody would be listened to about is not worth its price.
        Duration pause = wait(tries(request.phone()));
        if (!pause.isZero()) {
            return Optional.of(new Refused(Limit.PHONE, pause));
        }
        Map<Allowance, Limit> limits = limits(request);
        Duration wait = counters.reserve(List.copyOf(limits.keySet()));
        return wait.isZero() ? Optional.empty() : Optional.of(new Refused(reached(limits), wait));
    }

    /**
     * Gives back what was counted for a text that was not sent: the house's, and the phone's hour and day. Its minute, the
     * browser and the address keep the count, so that a gateway that is out is not asked all the more.
     *
     * @param hidden whether nobody may notice: then the phone's keep it too, as they do for one that gets no text
     */
    void release(SmsRequest request, boolean hidden) {
        counters.release(hidden ? List.of(house()) : List.of(hour(request.phone()), day(request.phone()), house()));
    }

    /** Counts one text compared with a code of this phone; false when there were too many wrong ones today. */
    boolean mayTry(String phone) {
        return counters.reserve(List.of(tries(phone))).isZero();
    }

    /** Takes a try back that was not wrong. */
    void wasRight(String phone) {
        counters.release(List.of(tries(phone)));
    }

    private Map<Allowance, Limit> limits(SmsRequest request) {
        Map<Allowance, Limit> limits = new LinkedHashMap<>();
        limits.put(new Allowance("sms:phone:pause:" + request.phone(), 1, PAUSE), Limit.PHONE);
        limits.put(hour(request.phone()), Limit.PHONE);
        limits.put(day(request.phone()), Limit.PHONE);
        limits.put(new Allowance("sms:browser:" + request.browser(), PER_BROWSER, HOUR), Limit.BROWSER);
        limits.put(new Allowance("sms:address:" + request.address(), PER_ADDRESS, HOUR), Limit.ADDRESS);
        limits.put(house(), Limit.HOUSE);
        return limits;
    }

    private static Allowance hour(String phone) {
        return new Allowance("sms:phone:hour:" + phone, 5, HOUR);
    }

    private static Allowance day(String phone) {
        return new Allowance("sms:phone:day:" + phone, 10, DAY);
    }

    private Allowance house() {
        return new Allowance("sms:house", dailyBudget, DAY);
    }

    private static Allowance tries(String phone) {
        return new Allowance("sms:tries:" + phone, WRONG_TRIES, DAY);
    }

    /** The limit to wait for longest. */
    private Limit reached(Map<Allowance, Limit> limits) {
        return limits.entrySet().stream()
                .max(Comparator.comparing(limit -> wait(limit.getKey())))
                .orElseThrow()
                .getValue();
    }

    /** How long until this one has room, zero when it has. */
    private Duration wait(Allowance allowance) {
        Optional<Entry> entry = counters.get(allowance.key());
        int uses = entry.map(Entry::value).map(Integer::parseInt).orElse(0);
        return uses < allowance.most() ? Duration.ZERO : entry.map(Entry::left).orElse(allowance.window());
    }

    /** Warns once when four fifths of the day's texts are sent, and once when all are. */
    private void watchBudget() {
        Optional<Entry> house = counters.get(house().key());
        int sent = house.map(Entry::value).map(Integer::parseInt).orElse(0);
        Duration left = house.map(Entry::left).orElse(DAY);
        if (sent >= dailyBudget) {
            if (isFirst("sms:house:spent", left)) {
                log.warn(
                        "All {} text messages of a day are sent; no more go out for {} minutes",
                        dailyBudget,
                        left.toMinutes());
            }
        } else if (sent * 5L >= dailyBudget * 4L && isFirst("sms:house:most", left)) {
            log.warn("{} of the {} text messages of a day are sent", sent, dailyBudget);
        }
    }

    private boolean isFirst(String mark, Duration life) {
        return counters.replace(mark, Optional.empty(), "warned", life);
    }
}
