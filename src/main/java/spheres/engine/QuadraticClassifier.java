package spheres.engine;

import org.jspecify.annotations.Nullable;
import spheres.network.QuadraticArchitecture;

/**
 * A quadratic network as the form x^T A x + b with A = w W^T W {@code [d][d]}, made in double precision: A x gives the
 * logit and, doubled, its gradient.
 */
final class QuadraticClassifier extends BatchedClassifier {
    private static final int CHUNK = 512;

    private final float[] form;
    private final float bias;
    private final float[][] products;

    QuadraticClassifier(QuadraticArchitecture architecture, float[] parameters, int threads) {
        super(architecture.inputDimension(), CHUNK, 1, threads);
        int d = architecture.inputDimension();
        form = InferenceWeights.form(architecture, parameters);
        bias = parameters[architecture.readout() + 1];
        products = new float[threads][CHUNK * d];
    }

    @Override
    void compute(
            int thread,
            boolean shared,
            float[] points,
            int from,
            int rows,
            float[] logits,
            float @Nullable [] gradients) {
        int d = dimension();
        float[] product = products[thread];
        // A is symmetric; OpenBLAS reads the transposed operand faster
        Blas.gemm(true, false, d, rows, d, 1, form, 0, d, points, from * d, d, 0, product, 0, d);
        mark(thread, Phase.FORWARD);
        for (int r = 0; r < rows; r++) {
            double sum = bias;
            int point = (from + r) * d;
            for (int i = 0; i < d; i++) {
                sum += (double) points[point + i] * product[r * d + i];
            }
            logits[from + r] = (float) sum;
        }
        if (gradients != null) {
            for (int i = 0; i < rows * d; i++) {
                gradients[from * d + i] = 2 * product[i];
            }
        }
        mark(thread, Phase.ELEMENTWISE);
    }
}
