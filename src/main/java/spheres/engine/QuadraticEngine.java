package spheres.engine;

import java.util.Arrays;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;

/** The training step of the quadratic network. Hidden values are unit-major {@code [h][batch]}. */
final class QuadraticEngine extends TeamEngine {
    private final int units;
    /** W, {@code [h][d]}. */
    private final Parameters weights;
    /** Per thread (w, b) and their state: every thread updates its own, all alike. */
    private final Parameters[] readout;

    private final float[] hidden;

    QuadraticEngine(Network start, TrainingData data, int batch, int threads) {
        super(start, data, batch, threads);
        QuadraticArchitecture architecture = (QuadraticArchitecture) start.architecture();
        units = architecture.hiddenWidth();
        Preconditions.checkThreads(threads, units);
        float[] parameters = start.parameters();
        float[] first = start.firstMoments();
        float[] second = start.secondMoments();
        weights = new Parameters(0, units * dimension, 0);
        weights.read(parameters, first, second);
        readout = new Parameters[threads];
        for (int t = 0; t < threads; t++) {
            readout[t] = new Parameters(architecture.readout(), 2, 0);
            readout[t].read(parameters, first, second);
        }
        hidden = new float[units * batch];
    }

    @Override
    float readoutScale(int thread) {
        return readout[thread].values[0];
    }

    @Override
    float readoutBias(int thread) {
        return readout[thread].values[1];
    }

    @Override
    void forward(int thread, float[] points, float[] partial) {
        int from = share(thread, units);
        int to = share(thread + 1, units);
        Blas.gemm(
                true,
                false,
                batch,
                to - from,
                dimension,
                1,
                points,
                0,
                dimension,
                weights.values,
                from * dimension,
                dimension,
                0,
                hidden,
                from * batch,
                batch);
        mark(thread, Phase.FORWARD);
        Arrays.fill(partial, 0);
        for (int u = from; u < to; u++) {
            int row = u * batch;
            for (int r = 0; r < batch; r++) {
                partial[r] += hidden[row + r] * hidden[row + r];
            }
        }
        mark(thread, Phase.ELEMENTWISE);
    }

    @Override
    void backward(int thread, float[] points, float[] sums, float[] logitGradient, Adam adam) {
        int from = share(thread, units);
        int to = share(thread + 1, units);
        Parameters own = readout[thread];
        float scale = 2 * own.values[0];
        float weightGradient = 0;
        float biasGradient = 0;
        for (int r = 0; r < batch; r++) {
            weightGradient += logitGradient[r] * sums[r];
            biasGradient += logitGradient[r];
            logitGradient[r] *= scale;
        }
        for (int u = from; u < to; u++) {
            int row = u * batch;
            for (int r = 0; r < batch; r++) {
                hidden[row + r] *= logitGradient[r];
            }
        }
        own.gradient[0] = weightGradient;
        own.gradient[1] = biasGradient;
        mark(thread, Phase.ELEMENTWISE);
        Blas.gemm(
                false,
                false,
                dimension,
                to - from,
                batch,
                1,
                points,
                0,
                dimension,
                hidden,
                from * batch,
                batch,
                0,
                weights.gradient,
                from * dimension,
                dimension);
        mark(thread, Phase.WEIGHT_GRADIENT);
        weights.update(adam, from * dimension, to * dimension);
        own.update(adam, 0, 2);
        mark(thread, Phase.ADAM);
    }

    @Override
    void write(float[] parameters, float[] first, float[] second) {
        weights.write(parameters, first, second);
        readout[0].write(parameters, first, second);
    }
}
