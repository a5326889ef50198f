package spheres.theory;

import java.util.Optional;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;
import org.netlib.blas.Dsyrk;
import org.netlib.lapack.Dsyevd;
import org.netlib.util.intW;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Eigenvalues, descending, of the symmetric matrix A A' or A' A, and on request its eigenvectors. LAPACK's divide and
 * conquer, in its translation to Java where no native library loads.
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
            return byJava(a, rows, columns, outer, withVectors);
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
        return descending(info, ascending, withVectors ? gram : null);
    }

    static SymmetricEigensystem byJava(double[] a, int rows, int columns, boolean outer, boolean withVectors) {
        int n = outer ? rows : columns;
        int k = outer ? columns : rows;
        double[] gram = new double[Math.multiplyExact(n, n)];
        Dsyrk.dsyrk("L", outer ? "T" : "N", n, k, 1, a, 0, columns, 0, gram, 0, n);
        double[] ascending = new double[n];
        double[] work = new double[withVectors ? 1 + 6 * n + 2 * n * n : 1 + 2 * n];
        int[] integers = new int[withVectors ? 3 + 5 * n : 1];
        intW info = new intW(0);
        Dsyevd.dsyevd(
                withVectors ? "V" : "N",
                "L",
                n,
                gram,
                0,
                n,
                ascending,
                0,
                work,
                0,
                work.length,
                integers,
                0,
                integers.length,
                info);
        return descending(info.val, ascending, withVectors ? gram : null);
    }

    /** From LAPACK's answer: ascending values and, as columns of a column-major matrix, their vectors. */
    private static SymmetricEigensystem descending(int info, double[] ascending, double @Nullable [] columns) {
        if (info != 0) {
            throw new ArithmeticException("LAPACK's dsyevd found no eigenvalues, info = " + info);
        }
        int n = ascending.length;
        double[] values = new double[n];
        double[] vectors = columns == null ? null : new double[columns.length];
        for (int i = 0; i < n; i++) {
            values[i] = ascending[n - 1 - i];
            if (vectors != null) {
                System.arraycopy(columns, (n - 1 - i) * n, vectors, i * n, n);
            }
        }
        return new SymmetricEigensystem(values, vectors);
    }
}
