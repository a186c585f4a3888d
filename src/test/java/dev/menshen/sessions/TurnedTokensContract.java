package dev.menshen.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.sessions.Sessions.Found;
import dev.menshen.sessions.Sessions.Turned;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.HandClock;
import dev.menshen.store.Overheard;
import dev.menshen.store.Race;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.store.Tokens;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the token of a remembered session is replaced, and what comes of the old one, on any store (A64). */
abstract class TurnedTokensContract {

    private static final Arrival ARRIVAL = new Arrival(Program.FIREFOX, Platform.ANDROID, "2001:db8::7");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration GRACE = Duration.ofSeconds(10);

    final HandClock clock = new HandClock();

    /** An empty store, the same one at every call. */
    abstract ExpiringStore store();

    /** Lets time pass for the clock and for the store. */
    abstract void pass(Duration time);

    private Sessions sessions() {
        return sessions(store());
    }

    /** Sessions that are not remembered live longer than a day here, so that it is not their end that keeps them so. */
    private Sessions sessions(ExpiringStore over) {
        return new Sessions(
                over,
                new Tokens(new SecureRandom()),
                clock,
                new Sessions.Lives(Duration.ofDays(20), Duration.ofDays(20), Duration.ofDays(30)));
    }

    @Test
    void aRememberedTokenIsReplacedWhenItIsADayOldAndTheSessionStaysWhatItIs() {
        String first = sessions().begin(17, "alice", true, ARRIVAL);
        assertThat(turn(sessions(), first)).isEmpty();
        pass(DAY.minusSeconds(1));
        assertThat(turn(sessions(), first)).isEmpty();
        pass(Duration.ofSeconds(1));
        Session before = sessions().find(first).orElseThrow().session();
        Turned second = turn(sessions(), first).orElseThrow();
        assertThat(second.token()).isNotEqualTo(first).matches(Tokens::isToken);
        assertThat(second.found().session()).isEqualTo(before);
        assertThat(sessions().find(second.token())).map(Found::session).contains(before);
        assertThat(turn(sessions(), second.token())).isEmpty();
        pass(DAY);
        assertThat(turn(sessions(), second.token()))
                .map(third -> third.found().session())
                .contains(before);
    }

    @Test
    void oneThatIsNotRememberedKeepsItsTokenAndCostsOneLook() {
        String token = sessions().begin(17, "alice", false, ARRIVAL);
        pass(DAY.multipliedBy(3));
        assertThat(turn(sessions(), token)).isEmpty();
        List<String> calls = new ArrayList<>();
        Sessions heard = sessions(Overheard.by(calls::add, store()));
        Found found = heard.find(token).orElseThrow();
        assertThat(heard.turn(token, found)).isEmpty();
        heard.end(found);
        assertThat(calls).containsExactly("get", "take");
    }

    @Test
    void theOldTokenIsAsGoodUntilTenSecondsAfterTheNewOneIsUsedAndBringsThatAgain() {
        String old = dayOld();
        Turned turned = turn(sessions(), old).orElseThrow();
        pass(DAY.multipliedBy(13));
        assertThat(turn(sessions(), old)).map(Turned::token).contains(turned.token());
        assertThat(sessions().find(turned.token())).isPresent();
        pass(GRACE.minusMillis(100));
        Found found = sessions().find(old).orElseThrow();
        assertThat(found.key()).isEqualTo(turned.found().key());
        assertThat(sessions().turn(old, found)).map(Turned::token).contains(turned.token());
        assertThat(sessions().reused(old)).isEmpty();
        pass(Duration.ofMillis(100));
        assertThat(sessions().find(old)).isEmpty();
        assertThat(sessions().glance(old)).isEmpty();
        assertThat(sessions().findKept(Sessions.key(old))).isEmpty();
        assertThat(sessions().find(turned.token())).isPresent();
    }

    /** Also where no page is shown, as at the gate, which looks half a minute later at the earliest. */
    @Test
    void whoeverIsFoundByTheNewOneHasUsedIt() {
        String old = dayOld();
        String fresh = turn(sessions(), old).orElseThrow().token();
        pass(Duration.ofSeconds(31));
        assertThat(sessions().find(old)).isPresent();
        pass(GRACE);
        assertThat(sessions().reused(old)).isEmpty();
        assertThat(sessions().find(old)).isPresent();
        assertThat(sessions().find(fresh)).isPresent();
        pass(GRACE);
        assertThat(sessions().reused(old)).isPresent();
    }

