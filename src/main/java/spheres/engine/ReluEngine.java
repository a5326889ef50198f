package spheres.engine;

import java.util.List;
import spheres.network.BatchNormSettings;
import spheres.network.Network;
import spheres.network.ReluArchitecture;

/** The training step of a ReLU network with batch norm. Activations are unit-major {@code [units][batch]}. */
final class ReluEngine extends TeamEngine {
    private final Layer[] layers;
    /** The readout's weights; each thread updates those of its units. */
    private final Parameters readout;
    /** Per thread the readout's bias: every thread updates its own, all alike. */
    private final Parameters[] bias;

    private final int lastUnits;

    ReluEngine(Network start, TrainingData data, int batch, int threads) {
        super(start, data, batch, threads);
        ReluArchitecture architecture = (ReluArchitecture) start.architecture();
        List<ReluArchitecture.HiddenLayer> places = architecture.layers();
        layers = new Layer[places.size()];
        float[] parameters = start.parameters();
        float[] first = start.firstMoments();
        float[] second = start.secondMoments();
        for (int l = 0; l < layers.length; l++) {
            Preconditions.checkThreads(threads, places.get(l).units());
            layers[l] = new Layer(places.get(l), architecture.batchNorm(), batch);
            layers[l].read(parameters, first, second);
        }
        lastUnits = layers[layers.length - 1].units;
        readout = new Parameters(architecture.readout(), lastUnits, 0);
        readout.read(parameters, first, second);
        bias = new Parameters[threads];
        for (int t = 0; t < threads; t++) {
            bias[t] = new Parameters(architecture.readout() + lastUnits, 1, 0);
            bias[t].read(parameters, first, second);
        }
    }

    @Override
    float readoutScale(int thread) {
        return 1;
    }

    @Override
    float readoutBias(int thread) {
        return bias[thread].values[0];
    }

    @Override
    void forward(int thread, float[] points, float[] partial) {
        for (int l = 0; l < layers.length; l++) {
            Layer layer = layers[l];
            int from = share(thread, layer.units);
            int count = share(thread + 1, layer.units) - from;
            if (l == 0) {
                layer.forwardFromPoints(points, from, count);
            } else {
                barrier(thread);
                layer.forward(layers[l - 1].active, from, count);
            }
            mark(thread, Phase.FORWARD);
            layer.normalise(from, count);
            mark(thread, Phase.ELEMENTWISE);
        }
        int from = share(thread, lastUnits);
        int count = share(thread + 1, lastUnits) - from;
        Blas.gemm(
                false,
                false,
                batch,
                1,
                count,
                1,
                layers[layers.length - 1].active,
                from * batch,
                batch,
                readout.values,
                from,
                count,
                0,
                partial,
                0,
                batch);
        mark(thread, Phase.FORWARD);
    }

    @Override
    void backward(int thread, float[] points, float[] sums, float[] logitGradient, Adam adam) {
        int top = layers.length - 1;
        int from = share(thread, lastUnits);
        int count = share(thread + 1, lastUnits) - from;
        Layer last = layers[top];
        Blas.gemm(
                false,
                false,
                batch,
                count,
                1,
                1,
                logitGradient,
                0,
                batch,
                readout.values,
                from,
                1,
                0,
                last.gradient,
                from * batch,
                batch);
        Blas.gemm(
                true,
                false,
                count,
                1,
                batch,
                1,
                last.active,
                from * batch,
                batch,
                logitGradient,
                0,
                batch,
                0,
                readout.gradient,
                from,
                count);
        mark(thread, Phase.BACKWARD);
        last.denormalise(from, count);
        mark(thread, Phase.ELEMENTWISE);
        for (int l = top - 1; l >= 0; l--) {
            barrier(thread);
            int units = layers[l].units;
            int below = share(thread, units);
            int belowCount = share(thread + 1, units) - below;
            layers[l + 1].backward(layers[l].gradient, below, belowCount);
            mark(thread, Phase.BACKWARD);
            layers[l].denormalise(below, belowCount);
            mark(thread, Phase.ELEMENTWISE);
        }
        if (top > 0) {
            barrier(thread); // all have read the weights that change now
        }
        update(thread, points, logitGradient, adam);
    }

