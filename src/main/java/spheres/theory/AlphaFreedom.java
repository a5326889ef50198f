package spheres.theory;

import java.util.Arrays;
import spheres.input.Require;
import spheres.sphere.Sphere;

/**
 * How far the alphas of an ellipsoid may scatter about the best common value {@code (1 + 1/R^2) / 2} for a given error
 * rate: the freedom that grows with d (arXiv:1801.02774, section 4.1).
 *
 * @param dimension d, at least 2
 * @param outerRadius R, in (1, 1e50)
 */
public record AlphaFreedom(int dimension, double outerRadius) {

    public AlphaFreedom {
        Require.atLeast(2, "dimension d", dimension);
        EllipsoidErrorRate.requireRadius(outerRadius);
    }

    /** The alpha halfway between the bounds, {@code (1 + 1/R^2) / 2}. */
    public double centre() {
        return (1 + 1 / (outerRadius * outerRadius)) / 2;
    }

    /** How far from the centre an alpha may lie without any error, {@code (1 - 1/R^2) / 2}. */
    public double slack() {
        return (1 - 1 / (outerRadius * outerRadius)) / 2;
    }

    /**
     * The largest s for which half of the alphas at centre + s and the others at centre - s have a mean error of at most
     * the target, in (0, 1/2), exactly; not above the centre, since no alpha is negative.
     */
    public double largestDeviation(double targetError) {
        TruncatedModel.requireTarget(targetError);
        double log = Math.log(targetError);
        if (logError(centre()) <= log) {
            return centre();
        }
        // Up to the slack no point is an error.
        return Roots.between(s -> Math.max(-1e6, logError(s)) - log, slack(), centre());
    }

    private double logError(double s) {
        double[] alphas = new double[dimension];
        Arrays.fill(alphas, 0, dimension / 2, centre() + s);
        Arrays.fill(alphas, dimension / 2, dimension, Math.max(0, centre() - s));
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(alphas, outerRadius);
        double inner = rate.beta(Sphere.INNER).orElseThrow().logValue();
        double outer = rate.beta(Sphere.OUTER).orElseThrow().logValue();
        return TailProbability.logSum(inner, outer) - Math.log(2);
    }
}
