package spheres.claims.figures;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import spheres.classifier.EllipsoidClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.stats.ConfidenceInterval;
import spheres.stats.MultilevelSplitting;
import spheres.stats.Proportion;
import spheres.stats.RareEventRate;
import spheres.stats.SampleMean;
import spheres.stats.SplittingOptions;
import spheres.theory.EllipsoidErrorRate;

/**
 * Multilevel splitting where the truth is known: on ellipsoids with a chosen exact error rate on the inner sphere, many
 * independent estimates each.
 *
 * @param dimension d
 * @param log10Exact decimal logarithm of the exact rate
 * @param meanRatio mean of estimate over truth, 1 for an unbiased estimate
 * @param ratioLow low end of the interval for that mean
 * @param ratioHigh its high end
 * @param coverage share of the estimates whose 95 % interval holds the truth
 * @param coverageLow low end of the interval for that share
 * @param coverageHigh its high end
 * @param spread standard deviation of the estimates' decimal logarithms
 * @param repeats how many estimates
 * @param evaluations points judged for one estimate, on average
 */
public record SplittingValidation(
        int dimension,
        double log10Exact,
        double meanRatio,
        double ratioLow,
        double ratioHigh,
        double coverage,
        double coverageLow,
        double coverageHigh,
        double spread,
        int repeats,
        long evaluations) {
    private static final double LEVEL = 0.95;

    /**
     * Estimates many times.
     *
     * @param spheres what the ellipsoid lies between
     * @param log10Rate the exact rate's decimal logarithm
     * @param options of each estimate; the seed is that of the first, and counts up
     * @param repeats how many estimates, at least 2
     * @param level coverage of the intervals for mean and share
     */
    public static SplittingValidation of(
            ConcentricSpheres spheres, double log10Rate, SplittingOptions options, int repeats, double level) {
        double[] alphas = alphas(spheres, log10Rate);
        double exact = EllipsoidErrorRate.of(alphas, spheres.outerRadius())
                .exact(Sphere.INNER)
                .log10();
        List<RareEventRate> rates = IntStream.range(0, repeats)
                .parallel()
                .mapToObj(i -> new MultilevelSplitting(
                                EllipsoidClassifier.of(alphas),
                                spheres,
                                Sphere.INNER,
                                options.withSeed(options.seed() + i))
                        .estimate())
                .toList();
        double[] ratios = new double[repeats];
        double[] logs = new double[repeats];
        int covered = 0;
        long evaluations = 0;
        for (int i = 0; i < repeats; i++) {
            RareEventRate rate = rates.get(i);
            ConfidenceInterval interval = rate.log10Interval(LEVEL);
            covered += interval.low() <= exact && exact <= interval.high() ? 1 : 0;
            ratios[i] = Math.pow(10, rate.log10() - exact);
            logs[i] = rate.log10();
            evaluations += rate.evaluations();
        }
        ConfidenceInterval mean = SampleMean.of(ratios).interval(level);
        ConfidenceInterval share = Proportion.interval(covered, repeats, level);
        return new SplittingValidation(
                spheres.dimension(),
                exact,
                mean.value(),
                mean.low(),
                mean.high(),
                share.value(),
                share.low(),
                share.high(),
                SampleMean.of(logs).standardError() * Math.sqrt(repeats),
                repeats,
                evaluations / repeats);
    }

    /** Alphas evenly spread over an interval from 0.4, whose high end gives the rate. */
    private static double[] alphas(ConcentricSpheres spheres, double log10Rate) {
        double low = 1;
        double high = 3;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            double rate = EllipsoidErrorRate.of(spread(spheres.dimension(), middle), spheres.outerRadius())
                    .exact(Sphere.INNER)
                    .log10();
            if (rate > log10Rate) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return spread(spheres.dimension(), high);
    }

    private static double[] spread(int dimension, double high) {
        double[] alphas = new double[dimension];
        Arrays.setAll(alphas, i -> 0.4 + (high - 0.4) * i / (dimension - 1.0));
        return alphas;
    }
}
