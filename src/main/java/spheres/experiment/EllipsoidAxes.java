package spheres.experiment;

import spheres.engine.SymmetricEigen;
import spheres.network.QuadraticParameters;

/**
 * The boundary of a quadratic network, sum_i alpha_i z_i^2 = 1 in its principal axes.
 *
 * @param alphas descending
 * @param axes the principal axes as rows
 */
@SuppressWarnings("ArrayRecordComponent")
public record EllipsoidAxes(double[] alphas, double[][] axes) {

    public static EllipsoidAxes of(QuadraticParameters network) {
        SymmetricEigen eigen = SymmetricEigen.of(network.gram(), network.dimension());
        double factor = network.readoutWeight() / -(double) network.readoutBias();
        double[] alphas = eigen.values().clone();
        for (int i = 0; i < alphas.length; i++) {
            alphas[i] *= factor;
        }
        return new EllipsoidAxes(alphas, eigen.vectors());
    }
}
