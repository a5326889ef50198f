package spheres.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spheres.network.ReluArchitecture;

/** A ReLU network with batch norm folded into its dense layers; activations are unit-major {@code [units][rows]}. */
final class ReluClassifier extends BatchedClassifier {
    private static final int CHUNK = 128;

    private final int layers;
    private final int[] inputs;
    private final int[] units;
    /** Per layer W {@code [units][inputs]} and its bias, batch norm folded in. */
    private final float[][] weights;

    /** Per layer the transpose of W, {@code [inputs][units]}: OpenBLAS is slow to transpose for a small batch. */
    private final float[][] transposed;

    private final float[][] biases;
    private final float[] readout;
    private final float readoutBias;
    /** Per thread and layer {@code [units][rows]}. */
    private final float[][][] activations;
    /** Per thread two buffers for gradients {@code [widest][rows]}. */
    private final float[][][] gradients;

    ReluClassifier(ReluArchitecture architecture, float[] parameters, int threads) {
        super(architecture.inputDimension(), CHUNK, threads);
        List<ReluArchitecture.HiddenLayer> hidden = architecture.layers();
        layers = hidden.size();
        inputs = hidden.stream().mapToInt(ReluArchitecture.HiddenLayer::inputs).toArray();
        units = hidden.stream().mapToInt(ReluArchitecture.HiddenLayer::units).toArray();
        weights = new float[layers][];
        transposed = new float[layers][];
        biases = new float[layers][];
        int widest = 0;
        for (int l = 0; l < layers; l++) {
            fold(hidden.get(l), architecture.batchNorm().epsilon(), parameters, l);
            widest = Math.max(widest, units[l]);
        }
        readout = new float[units[layers - 1]];
        System.arraycopy(parameters, architecture.readout(), readout, 0, readout.length);
        readoutBias = parameters[parameters.length - 1];
        activations = new float[threads][layers][];
        gradients = new float[threads][2][widest * CHUNK];
        for (float[][] own : activations) {
            for (int l = 0; l < layers; l++) {
                own[l] = new float[units[l] * CHUNK];
            }
        }
    }

    private void fold(ReluArchitecture.HiddenLayer layer, double epsilon, float[] parameters, int l) {
        weights[l] = new float[layer.units() * layer.inputs()];
        transposed[l] = new float[layer.units() * layer.inputs()];
        biases[l] = new float[layer.units()];
        for (int u = 0; u < layer.units(); u++) {
            double scale = parameters[layer.gamma() + u] / Math.sqrt(parameters[layer.variance() + u] + epsilon);
            biases[l][u] = (float) (parameters[layer.beta() + u] - parameters[layer.mean() + u] * scale);
            int row = u * layer.inputs();
            for (int i = 0; i < layer.inputs(); i++) {
                float weight = (float) (parameters[layer.weights() + row + i] * scale);
                weights[l][row + i] = weight;
                transposed[l][i * layer.units() + u] = weight;
            }
        }
    }

    @Override
    void compute(int thread, float[] points, int from, int rows, float[] logits, float @Nullable [] inputGradients) {
        int d = dimension();
        float[][] active = activations[thread];
        for (int l = 0; l < layers; l++) {
            spread(biases[l], active[l], rows);
            if (l == 0) {
                Blas.gemm(
                        true,
                        false,
                        rows,
                        units[0],
                        d,
                        1,
                        points,
                        from * d,
                        d,
                        weights[0],
                        0,
                        d,
                        1,
                        active[0],
                        0,
                        rows);
            } else {
                Blas.gemm(
                        false,
                        false,
                        rows,
                        units[l],
                        inputs[l],
                        1,
                        active[l - 1],
                        0,
                        rows,
                        weights[l],
                        0,
                        inputs[l],
                        1,
                        active[l],
                        0,
                        rows);
            }
            rectify(active[l], units[l] * rows);
        }
        int last = units[layers - 1];
        Blas.gemm(false, false, rows, 1, last, 1, active[layers - 1], 0, rows, readout, 0, last, 0, logits, from, rows);
        for (int r = from; r < from + rows; r++) {
            logits[r] += readoutBias;
        }
        if (inputGradients != null) {
            backward(thread, rows, inputGradients, from);
        }
    }

    private void backward(int thread, int rows, float[] inputGradients, int from) {
        float[][] active = activations[thread];
        float[] gradient = gradients[thread][0];
        float[] next = gradients[thread][1];
        spread(readout, gradient, rows);
        mask(gradient, active[layers - 1], readout.length * rows);
        for (int l = layers - 1; l > 0; l--) {
            Blas.gemm(
                    false,
                    false,
                    rows,
                    inputs[l],
                    units[l],
                    1,
                    gradient,
                    0,
                    rows,
                    transposed[l],
                    0,
                    units[l],
                    0,
                    next,
                    0,
                    rows);
            mask(next, active[l - 1], inputs[l] * rows);
            float[] swap = gradient;
            gradient = next;
            next = swap;
        }
        int d = dimension();
        Blas.gemm(
                true,
                true,
                d,
                rows,
                units[0],
                1,
                transposed[0],
                0,
                units[0],
                gradient,
                0,
                rows,
                0,
                inputGradients,
                from * d,
                d);
    }

    /** Each unit's value to its row. */
    private static void spread(float[] values, float[] target, int rows) {
        for (int u = 0; u < values.length; u++) {
            Arrays.fill(target, u * rows, (u + 1) * rows, values[u]);
        }
    }

    private static void rectify(float[] active, int count) {
        for (int i = 0; i < count; i++) {
            active[i] = Math.max(0f, active[i]);
        }
    }

    /** The minimum is 1 where the unit is active and 0 elsewhere; a conditional would not be vectorised. */
    private static void mask(float[] gradient, float[] active, int count) {
        for (int i = 0; i < count; i++) {
            gradient[i] *= Math.min(1f, active[i] * 1e38f);
        }
    }
}
