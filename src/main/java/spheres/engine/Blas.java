package spheres.engine;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Single-threaded BLAS on heap arrays. Matrices are column-major as in BLAS: a row-major {@code [r][c]} array is a
 * column-major c x r matrix with leading dimension c. An array needs one leading dimension of slack behind its matrix
 * where an offset points into its first column.
 */
final class Blas {
    private static final Logger LOG = LoggerFactory.getLogger(Blas.class);
    private static final String NATIVE_LIBRARY = "dev.ludovic.netlib.blas.nativeLibPath";
    /** The number of multiplications up to which OpenBLAS takes its kernels for small matrices. */
    private static final long LARGEST_SMALL_PRODUCT = 1_000_000;

    private static final long COPIED_BLOCK = 128;
    private static final BLAS ROUTINES = open();
    private static final boolean SMALL_PRODUCTS = multipliesSmallMatricesInPlace();

    private Blas() {}

    /** Loads the native library, which takes a moment the first time. */
    static void load() {}

    static boolean isNative() {
        return ROUTINES instanceof NativeBLAS;
    }

    /** C = alpha op(A) op(B) + beta C, op(A) of shape m x k, op(B) k x n. */
    @SuppressWarnings("TooManyParameters")
    static void gemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            int offsetA,
            int ldA,
            float[] b,
            int offsetB,
            int ldB,
            float beta,
            float[] c,
            int offsetC,
            int ldC) {
        ROUTINES.sgemm(
                transposeA ? "T" : "N",
                transposeB ? "T" : "N",
                m,
                n,
                k,
                alpha,
                a,
                offsetA,
                ldA,
                b,
                offsetB,
                ldB,
                beta,
                c,
                offsetC,
                ldC);
    }

    /** y = alpha op(A) x + beta y with A an m x n matrix; x and y are contiguous and begin at their arrays' begin. */
    @SuppressWarnings("TooManyParameters")
    static void gemv(
            boolean transposeA, int m, int n, float alpha, float[] a, int ldA, float[] x, float beta, float[] y) {
        ROUTINES.sgemv(transposeA ? "T" : "N", m, n, alpha, a, 0, ldA, x, 0, 1, beta, y, 0, 1);
    }

    /**
     * How many of a weight matrix's {@code rows} of length {@code inputs} to multiply at once with a batch. OpenBLAS
     * multiplies small matrices without copying them first on processors with AVX-512; where it always copies, larger
     * blocks spread that cost.
     */
    static int block(int rows, int inputs, int batch) {
        long most = SMALL_PRODUCTS ? LARGEST_SMALL_PRODUCT / ((long) inputs * batch) : COPIED_BLOCK;
        return (int) Math.max(1, Math.min(rows, most));
    }

    private static boolean multipliesSmallMatricesInPlace() {
        return isNative()
                && Processor.field("flags")
                        .filter(flags -> flags.contains(" avx512vl"))
                        .isPresent();
    }

    private static BLAS open() {
        java.util.logging.Logger builder =
                java.util.logging.Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");
        builder.setLevel(java.util.logging.Level.OFF); // it warns of every implementation that it could have had
        try {
            Path library = Path.of(Loader.load(openblas_nolapack.class)).resolveSibling("libopenblas_nolapack.so.0");
            if (System.getProperty(NATIVE_LIBRARY) == null && Files.exists(library)) {
                System.setProperty(NATIVE_LIBRARY, library.toString());
            }
            openblas_nolapack.blas_set_num_threads(1);
            return NativeBLAS.getInstance();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("No native BLAS on this platform ({}): going on in Java, slower", e.toString());
            return JavaBLAS.getInstance();
        }
    }
}
