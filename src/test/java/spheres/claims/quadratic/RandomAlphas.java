package spheres.claims.quadratic;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import spheres.claims.harness.ClaimRun;
import spheres.sphere.IndexedRandom;

/**
 * Random ellipsoids of three shapes by turns: alphas that are uniform, that take two values, or that are Gaussian cut at
 * 0. Mean, standard deviation (before the cut) and the share of the higher of two values are uniform in the ranges
 * {@code alphaMeans}, {@code alphaDeviations} and {@code shares} of the claim's setting; a deviation that would need
 * negative alphas is made smaller.
 */
public final class RandomAlphas {
    private final double[] means;
    private final double[] deviations;
    private final double[] shares;
    private final IndexedRandom random;

    public RandomAlphas(ClaimRun run) {
        this(run, run.settings("shares"));
    }

    public RandomAlphas(ClaimRun run, double[] shares) {
        this.shares = shares;
        means = run.settings("alphaMeans");
        deviations = run.settings("alphaDeviations");
        random = new IndexedRandom(run.seed(), run.stream("ellipsoids"));
    }

    static String shape(long index) {
        return switch ((int) (index % 3)) {
            case 0 -> "uniform";
            case 1 -> "two-valued";
            default -> "Gaussian";
        };
    }

    /** The alphas of the ellipsoid of that index, {@code [dimension]}. */
    public double[] of(long index, int dimension) {
        random.seek(index);
        double mean = between(means);
        double deviation = between(deviations);
        double[] alphas = new double[dimension];
        switch (shape(index)) {
            case "uniform" -> {
                double half = Math.min(mean, deviation * Math.sqrt(3));
                Arrays.setAll(alphas, i -> mean + half * (2 * random.nextDouble() - 1));
            }
            case "two-valued" -> {
                double share = between(shares);
                double below = Math.min(mean, deviation * Math.sqrt(share / (1 - share)));
                double above = below * (1 - share) / share;
                int high = (int) Math.round(share * dimension);
                Arrays.setAll(alphas, i -> i < high ? mean + above : mean - below);
            }
            default -> {
                var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
                Arrays.setAll(alphas, i -> Math.max(0, mean + deviation * gaussian.sample()));
            }
        }
        return alphas;
    }

    private double between(double[] range) {
        return range[0] + (range[1] - range[0]) * random.nextDouble();
    }
}
