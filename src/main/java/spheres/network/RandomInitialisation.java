package spheres.network;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Independent random weights. ReLU networks begin with gamma = 1, beta = 0, running mean 0, running variance 1 and
 * readout bias 0, where the scheme does not say otherwise. The quadratic network's W is random; its readout is w = {@code quadraticWeight}, b =
 * {@code quadraticBias}, since a random w could begin with the wrong sign.
 *
 * @param scheme the law of the weights
 * @param quadraticWeight w at the start
 * @param quadraticBias b at the start
 */
public record RandomInitialisation(Scheme scheme, double quadraticWeight, double quadraticBias)
        implements Initialisation {

    /** The law of the weights of a dense layer. */
    public enum Scheme {
        /** Uniform of variance 2 / (inputs + outputs) (Glorot and Bengio 2010): the default of TensorFlow 1. */
        GLOROT_UNIFORM,
        /** Gaussian of variance 2 / inputs (He et al., arXiv:1502.01852). */
        HE_NORMAL,
        /**
         * Gaussian of deviation 0.1 in every layer, drawn again beyond 0.2: {@code tf.truncated_normal(stddev=0.1)}, the weights
         * of TensorFlow 1's tutorials.
         */
        TRUNCATED_NORMAL,
        /**
         * The same of deviation 1, what {@code tf.truncated_normal} gives unless told otherwise, in the hidden layers, and
         * {@link #GLOROT_UNIFORM} in the readout. Batch norm divides by the deviation of what a hidden layer gives, so that, its
         * epsilon aside, a ReLU network begins with the same law of functions as from Glorot's weights; but Adam's steps,
         * whose length does not depend on the weights, change large ones by a smaller part.
         */
        UNIT_HIDDEN,
        /** Gaussian of deviation 1 in every layer: what {@code tf.random_normal} gives unless told otherwise. */
        UNIT_NORMAL,
        /**
         * Gaussian of deviation 1 in every layer, drawn again beyond 2: what {@code tf.truncated_normal} gives unless told
         * otherwise. It has the hidden weights of {@link #UNIT_HIDDEN}, bit for bit.
         */
        UNIT_TRUNCATED_NORMAL,
        /**
         * Uniform between -1 / sqrt(inputs) and 1 / sqrt(inputs), the readout's bias too: PyTorch's {@code nn.Linear}. The
         * biases that it gives to hidden layers do not exist here: batch norm takes any away, and its shift takes their place.
         */
        FAN_IN_UNIFORM,
        /**
         * The same, and gamma uniform between 0 and 1: PyTorch's {@code nn.Linear} and {@code nn.BatchNorm1d} before PyTorch 1.2
         * (github.com/pytorch/pytorch/issues/12259). A quadratic network has no gamma: it begins as from {@link #FAN_IN_UNIFORM}.
         */
        FAN_IN_UNIFORM_RANDOM_GAMMA
    }

    public static final RandomInitialisation GLOROT_UNIFORM = new RandomInitialisation(Scheme.GLOROT_UNIFORM, 1, -1);
    public static final RandomInitialisation HE_NORMAL = new RandomInitialisation(Scheme.HE_NORMAL, 1, -1);
    public static final RandomInitialisation TRUNCATED_NORMAL =
            new RandomInitialisation(Scheme.TRUNCATED_NORMAL, 1, -1);
    public static final RandomInitialisation UNIT_HIDDEN = new RandomInitialisation(Scheme.UNIT_HIDDEN, 1, -1);

    /** That scheme, with w = 1 and b = -1 in a quadratic network. */
    public static RandomInitialisation of(Scheme scheme) {
        return new RandomInitialisation(scheme, 1, -1);
    }

    @Override
    public float[] parameters(Architecture architecture, long seed) {
        SplitMix64 seeds = new SplitMix64(seed);
        UniformRandomProvider random = new XoRoShiRo128PlusPlus(seeds.nextLong(), seeds.nextLong());
        return architecture.match(relu -> parameters(relu, random), quadratic -> parameters(quadratic, random));
    }

    private float[] parameters(ReluArchitecture relu, UniformRandomProvider random) {
        float[] values = new float[relu.parameters()];
        for (ReluArchitecture.HiddenLayer layer : relu.layers()) {
            dense(scheme, random, values, layer.weights(), layer.inputs(), layer.units());
            if (scheme == Scheme.FAN_IN_UNIFORM_RANDOM_GAMMA) {
                for (int i = layer.gamma(); i < layer.beta(); i++) {
                    values[i] = random.nextFloat();
                }
            } else {
                Arrays.fill(values, layer.gamma(), layer.beta(), 1);
            }
            Arrays.fill(values, layer.variance(), layer.end(), 1);
        }
        Scheme ofReadout = scheme == Scheme.UNIT_HIDDEN ? Scheme.GLOROT_UNIFORM : scheme;
        int bias = values.length - 1;
        int inputs = bias - relu.readout();
        dense(ofReadout, random, values, relu.readout(), inputs, 1);
        if (scheme == Scheme.FAN_IN_UNIFORM || scheme == Scheme.FAN_IN_UNIFORM_RANDOM_GAMMA) {
            fanInUniform(random, inputs, values, bias, bias + 1);
        }
        return values;
    }

    private float[] parameters(QuadraticArchitecture quadratic, UniformRandomProvider random) {
        float[] values = new float[quadratic.parameters()];
        dense(scheme, random, values, 0, quadratic.inputDimension(), quadratic.hiddenWidth());
        values[quadratic.readout()] = (float) quadraticWeight;
        values[quadratic.readout() + 1] = (float) quadraticBias;
        return values;
    }

    private static void dense(
            Scheme scheme, UniformRandomProvider random, float[] values, int offset, int inputs, int outputs) {
        int end = offset + inputs * outputs;
        switch (scheme) {
            case GLOROT_UNIFORM -> {
                double limit = Math.sqrt(6.0 / ((double) inputs + outputs));
                uniform(random, limit, values, offset, end);
            }
            case HE_NORMAL -> normal(random, Math.sqrt(2.0 / inputs), values, offset, end);
            case TRUNCATED_NORMAL -> truncatedNormal(random, 0.1, values, offset, end);
            case UNIT_HIDDEN, UNIT_TRUNCATED_NORMAL -> truncatedNormal(random, 1, values, offset, end);
            case UNIT_NORMAL -> normal(random, 1, values, offset, end);
            case FAN_IN_UNIFORM, FAN_IN_UNIFORM_RANDOM_GAMMA -> fanInUniform(random, inputs, values, offset, end);
        }
    }

    private static void fanInUniform(UniformRandomProvider random, int inputs, float[] values, int from, int to) {
        double limit = 1 / Math.sqrt(inputs);
        uniform(random, limit, values, from, to);
    }

    /** Between -limit and limit. */
    private static void uniform(UniformRandomProvider random, double limit, float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
    }

    private static void normal(UniformRandomProvider random, double deviation, float[] values, int from, int to) {
        var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        for (int i = from; i < to; i++) {
            values[i] = (float) (deviation * gaussian.sample());
        }
    }

    private static void truncatedNormal(
            UniformRandomProvider random, double deviation, float[] values, int from, int to) {
        var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        for (int i = from; i < to; i++) {
            double deviations;
            do {
                deviations = gaussian.sample();
            } while (Math.abs(deviations) > 2);
            values[i] = (float) (deviation * deviations);
        }
    }
}
