package dev.menshen.pages;

import dev.menshen.store.StorageUnavailable;
import dev.menshen.web.Answers;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether the door works, for whoever watches it. */
public final class Health {

    private final Map<String, Runnable> parts;

    /** Watches these parts, each of which throws {@link StorageUnavailable} while it is out. */
    public Health(Map<String, Runnable> parts) {
        this.parts = new LinkedHashMap<>(parts);
    }

    /** Answers 200 when every part works and 503 when one does not, with the state of each. */
    public void show(Context ctx) {
        Map<String, Object> states = new LinkedHashMap<>();
        parts.forEach((name, probe) -> states.put(name, works(probe) ? "up" : "down"));
        boolean allUp = !states.containsValue("down");
        Answers.json(ctx, allUp ? 200 : 503, Map.of("status", allUp, "data", states));
    }

    private static boolean works(Runnable probe) {
        try {
            probe.run();
            return true;
        } catch (StorageUnavailable out) {
            return false;
        }
    }
}
