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
        if (network.architecture().normalisation().isPresent()) {
            require(
                    "batch norm",
                    network.architecture(),
                    RunningStatistics.of(network).values());
        }
    }

    /** Running statistics of every batch norm: finite, and the variances positive. */
    static void require(String where, Architecture architecture, float[] statistics) {
        requireFinite(where + ": running statistic", statistics);
        int offset = 0;
        for (Architecture.Running place : architecture.running()) {
            int end = offset + 2 * place.units();
            for (int i = offset + place.units(); i < end; i++) {
                if (!(statistics[i] > 0)) {
                    throw new IllegalArgumentException(
                            where + ": running variance " + i + " = " + statistics[i] + " is not in (0, Infinity)");
                }
            }
            offset = end;
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
