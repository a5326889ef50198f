package spheres.stats;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;

/**
 * The Kolmogorov distance sup |F_n - F| between a sample and a continuous law, with the interval of Dvoretzky, Kiefer
 * and Wolfowitz in Massart's form (doi:10.1214/aop/1176990746) for the distance between the sampled law and F: an
 * equivalence band rather than a test of equality.
 */
public final class KolmogorovDistance implements SequentialSample {
    private final LongToDoubleFunction quantity;
    private final DoubleUnaryOperator law;
    private double[] values = new double[0];

    /**
     * @param quantity the quantity of the sample of that index
     * @param law the distribution function F
     */
    public KolmogorovDistance(LongToDoubleFunction quantity, DoubleUnaryOperator law) {
        this.quantity = quantity;
        this.law = law;
    }

    @Override
    public void extend(long from, long to) {
        int old = values.length;
        values = Arrays.copyOf(values, Math.toIntExact(old + to - from));
        for (long index = from; index < to; index++) {
            values[old++] = quantity.applyAsDouble(index);
        }
        Arrays.sort(values);
    }

    @Override
    public ConfidenceInterval interval(double level) {
        ConfidenceInterval.requireLevel(level);
        int n = values.length;
        ConfidenceInterval.requireAtLeast("samples", n, 1);
        double distance = 0;
        for (int i = 0; i < n; i++) {
            double probability = law.applyAsDouble(values[i]);
            distance = Math.max(distance, Math.max(probability - (double) i / n, (i + 1.0) / n - probability));
        }
        double half = Math.sqrt(Math.log(2 / (1 - level)) / (2.0 * n));
        return new ConfidenceInterval(distance, Math.max(0, distance - half), Math.min(1, distance + half), level);
    }
}
