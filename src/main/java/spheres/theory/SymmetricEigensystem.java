package spheres.theory;

import java.util.Optional;
import org.bytedeco.openblas.global.openblas;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Eigenvalues, descending, of the symmetric matrix A A' or A' A, and on request its eigenvectors. LAPACK's divide and
 * conquer where a native library loads, Hipparchus elsewhere (about fifty times slower at 500 rows).
 */
final class SymmetricEigensystem {
    private static final Logger LOG = LoggerFactory.getLogger(SymmetricEigensystem.class);

    private final double[] values;

    /** {@code [n, n]}, row i the unit vector of value i; null if not asked for. */
    private final double @Nullable [] vectors;

    private SymmetricEigensystem(double[] values, double @Nullable [] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    double[] values() {
        return values;
    }

    Optional<double[]> vectors() {
        return Optional.ofNullable(vectors);
    }

    /**
     * The eigensystem of {@code A' A} for {@code A [rows, columns]} (row-major), or of {@code A A'} if outer.
     */
    static SymmetricEigensystem ofGram(double[] a, int rows, int columns, boolean outer, boolean withVectors) {
        try {
            return byLapack(a, rows, columns, outer, withVectors);
        } catch (LinkageError e) {
            LOG.warn("No native LAPACK on this platform ({}): eigenvalues are computed in Java, slowly", e.toString());
            return byHipparchus(a, rows, columns, outer, withVectors);
        }
    }

    static SymmetricEigensystem byLapack(double[] a, int rows, int columns, boolean outer, boolean withVectors) {
        int n = outer ? rows : columns;
        int k = outer ? columns : rows;
        // OpenBLAS's threads wait by spinning: on a machine with other work two are ten times slower than one.
        openblas.blas_set_num_threads(1);
        double[] gram = new double[Math.multiplyExact(n, n)];
        // A row-major matrix is its transpose to a column-major routine.
        int transposed = outer ? openblas.CblasTrans : openblas.CblasNoTrans;
        openblas.cblas_dsyrk(openblas.CblasColMajor, openblas.CblasLower, transposed, n, k, 1, a, columns, 0, gram, n);
        double[] ascending = new double[n];
        int info = openblas.LAPACKE_dsyevd(
                openblas.LAPACK_COL_MAJOR, (byte) (withVectors ? 'V' : 'N'), (byte) 'L', n, gram, n, ascending);
        if (info != 0) {
            throw new ArithmeticException("LAPACK's dsyevd found no eigenvalues, info = " + info);
        }
        double[] values = new double[n];
        double[] vectors = withVectors ? new double[gram.length] : null;
        for (int i = 0; i < n; i++) {
            values[i] = ascending[n - 1 - i];
            if (vectors != null) {
                System.arraycopy(gram, (n - 1 - i) * n, vectors, i * n, n);
            }
        }
        return new SymmetricEigensystem(values, vectors);
    }

    static SymmetricEigensystem byHipparchus(double[] a, int rows, int columns, boolean outer, boolean withVectors) {
        RealMatrix matrix = MatrixUtils.createRealMatrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.setEntry(i, j, a[i * columns + j]);
            }
        }
        RealMatrix gram = outer ? matrix.multiplyTransposed(matrix) : matrix.transposeMultiply(matrix);
        EigenDecompositionSymmetric system = new EigenDecompositionSymmetric(gram);
        int n = gram.getRowDimension();
        double[] vectors = withVectors ? new double[n * n] : null;
        for (int i = 0; vectors != null && i < n; i++) {
            System.arraycopy(system.getEigenvector(i).toArray(), 0, vectors, i * n, n);
        }
        return new SymmetricEigensystem(system.getEigenvalues(), vectors);
    }
}
