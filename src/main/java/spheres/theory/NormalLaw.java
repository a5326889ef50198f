package spheres.theory;

import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.InverseErfc;

/** The standard normal law, its upper tail in the log domain; relative errors below 1e-14. */
final class NormalLaw {
    static final double LOG_SQRT_TWO_PI = 0.9189385332046727;

    private static final double SQRT_HALF = Math.sqrt(0.5);

    private NormalLaw() {}

    static double density(double t) {
        return Math.exp(-t * t / 2 - LOG_SQRT_TWO_PI);
    }

    /** {@code log P(Z > t)}; NaN for NaN. */
    static double logSurvival(double t) {
        return t > 0 ? logUpperTail(t) : TailProbability.logOneMinusExp(logUpperTail(-t));
    }

    private static double logUpperTail(double t) {
        return -t * t / 2 + Math.log(Erfcx.value(t * SQRT_HALF) / 2);
    }

    /** The t with {@code P(Z > t) = p}, p in (0, 1). */
    static double quantileOfSurvival(double p) {
        return InverseErfc.value(2 * p) / SQRT_HALF;
    }
}
