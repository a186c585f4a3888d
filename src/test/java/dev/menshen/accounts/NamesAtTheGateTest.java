package dev.menshen.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Full names and groups, which applications are told of. */
class NamesAtTheGateTest {

    @Test
    void twoSpellingsOfAGroupAreOneGroup() {
        assertThat(GroupName.read(" Admins "))
                .isEqualTo(GroupName.read("admins"))
                .isPresent();
        assertThat(GroupName.read("TITLE")).contains(new GroupName("title"));
        assertThat(GroupName.read("e\u0301quipe"))
                .isEqualTo(GroupName.read("\u00e9quipe"))
                .isPresent();
        assertThat(GroupName.read("开发_1.x-y")).contains(new GroupName("开发_1.x-y"));
    }

    @Test
    void whatCouldBeReadAsSeveralGroupsOrNoneIsNone() {
        for (String typed : List.of("", " ", "a,b", "a b", "a;b", "a\nb", "a\0", "a\u200b", "x".repeat(33), "\ud800")) {
            assertThat(GroupName.read(typed)).as(typed).isEmpty();
        }
        assertThat(GroupName.read("x".repeat(32))).isPresent();
    }

    @Test
    void aFullNameIsWhatCanBeSeen() {
        assertThat(FullName.read("  张\u3000三 ")).contains(new FullName("张 三"));
        assertThat(FullName.read("Renée O'Neil, Jr.")).contains(new FullName("Renée O'Neil, Jr."));
        assertThat(FullName.read("x".repeat(64))).isPresent();
        for (String typed : List.of(
                "", " ", "x".repeat(65), "a\r\nRemote-User: root", "a\u202eb", "a\u2028b", "\ue000", "\ud800")) {
            assertThat(FullName.read(typed)).as(typed).isEqualTo(Optional.empty());
        }
    }
}
