package spheres.stats;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/**
 * The mean of a quantity from independent samples, with Student's interval. Its level is exact for a normal quantity
 * and, by the central limit theorem, near it for large samples of quantities with light tails.
 */
public final class SampleMean implements SequentialSample {
    private final LongToDoubleFunction quantity;
    private long count;
    private double mean;
    private double squares;

    /** @param quantity the quantity of the sample of that index */
    public SampleMean(LongToDoubleFunction quantity) {
        this.quantity = quantity;
    }

    /** The mean of given values. */
    public static SampleMean of(double... values) {
        SampleMean sample = new SampleMean(index -> values[Math.toIntExact(index)]);
        sample.extend(0, values.length);
        return sample;
    }

    /**
     * The ratio of two means from pairs, with the interval of the linearised ratio (Cochran 1977, Sampling Techniques, chapter
     * 6).
     *
     * @param numerators one a pair
     * @param denominators one a pair, their mean not 0
     * @param level coverage, in (0, 1)
     */
    public static ConfidenceInterval ratio(double[] numerators, double[] denominators, double level) {
        if (numerators.length != denominators.length) {
            throw new IllegalArgumentException(numerators.length + " numerators and " + denominators.length
                    + " denominators are no pairs: give as many of both");
        }
        double denominator = of(denominators).mean();
        double ratio = of(numerators).mean() / denominator;
        double[] residuals = new double[numerators.length];
        Arrays.setAll(residuals, i -> (numerators[i] - ratio * denominators[i]) / denominator);
        ConfidenceInterval about = of(residuals).interval(level);
        return new ConfidenceInterval(ratio, ratio + about.low(), ratio + about.high(), level);
    }

    @Override
    public void extend(long from, long to) {
        for (long index = from; index < to; index++) {
            double value = quantity.applyAsDouble(index);
            count++;
            double above = value - mean;
            mean += above / count;
            squares += above * (value - mean);
        }
    }

    public double mean() {
        return mean;
    }

    /** The standard error of the mean; needs two samples. */
    public double standardError() {
        ConfidenceInterval.requireAtLeast("samples", count, 2);
        return Math.sqrt(squares / (count - 1) / count);
    }

    @Override
    public ConfidenceInterval interval(double level) {
        ConfidenceInterval.requireLevel(level);
        return Student.interval(mean, standardError(), count - 1.0, level);
    }
}
