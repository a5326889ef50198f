package spheres.theory;

import java.util.Arrays;
import java.util.Optional;
import spheres.input.Require;
import spheres.sphere.Sphere;

/**
 * The error rates of the classifier whose boundary is the ellipsoid {@code sum_i alpha_i z_i^2 = 1}, on the spheres of
 * radius 1 and R in R^d (arXiv:1801.02774, section 4.1). A point of the inner sphere is an error if it lies outside the
 * ellipsoid, one of the outer sphere if it lies inside.
 *
 * <p>A uniform point is a Gaussian vector g over its length, and the length cancels: with {@code c_i = alpha_i - 1}
 * (inner) or {@code 1/R^2 - alpha_i} (outer) the error is {@code sum_i c_i g_i^2 > 0}, a tail of an indefinite quadratic
 * form. Where no c_i is positive the rate is exactly 0 (points on the boundary are not counted: they have measure zero,
 * or all c_i are 0), where none is negative and one is positive it is exactly 1. 1/R^2 is taken as a double: a rate that
 * hangs on c_i of that size inherits the rounding.
 */
public final class EllipsoidErrorRate {
    /** Every alpha is below it, so that no ratio of the c_i leaves the range of a double. */
    public static final double ALPHA_LIMIT = 1e100;

    /** R is below it, so that no ratio of the c_i leaves the range of a double. */
    public static final double RADIUS_LIMIT = 1e50;

    private final double[] alphas;
    private final double outerRadius;

    private EllipsoidErrorRate(double[] alphas, double outerRadius) {
        this.alphas = alphas;
        this.outerRadius = outerRadius;
    }

    /**
     * The rates of an ellipsoid.
     *
     * @param alphas {@code [d]}, d >= 1, each in [0, 1e100)
     * @param outerRadius R, in (1, 1e50)
     */
    public static EllipsoidErrorRate of(double[] alphas, double outerRadius) {
        requireAlphas(alphas);
        requireRadius(outerRadius);
        return new EllipsoidErrorRate(alphas.clone(), outerRadius);
    }

    static void requireAlphas(double[] alphas) {
        if (alphas.length == 0) {
            throw new IllegalArgumentException("alphas has length 0: give one alpha for each of the d >= 1 axes");
        }
        for (int i = 0; i < alphas.length; i++) {
            if (!(alphas[i] >= 0 && alphas[i] < ALPHA_LIMIT)) {
                throw Require.notIn("[0, " + ALPHA_LIMIT + ")", "alpha[" + i + "]", alphas[i]);
            }
        }
    }

    static void requireRadius(double outerRadius) {
        if (!(outerRadius > 1 && outerRadius < RADIUS_LIMIT)) {
            throw Require.notIn("(1, " + RADIUS_LIMIT + ")", "outer radius R", outerRadius);
        }
    }

    /** How many alpha_i are bad, as figure 3 calls those outside [1/R^2, 1]; with any, errors exist (section 4). */
    public int badAlphas() {
        return (int) Arrays.stream(alphas)
                .filter(alpha -> alpha > 1 || alpha < 1 / (outerRadius * outerRadius))
                .count();
    }

    /** The rate by numerical inversion; relative error below 1e-9, estimated in the result. */
    public TailProbability exact(Sphere sphere) {
        return QuadraticForm.of(coefficients(sphere)).above(0);
    }

    /** The rate by Lugannani and Rice's saddlepoint formula. */
    public TailProbability saddlepoint(Sphere sphere) {
        return QuadraticForm.of(coefficients(sphere)).saddlepointAbove(0);
    }

    /** The rate by the central limit theorem: Proposition 4.1 as it must be meant. */
    public TailProbability clt(Sphere sphere) {
        return clt(sphere, CltForm.CORRECTED).orElseThrow();
    }

    /** The rate by a form of Proposition 4.1; empty where that form's variance is not positive though alphas differ. */
    public Optional<TailProbability> clt(Sphere sphere, CltForm form) {
        double[] c = coefficients(sphere);
        double sum = 0;
        double squares = 0;
        for (double value : c) {
            sum += value;
            squares += value * value;
        }
        if (squares == 0) {
            return Optional.of(TailProbability.ZERO);
        }
        double sigma = switch (form) {
            case CORRECTED, PRINTED_SIGN -> Math.sqrt(2 * squares);
            case PRINTED -> Math.sqrt(2 * sum);
            case TRANSCRIBED -> squares;
        };
        if (!(sigma > 0)) {
            return Optional.empty();
        }
        double t = (form == CltForm.CORRECTED ? -sum : sum) / sigma;
        return Optional.of(new TailProbability(NormalLaw.logSurvival(t), NormalLaw.logSurvival(-t), Double.NaN));
    }

    /**
     * The rate in closed form where the alphas take at most two values: the share of the larger ones in |z|^2 has the law
     * Beta(k/2, (d-k)/2). Empty where there are more values.
     */
    public Optional<TailProbability> beta(Sphere sphere) {
        double[] c = coefficients(sphere);
        double low = Arrays.stream(c).min().orElseThrow();
        double high = Arrays.stream(c).max().orElseThrow();
        if (Arrays.stream(c).anyMatch(value -> value != low && value != high)) {
            return Optional.empty();
        }
        if (high <= 0) {
            return Optional.of(TailProbability.ZERO);
        }
        if (low >= 0) {
            return Optional.of(TailProbability.ONE);
        }
        double highs = Arrays.stream(c).filter(value -> value == high).count();
        BetaLaw share = new BetaLaw((c.length - highs) / 2, highs / 2);
        return Optional.of(share.below(high / (high - low), -low / (high - low)));
    }

    /** c_i; the event is {@code sum_i c_i g_i^2 > 0}. */
    private double[] coefficients(Sphere sphere) {
        double innermost = 1 / (outerRadius * outerRadius);
        return Arrays.stream(alphas)
                .map(alpha -> sphere == Sphere.INNER ? alpha - 1 : innermost - alpha)
                .toArray();
    }
}
