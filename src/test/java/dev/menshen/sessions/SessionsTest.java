package dev.menshen.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.HandClock;
import dev.menshen.store.MemoryStore;
import dev.menshen.store.Overheard;
import dev.menshen.store.Race;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.store.Tokens;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsTest {

    private static final Arrival ARRIVAL = new Arrival(Program.FIREFOX, Platform.ANDROID, "2001:db8::7");

    private final HandClock clock = new HandClock();
    private final ExpiringStore store = new MemoryStore(1_000, clock);
    private final Sessions sessions = sessions(store);

    private Sessions sessions(ExpiringStore over) {
        return sessions(over, Duration.ofDays(30));
    }

    private Sessions sessions(ExpiringStore over, Duration remembered) {
        return new Sessions(
                over,
                new Tokens(new SecureRandom()),
                clock,
                new Sessions.Lives(Duration.ofHours(8), Duration.ofHours(24), remembered));
    }

    @Test
    void whatIsStoredIsReadAgain() {
        Instant now = Instant.ofEpochSecond(1_764_000_000);
        for (Arrival arrival : List.of(ARRIVAL, Arrival.UNSEEN, Arrival.of("", "10.0.0.7"))) {
            Session session = new Session(17, "门-神.甲", now, now.plusSeconds(60), true, arrival);
            assertThat(Session.of(session.text())).contains(session);
        }
    }

    @Test
    void aSessionStoredByTheVersionBeforeIsStillOneAndIsListed() {
        String token = "t".repeat(43);
        long begun = clock.instant().getEpochSecond() - 60;
        for (String manner : List.of("r", "-")) {
            String old = "17 " + begun + " " + (begun + 3600) + " " + manner + " alice";
            store.put(Tokens.hash(token), old, Duration.ofMinutes(30));
            store.put("account:17", Tokens.hash(token), Duration.ofDays(30));
            Sessions.Found found = sessions.find(token).orElseThrow();
            assertThat(found.session().name()).isEqualTo("alice");
            assertThat(found.session().remembered()).isEqualTo(manner.equals("r"));
            assertThat(found.session().arrival()).isEqualTo(Arrival.UNSEEN);
            assertThat(sessions.all(17)).hasSize(1);
        }
    }

    @Test
    void theVersionBeforeReadsWhatIsStoredNow() {
        Session session = new Session(17, "alice", Instant.EPOCH, Instant.MAX.minusSeconds(1), false, ARRIVAL);
        String[] words = session.text().split(" ", 5);
        assertThat(words).hasSize(5);
        assertThat(words[0]).isEqualTo("17");
        assertThat(words[4]).isEqualTo("alice");
    }

    @Test
    void aMannerThatIsNoneOfOursIsNobodysSession() {
        for (String manner : List.of("", "x", "rc", "rCA", "rca10.0.0.7<b>", "-ca" + "1".repeat(46), "r,ca")) {
            assertThat(Session.of("17 1 2 " + manner + " alice")).as(manner).isEmpty();
        }
        assertThat(Session.of("17 1 2 rzz alice").orElseThrow().arrival()).isEqualTo(Arrival.UNSEEN);
    }

    @Test
    void lastSeenIsTheLastRequestForRememberedOnesTooUpToTheirEnd() {
        for (boolean remember : List.of(false, true)) {
            String token = sessions.begin(17, "alice", remember, ARRIVAL);
            for (int i = 0; i < 20; i++) {
                clock.pass(Duration.ofMinutes(70));
                assertThat(sessions.find(token)).as("%s %s", remember, i).isPresent();
                assertThat(sessions.all(17).get(0).seen()).isEqualTo(clock.instant());
                clock.pass(Duration.ofMinutes(1));
                assertThat(sessions.all(17).get(0).seen())
                        .isEqualTo(clock.instant().minus(Duration.ofMinutes(1)));
            }
            assertThat(sessions.find(token).orElseThrow().left())
                    .isEqualTo(Duration.between(
                            clock.instant(),
                            sessions.find(token).orElseThrow().session().ends()));
            sessions.endAll(17);
        }
    }

    @Test
    void theOneLastSeenIsTheFirst() {
        String desk = sessions.begin(17, "alice", false, ARRIVAL);
        clock.pass(Duration.ofMinutes(5));
        sessions.begin(17, "alice", true, ARRIVAL);
        clock.pass(Duration.ofMinutes(5));
        Sessions.Found here = sessions.find(desk).orElseThrow();
        assertThat(sessions.all(17)).hasSize(2);
        assertThat(sessions.all(17).get(0).key()).isEqualTo(here.key());
    }

    @Test
    void aLabelEndsASessionOfItsAccountAndOfNoOther() {
        String token = sessions.begin(17, "alice", false, ARRIVAL);
        String label = sessions.find(token).orElseThrow().label();
        assertThat(sessions.end(18, label)).isFalse();
        assertThat(sessions.find(token)).isPresent();
        assertThat(sessions.end(17, label)).isTrue();
        assertThat(sessions.find(token)).isEmpty();
        assertThat(sessions.end(17, label)).isFalse();
    }

    @Test
    void aLabelSaysNothingOfTheTokenOrTheKeyAndIsNoToken() {
        String token = sessions.begin(17, "alice", false, ARRIVAL);
        Sessions.Found found = sessions.find(token).orElseThrow();
        assertThat(found.label()).matches("[A-Za-z0-9_-]{22}");
        assertThat(token).doesNotContain(found.label());
        assertThat(found.key()).doesNotContain(found.label());
        assertThat(Tokens.isToken(found.label())).isFalse();
        assertThat(sessions.find(found.label())).isEmpty();
    }

    /** Nobody may be in whom the list does not show: who is not seen cannot be ended. */
    @Test
    void whoComesInWhileTheOthersAreEndedIsListedOrOut() throws Exception {
        for (int round = 0; round < 50; round++) {
            Sessions.Found mine =
                    sessions.find(sessions.begin(17, "alice", false, ARRIVAL)).orElseThrow();
            List<String> tokens = Collections.synchronizedList(new ArrayList<>());
            Race.of(8, i -> {
                if (i % 4 == 0) {
                    sessions.endOthers(mine);
                } else {
                    tokens.add(sessions.begin(17, "alice", false, ARRIVAL));
                }
                return i;
            });
            List<String> listed =
                    sessions.all(17).stream().map(Sessions.Found::key).toList();
            assertThat(listed).contains(mine.key());
            assertThat(tokens)
                    .hasSize(6)
                    .filteredOn(token -> sessions.find(token).isPresent())
                    .allMatch(token -> listed.contains(Tokens.hash(token)));
            sessions.endOthers(mine);
            assertThat(sessions.all(17)).hasSize(1);
            assertThat(tokens).allMatch(token -> sessions.find(token).isEmpty());
            sessions.endAll(17);
        }
    }

    @Test
    void whoComesInWhileAllAreEndedIsListedOrOut() {
        // The end looks at the list and at the one on it, removes that, and then the list.
        for (int moment = 1; moment <= 4; moment++) {
            sessions.begin(17, "alice", false, ARRIVAL);
            List<String> late = new ArrayList<>();
            AtomicInteger calls = new AtomicInteger();
            int now = moment;
            Sessions interrupted = sessions(Overheard.by(
                    called -> {
                        if (calls.incrementAndGet() == now) {
                            late.add(sessions.begin(17, "alice", false, ARRIVAL));
                        }
                    },
                    store));
            interrupted.endAll(17);
            List<String> listed =
                    sessions.all(17).stream().map(Sessions.Found::key).toList();
            assertThat(late)
                    .as("%d", moment)
                    .hasSize(1)
                    .allMatch(token -> sessions.find(token).isEmpty() || listed.contains(Sessions.key(token)));
            sessions.endAll(17);
            assertThat(late)
                    .as("%d", moment)
                    .allMatch(token -> sessions.find(token).isEmpty());
        }
    }

    @Test
    void whoeverIsLeftInByAnEndThatBreaksOffIsOutAfterTheNext() {
        AtomicInteger removals = new AtomicInteger();
        Sessions breaking = sessions(breakingAt("remove", 2, removals));
        List<String> tokens = Stream.generate(() -> breaking.begin(17, "alice", false, ARRIVAL))
                .limit(4)
                .toList();
        removals.set(0);
        assertThatThrownBy(() -> breaking.endAll(17)).isInstanceOf(StorageUnavailable.class);
        assertThat(tokens).anyMatch(token -> breaking.find(token).isPresent());
        breaking.endAll(17);
        assertThat(tokens).allMatch(token -> breaking.find(token).isEmpty());
        assertThat(store.get("account:17")).isEmpty();
    }

    @Test
    void aSignInThatBreaksOffWhereTheOldestMustGoLeavesNobodyInUnlisted() {
        for (String method : List.of("take", "replace")) {
            AtomicInteger calls = new AtomicInteger(Integer.MIN_VALUE);
            Sessions breaking = sessions(breakingAt(method, 1, calls));
            List<String> tokens = Stream.generate(() -> breaking.begin(17, "alice", false, ARRIVAL))
                    .limit(Sessions.MOST_PER_ACCOUNT)
                    .toList();
            calls.set(0);
            assertThatThrownBy(() -> breaking.begin(17, "alice", false, ARRIVAL))
                    .isInstanceOf(StorageUnavailable.class);
            breaking.begin(17, "alice", false, ARRIVAL);
            assertThat(breaking.all(17)).hasSize(Sessions.MOST_PER_ACCOUNT);
            breaking.endAll(17);
            assertThat(tokens).as(method).allMatch(token -> breaking.find(token).isEmpty());
        }
    }

    /** The store under test, which is out for one call of this method. */
    private ExpiringStore breakingAt(String method, int call, AtomicInteger calls) {
        return Overheard.by(
                called -> {
                    if (called.equals(method) && calls.incrementAndGet() == call) {
                        throw new StorageUnavailable("out", new IOException("out"));
                    }
                },
                store);
    }

    @Test
    void whoCameInWhenSessionsLivedLongerIsEndedWithAllOthersToo() {
        Sessions shorter = sessions(store, Duration.ofHours(24));
        String old = sessions.begin(17, "alice", true, ARRIVAL);
        clock.pass(Duration.ofHours(1));
        shorter.begin(17, "alice", true, ARRIVAL);
        clock.pass(Duration.ofHours(30));
        assertThat(shorter.find(old)).isPresent();
        assertThat(shorter.all(17)).hasSize(1);
        clock.pass(Duration.ofHours(20));
        String third = shorter.begin(17, "alice", true, ARRIVAL);
        assertThat(shorter.find(old)).isPresent();
        shorter.endAll(17);
        for (Sessions any : List.of(shorter, sessions)) {
            assertThat(any.find(old)).isEmpty();
            assertThat(any.find(third)).isEmpty();
        }
    }

    @Test
    void ofManyWhoEndOneAtOnceOneIsTold() throws Exception {
        Sessions.Found found =
                sessions.find(sessions.begin(17, "alice", false, ARRIVAL)).orElseThrow();
        assertThat(Race.of(20, i -> sessions.end(17, found.label()))).containsOnlyOnce(true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Chrome · Android | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36
            Chrome · Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
            Edge · Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0
            Safari · iPhone | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1
            Safari · Mac | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15
            Firefox · Linux | Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
            WeChat · Android | Mozilla/5.0 (Linux; Android 14; 2211133C) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.188 Mobile Safari/537.36 MicroMessenger/8.0.56 NetType/WIFI
            Huawei Browser · HarmonyOS | Mozilla/5.0 (Linux; Android 12; HarmonyOS; ALN-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36
            Windows | Mozilla/4.0 (Windows)
            '' | curl/8.5.0
            '' | <b>Chrome</b>
            """)
    void aBrowserIsSaidInAFewWords(String words, String userAgent) {
        assertThat(Arrival.of(userAgent, "").browser()).isEqualTo(words);
    }

    @Test
    void whatABrowserCallsItselfIsNotKeptHoweverLong() {
        Arrival arrival = Arrival.of("x".repeat(600) + "Chrome/1", "fe80::1%eth0");
        assertThat(arrival).isEqualTo(new Arrival(Program.OTHER, Platform.OTHER, "fe80::1"));
        assertThat(Arrival.of("Chrome/" + "y".repeat(100_000), "unix:/run/door\n")
                        .text())
                .isEqualTo("cx");
    }
}
