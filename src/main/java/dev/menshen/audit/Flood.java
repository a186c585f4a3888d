package dev.menshen.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is being refused in this minute, counted, so that a flood of refusals is a few lines and rows. */
final class Flood {

    /** So many alike in a minute are written one by one: more than any fail2ban waits for. */
    static final int ALIKE = 20;

    /** Rows a minute of the whole house, a megabyte in ten: whoever floods with ever new names fills no disk. */
    static final int ROWS = 600;

    /** Lines a minute of the whole house: the log's disk is one too, and less than a gigabyte of it goes in a day. */
    static final int LINES = 3_000;

    /** Of more kinds than this no count is kept, for memory is bounded too. */
    private static final int KINDS = 10_000;

    private final Map<Event, Long> kinds = new HashMap<>();
    private long rows;
    private long withoutRow;

    /** What becomes of an event. */
    enum Fate {
        ROW,
        LINE_ONLY,
        COUNTED_ONLY
    }

    /**
     * What a minute leaves behind.
     *
     * @param folded how many more there were of a kind than were written
     * @param withoutRow how many have no row, and the last of them no line either
     */
    record Ended(List<Map.Entry<Event, Long>> folded, long withoutRow) {}

    /** Counts an event, and decides. */
    synchronized Fate meet(Event event) {
        if (kinds.size() < KINDS || kinds.containsKey(event)) {
            if (kinds.merge(event, 1L, Long::sum) > ALIKE) {
                return Fate.COUNTED_ONLY;
            }
        }
        if (rows >= ROWS) {
            withoutRow++;
            return withoutRow <= LINES - ROWS ? Fate.LINE_ONLY : Fate.COUNTED_ONLY;
        }
        rows++;
        return Fate.ROW;
    }

    /** Ends the minute; the next one starts from nothing. */
    synchronized Ended end() {
        List<Map.Entry<Event, Long>> folded = new ArrayList<>();
        kinds.forEach((event, count) -> {
            if (count > ALIKE) {
                folded.add(Map.entry(event, count - ALIKE));
            }
        });
        Ended ended = new Ended(folded, withoutRow);
        kinds.clear();
        rows = 0;
        withoutRow = 0;
        return ended;
    }
}
