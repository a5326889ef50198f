package spheres.claims.harness;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What several claims of a run need: the first that asks measures it, and each other one says what it cost and whom. */
public final class Shared<K, V> {
    /** A measurement that may need to read what is kept. */
    public interface Measuring<V> {
        V measure() throws IOException;
    }

    private record Measured<V>(V value, String claim, double seconds) {}

    private final Map<K, Measured<V>> all = new HashMap<>();

    /** The value of that key, measured if no claim has asked for it yet. */
    public synchronized V of(ClaimRun run, K key, Measuring<V> measuring) throws IOException {
        Measured<V> measured = all.get(key);
        if (measured == null) {
            long start = System.nanoTime();
            V value = measuring.measure();
            measured = new Measured<>(value, run.claim().id(), (System.nanoTime() - start) / 1e9);
            all.put(key, measured);
        }
        run.shares(measured.claim, measured.seconds);
        return measured.value;
    }
}
