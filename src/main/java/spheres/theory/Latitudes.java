package spheres.theory;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.GammaRatio;
import spheres.input.Require;

/**
 * The law of the latitude of a uniform point on the unit sphere of R^n: density {@code cos^(n-2)(latitude)} over its
 * integral, and of its colatitude. Both are given, since the one is precise where the other is not.
 */
final class Latitudes {
    /** Beyond a fall of e^-45 from the largest value an integrand adds nothing to a double. */
    private static final double NEGLIGIBLE = 45;

    private final int exponent;
    private final double logNorm;

    /** Latitudes beyond this one have a density below e^-45 of the equator's. */
    private final double reach;

    Latitudes(int dimension) {
        exponent = dimension - 2;
        logNorm = 0.5 * Math.log(Math.PI) + Math.log(GammaRatio.delta((dimension - 1) / 2.0, 0.5));
        reach = exponent == 0 ? Math.PI / 2 : Math.acos(Math.exp(-NEGLIGIBLE / exponent));
    }

    static void requireDimension(int dimension) {
        Require.atLeast(2, "dimension n", dimension);
    }

    /** Logarithm of the density at a latitude. */
    double logDensity(double latitude) {
        double sine = Math.sin(latitude);
        return exponent * (0.5 * Math.log1p(-sine * sine)) - logNorm;
    }

    /** Precise near the pole. */
    private double logDensityAtColatitude(double colatitude) {
        return exponent == 0 ? -logNorm : exponent * Math.log(Math.sin(colatitude)) - logNorm;
    }

    /** {@code P(0 < latitude < high)}, relative error about 1e-14 for high in [0, pi/2]. */
    double central(double high) {
        return PanelQuadrature.integral(t -> Math.exp(logDensity(t)), 0, Math.min(high, reach));
    }

    /**
     * Integral over the polar cap of {@code weight(s)} against the law of the latitude, s in [0, colatitude] being the
     * angle to the cap's edge, divided by the edge's density.
     *
     * @param colatitude of the edge, in (0, pi/2]
     * @param latitude pi/2 - colatitude
     */
    double scaledPolarIntegral(double colatitude, double latitude, DoubleUnaryOperator weight) {
        double atEdge = logDensityAtEdge(colatitude, latitude);
        DoubleUnaryOperator fall = s ->
                (nearPole(colatitude) ? logDensityAtColatitude(colatitude - s) : logDensity(latitude + s)) - atEdge;
        double end = endOfFall(fall, colatitude);
        return PanelQuadrature.integral(s -> weight.applyAsDouble(s) * Math.exp(fall.applyAsDouble(s)), 0, end);
    }

    double logDensityAtEdge(double colatitude, double latitude) {
        return nearPole(colatitude) ? logDensityAtColatitude(colatitude) : logDensity(latitude);
    }

    private static boolean nearPole(double colatitude) {
        return colatitude < Math.PI / 4;
    }

    private double endOfFall(DoubleUnaryOperator fall, double colatitude) {
        double end = Math.min(colatitude, colatitude / (exponent + 1.0));
        while (end < colatitude && fall.applyAsDouble(end) > -NEGLIGIBLE) {
            end *= 1.25;
        }
        return Math.min(end, colatitude);
    }

    /** Integral of {@code weight(latitude)} against the law over latitudes in [low, high]. */
    double integral(DoubleUnaryOperator weight, double low, double high) {
        double from = Math.max(low, -reach);
        double to = Math.min(high, reach);
        return from >= to
                ? 0
                : PanelQuadrature.integral(t -> weight.applyAsDouble(t) * Math.exp(logDensity(t)), from, to, 24);
    }
}
