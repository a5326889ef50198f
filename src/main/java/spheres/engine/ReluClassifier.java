package spheres.engine;

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
        biases[l] = new float[layer.units()];
        for (int u = 0; u < layer.units(); u++) {
            double scale = parameters[layer.gamma() + u] / Math.sqrt(parameters[layer.variance() + u] + epsilon);
            biases[l][u] = (float) (parameters[layer.beta() + u] - parameters[layer.mean() + u] * scale);
            int row = u * layer.inputs();
            for (int i = 0; i < layer.inputs(); i++) {
                weights[l][row + i] = (float) (parameters[layer.weights() + row + i] * scale);
            }
        }
    }

    @Override
    void compute(int thread, float[] points, int from, int rows, float[] logits, float @Nullable [] inputGradients) {
        int d = dimension();
        float[][] active = activations[thread];
        Blas.gemm(true, false, rows, units[0], d, 1, points, from * d, d, weights[0], 0, d, 0, active[0], 0, rows);
        rectify(active[0], biases[0], rows);
        for (int l = 1; l < layers; l++) {
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
                    0,
                    active[l],
                    0,
                    rows);
            rectify(active[l], biases[l], rows);
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

    private static void rectify(float[] active, float[] bias, int rows) {
        for (int u = 0; u < bias.length; u++) {
            float shift = bias[u];
            int end = (u + 1) * rows;
            for (int i = u * rows; i < end; i++) {
                active[i] = Math.max(0f, active[i] + shift);
            }
        }
    }

    private void backward(int thread, int rows, float[] inputGradients, int from) {
        float[] gradient = gradients[thread][0];
        float[] next = gradients[thread][1];
        float[] top = activations[thread][layers - 1];
        for (int u = 0; u < readout.length; u++) {
            float weight = readout[u];
            int end = (u + 1) * rows;
            for (int i = u * rows; i < end; i++) {
                gradient[i] = top[i] > 0 ? weight : 0f;
            }
        }
        for (int l = layers - 1; l > 0; l--) {
            Blas.gemm(
                    false,
                    true,
                    rows,
                    inputs[l],
                    units[l],
                    1,
                    gradient,
                    0,
                    rows,
                    weights[l],
                    0,
                    inputs[l],
                    0,
                    next,
                    0,
                    rows);
            float[] below = activations[thread][l - 1];
            int count = inputs[l] * rows;
            for (int i = 0; i < count; i++) {
                next[i] = below[i] > 0 ? next[i] : 0f;
            }
            float[] swap = gradient;
            gradient = next;
            next = swap;
        }
        int d = dimension();
        Blas.gemm(
                false, true, d, rows, units[0], 1, weights[0], 0, d, gradient, 0, rows, 0, inputGradients, from * d, d);
    }
}
