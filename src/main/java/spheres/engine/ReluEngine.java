package spheres.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spheres.network.Network;
import spheres.network.ReluArchitecture;
import spheres.network.RunningStatistics;

/**
 * The training step of a ReLU network with batch norm. A thread reads nothing of another thread's but the active rows of
 * a layer on the way up and its share of the gradient on the way down.
 */
final class ReluEngine extends TeamEngine {
    private final int depth;
    private final int[] widths;
    /** Per hidden layer but the last its output, {@code [batch][units]}; each thread writes its units' columns. */
    private final float[][] rows;
    /** Per hidden layer but the last and per thread its units' share of the gradient, {@code [batch][units]}. */
    private final float[][][] rowGradients;
    /** Per thread and layer. */
    private final ReluLayerPart[][] parts;

    private final ReadoutPart[] readouts;
    /** Per thread scratch space for the gradient of its weights in the layer at hand. */
    private final float[][] weightGradients;

    private final double[] furtherDecays;

    /**
     * @param architecture of the network
     * @param further the further running statistics at the start
     */
    ReluEngine(
            Network start,
            ReluArchitecture architecture,
            TrainingData data,
            int batch,
            int threads,
            List<RunningStatistics> further) {
        super(start, data, batch, threads);
        List<ReluArchitecture.HiddenLayer> places = architecture.layers();
        depth = places.size();
        widths = places.stream().mapToInt(ReluArchitecture.HiddenLayer::units).toArray();
        rows = new float[depth - 1][];
        rowGradients = new float[depth - 1][threads][];
        for (int l = 0; l < depth - 1; l++) {
            rows[l] = new float[batch * widths[l]];
            for (int t = 0; t < threads; t++) {
                rowGradients[l][t] = new float[batch * widths[l]];
            }
        }
        furtherDecays = further.stream().mapToDouble(RunningStatistics::decay).toArray();
        float[] decays = new float[furtherDecays.length];
        for (int k = 0; k < decays.length; k++) {
            decays[k] = (float) furtherDecays[k];
        }
        parts = new ReluLayerPart[threads][depth];
        readouts = new ReadoutPart[threads];
        weightGradients = new float[threads][];
        for (int width : widths) {
            Preconditions.checkThreads(threads, width);
        }
        for (int t = 0; t < threads; t++) {
            int largest = 0;
            for (int l = 0; l < depth; l++) {
                int from = share(t, widths[l]);
                parts[t][l] = new ReluLayerPart(
                        places.get(l), architecture.batchNorm(), from, share(t + 1, widths[l]) - from, batch, decays);
                largest = Math.max(largest, parts[t][l].weightCount());
            }
            weightGradients[t] = new float[largest];
            int from = share(t, widths[depth - 1]);
            int count = share(t + 1, widths[depth - 1]) - from;
            readouts[t] = new ReadoutPart(architecture.readout() + from, count, architecture.parameters() - 1);
        }
        float[] parameters = start.parameters();
        float[] first = start.firstMoments();
        float[] second = start.secondMoments();
        for (int t = 0; t < threads; t++) {
            for (ReluLayerPart part : parts[t]) {
                part.read(parameters, first, second);
            }
            readouts[t].weights.read(parameters, first, second);
            readouts[t].bias.read(parameters, first, second);
        }
        for (int k = 0; k < decays.length; k++) {
            readFurther(k, further.get(k).values());
        }
    }

    private void readFurther(int k, float[] values) {
        for (int t = 0; t < threads(); t++) {
            int offset = 0;
            for (int l = 0; l < depth; l++) {
                parts[t][l].readFurther(k, values, offset, widths[l]);
                offset += 2 * widths[l];
            }
        }
    }

    @Override
    public List<RunningStatistics> furtherStatistics() {
        List<RunningStatistics> further = new ArrayList<>();
        for (int k = 0; k < furtherDecays.length; k++) {
            float[] values = new float[2 * Arrays.stream(widths).sum()];
            for (int t = 0; t < threads(); t++) {
                int offset = 0;
                for (int l = 0; l < depth; l++) {
                    parts[t][l].writeFurther(k, values, offset, widths[l]);
                    offset += 2 * widths[l];
                }
            }
            further.add(new RunningStatistics(furtherDecays[k], values));
        }
        return further;
    }

