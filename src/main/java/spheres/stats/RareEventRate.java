package spheres.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * An error rate from independent unbiased runs, in decimal logarithms since it may lie below what a double holds.
 *
 * @param log10 of the rate: of the runs' mean; -Infinity if no run saw an error
 * @param relativeError standard error of that mean, relative to it
 * @param found whether errors were reached; if not, the rate lies below that of the last level, {@code log10}
 * @param runs how many runs there were
 * @param evaluations points judged in all, the pilot's included
 */
public record RareEventRate(double log10, double relativeError, boolean found, int runs, long evaluations) {

    /** From the runs' logarithms. */
    static RareEventRate of(double[] logs, boolean found, long evaluations) {
        double top = Arrays.stream(logs).max().orElseThrow();
        if (top == Double.NEGATIVE_INFINITY) {
            return new RareEventRate(top, Double.NaN, found, logs.length, evaluations);
        }
        double[] relative =
                Arrays.stream(logs).map(log -> Math.pow(10, log - top)).toArray();
        SampleMean mean = SampleMean.of(relative);
        return new RareEventRate(
                top + Math.log10(mean.mean()), mean.standardError() / mean.mean(), found, logs.length, evaluations);
    }

    /**
     * The interval for the decimal logarithm: Student's for the mean of the runs, carried over to the logarithm, where the
     * runs' products are nearer to normal.
     *
     * @param level coverage, in (0, 1)
     */
    public ConfidenceInterval log10Interval(double level) {
        ConfidenceInterval.requireLevel(level);
        double half =
                relativeError / Math.log(10) * TDistribution.of(runs - 1.0).inverseSurvivalProbability((1 - level) / 2);
        return new ConfidenceInterval(log10, log10 - half, Math.min(0, log10 + half), level);
    }
}
