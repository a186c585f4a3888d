package dev.menshen.gate;

import dev.menshen.accounts.GroupName;
import dev.menshen.web.Origin;
import dev.menshen.web.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy's configuration demands in the query of its question, the same every time that it asks.
 *
 * @param query as it was sent
 * @param readable whether it is nothing but what it may hold: a word that is no more than misspelt must not demand
 *     nothing
 * @param door our own origin as the configuration names it
 * @param demanding whether it names groups at all; a list that cannot be read is met by nobody
 * @param groups of which one is demanded
 */
record Terms(
        @Nullable String query, boolean readable, Optional<Origin> door, boolean demanding, Set<GroupName> groups) {

    /** The terms of this query. */
    static Terms of(@Nullable String query) {
        List<String> lists = Query.values(query, "groups");
        return new Terms(
                query,
                isReadable(query),
                Origin.read(Query.value(query, "door")),
                !lists.isEmpty(),
                Arrays.stream(String.join(",", lists).split(",", -1))
                        .map(GroupName::read)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** There are two words, written as they are here. */
    private static boolean isReadable(@Nullable String query) {
        return query == null
                || query.isEmpty()
                || Arrays.stream(query.split("&", -1))
                        .allMatch(part -> part.startsWith("groups=") || part.startsWith("door="));
    }

    /** Whether somebody in these groups may go on. */
    boolean areMetBy(List<GroupName> theirs) {
        return !demanding || theirs.stream().anyMatch(groups::contains);
    }
}
