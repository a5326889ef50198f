package spheres.theory;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import spheres.input.Require;
import spheres.sphere.Sphere;

/**
 * The model that looks at k of d coordinates and answers "outer" if {@code sum_(i<=k) x_i^2 > b} (arXiv:1801.02774,
 * section 4.1 and Figure 4). Its error is the mean of both spheres' error rates, with the b that makes it least.
 *
 * <p>The share of k coordinates in |x|^2 has the law Beta(k/2, (d-k)/2), which gives the error exactly. The central limit
 * theorem gives what the paper draws; the two choose slightly different b.
 *
 * @param dimension d, at least 1
 * @param outerRadius R, in (1, 1e50)
 */
public record TruncatedModel(int dimension, double outerRadius) {

    public TruncatedModel {
        Require.atLeast(1, "dimension d", dimension);
        EllipsoidErrorRate.requireRadius(outerRadius);
    }

    /**
     * A choice of the threshold and what it gives.
     *
     * @param threshold b, which the sum of k squares is compared with
     * @param error the mean of both spheres' error rates
     */
    public record Optimum(double threshold, TailProbability error) {}

    /**
     * The least error and its threshold, exactly; relative error about 1e-12. The densities of the two errors are equal
     * at {@code b = (1 - q) / (1 - q / R^2)}, {@code q = R^(-2k/(d-k-2))}; where d - k is 1 or 2 that is b = 1, where no
     * inner point is an error. With k = d nothing is, for any b in (1, R^2).
     *
     * @param coordinates k, in 1..d
     */
    public Optimum exact(int coordinates) {
        requireCoordinates(coordinates);
        if (coordinates == dimension) {
            return new Optimum(maxMarginThreshold(), TailProbability.ZERO);
        }
        // b, 1 - b and 1 - b / R^2, each precise where it is small.
        double threshold = 1;
        double excess = 0;
        if (dimension - coordinates > 2) {
            double logRadius = Math.log(outerRadius);
            double logQ = -2.0 * coordinates / (dimension - coordinates - 2) * logRadius;
            double denominator = Math.expm1(logQ - 2 * logRadius);
            threshold = Math.expm1(logQ) / denominator;
            excess = Math.exp(logQ) * Math.expm1(-2 * logRadius) / denominator;
        }
        double square = outerRadius * outerRadius;
        double outerExcess = excess / square + (outerRadius - 1) / outerRadius * ((outerRadius + 1) / outerRadius);
        BetaLaw share = share(coordinates);
        TailProbability inner = share.below(threshold, excess).complement();
        TailProbability outer = share.below(threshold / square, outerExcess);
        return new Optimum(threshold, mean(inner, outer));
    }

    /**
     * The exact error rate on one sphere. Points on the boundary are not counted: with k = d a whole sphere may lie on it.
     *
     * @param coordinates k, in 1..d
     * @param threshold b, positive and finite
     */
    public TailProbability exactRate(int coordinates, double threshold, Sphere sphere) {
        requireCoordinates(coordinates);
        requireThreshold(threshold);
        double x = sphere == Sphere.INNER ? threshold : threshold / (outerRadius * outerRadius);
        if (coordinates == dimension) {
            boolean error = sphere == Sphere.INNER ? x < 1 : x > 1;
            return error ? TailProbability.ONE : TailProbability.ZERO;
        }
        TailProbability below = share(coordinates).below(x, 1 - x);
        return sphere == Sphere.INNER ? below.complement() : below;
    }

    /**
     * The least error and its threshold by the central limit theorem. With k = d its error does not depend on b in
     * (1, R^2), and is above 0.
     *
     * @param coordinates k, in 1..d
     */
    public Optimum clt(int coordinates) {
        requireCoordinates(coordinates);
        if (coordinates == dimension) {
            return new Optimum(maxMarginThreshold(), normalTail(Math.sqrt(dimension / 2.0)));
        }
        double threshold = cltThreshold(coordinates);
        TailProbability inner = normalTail(innerDeviations(coordinates, 1 / threshold));
        TailProbability outer = normalTail(outerDeviations(coordinates, 1 / threshold));
        return new Optimum(threshold, mean(inner, outer));
    }

