package spheres.engine;

import java.util.EnumMap;
import java.util.Map;

/** Adds up the time between marks by phase; one thread. */
@SuppressWarnings("EnumOrdinal") // an array, so that marking costs nothing
final class Stopwatch {
    private final long[] nanoseconds = new long[Phase.values().length];
    private long last;

    void start() {
        last = System.nanoTime();
    }

    /** The time since the mark before belongs to this phase. */
    void mark(Phase phase) {
        long now = System.nanoTime();
        nanoseconds[phase.ordinal()] += now - last;
        last = now;
    }

    /** The nanoseconds of each phase so far. */
    Map<Phase, Long> profile() {
        Map<Phase, Long> profile = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            profile.put(phase, nanoseconds[phase.ordinal()]);
        }
        return profile;
    }
}
