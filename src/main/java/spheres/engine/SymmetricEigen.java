package spheres.engine;

import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Eigenvalues and eigenvectors of a real symmetric matrix in double precision, by LAPACK's divide and conquer (dsyevd), or
 * by Hipparchus where no native library loads. The absolute error of the eigenvalues is about d times 1e-16 of the largest.
 *
 * @param values descending, {@code [d]}
 * @param vectors orthonormal, one a row in the order of the values, {@code [d][d]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record SymmetricEigen(double[] values, double[][] vectors) {

    /**
     * Decomposes a matrix.
     *
     * @param matrix {@code [d][d]} row-major; only its upper triangle is read
     * @throws ArithmeticException if LAPACK gives up, as it does on NaN
     */
    public static SymmetricEigen of(double[] matrix, int d) {
        if (d < 1 || matrix.length != (long) d * d) {
            throw new IllegalArgumentException(
                    "length of the matrix = " + matrix.length + " is not d * d with d = " + d + ", at least 1");
        }
        try {
            return byLapack(matrix, d);
        } catch (LinkageError e) {
            return byHipparchus(matrix, d);
        }
    }

    private static SymmetricEigen byLapack(double[] matrix, int d) {
        double[] work = matrix.clone();
        double[] ascending = new double[d];
        // row-major upper is column-major lower, which spares LAPACKE a transposition; its vectors are then rows here
        int failed = openblas.LAPACKE_dsyevd(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'L', d, work, d, ascending);
        if (failed != 0) {
            throw new ArithmeticException("the eigenvalues of a " + d + " x " + d + " matrix did not converge (dsyevd: "
                    + failed + "): look for NaN or infinity in it");
        }
        double[] values = new double[d];
        double[][] vectors = new double[d][];
        for (int i = 0; i < d; i++) {
            int from = d - 1 - i;
            values[i] = ascending[from];
            vectors[i] = Arrays.copyOfRange(work, from * d, (from + 1) * d);
        }
        return new SymmetricEigen(values, vectors);
    }

    static SymmetricEigen byHipparchus(double[] matrix, int d) {
        double[][] rows = new double[d][];
        for (int i = 0; i < d; i++) {
            rows[i] = Arrays.copyOfRange(matrix, i * d, (i + 1) * d);
        }
        EigenDecompositionSymmetric eigen =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(rows, false), 1e-14, true);
        return new SymmetricEigen(eigen.getEigenvalues(), eigen.getVT().getData());
    }
}