    @Test
    void aStoreThatFailsMeanwhileLeavesNobodyWithoutTheTokenThatHisOldOneLeadsTo() {
        String old = dayOld();
        Found found = sessions().find(old).orElseThrow();
        AtomicInteger moved = new AtomicInteger();
        Sessions breaking = sessions(Overheard.by(
                called -> {
                    if (moved.get() > 0) {
                        throw new StorageUnavailable("out", new IOException("out"));
                    }
                    moved.addAndGet(called.equals("replace") ? 1 : 0);
                },
                store()));
        String fresh = breaking.turn(old, found).orElseThrow().token();
        use(fresh);
        pass(GRACE);
        assertThat(sessions().find(fresh)).isPresent();
        // What leads from the old one to it is not kept so long.
        pass(DAY.multipliedBy(15));
        assertThat(sessions().all(17)).as("listed under its own key").hasSize(1);
        sessions().endAll(17);
        assertThat(sessions().find(fresh)).isEmpty();
    }

    @Test
    void aSessionThatIsOnNoListIsListedWhenItsTokenIsFirstUsed() {
        String fresh = turn(sessions(), dayOld()).orElseThrow().token();
        String other = sessions().begin(17, "alice", false, ARRIVAL);
        store().put("account:17", Sessions.key(other), DAY);
        use(fresh);
        assertThat(sessions().all(17)).hasSize(2);
        sessions().endAll(17);
        assertThat(sessions().find(fresh)).isEmpty();
    }

    @Test
    void aTokenInTheStoreThatWasTamperedWithIsNobodys() {
        String old = dayOld();
        String fresh = turn(sessions(), old).orElseThrow().token();
        for (String text : List.of("", "!".repeat(43), "A".repeat(44), "A".repeat(10_000), "门".repeat(43))) {
            store().put("grace:" + Sessions.key(fresh), text, DAY);
            assertThat(turn(sessions(), old)).as(text).isEmpty();
            assertThat(sessions().find(fresh)).isPresent();
        }
    }

    @Test
    void whoComesWithTheOldOneLaterEndsItForBothAndBothAreToldOnce() {
        for (int days : new int[] {1, 3}) {
            String old = dayOld();
            String last = turn(sessions(), old).orElseThrow().token();
            for (int day = 1; day < days; day++) {
                pass(DAY);
                last = turn(sessions(), last).orElseThrow().token();
            }
            use(last);
            pass(GRACE);
            assertThat(sessions().reused(last)).isEmpty();
            assertThat(sessions().reused(old).orElseThrow().session())
                    .map(Session::name)
                    .contains("alice");
            assertThat(sessions().find(last)).isEmpty();
            assertThat(sessions().all(17)).isEmpty();
            assertThat(sessions().reused(old)).isEmpty();
            assertThat(sessions().reused(last).orElseThrow().session()).isEmpty();
            assertThat(sessions().reused(last)).isEmpty();
        }
    }

    @Test
    void theOldTokenShowsItForFourteenDays() {
        for (Duration more : List.of(Duration.ofSeconds(-1), Duration.ZERO)) {
            String old = dayOld();
            String last = turn(sessions(), old).orElseThrow().token();
            for (int day = 1; day < 14; day++) {
                pass(DAY);
                last = turn(sessions(), last).orElseThrow().token();
            }
            pass(DAY.plus(more));
            assertThat(sessions().find(last)).isPresent();
            assertThat(sessions().find(old)).isEmpty();
            assertThat(sessions().reused(old).isPresent()).isEqualTo(more.isNegative());
            assertThat(sessions().find(last).isPresent()).isEqualTo(!more.isNegative());
        }
    }

    @Test
    void ofManyWhoComeWithTheOldOneAtOnceOneIsTheFirst() throws Exception {
        for (int round = 0; round < 20; round++) {
            String old = dayOld();
            use(turn(sessions(), old).orElseThrow().token());
            pass(GRACE);
            assertThat(Race.of(8, i -> sessions().reused(old).isPresent())).containsOnlyOnce(true);
        }
    }

    /** As two doors on one Redis, each of which has objects of its own. */
    @Test
    void manyAtOnceAreGivenOneAndTheSameToken() throws Exception {
        for (int round = 0; round < 30; round++) {
            String old = dayOld();
            List<Optional<Turned>> turned = Race.of(8, i -> turn(sessions(), old));
            assertThat(turned).allMatch(Optional::isPresent);
            assertThat(turned.stream().map(one -> one.orElseThrow().token()).distinct())
                    .hasSize(1);
            assertThat(sessions().all(17)).hasSize(1);
            sessions().endAll(17);
        }
    }

    @Test
    void itIsListedOnceAndWhatItHadBeforeCountsForNothing() {
        List<String> all = new ArrayList<>(IntStream.range(0, Sessions.MOST_PER_ACCOUNT - 1)
                .mapToObj(i -> sessions().begin(17, "alice", true, ARRIVAL))
                .toList());
        for (int day = 0; day < 3; day++) {
            pass(DAY);
            all.replaceAll(token -> turn(sessions(), token).orElseThrow().token());
            assertThat(sessions().all(17)).hasSize(all.size());
        }
        all.add(sessions().begin(17, "alice", false, ARRIVAL));
        assertThat(all).allMatch(token -> sessions().find(token).isPresent());
        sessions().begin(17, "alice", false, ARRIVAL);
        assertThat(all.stream().filter(token -> sessions().find(token).isPresent()))
                .hasSize(Sessions.MOST_PER_ACCOUNT - 1);
    }

