package spheres.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spheres.network.ReluArchitecture;

/**
 * A ReLU network with batch norm folded into its dense layers. Activations are unit-major {@code [units][rows]}: a
 * thread's units are contiguous, and OpenBLAS multiplies fastest with the rows of a small batch in its first dimension.
 */
final class ReluClassifier extends BatchedClassifier {
    private static final int CHUNK = 512;
    /** With fewer rows of its own a thread is faster on its share of the units. */
    private static final int FEWEST_ROWS = 192;

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
    /** Per thread; threads that share a chunk use the first. */
    private final Workspace[] workspaces;

    ReluClassifier(ReluArchitecture architecture, float[] parameters, int threads) {
        super(architecture.inputDimension(), CHUNK, FEWEST_ROWS, threads);
        List<InferenceWeights.Layer> hidden = InferenceWeights.layers(architecture, parameters);
        layers = hidden.size();
        inputs = hidden.stream().mapToInt(InferenceWeights.Layer::inputs).toArray();
        units = hidden.stream().mapToInt(InferenceWeights.Layer::units).toArray();
        weights = new float[layers][];
        transposed = new float[layers][];
        biases = new float[layers][];
        int widest = inputs[0];
        for (int l = 0; l < layers; l++) {
            weights[l] = hidden.get(l).weights();
            transposed[l] = transpose(hidden.get(l));
            biases[l] = hidden.get(l).biases();
            widest = Math.max(widest, units[l]);
        }
        readout = new float[units[layers - 1]];
        System.arraycopy(parameters, architecture.readout(), readout, 0, readout.length);
        readoutBias = parameters[parameters.length - 1];
        workspaces = new Workspace[threads];
        for (int t = 0; t < threads; t++) {
            workspaces[t] = new Workspace(units, widest);
        }
    }

    /** The transpose of W {@code [units][inputs]}. */
    private static float[] transpose(InferenceWeights.Layer layer) {
        float[] transposed = new float[layer.units() * layer.inputs()];
        for (int u = 0; u < layer.units(); u++) {
            for (int i = 0; i < layer.inputs(); i++) {
                transposed[i * layer.units() + u] = layer.weights()[u * layer.inputs() + i];
            }
        }
        return transposed;
    }

    @Override
    void compute(
            int thread,
            boolean shared,
            float[] points,
            int from,
            int rows,
            float[] logits,
            float @Nullable [] inputGradients) {
        Workspace work = workspaces[shared ? 0 : thread];
        int part = shared ? thread : 0;
        int parts = shared ? threads() : 1;
        for (int l = 0; l < layers; l++) {
            int first = units[l] * part / parts;
            int end = units[l] * (part + 1) / parts;
            float[] active = work.active[l];
            spread(biases[l], active, rows, first, end);
            mark(thread, Phase.ELEMENTWISE);
            if (l == 0) {
                int d = dimension();
                Blas.gemm(
                        true,
                        false,
                        rows,
                        end - first,
                        d,
                        1,
                        points,
                        from * d,
                        d,
                        weights[0],
                        first * d,
                        d,
                        1,
                        active,
                        first * rows,
                        rows);
            } else {
                multiply(work.active[l - 1], rows, inputs[l], weights[l], first, end, 1, active);
            }
            mark(thread, Phase.FORWARD);
            rectify(active, first * rows, end * rows);
            mark(thread, Phase.ELEMENTWISE);
            meet(thread, shared);
        }
        int first = rows * part / parts;
        int end = rows * (part + 1) / parts;
        readOut(work.active[layers - 1], rows, first, end, logits, from);
        mark(thread, Phase.FORWARD);
        if (inputGradients != null) {
            backward(thread, work, shared, rows, inputGradients, from);
        }
    }

