package spheres.theory;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Gauss-Legendre quadrature on equal panels. Made for analytic integrands that fall by no more than e^-45 over the
 * interval, like the densities of latitudes on a sphere: there the error is that of rounding, about 1e-15 relative
 * (compared with twice the panels in the tests).
 */
final class PanelQuadrature {
    private static final int POINTS = 16;
    private static final double[] NODES = new double[POINTS];
    private static final double[] WEIGHTS = new double[POINTS];

    static {
        GaussIntegrator rule = new GaussIntegratorFactory().legendre(POINTS);
        for (int i = 0; i < POINTS; i++) {
            NODES[i] = rule.getPoint(i);
            WEIGHTS[i] = rule.getWeight(i);
        }
    }

    private PanelQuadrature() {}

    static double integral(DoubleUnaryOperator f, double from, double to) {
        return integral(f, from, to, 12);
    }

    static double integral(DoubleUnaryOperator f, double from, double to, int panels) {
        double half = (to - from) / panels / 2;
        double sum = 0;
        for (int panel = 0; panel < panels; panel++) {
            double centre = from + (2 * panel + 1) * half;
            double part = 0;
            for (int i = 0; i < POINTS; i++) {
                part += WEIGHTS[i] * f.applyAsDouble(centre + half * NODES[i]);
            }
            sum += part;
        }
        return sum * half;
    }
}