    @Override
    float readoutScale(int thread) {
        return 1;
    }

    @Override
    float readoutBias(int thread) {
        return readouts[thread].bias.values[0];
    }

    @Override
    void forward(int thread, float[] points, float[] partial) {
        for (int l = 0; l < depth; l++) {
            if (l > 0) {
                barrier(thread);
            }
            ReluLayerPart part = parts[thread][l];
            part.multiply(l == 0 ? points : rows[l - 1]);
            mark(thread, Phase.FORWARD);
            part.normalise();
            if (l < depth - 1) {
                part.writeRows(rows[l], widths[l]);
            }
            mark(thread, Phase.ELEMENTWISE);
        }
        ReluLayerPart top = parts[thread][depth - 1];
        Blas.gemv(false, batch, top.units, 1, top.active, batch, readouts[thread].weights.values, 0, partial);
        mark(thread, Phase.FORWARD);
    }

    @Override
    void backward(int thread, float[] points, float[] sums, float[] logitGradient, Adam adam) {
        ReluLayerPart top = parts[thread][depth - 1];
        readouts[thread].backward(top, batch, logitGradient, adam);
        mark(thread, Phase.BACKWARD);
        for (int l = depth - 1; l >= 0; l--) {
            ReluLayerPart part = parts[thread][l];
            part.denormalise(adam);
            mark(thread, Phase.ELEMENTWISE);
            if (l > 0) {
                part.backward(rowGradients[l - 1][thread]);
                mark(thread, Phase.BACKWARD);
                update(thread, part, rows[l - 1], adam);
                barrier(thread);
                parts[thread][l - 1].readRowGradients(rowGradients[l - 1], widths[l - 1]);
                mark(thread, Phase.ELEMENTWISE);
            } else {
                update(thread, part, points, adam);
            }
        }
    }

    /** Takes block after block of the weights: its gradient is still in the processor's cache when Adam reads it. */
    private void update(int thread, ReluLayerPart part, float[] inputRows, Adam adam) {
        float[] gradient = weightGradients[thread];
        for (int u = 0; u < part.units; u += part.block) {
            int count = Math.min(part.block, part.units - u);
            part.weightGradient(inputRows, u, count, gradient);
            mark(thread, Phase.WEIGHT_GRADIENT);
            part.update(adam, gradient, u, count);
            mark(thread, Phase.ADAM);
        }
    }

    @Override
    void write(float[] parameters, float[] first, float[] second) {
        for (int t = 0; t < threads(); t++) {
            for (ReluLayerPart part : parts[t]) {
                part.write(parameters, first, second);
            }
            readouts[t].weights.write(parameters, first, second);
        }
        readouts[0].bias.write(parameters, first, second);
    }

    /** What one thread owns of the readout. */
    private static final class ReadoutPart {
        final Parameters weights;
        /** Every thread updates its own, all alike. */
        final Parameters bias;

        private final float[] weightGradient;
        private final float[] biasGradient = new float[1];

        ReadoutPart(int offset, int units, int biasOffset) {
            weights = new Parameters(offset, units);
            bias = new Parameters(biasOffset, 1);
            weightGradient = new float[units];
        }

        void backward(ReluLayerPart top, int batch, float[] logitGradient, Adam adam) {
            Blas.gemm(
                    false,
                    false,
                    batch,
                    top.units,
                    1,
                    1,
                    logitGradient,
                    0,
                    batch,
                    weights.values,
                    0,
                    1,
                    0,
                    top.gradient,
                    0,
                    batch);
            Blas.gemv(true, batch, top.units, 1, top.active, batch, logitGradient, 0, weightGradient);
            float sum = 0;
            for (float gradient : logitGradient) {
                sum += gradient;
            }
            biasGradient[0] = sum;
            weights.update(adam, weightGradient);
            bias.update(adam, biasGradient);
        }
    }
}
