package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether a stranger can find out who has an account here: neither by what is answered nor by how long it takes. */
class EnumerationTest {

    private static final String WRONG = "not the password";
    private static final int PEOPLE = 350;

    /** Code points of the passwords that are tried: around every bound that some hash or rule has. */
    private static final int[] LENGTHS = {1, 14, 72, 73, 129, 257, 1_000};

    private static final int ROUNDS = 50;

    private static TestDoor door;
    private static int next;

    @BeforeAll
    static void open() throws SQLException {
        door = TestDoor.open("captcha", "off");
        People.register(door, "alice", "13800138000");
        try (Connection database =
                DriverManager.getConnection("jdbc:sqlite:" + door.data().resolve("menshen.db"))) {
            database.setAutoCommit(false);
            for (int i = 0; i < PEOPLE; i++) {
                copy(database, "person" + i, i % 3 == 0 ? "active" : i % 3 == 1 ? "disabled" : "pending", true);
            }
            copy(database, "without", "active", false);
            database.commit();
        }
    }

    @AfterAll
    static void close() {
        door.close();
    }

    /** Somebody with alice's password, or with none. */
    private static void copy(Connection database, String name, String state, boolean password) throws SQLException {
        try (PreparedStatement insert =
                database.prepareStatement("INSERT INTO account (username, username_key, password, state, created_at)"
                        + " SELECT ?, ?, CASE WHEN ? THEN password END, ?, created_at FROM account"
                        + " WHERE username = 'alice'")) {
            insert.setString(1, name);
            insert.setString(2, name);
            insert.setBoolean(3, password);
            insert.setString(4, state);
            insert.executeUpdate();
        }
    }

    @Test
    void everyStateOfAnAccountAndNoneAtAllGetOneAnswer() {
        for (String accept : List.of("application/json", "text/html")) {
            Set<Object> answers = new LinkedHashSet<>();
            for (String name :
                    List.of("alice", "person0", "person1", "person2", "without", "nobody.here", "+8613800000000")) {
                Browser.Answer answer =
                        stranger().with("Accept", accept).post("/login", Map.of("username", name, "password", WRONG));
                Map<String, List<String>> headers = new TreeMap<>(answer.headers());
                headers.remove("date");
                headers.remove("content-length");
                answers.add(List.of(answer.status(), headers, answer.body().replace(name, "NAME")));
            }
            assertThat(answers).as(accept).hasSize(1);
        }
    }

    @Test
    void onlyOneWhoKnowsThePasswordIsToldThatAnAccountIsClosed() {
        for (String name : List.of("person1", "person2")) {
            assertThat(stranger()
                            .asScript()
                            .post("/login", Map.of("username", name, "password", People.PASSWORD))
                            .badFields())
                    .containsExactly("form");
        }
    }

    /**
     * The chance that a random try at a known name takes longer than one at an unknown name; a half, if nothing can be
     * told. With so many pairs it strays by 0.02; nothing else is asserted of any time. What one try leaves to be done
     * after its answer is done during the next one, and the memory for hashes comes round: so each comes after one that is
     * refused before it is hashed, and chance says which of a pair comes first. In a fixed order two unknown names could
     * be told apart as well.
     */
    @Test
    void aKnownNameTakesAsLongAsAnUnknownOneWhateverThePassword() {
        Random coin = new Random();
        double known = 0;
        double control = 0;
        for (int i = 0; i < LENGTHS.length; i++) {
            int length = LENGTHS[i];
            List<Long> ofKnown = new ArrayList<>();
            List<Long> ofUnknown = new ArrayList<>();
            List<Long> ofRefused = new ArrayList<>();
            String password = "x".repeat(length);
            for (int round = 0; round < ROUNDS; round++) {
                String somebody = "person" + (round * LENGTHS.length + i);
                boolean first = coin.nextBoolean();
                for (boolean isKnown : new boolean[] {first, !first}) {
                    ofRefused.add(time("nobody" + next, "y".repeat(2_000)));
                    (isKnown ? ofKnown : ofUnknown).add(time(isKnown ? somebody : "nobody" + next, password));
                }
            }
            known += Slower.longer(ofKnown, ofUnknown) / LENGTHS.length / ROUNDS / ROUNDS;
            control += Slower.longer(ofKnown, ofRefused) / LENGTHS.length / ROUNDS / ofRefused.size();
        }
        assertThat(control).as("a difference is seen where there is one").isGreaterThan(0.9);
        assertThat(known).as("known against unknown").isBetween(0.42, 0.58);
    }

    private static long time(String name, String password) {
        Browser browser = stranger().asScript();
        Map<String, String> form = Map.of("username", name, "password", password);
        long begun = System.nanoTime();
        Browser.Answer answer = browser.post("/login", form);
        long took = System.nanoTime() - begun;
        assertThat(answer.status()).as("%s %s", name, answer.body()).isEqualTo(422);
        return took;
    }

    /** Somebody at an address that nothing is known of. */
    private static Browser stranger() {
        next++;
        return door.browser().with("X-Forwarded-For", "10." + next / 250 + ".0." + next % 250);
    }
}
