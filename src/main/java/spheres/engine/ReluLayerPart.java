package spheres.engine;

import java.util.Arrays;
import spheres.network.BatchNormSettings;
import spheres.network.ReluArchitecture;

/**
 * One thread's units of a hidden layer: dense, batch norm, ReLU. Its arrays are unit-major {@code [units][batch]}, so
 * that a unit's statistics are sums of a row. HotSpot vectorises long loops in which all arrays have one index, so a
 * value that belongs to a unit is first spread over the unit's row.
 */
final class ReluLayerPart {
    final int units;
    /** How many units' weights to take at once. */
    final int block;
    /** The layer's output. */
    final float[] active;
    /** The gradient to the output, then to the dense layer's output. */
    final float[] gradient;

    private final int inputs;
    private final int batch;
    private final int from;
    private final int meanOffset;
    private final int varianceOffset;
    private final Parameters weights;
    private final Parameters gamma;
    private final Parameters beta;
    private final float[] runningMean;
    private final float[] runningVariance;
    private final float decay;
    /** Further decays, each with its running statistics. */
    private final float[] furtherDecays;

    private final float[][] furtherMeans;
    private final float[][] furtherVariances;
    private final float epsilon;
    private final boolean fixedScale;

    /** The dense layer's output less its mean. */
    private final float[] centred;
    /** gamma / deviation, spread. */
    private final float[] scale;

    private final float[] scratch;
    private final float[] spread;
    private final float[] ones;
    private final float[] mean;
    private final float[] variance;
    private final float[] inverseDeviation;
    private final float[] gammaGradient;
    private final float[] betaGradient;

    /**
     * @param from the first unit
     * @param units how many
     * @param furtherDecays running statistics are kept with these, too
     */
    ReluLayerPart(
            ReluArchitecture.HiddenLayer layer,
            BatchNormSettings settings,
            int from,
            int units,
            int batch,
            float[] furtherDecays) {
        this.units = units;
        this.inputs = layer.inputs();
        this.batch = batch;
        this.from = from;
        block = Blas.block(units, inputs, batch);
        meanOffset = layer.mean() + from;
        varianceOffset = layer.variance() + from;
        weights = new Parameters(layer.weights() + from * inputs, units * inputs);
        gamma = new Parameters(layer.gamma() + from, units);
        beta = new Parameters(layer.beta() + from, units);
        runningMean = new float[units];
        runningVariance = new float[units];
        decay = (float) settings.decay();
        this.furtherDecays = furtherDecays;
        furtherMeans = new float[furtherDecays.length][units];
        furtherVariances = new float[furtherDecays.length][units];
        epsilon = (float) settings.epsilon();
        fixedScale = settings.fixedScale();
        active = new float[units * batch];
        gradient = new float[units * batch];
        centred = new float[units * batch];
        scale = new float[units * batch];
        scratch = new float[units * batch];
        spread = new float[units * batch];
        ones = new float[batch];
        Arrays.fill(ones, 1);
        mean = new float[units];
        variance = new float[units];
        inverseDeviation = new float[units];
        gammaGradient = new float[units];
        betaGradient = new float[units];
    }

    int weightCount() {
        return units * inputs;
    }

    /** The dense layer. */
    void multiply(float[] inputRows) {
        Blas.gemm(
                true,
                false,
                batch,
                units,
                inputs,
                1,
                inputRows,
                0,
                inputs,
                weights.values,
                0,
                inputs,
                0,
                centred,
                0,
                batch);
    }

    /** Batch norm and ReLU; the running statistics move on. */
    void normalise() {
        Blas.gemv(true, batch, units, 1f / batch, centred, batch, ones, 0, mean);
        spread(mean, spread);
        centre(centred, spread, scratch);
        Blas.gemv(true, batch, units, 1f / batch, scratch, batch, ones, 0, variance);
        float rest = 1 - decay;
        for (int u = 0; u < units; u++) {
            float inverse = (float) (1 / Math.sqrt(variance[u] + epsilon));
            inverseDeviation[u] = inverse;
            Arrays.fill(scale, u * batch, (u + 1) * batch, gamma.values[u] * inverse);
            runningMean[u] = decay * runningMean[u] + rest * mean[u];
            runningVariance[u] = decay * runningVariance[u] + rest * variance[u];
        }
        for (int k = 0; k < furtherDecays.length; k++) {
            moveOn(furtherMeans[k], mean, furtherDecays[k]);
            moveOn(furtherVariances[k], variance, furtherDecays[k]);
        }
        spread(beta.values, active);
        scaleAndRectify(centred, scale, active);
    }

    /** Takes {@link #gradient} back through ReLU and batch norm, and updates batch norm's parameters. */
    void denormalise(Adam adam) {
        mask(gradient, active, centred, scratch);
        Blas.gemv(true, batch, units, 1, gradient, batch, ones, 0, betaGradient);
        Blas.gemv(true, batch, units, 1, scratch, batch, ones, 0, gammaGradient);
        for (int u = 0; u < units; u++) {
            float inverse = inverseDeviation[u];
            gammaGradient[u] *= inverse;
            Arrays.fill(spread, u * batch, (u + 1) * batch, betaGradient[u] / batch);
            Arrays.fill(scratch, u * batch, (u + 1) * batch, gammaGradient[u] * inverse / batch);
        }
        project(gradient, centred, scale, spread, scratch);
        if (!fixedScale) {
            gamma.update(adam, gammaGradient);
        }
        beta.update(adam, betaGradient);
    }

