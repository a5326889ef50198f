package spheres.engine;

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

    long nanoseconds(Phase phase) {
        return nanoseconds[phase.ordinal()];
    }
}
