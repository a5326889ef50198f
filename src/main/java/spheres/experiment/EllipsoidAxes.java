package spheres.experiment;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
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
        int d = network.dimension();
        double[] gram = network.gram();
        double[][] rows = new double[d][];
        for (int i = 0; i < d; i++) {
            rows[i] = java.util.Arrays.copyOfRange(gram, i * d, (i + 1) * d);
        }
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(rows, false));
        double factor = network.readoutWeight() / -(double) network.readoutBias();
        double[] alphas = eigen.getEigenvalues().clone();
        for (int i = 0; i < d; i++) {
            alphas[i] *= factor;
        }
        return new EllipsoidAxes(alphas, eigen.getVT().getData());
    }
}