    private double cltThreshold(int coordinates) {
        double whole = (double) dimension / coordinates;
        double low = whole / (outerRadius * outerRadius);
        while (cltBalance(coordinates, low) < 0) {
            low /= 2;
        }
        double high = whole;
        while (cltBalance(coordinates, high) > 0) {
            high *= 2;
        }
        return 1 / Roots.between(alpha -> cltBalance(coordinates, alpha), low, high);
    }

    /** The logarithm of how fast the outer error falls with alpha over how fast the inner one grows. */
    private double cltBalance(int k, double alpha) {
        double inner = innerDeviations(k, alpha);
        double outer = outerDeviations(k, alpha);
        double square = outerRadius * outerRadius;
        return (inner - outer) * (inner + outer) / 2 + Math.log(slope(k, alpha * square) * square / slope(k, alpha));
    }

    /** How many standard deviations separate inner points from an error, with alpha = 1/b on k axes. */
    private double innerDeviations(int k, double alpha) {
        return (dimension - k * alpha) / Math.sqrt(2 * spread(k, alpha));
    }

    private double outerDeviations(int k, double alpha) {
        double scaled = alpha * outerRadius * outerRadius;
        return (k * scaled - dimension) / Math.sqrt(2 * spread(k, scaled));
    }

    /** The derivative of the deviations to alpha, but for its sign and a constant. */
    private double slope(int k, double alpha) {
        return alpha / Math.pow(spread(k, alpha), 1.5);
    }

    private double spread(int k, double alpha) {
        return k * (alpha - 1) * (alpha - 1) + (dimension - k);
    }

    private static TailProbability normalTail(double t) {
        return TailProbability.ofLog(NormalLaw.logSurvival(t), Double.NaN);
    }

    private static TailProbability mean(TailProbability inner, TailProbability outer) {
        double log = TailProbability.logSum(inner.logValue(), outer.logValue()) - Math.log(2);
        return TailProbability.ofLog(log, Math.max(inner.relativeError(), outer.relativeError()));
    }

    /** The least k with an exact error of at most the target, in (0, 1/2); at most d, where the error is 0. */
    public int leastCoordinates(double targetError) {
        requireTarget(targetError);
        return bisect(k -> exact(k).error().logValue() <= Math.log(targetError));
    }

    /** The least k with an error of at most the target by the central limit theorem; empty where k = d has a larger one. */
    public OptionalInt leastCoordinatesByClt(double targetError) {
        requireTarget(targetError);
        double log = Math.log(targetError);
        return clt(dimension).error().logValue() > log
                ? OptionalInt.empty()
                : OptionalInt.of(bisect(k -> clt(k).error().logValue() <= log));
    }

    /** The error falls as k grows. */
    private int bisect(IntPredicate enough) {
        int low = 0;
        int high = dimension;
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** The alphas of the same boundary as an ellipsoid, {@code [d]}: 1/b on k axes and 0 on the others. */
    public double[] alphas(int coordinates, double threshold) {
        requireCoordinates(coordinates);
        requireThreshold(threshold);
        double[] alphas = new double[dimension];
        Arrays.fill(alphas, 0, coordinates, 1 / threshold);
        return alphas;
    }

    private BetaLaw share(int coordinates) {
        return new BetaLaw(coordinates / 2.0, (dimension - coordinates) / 2.0);
    }

    private double maxMarginThreshold() {
        return (1 + outerRadius) * (1 + outerRadius) / 4;
    }

    private void requireCoordinates(int coordinates) {
        if (coordinates < 1 || coordinates > dimension) {
            throw Require.notIn("[1, " + dimension + "]", "coordinates k", coordinates);
        }
    }

    private static void requireThreshold(double threshold) {
        if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
            throw Require.notIn("(0, Infinity)", "threshold b", threshold);
        }
    }

    static void requireTarget(double targetError) {
        if (!(targetError > 0 && targetError < 0.5)) {
            throw Require.notIn("(0, 0.5)", "target error", targetError);
        }
    }
}
