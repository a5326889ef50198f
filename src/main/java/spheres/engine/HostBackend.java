package spheres.engine;

import java.util.List;
import spheres.network.Network;
import spheres.network.RunningStatistics;

/** The backends that need nothing but the CPU. */
public enum HostBackend implements Backend {
    /** The fast one: threads over units. */
    CPU {
        @Override
        public StepEngine open(
                Network start, TrainingData data, int batch, int threads, List<RunningStatistics> further) {
            return start.architecture()
                    .match(relu -> new ReluEngine(start, relu, data, batch, threads, further), quadratic -> {
                        requireNone(further, "by a quadratic network, which has no batch norm");
                        return new QuadraticEngine(start, quadratic, data, batch, threads);
                    });
        }
    },

    /** ND4J's operations, for any backend that ND4J has. */
    ND4J {
        @Override
        public StepEngine open(
                Network start, TrainingData data, int batch, int threads, List<RunningStatistics> further) {
            requireNone(further, "by ND4J: use CPU");
            return new Nd4jEngine(start, data, batch);
        }
    },

    /** DL4J's own {@code fit}: slow, the reference. */
    DL4J {
        @Override
        public StepEngine open(
                Network start, TrainingData data, int batch, int threads, List<RunningStatistics> further) {
            requireNone(further, "by DL4J: use CPU");
            return new Dl4jEngine(start, data, batch);
        }
    };

    private static void requireNone(List<RunningStatistics> further, String where) {
        if (!further.isEmpty()) {
            throw new IllegalArgumentException("running statistics of further decays = "
                    + further.stream().map(RunningStatistics::decay).toList() + " can't be kept " + where);
        }
    }
}