    /** Writes the part's columns of the layer's output, {@code [batch][width]}. */
    void writeRows(float[] rows, int width) {
        for (int u = 0; u < units; u++) {
            int row = u * batch;
            for (int r = 0; r < batch; r++) {
                rows[r * width + from + u] = active[row + r];
            }
        }
    }

    /** Sets {@link #gradient} to the sum of all threads' shares, each {@code [batch][width]}, in the threads' order. */
    void readRowGradients(float[][] shares, int width) {
        for (int t = 0; t < shares.length; t++) {
            float[] share = shares[t];
            for (int u = 0; u < units; u++) {
                int row = u * batch;
                if (t == 0) {
                    for (int r = 0; r < batch; r++) {
                        gradient[row + r] = share[r * width + from + u];
                    }
                } else {
                    for (int r = 0; r < batch; r++) {
                        gradient[row + r] += share[r * width + from + u];
                    }
                }
            }
        }
    }

    /** Writes the units' share of the gradient to the layer's input, {@code [batch][inputs]}. */
    void backward(float[] rowGradients) {
        for (int u = 0; u < units; u += block) {
            Blas.gemm(
                    false,
                    true,
                    inputs,
                    batch,
                    Math.min(block, units - u),
                    1,
                    weights.values,
                    u * inputs,
                    inputs,
                    gradient,
                    u * batch,
                    batch,
                    u == 0 ? 0 : 1,
                    rowGradients,
                    0,
                    inputs);
        }
    }

    /** Writes the weights' gradient of units {@code first .. first + count} where these weights stand. */
    void weightGradient(float[] inputRows, int first, int count, float[] target) {
        Blas.gemm(
                false,
                false,
                inputs,
                count,
                batch,
                1,
                inputRows,
                0,
                inputs,
                gradient,
                first * batch,
                batch,
                0,
                target,
                first * inputs,
                inputs);
    }

    void update(Adam adam, float[] weightGradient, int first, int count) {
        weights.update(adam, weightGradient, first * inputs, (first + count) * inputs);
    }

    void read(float[] parameters, float[] first, float[] second) {
        weights.read(parameters, first, second);
        gamma.read(parameters, first, second);
        beta.read(parameters, first, second);
        System.arraycopy(parameters, meanOffset, runningMean, 0, units);
        System.arraycopy(parameters, varianceOffset, runningVariance, 0, units);
    }

    void write(float[] parameters, float[] first, float[] second) {
        weights.write(parameters, first, second);
        gamma.write(parameters, first, second);
        beta.write(parameters, first, second);
        System.arraycopy(runningMean, 0, parameters, meanOffset, units);
        System.arraycopy(runningVariance, 0, parameters, varianceOffset, units);
    }

    /** Takes over further statistics {@code k} from a layer's, which stand at {@code offset}: means, then variances. */
    void readFurther(int k, float[] values, int offset, int width) {
        System.arraycopy(values, offset + from, furtherMeans[k], 0, units);
        System.arraycopy(values, offset + width + from, furtherVariances[k], 0, units);
    }

    void writeFurther(int k, float[] values, int offset, int width) {
        System.arraycopy(furtherMeans[k], 0, values, offset + from, units);
        System.arraycopy(furtherVariances[k], 0, values, offset + width + from, units);
    }

    private static void moveOn(float[] running, float[] batch, float decay) {
        float rest = 1 - decay;
        for (int u = 0; u < running.length; u++) {
            running[u] = decay * running[u] + rest * batch[u];
        }
    }

    private void spread(float[] values, float[] target) {
        for (int u = 0; u < units; u++) {
            Arrays.fill(target, u * batch, (u + 1) * batch, values[u]);
        }
    }

    private static void centre(float[] values, float[] means, float[] squares) {
        for (int i = 0; i < values.length; i++) {
            float value = values[i] - means[i];
            values[i] = value;
            squares[i] = value * value;
        }
    }

    /** {@code active} comes in as the shift and goes out as the output. */
    private static void scaleAndRectify(float[] centred, float[] scale, float[] active) {
        for (int i = 0; i < active.length; i++) {
            active[i] = Math.max(0f, centred[i] * scale[i] + active[i]);
        }
    }

    /**
     * The gradient where the unit is active, and its product with the centred value. The minimum is 1 there and 0
     * elsewhere; a conditional is not vectorised and mispredicted half of the time.
     */
    private static void mask(float[] gradient, float[] active, float[] centred, float[] products) {
        for (int i = 0; i < gradient.length; i++) {
            float value = gradient[i] * Math.min(1f, active[i] * 1e38f);
            gradient[i] = value;
            products[i] = value * centred[i];
        }
    }

    private static void project(float[] gradient, float[] centred, float[] scale, float[] shift, float[] slope) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = scale[i] * (gradient[i] - shift[i] - centred[i] * slope[i]);
        }
    }
}
