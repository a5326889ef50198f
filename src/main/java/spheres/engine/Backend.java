package spheres.engine;

import java.util.List;
import spheres.network.Network;
import spheres.network.ReluArchitecture;
import spheres.network.RunningStatistics;

/** What computes a training step. All do the same step and agree within rounding. */
public enum Backend {
    /** The fast one: the CPU, threads over units. */
    ENGINE {
        @Override
        public StepEngine open(
                Network start, TrainingData data, int batch, int threads, List<RunningStatistics> further) {
            if (start.architecture() instanceof ReluArchitecture) {
                return new ReluEngine(start, data, batch, threads, further);
            }
            requireNone(further, "by a quadratic network, which has no batch norm");
            return new QuadraticEngine(start, data, batch, threads);
        }
    },

    /** ND4J's operations, for any backend that ND4J has. */
    ND4J {
        @Override
        public StepEngine open(
                Network start, TrainingData data, int batch, int threads, List<RunningStatistics> further) {
            requireNone(further, "by ND4J: use ENGINE");
            return new Nd4jEngine(start, data, batch);
        }
    },

    /** DL4J's own {@code fit}: slow, the reference. */
    DL4J {
        @Override
        public StepEngine open(
                Network start, TrainingData data, int batch, int threads, List<RunningStatistics> further) {
            requireNone(further, "by DL4J: use ENGINE");
            return new Dl4jEngine(start, data, batch);
        }
    };

    /**
     * An engine that goes on from a network.
     *
     * @param start where it begins, with Adam's state and the number of steps done
     * @param data what it trains on
     * @param batch samples a step; at least 2 for a network with batch norm, else 1
     * @param threads used by {@link #ENGINE} only, at most the units of the narrowest hidden layer
     * @param further running statistics, as they stand at the start, of decays other than the network's own, to be kept
     *     beside; by {@link #ENGINE} only
     */
    public abstract StepEngine open(
            Network start, TrainingData data, int batch, int threads, List<RunningStatistics> further);

    /** The same with no further running statistics. */
    public final StepEngine open(Network start, TrainingData data, int batch, int threads) {
        return open(start, data, batch, threads, List.of());
    }

    private static void requireNone(List<RunningStatistics> further, String where) {
        if (!further.isEmpty()) {
            throw new IllegalArgumentException("running statistics of further decays = "
                    + further.stream().map(RunningStatistics::decay).toList() + " can't be kept " + where);
        }
    }
}