    /** The logits of rows {@code first .. end} of the chunk that begins at row {@code from}. */
    private void readOut(float[] active, int rows, int first, int end, float[] logits, int from) {
        int last = units[layers - 1];
        Arrays.fill(logits, from + first, from + end, readoutBias);
        if (first < end) {
            Blas.gemm(
                    false,
                    false,
                    end - first,
                    1,
                    last,
                    1,
                    active,
                    first,
                    rows,
                    readout,
                    0,
                    last,
                    1,
                    logits,
                    from + first,
                    end - first);
        }
    }

    private void backward(int thread, Workspace work, boolean shared, int rows, float[] inputGradients, int from) {
        int part = shared ? thread : 0;
        int parts = shared ? threads() : 1;
        float[] gradient = work.gradient;
        float[] next = work.nextGradient;
        int last = units[layers - 1];
        int first = last * part / parts;
        int end = last * (part + 1) / parts;
        spread(readout, gradient, rows, first, end);
        mask(gradient, work.active[layers - 1], first * rows, end * rows);
        mark(thread, Phase.ELEMENTWISE);
        meet(thread, shared);
        for (int l = layers - 1; l >= 0; l--) {
            first = inputs[l] * part / parts;
            end = inputs[l] * (part + 1) / parts;
            multiply(gradient, rows, units[l], transposed[l], first, end, 0, next);
            mark(thread, Phase.BACKWARD);
            if (l > 0) {
                mask(next, work.active[l - 1], first * rows, end * rows);
                mark(thread, Phase.ELEMENTWISE);
                meet(thread, shared);
            }
            float[] swap = gradient;
            gradient = next;
            next = swap;
        }
        writeRows(gradient, rows, first, end, inputGradients, from);
        mark(thread, Phase.ELEMENTWISE);
    }

    /** Rows {@code first .. end} of target = matrix factor + beta target, {@code [..][rows]}, factor {@code [inner][rows]}. */
    private static void multiply(
            float[] factor, int rows, int inner, float[] matrix, int first, int end, float beta, float[] target) {
        Blas.gemm(
                false,
                false,
                rows,
                end - first,
                inner,
                1,
                factor,
                0,
                rows,
                matrix,
                first * inner,
                inner,
                beta,
                target,
                first * rows,
                rows);
    }

    /** Writes inputs {@code first .. end} of {@code [d][rows]} to {@code [..][d]}, from row {@code from} on. */
    private void writeRows(float[] gradient, int rows, int first, int end, float[] inputGradients, int from) {
        int d = dimension();
        for (int i = first; i < end; i++) {
            for (int r = 0; r < rows; r++) {
                inputGradients[(from + r) * d + i] = gradient[i * rows + r];
            }
        }
    }

    /** Each unit's value to its row. */
    private static void spread(float[] values, float[] target, int rows, int first, int end) {
        for (int u = first; u < end; u++) {
            Arrays.fill(target, u * rows, (u + 1) * rows, values[u]);
        }
    }

    private static void rectify(float[] active, int from, int to) {
        for (int i = from; i < to; i++) {
            active[i] = Math.max(0f, active[i]);
        }
    }

    /** The minimum is 1 where the unit is active and 0 elsewhere; a conditional would not be vectorised. */
    private static void mask(float[] gradient, float[] active, int from, int to) {
        for (int i = from; i < to; i++) {
            gradient[i] *= Math.min(1f, active[i] * 1e38f);
        }
    }

    /** Memory for a chunk of rows. */
    private static final class Workspace {
        /** Per layer {@code [units][rows]}, with slack for netlib's check of bounds. */
        final float[][] active;
        /** Gradients to a layer's output {@code [widest][rows]}, by turns. */
        final float[] gradient;

        final float[] nextGradient;

        Workspace(int[] units, int widest) {
            active = new float[units.length][];
            for (int l = 0; l < units.length; l++) {
                active[l] = new float[(units[l] + 1) * CHUNK];
            }
            gradient = new float[widest * CHUNK];
            nextGradient = new float[widest * CHUNK];
        }
    }
}
