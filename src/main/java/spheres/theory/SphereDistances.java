package spheres.theory;

import org.apache.commons.numbers.gamma.GammaRatio;
import spheres.input.Require;

/**
 * Straight-line distances between independent uniform points of the unit sphere in R^n (arXiv:1801.02774, section 2:
 * "typically sqrt(2)").
 */
public final class SphereDistances {
    private SphereDistances() {}

    /** The mean distance of two points; relative error below 1e-14. */
    public static double mean(int dimension) {
        Latitudes.requireDimension(dimension);
        double a = (dimension - 1) / 2.0;
        return 2 * GammaRatio.delta(2 * a, 0.5) / GammaRatio.delta(a, 0.5);
    }

    /**
     * The distance that the nearest pair of N points exceeds with a given probability. Distances of different pairs are
     * pairwise independent, and the number of pairs nearer than t is taken as Poisson; by Chen and Stein's method the
     * probability so obtained is off by less than {@code 8 log(1/p)^2 / N}.
     *
     * @param points N, at least 2
     * @param probability p in (0, 1)
     */
    public static double nearestPairExceededWith(int dimension, long points, double probability) {
        requirePoints(points);
        Require.probability("probability p", probability);
        Latitudes.requireDimension(dimension);
        return distance(dimension, -Math.log(probability) / pairs(points));
    }

    /** The expected distance of the nearest pair of N points, in the same approximation as the quantile. */
    public static double expectedNearestPair(int dimension, long points) {
        requirePoints(points);
        // E[T] = integral of the quantile over p; in u = log(-log p) the weight is smooth and falls off doubly fast.
        return PanelQuadrature.integral(
                u -> distance(dimension, Math.exp(u) / pairs(points)) * Math.exp(u - Math.exp(u)), -40, 4);
    }

    /** The distance that two points exceed with probability {@code 1 - measure}. */
    private static double distance(int dimension, double measure) {
        return measure >= 1
                ? 2
                : 2 * Math.sin(SphericalCap.ofMeasure(dimension, measure).geodesicRadius() / 2);
    }

    private static double pairs(long points) {
        return points / 2.0 * (points - 1);
    }

    private static void requirePoints(long points) {
        Require.atLeast(2L, "points N", points);
    }
}
