package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gives way when slow clients have used up their memory. */
class RoomTest {

    private static final int ALONE = 8 * 1024;

    private final List<String> left = new ArrayList<>();
    private final Room room = new Room(3 * ALONE);

    private Room.Guest guest(String name) {
        return () -> left.add(name);
    }

    @Test
    void theOneWhoHasBeenThereLongestGivesWay() {
        Room.Guest first = guest("first");
        room.hold(first, 0);
        room.hold(guest("second"), 0);
        room.hold(first, 0);
        room.hold(guest("third"), 0);
        assertThat(left).isEmpty();
        room.hold(guest("fourth"), 0);
        assertThat(left).containsExactly("first");
        room.hold(guest("fifth"), ALONE);
        assertThat(left).containsExactly("first", "second", "third");
    }

    @Test
    void whoLeavesMakesRoom() {
        Room.Guest first = guest("first");
        room.hold(first, ALONE);
        room.leave(first);
        room.leave(first);
        room.hold(guest("second"), ALONE);
        assertThat(left).isEmpty();
        room.hold(guest("third"), 0);
        assertThat(left).isEmpty();
        room.hold(guest("fourth"), 0);
        assertThat(left).containsExactly("second");
    }

    @Test
    void whoWantsMoreThanThereIsGetsNothing() {
        room.hold(guest("greedy"), 3 * ALONE);
        assertThat(left).containsExactly("greedy");
        room.hold(guest("modest"), 2 * ALONE);
        assertThat(left).containsExactly("greedy");
    }
}
