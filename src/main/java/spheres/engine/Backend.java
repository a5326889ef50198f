package spheres.engine;

import java.util.List;
import spheres.network.Network;
import spheres.network.RunningStatistics;

/** What computes a training step. All do the same step and agree within rounding. */
public interface Backend {

    /**
     * An engine that goes on from a network.
     *
     * @param start where it begins, with Adam's state and the number of steps done
     * @param data what it trains on
     * @param batch samples per step; at least 2 for a network with batch norm, else 1
     * @param threads used by {@link HostBackend#CPU} only, at most the units of the narrowest hidden layer
     * @param further running statistics, as they stand at the start, of decays other than the network's own, to be kept
     *     beside; not by {@link HostBackend#ND4J} and {@link HostBackend#DL4J}
     */
    StepEngine open(Network start, TrainingData data, int batch, int threads, List<RunningStatistics> further);

    /** The same with no further running statistics. */
    default StepEngine open(Network start, TrainingData data, int batch, int threads) {
        return open(start, data, batch, threads, List.of());
    }
}
