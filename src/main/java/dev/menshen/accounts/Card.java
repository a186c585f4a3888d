package dev.menshen.accounts;

import java.util.List;
import java.util.Optional;

/**
 * An account as whoever runs the house sees it, open or not; nothing of its password.
 *
 * @param fullName as colleagues write it, where it is known
 * @param groups in alphabetical order
 */
public record Card(User user, Optional<FullName> fullName, List<GroupName> groups) {

    public Card {
        groups = List.copyOf(groups);
    }
}
