package spheres.engine;

import java.util.Arrays;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;

/** The training step of the quadratic network. */
final class QuadraticEngine extends TeamEngine {
    private final Part[] parts;

    QuadraticEngine(Network start, QuadraticArchitecture architecture, TrainingData data, int batch, int threads) {
        super(start, data, batch, threads);
        int units = architecture.hiddenWidth();
        Preconditions.checkThreads(threads, units);
        float[] parameters = start.parameters();
        float[] first = start.firstMoments();
        float[] second = start.secondMoments();
        parts = new Part[threads];
        for (int t = 0; t < threads; t++) {
            int from = share(t, units);
            parts[t] = new Part(architecture, from, share(t + 1, units) - from, batch);
            parts[t].weights.read(parameters, first, second);
            parts[t].readout.read(parameters, first, second);
        }
    }

    @Override
    float readoutScale(int thread) {
        return parts[thread].readout.values[0];
    }

    @Override
    float readoutBias(int thread) {
        return parts[thread].readout.values[1];
    }

    @Override
    void forward(int thread, float[] points, float[] partial) {
        Part part = parts[thread];
        Blas.gemm(
                true,
                false,
                batch,
                part.units,
                dimension,
                1,
                points,
                0,
                dimension,
                part.weights.values,
                0,
                dimension,
                0,
                part.hidden,
                0,
                batch);
        mark(thread, Phase.FORWARD);
        square(part.hidden, part.squares);
        Blas.gemv(false, batch, part.units, 1, part.squares, batch, part.ones, 0, partial);
        mark(thread, Phase.ELEMENTWISE);
    }

    @Override
    void backward(int thread, float[] points, float[] sums, float[] logitGradient, Adam adam) {
        Part part = parts[thread];
        float scale = 2 * part.readout.values[0];
        float weightGradient = 0;
        float biasGradient = 0;
        for (int r = 0; r < batch; r++) {
            weightGradient += logitGradient[r] * sums[r];
            biasGradient += logitGradient[r];
            multiply(points, part.scaledPoints, r * dimension, (r + 1) * dimension, scale * logitGradient[r]);
        }
        part.readoutGradient[0] = weightGradient;
        part.readoutGradient[1] = biasGradient;
        part.readout.update(adam, part.readoutGradient);
        mark(thread, Phase.ELEMENTWISE);
        int block = Blas.block(part.units, dimension, batch);
        for (int u = 0; u < part.units; u += block) {
            int count = Math.min(block, part.units - u);
            Blas.gemm(
                    false,
                    false,
                    dimension,
                    count,
                    batch,
                    1,
                    part.scaledPoints,
                    0,
                    dimension,
                    part.hidden,
                    u * batch,
                    batch,
                    0,
                    part.gradient,
                    u * dimension,
                    dimension);
            mark(thread, Phase.WEIGHT_GRADIENT);
            part.weights.update(adam, part.gradient, u * dimension, (u + count) * dimension);
            mark(thread, Phase.ADAM);
        }
    }

    @Override
    void write(float[] parameters, float[] first, float[] second) {
        for (Part part : parts) {
            part.weights.write(parameters, first, second);
        }
        parts[0].readout.write(parameters, first, second);
    }

    private static void square(float[] values, float[] squares) {
        for (int i = 0; i < values.length; i++) {
            squares[i] = values[i] * values[i];
        }
    }

    private static void multiply(float[] values, float[] products, int from, int to, float factor) {
        for (int i = from; i < to; i++) {
            products[i] = values[i] * factor;
        }
    }

    /** What one thread owns. */
    private static final class Part {
        final int units;
        /** Its rows of W, {@code [units][d]}. */
        final Parameters weights;
        /** w and b: every thread updates its own, all alike. */
        final Parameters readout;

        final float[] readoutGradient = new float[2];
        final float[] gradient;
        /** W x, {@code [units][batch]}. */
        final float[] hidden;

        final float[] squares;
        final float[] ones;
        /** The batch, each point times the gradient to the sum that it gives, {@code [batch][d]}. */
        final float[] scaledPoints;

        Part(QuadraticArchitecture architecture, int from, int units, int batch) {
            int d = architecture.inputDimension();
            this.units = units;
            weights = new Parameters(from * d, units * d);
            readout = new Parameters(architecture.readout(), 2);
            gradient = new float[units * d];
            hidden = new float[units * batch];
            squares = new float[units * batch];
            ones = new float[units];
            Arrays.fill(ones, 1);
            scaledPoints = new float[batch * d];
        }
    }
}
