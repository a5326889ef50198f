package spheres.stats;

import java.util.Arrays;

/**
 * An error rate from independent unbiased runs, in decimal logarithms since it may lie below what a double holds.
 *
 * @param log10 of the rate: of the runs' mean, which is unbiased; -Infinity, in files of older versions only, if no run
 *     saw an error
 * @param relativeError standard error of that mean, relative to it; NaN for -Infinity
 * @param found whether runs reached errors; if not, the rate lies below that of a level short of them, which {@code
 *     log10} is then
 * @param runs how many runs there were, at least 2
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
     * From the runs' logarithms at every level. Where the levels end short of errors, or no run got to them, the rate is
     * bounded by that of a level, since errors are above it: the last level before the runs scatter more than their interval is
     * checked for, or die out. The runs are assumed to be what that interval assumes, no more. That they choose the level makes
     * the high end miss up to 1.8 times as often as one end may, and so less often than both: 100,000 times 20 products of
     * 6 to 40 binomial shares of 50 points each, at levels 0.95 to 0.999. Without such a level the rate is known to be at most
     * 1.
     *
     * @param logs [runs, levels], decimal logarithms of each run's estimates of the levels' rates
     * @param errors whether the last level is that of errors
     */
    static RareEventRate of(double[][] logs, boolean errors, long evaluations) {
        int levels = logs[0].length;
        RareEventRate rate = of(atLevel(logs, levels - 1), errors, evaluations);
        if (errors && rate.sawAny()) {
            return rate;
        }
        RareEventRate bound = new RareEventRate(0, 0, false, logs.length, evaluations);
        for (int level = 0; level < levels; level++) {
            RareEventRate next = of(atLevel(logs, level), false, evaluations);
            if (!next.sawAny() || next.scattersTooMuch()) {
                break;
            }
            bound = next;
        }
        return bound;
    }

    private static double[] atLevel(double[][] logs, int level) {
        return Arrays.stream(logs).mapToDouble(run -> run[level]).toArray();
    }

    /** Standard deviation of a run over the mean of the runs, estimated from them; at most sqrt(runs). */
    public double coefficientOfVariation() {
        return relativeError * Math.sqrt(runs);
    }

    /**
     * Whether the runs scatter too much for a {@link RunsInterval}: then a few of them carry the mean, nothing is known of the rate
     * but that it is one, and more points are needed.
     */
    public boolean scattersTooMuch() {
        return coefficientOfVariation() > RunsInterval.MOST_VARIATION;
    }

    /** Whether any run's estimate is above 0. */
    boolean sawAny() {
        return log10 > Double.NEGATIVE_INFINITY;
    }

    /**
     * The interval for the decimal logarithm: {@link RunsInterval}, from 0 runs that saw an error that of Clopper and Pearson,
     * since a rate of p makes a run reach errors with a probability of at least p, as its estimate is at most 1. The latter
     * assumes nothing, and says little. Where the runs scatter too much, everything up to a rate of 1.
     *
     * @param level coverage, in (0, 1)
     */
    public ConfidenceInterval log10Interval(double level) {
        if (!sawAny()) {
            double high = Proportion.interval(0, runs, level).high();
            return new ConfidenceInterval(log10, log10, Math.log10(high), level);
        }
        RunsInterval interval = new RunsInterval(runs, level);
        double variation = coefficientOfVariation();
        return new ConfidenceInterval(
                log10,
                log10 - interval.below(variation) / Math.log(10),
                Math.min(0, log10 + interval.above(variation) / Math.log(10)),
                level);
    }
}
