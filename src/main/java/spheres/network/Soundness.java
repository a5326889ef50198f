package spheres.network;

/** What any network that can be judged has: finite numbers, and running variances above 0. */
final class Soundness {
    private Soundness() {}

    /**
     * @throws IllegalArgumentException naming the number that is not
     */
    static void require(Network network) {
        requireFinite("parameter", network.parameters());
        requireFinite("first moment", network.firstMoments());
        requireFinite("second moment", network.secondMoments());
        if (network.architecture() instanceof ReluArchitecture relu) {
            require("batch norm", relu, RunningStatistics.of(network).values());
        }
    }

    /** Running statistics of every hidden layer: finite, and the variances positive. */
    static void require(String where, ReluArchitecture architecture, float[] statistics) {
        requireFinite(where + ": running statistic", statistics);
        int offset = 0;
        for (int units : architecture.hiddenWidths()) {
            for (int i = offset + units; i < offset + 2 * units; i++) {
                if (!(statistics[i] > 0)) {
                    throw new IllegalArgumentException(
                            where + ": running variance " + i + " = " + statistics[i] + " is not in (0, Infinity)");
                }
            }
            offset += 2 * units;
        }
    }

    private static void requireFinite(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(name + " " + i + " = " + values[i] + " is not finite");
            }
        }
    }
}
