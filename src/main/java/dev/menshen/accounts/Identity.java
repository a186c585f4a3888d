package dev.menshen.accounts;

import java.util.List;
import java.util.Optional;

/**
 * What an application is told of somebody.
 *
 * @param username the user name
 * @param fullName as colleagues write it, where it is known
 * @param email where it is known
 * @param groups in alphabetical order
 */
public record Identity(String username, Optional<String> fullName, Optional<String> email, List<GroupName> groups) {

    public Identity {
        groups = List.copyOf(groups);
    }

    /** The name to greet by: the full one, or else the user name. */
    public String name() {
        return fullName.orElse(username);
    }
}