    @Test
    void howeverItIsEndedBothTokensAreDead() {
        for (int way = 0; way < 5; way++) {
            String old = dayOld();
            Found before = sessions().find(old).orElseThrow();
            Turned turned = turn(sessions(), old).orElseThrow();
            switch (way) {
                case 0 -> sessions().end(before);
                case 1 -> sessions().end(turned.found());
                case 2 -> assertThat(sessions().end(17, turned.found().label())).isTrue();
                case 3 -> sessions().endAll(17);
                default ->
                    sessions()
                            .endOthers(sessions()
                                    .find(sessions().begin(17, "alice", false, ARRIVAL))
                                    .orElseThrow());
            }
            assertThat(List.of(old, turned.token()))
                    .as("way %d", way)
                    .allMatch(token -> sessions().find(token).isEmpty())
                    .allMatch(token -> sessions().reused(token).isEmpty());
            sessions().endAll(17);
        }
    }

    @Test
    void whoEndsTheOthersStaysInWhateverTokenTheyHadWhenTheyWereFound() {
        String old = dayOld();
        String other = sessions().begin(17, "alice", true, ARRIVAL);
        Found before = sessions().find(old).orElseThrow();
        Turned turned = turn(sessions(), old).orElseThrow();
        for (Found mine : List.of(before, turned.found())) {
            sessions().endOthers(mine);
            assertThat(sessions().find(turned.token())).isPresent();
            assertThat(sessions().find(other)).isEmpty();
            other = sessions().begin(17, "alice", true, ARRIVAL);
        }
        assertThat(sessions().all(17)).hasSize(2);
    }

    @Test
    void nobodyIsLeftInWhoseTokenIsReplacedWhileAllAreEnded() throws Exception {
        for (int round = 0; round < 50; round++) {
            String old = dayOld();
            List<Optional<Turned>> turned = Race.of(6, i -> {
                if (i % 3 == 0) {
                    sessions().endAll(17);
                    return Optional.empty();
                }
                return turn(sessions(), old);
            });
            assertThat(sessions().find(old)).isEmpty();
            assertThat(turned.stream().flatMap(Optional::stream))
                    .allMatch(one -> sessions().find(one.token()).isEmpty());
            assertThat(sessions().all(17)).isEmpty();
        }
    }

    /** As a kill would, at each step: the browser has its old token, and never heard of a new one. */
    @Test
    void aBreakOnTheWayLeavesOneSessionWhichTheOldTokenFindsAndAnEndEnds() {
        for (int step = 1; step < 40; step++) {
            String old = dayOld();
            AtomicInteger calls = new AtomicInteger();
            int broken = step;
            Sessions breaking = sessions(Overheard.by(
                    called -> {
                        if (calls.incrementAndGet() >= broken) {
                            throw new StorageUnavailable("out", new IOException("out"));
                        }
                    },
                    store()));
            Found found = sessions().find(old).orElseThrow();
            Optional<Turned> turned = breaking.turn(old, found);
            assertThat(sessions().find(old)).as("step %d", step).isPresent();
            assertThat(sessions().all(17)).as("step %d", step).hasSize(1);
            Optional<Turned> again = turn(sessions(), old);
            String now = turned.or(() -> again).map(Turned::token).orElse(old);
            assertThat(sessions().find(now)).as("step %d", step).isPresent();
            sessions().endAll(17);
            assertThat(sessions().find(now)).as("step %d", step).isEmpty();
            assertThat(sessions().find(old)).as("step %d", step).isEmpty();
            if (turned.isPresent() && calls.get() < broken) {
                return;
            }
        }
        throw new AssertionError("it never came to an end");
    }

    @Test
    void marksThatGoRoundLeadNowhere() {
        String one = new Tokens(new SecureRandom()).token();
        store().put(Sessions.key(one), new Mark(Sessions.key(one)).text(), DAY);
        store().put("grace:" + Sessions.key(one), "", DAY);
        store().put("account:17", Sessions.key(one), DAY);
        assertThat(sessions().find(one)).isEmpty();
        assertThat(sessions().all(17)).isEmpty();
        sessions().endAll(17);
    }

    private String dayOld() {
        String token = sessions().begin(17, "alice", true, ARRIVAL);
        pass(DAY);
        return token;
    }

    private void use(String token) {
        assertThat(turn(sessions(), token)).isEmpty();
    }

    private static Optional<Turned> turn(Sessions sessions, String token) {
        return sessions.find(token).flatMap(found -> sessions.turn(token, found));
    }
}
