package spheres.network;

import java.util.Arrays;

/**
 * Batch norm's running means and variances, as they are when kept with some decay. No decay changes what is trained, so
 * that one training gives the statistics of several.
 *
 * @param decay the weight of the old statistics, in [0, 1)
 * @param values for each hidden layer from the input up the means of its units, then their variances; {@code [2 * hidden
 *     units]}; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record RunningStatistics(double decay, float[] values) {

    /** What the variance of a batch of m samples is divided by before it goes into the running variance. */
    public enum VarianceConvention {
        /** m: what normalises the batch; TensorFlow 1's batch norm where it is not fused, DL4J. */
        BIASED,
        /** m - 1, Bessel's correction: PyTorch, and TensorFlow 1's fused kernel. */
        BESSEL
    }

    public RunningStatistics {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay of running statistics = " + decay + " is not in [0, 1)");
        }
    }

    /**
     * Those before the first step: every mean is 0, every variance 1.
     *
     * @throws IllegalArgumentException if the architecture has no batch norm
     */
    public static RunningStatistics initial(Architecture architecture, double decay) {
        settings(architecture);
        float[] values = new float[length(architecture)];
        int offset = 0;
        for (Architecture.Running place : architecture.running()) {
            Arrays.fill(values, offset + place.units(), offset + 2 * place.units(), 1);
            offset += 2 * place.units();
        }
        return new RunningStatistics(decay, values);
    }

    /**
     * Those that a network holds, kept with its own decay.
     *
     * @throws IllegalArgumentException if it has no batch norm
     */
    public static RunningStatistics of(Network network) {
        Architecture architecture = network.architecture();
        double decay = settings(architecture).decay();
        float[] parameters = network.parameters();
        float[] values = new float[length(architecture)];
        int offset = 0;
        for (Architecture.Running place : architecture.running()) {
            System.arraycopy(parameters, place.mean(), values, offset, place.units());
            System.arraycopy(parameters, place.variance(), values, offset + place.units(), place.units());
            offset += 2 * place.units();
        }
        return new RunningStatistics(decay, values);
    }

    /** The number of values that an architecture has. */
    static int length(Architecture architecture) {
        return 2
                * architecture.running().stream()
                        .mapToInt(Architecture.Running::units)
                        .sum();
    }

    /**
     * The network with these statistics in the place of its own, and their decay in that of its setting.
     *
     * <p>A running variance with Bessel's correction is no other average: after t steps of batches of m samples it is m / (m -
     * 1) times the biased one, except that the initial 1, whose weight is decay^t, is not corrected.
     *
     * @param network of the training that gave these statistics, at the same step
     * @param convention of the variances that the result holds; those here are biased
     * @param batch m, at least 2
     * @throws IllegalArgumentException if it has no batch norm or another number of units
     */
    public Network in(Network network, VarianceConvention convention, int batch) {
        Architecture architecture = network.architecture();
        BatchNormSettings settings = settings(architecture);
        if (values.length != length(architecture)) {
            throw new IllegalArgumentException("number of running statistics = " + values.length + " is not "
                    + length(architecture) + ", the number that a " + architecture + " network has");
        }
        if (batch < 2) {
            throw new IllegalArgumentException("batch = " + batch + " is not in [2, 2147483647]");
        }
        double factor = convention == VarianceConvention.BESSEL ? batch / (batch - 1.0) : 1;
        // The statistics decay by the single-precision number.
        double initial = Math.pow((float) decay, (double) network.step());
        float[] parameters = network.parameters();
        int offset = 0;
        for (Architecture.Running place : architecture.running()) {
            int units = place.units();
            System.arraycopy(values, offset, parameters, place.mean(), units);
            for (int u = 0; u < units; u++) {
                double biased = values[offset + units + u];
                parameters[place.variance() + u] = (float) (biased + (factor - 1) * (biased - initial));
            }
            offset += 2 * units;
        }
        return new Network(
                architecture.withBatchNorm(settings.withDecay(decay)),
                network.adam(),
                parameters,
                network.firstMoments(),
                network.secondMoments(),
                network.step());
    }

    private static BatchNormSettings settings(Architecture architecture) {
        return architecture
                .normalisation()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a " + architecture + " network has no batch norm, so no running statistics"));
    }
}