    private void update(int thread, float[] points, float[] logitGradient, Adam adam) {
        for (int l = layers.length - 1; l >= 0; l--) {
            Layer layer = layers[l];
            int from = share(thread, layer.units);
            int to = share(thread + 1, layer.units);
            if (l == 0) {
                layer.weightGradientFromPoints(points, from, to - from);
            } else {
                layer.weightGradient(layers[l - 1].active, from, to - from);
            }
            mark(thread, Phase.WEIGHT_GRADIENT);
            layer.update(adam, from, to);
            mark(thread, Phase.ADAM);
        }
        float sum = 0;
        for (float gradient : logitGradient) {
            sum += gradient;
        }
        bias[thread].gradient[0] = sum;
        bias[thread].update(adam, 0, 1);
        readout.update(adam, share(thread, lastUnits), share(thread + 1, lastUnits));
        mark(thread, Phase.ADAM);
    }

    @Override
    void write(float[] parameters, float[] first, float[] second) {
        for (Layer layer : layers) {
            layer.write(parameters, first, second);
        }
        readout.write(parameters, first, second);
        bias[0].write(parameters, first, second);
    }

    /** A hidden layer: dense, batch norm, ReLU. Ranges are of units. */
    private static final class Layer {
        final int inputs;
        final int units;
        final int batch;
        final float[] active;
        final float[] gradient;
        private final float[] normal;
        private final float[] inverseDeviation;
        private final Parameters weights;
        private final Parameters gamma;
        private final Parameters beta;
        private final int statistics;
        private final float[] mean;
        private final float[] variance;
        private final float decay;
        private final float epsilon;

        Layer(ReluArchitecture.HiddenLayer place, BatchNormSettings settings, int batch) {
            inputs = place.inputs();
            units = place.units();
            this.batch = batch;
            active = new float[units * batch];
            gradient = new float[units * batch];
            normal = new float[units * batch];
            inverseDeviation = new float[units];
            weights = new Parameters(place.weights(), units * inputs, inputs);
            gamma = new Parameters(place.gamma(), units, 0);
            beta = new Parameters(place.beta(), units, 0);
            statistics = place.mean();
            mean = new float[units];
            variance = new float[units];
            decay = (float) settings.decay();
            epsilon = (float) settings.epsilon();
        }

        void forwardFromPoints(float[] points, int from, int count) {
            Blas.gemm(
                    true,
                    false,
                    batch,
                    count,
                    inputs,
                    1,
                    points,
                    0,
                    inputs,
                    weights.values,
                    from * inputs,
                    inputs,
                    0,
                    normal,
                    from * batch,
                    batch);
        }

        void forward(float[] below, int from, int count) {
            Blas.gemm(
                    false,
                    false,
                    batch,
                    count,
                    inputs,
                    1,
                    below,
                    0,
                    batch,
                    weights.values,
                    from * inputs,
                    inputs,
                    0,
                    normal,
                    from * batch,
                    batch);
        }

        /** Batch norm and ReLU; the running statistics move on. */
        void normalise(int from, int count) {
            float rest = 1 - decay;
            for (int u = from; u < from + count; u++) {
                int start = u * batch;
                float average = sum(normal, start, batch) / batch;
                subtract(normal, start, batch, average);
                float spread = sumOfSquares(normal, start, batch) / batch;
                float inverse = (float) (1 / Math.sqrt(spread + epsilon));
                scaleAndRectify(normal, active, start, batch, inverse, gamma.values[u], beta.values[u]);
                inverseDeviation[u] = inverse;
                mean[u] = decay * mean[u] + rest * average;
                variance[u] = decay * variance[u] + rest * spread;
            }
        }

        /** Takes the gradient back through ReLU and batch norm, in place. */
        void denormalise(int from, int count) {
            for (int u = from; u < from + count; u++) {
                int start = u * batch;
                mask(gradient, active, start, batch);
                float shift = sum(gradient, start, batch);
                float scale = dot(gradient, normal, start, batch);
                beta.gradient[u] = shift;
                gamma.gradient[u] = scale;
                float factor = gamma.values[u] * inverseDeviation[u];
                project(gradient, normal, start, batch, factor, shift / batch, scale / batch);
            }
        }

