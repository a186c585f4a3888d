package dev.menshen.web;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that slow clients may hold all together. When it is used up, whoever has held a part of it longest gives
 * way, and not the newcomer: an honest form or answer is one or two packets and never the oldest, so a flood of slow ones pushes
 * out only itself.
 */
final class Room {

    /** What the server itself keeps for a request or an answer under way, roughly. */
    private static final int ALONE = 8 * 1024;

    private final Map<Guest, Integer> guests = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final long most;
    private long taken;

    Room(long most) {
        this.most = most;
    }

    /** Somebody who holds memory while waiting. */
    interface Guest {

        /** Lets go of it at once. */
        void giveWay();
    }

    /** Notes that this guest holds so many bytes from now on. */
    void hold(Guest guest, int bytes) {
        List<Guest> leaving = new ArrayList<>(0);
        lock.lock();
        try {
            int weight = bytes + ALONE;
            Integer before = guests.put(guest, weight);
            taken += weight - (before == null ? 0 : before);
            for (Iterator<Map.Entry<Guest, Integer>> oldest = guests.entrySet().iterator();
                    taken > most && oldest.hasNext(); ) {
                Map.Entry<Guest, Integer> entry = oldest.next();
                taken -= entry.getValue();
                leaving.add(entry.getKey());
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
        leaving.forEach(Guest::giveWay);
    }

    /** Notes that this guest holds nothing any more. */
    void leave(Guest guest) {
        lock.lock();
        try {
            Integer weight = guests.remove(guest);
            taken -= weight == null ? 0 : weight;
        } finally {
            lock.unlock();
        }
    }
}
