package spheres.engine;

import spheres.network.Network;
import spheres.network.ReluArchitecture;

/** What computes a training step. All do the same step and agree within rounding. */
public enum Backend {
    /** The fast one: the CPU, threads over units. */
    ENGINE {
        @Override
        public StepEngine open(Network start, TrainingData data, int batch, int threads) {
            return start.architecture() instanceof ReluArchitecture
                    ? new ReluEngine(start, data, batch, threads)
                    : new QuadraticEngine(start, data, batch, threads);
        }
    },

    /** ND4J's operations, for any backend that ND4J has. */
    ND4J {
        @Override
        public StepEngine open(Network start, TrainingData data, int batch, int threads) {
            return new Nd4jEngine(start, data, batch);
        }
    },

    /** DL4J's own {@code fit}: slow, the reference. */
    DL4J {
        @Override
        public StepEngine open(Network start, TrainingData data, int batch, int threads) {
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
     */
    public abstract StepEngine open(Network start, TrainingData data, int batch, int threads);
}
