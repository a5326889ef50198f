package spheres.claims.harness;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What several claims of a run need, measured once: by the first that asks. The key is a record of its own class that names
 * everything of the claim that enters; what is the same for the whole run (seed, scale, evidence, universe) need not stand in it.
 */
final class Once {
    /** What was measured, by which claim or figure, and in how many seconds. */
    record Measured(Object value, String by, double seconds) {}

    private static final class Slot {
        private @Nullable Measured measured;
    }

    private final Map<Record, Slot> slots = new ConcurrentHashMap<>();

    /** The value of a key. Others may be asked for while it is measured, by what measures it too. */
    Measured of(String asks, Record key, Measuring<?> measuring) throws IOException {
        Slot slot = slots.computeIfAbsent(key, absent -> new Slot());
        synchronized (slot) {
            if (slot.measured == null) {
                long start = System.nanoTime();
                Object value = measuring.measure();
                slot.measured = new Measured(value, asks, (System.nanoTime() - start) / 1e9);
            }
            return slot.measured;
        }
    }
}
