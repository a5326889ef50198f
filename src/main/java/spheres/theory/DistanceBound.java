package spheres.theory;

import spheres.input.Require;

/**
 * Theorem 5.1 of "Adversarial Spheres" (arXiv:1801.02774, section 5): how far from the points of a sphere in R^n the
 * errors of any model can lie on average, given their measure mu. d(E) is the mean straight-line distance from a uniform
 * point of the sphere to the error set E.
 */
public final class DistanceBound {
    private DistanceBound() {}

    /** The largest d(E) of any error set of measure mu in (0, 1): that of the cap. Relative error below 1e-12. */
    public static double exact(int dimension, double measure) {
        return SphericalCap.ofMeasure(dimension, measure).meanDistance();
    }

    /**
     * The printed form with constant 1, {@code Phi^-1(1 - mu) / sqrt(n)}: the height of a cap's edge in the limit of
     * large n, neither an upper nor a lower bound of d(E). Negative for mu above 1/2.
     */
    public static double normalForm(int dimension, double measure) {
        return edgeDeviations(dimension, measure) / Math.sqrt(dimension);
    }

    /** The exact bound over the printed form: the constant that the theorem's O(.) hides; infinite at mu = 1/2. */
    public static double ratio(int dimension, double measure) {
        return exact(dimension, measure) / normalForm(dimension, measure);
    }

    /**
     * {@code (t Phi(t) + phi(t)) / sqrt(n)} with {@code t = Phi^-1(1 - mu)}: the exact bound's leading term as n grows at
     * fixed mu. Heights times sqrt(n) tend to a standard normal Z, chords to differences of heights, and the mean of
     * {@code max(t - Z, 0)} is {@code t Phi(t) + phi(t)}; the relative error falls as 1/n.
     */
    public static double asymptotic(int dimension, double measure) {
        double t = edgeDeviations(dimension, measure);
        // t Phi(t) + phi(t) cancels for t < 0: there it is phi(t) less the survival function's share.
        double upper = Math.exp(NormalLaw.logSurvival(Math.abs(t)));
        double mean = NormalLaw.density(t) - Math.abs(t) * upper;
        return ((t > 0 ? t : 0) + mean) / Math.sqrt(dimension);
    }

    private static double edgeDeviations(int dimension, double measure) {
        Latitudes.requireDimension(dimension);
        Require.probability("measure mu", measure);
        return NormalLaw.quantileOfSurvival(measure);
    }
}