        /** The gradient to units {@code from .. from + count} of the layer below. */
        void backward(float[] below, int from, int count) {
            Blas.gemm(
                    false,
                    true,
                    batch,
                    count,
                    units,
                    1,
                    gradient,
                    0,
                    batch,
                    weights.values,
                    from,
                    inputs,
                    0,
                    below,
                    from * batch,
                    batch);
        }

        void weightGradientFromPoints(float[] points, int from, int count) {
            Blas.gemm(
                    false,
                    false,
                    inputs,
                    count,
                    batch,
                    1,
                    points,
                    0,
                    inputs,
                    gradient,
                    from * batch,
                    batch,
                    0,
                    weights.gradient,
                    from * inputs,
                    inputs);
        }

        void weightGradient(float[] below, int from, int count) {
            Blas.gemm(
                    true,
                    false,
                    inputs,
                    count,
                    batch,
                    1,
                    below,
                    0,
                    batch,
                    gradient,
                    from * batch,
                    batch,
                    0,
                    weights.gradient,
                    from * inputs,
                    inputs);
        }

        void update(Adam adam, int from, int to) {
            weights.update(adam, from * inputs, to * inputs);
            gamma.update(adam, from, to);
            beta.update(adam, from, to);
        }

        void read(float[] parameters, float[] first, float[] second) {
            weights.read(parameters, first, second);
            gamma.read(parameters, first, second);
            beta.read(parameters, first, second);
            System.arraycopy(parameters, statistics, mean, 0, units);
            System.arraycopy(parameters, statistics + units, variance, 0, units);
        }

        void write(float[] parameters, float[] first, float[] second) {
            weights.write(parameters, first, second);
            gamma.write(parameters, first, second);
            beta.write(parameters, first, second);
            System.arraycopy(mean, 0, parameters, statistics, units);
            System.arraycopy(variance, 0, parameters, statistics + units, units);
        }

        private static float sum(float[] values, int start, int length) {
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            int i = start;
            int end = start + length;
            for (; i + 3 < end; i += 4) {
                s0 += values[i];
                s1 += values[i + 1];
                s2 += values[i + 2];
                s3 += values[i + 3];
            }
            for (; i < end; i++) {
                s0 += values[i];
            }
            return s0 + s1 + (s2 + s3);
        }

        private static float dot(float[] a, float[] b, int start, int length) {
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            int i = start;
            int end = start + length;
            for (; i + 3 < end; i += 4) {
                s0 += a[i] * b[i];
                s1 += a[i + 1] * b[i + 1];
                s2 += a[i + 2] * b[i + 2];
                s3 += a[i + 3] * b[i + 3];
            }
            for (; i < end; i++) {
                s0 += a[i] * b[i];
            }
            return s0 + s1 + (s2 + s3);
        }

        private static float sumOfSquares(float[] values, int start, int length) {
            return dot(values, values, start, length);
        }

        private static void subtract(float[] values, int start, int length, float by) {
            int end = start + length;
            for (int i = start; i < end; i++) {
                values[i] -= by;
            }
        }

        private static void scaleAndRectify(
                float[] normal, float[] active, int start, int length, float inverse, float scale, float shift) {
            int end = start + length;
            for (int i = start; i < end; i++) {
                float value = normal[i] * inverse;
                normal[i] = value;
                active[i] = Math.max(0f, scale * value + shift);
            }
        }

        private static void mask(float[] gradient, float[] active, int start, int length) {
            int end = start + length;
            for (int i = start; i < end; i++) {
                gradient[i] = active[i] > 0 ? gradient[i] : 0f;
            }
        }

        private static void project(
                float[] gradient, float[] normal, int start, int length, float factor, float shift, float scale) {
            int end = start + length;
            for (int i = start; i < end; i++) {
                gradient[i] = factor * (gradient[i] - shift - normal[i] * scale);
            }
        }
    }
}
