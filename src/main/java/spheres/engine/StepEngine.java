package spheres.engine;

import java.util.List;
import java.util.Map;
import spheres.network.Network;
import spheres.network.RunningStatistics;

/**
 * Trains one network by Adam on sigmoid cross-entropy, averaged over the batch. Step s (from 0) uses the samples at
 * positions s * batch .. (s + 1) * batch. One thread at a time.
 */
public interface StepEngine extends Profiled, AutoCloseable {

    /** What computes the steps, for the record: their bits depend on it. */
    String name();

    /** The number of steps done, those of the network that it began with included. */
    long step();

    /**
     * Does {@code count} steps.
     *
     * @param losses receives the mean loss of each step's batch before its update, {@code [count]}
     * @throws DivergedException at a loss that is not finite; the engine is of no use afterwards
     */
    void run(int count, double[] losses);

    @Override
    default Map<Phase, Long> profile() {
        return Map.of();
    }

    /** The network as it stands: a copy. */
    Network network();

    /** A copy of the running statistics of further decays, in the order that they were given in. */
    default List<RunningStatistics> furtherStatistics() {
        return List.of();
    }

    @Override
    void close();
}
