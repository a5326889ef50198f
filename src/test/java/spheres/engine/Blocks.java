package spheres.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;

/** Test networks and data, and the comparison of parameter vectors block by block. */
public final class Blocks {
    /** A run of the parameter vector that has one meaning. */
    public record Block(String name, int from, int to, boolean trained) {
        public double largest(double[] values) {
            double largest = 0;
            for (int i = from; i < to; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            return largest;
        }

        public double error(double[] actual, double[] expected) {
            double error = 0;
            for (int i = from; i < to; i++) {
                error = Math.max(error, Math.abs(actual[i] - expected[i]));
            }
            return error;
        }
    }

    private Blocks() {}

    public static List<Block> of(Architecture architecture) {
        return architecture.match(Blocks::relu, Blocks::quadratic);
    }

    private static List<Block> relu(ReluArchitecture relu) {
        List<Block> blocks = new ArrayList<>();
        int end = relu.parameters();
        int number = 1;
        for (ReluArchitecture.HiddenLayer layer : relu.layers()) {
            String name = "layer " + number++;
            blocks.add(new Block(name + " weights", layer.weights(), layer.gamma(), true));
            blocks.add(new Block(name + " gamma", layer.gamma(), layer.beta(), true));
            blocks.add(new Block(name + " beta", layer.beta(), layer.mean(), true));
            blocks.add(new Block(name + " running mean", layer.mean(), layer.variance(), false));
            blocks.add(new Block(name + " running variance", layer.variance(), layer.end(), false));
        }
        blocks.add(new Block("readout weights", relu.readout(), end - 1, true));
        blocks.add(new Block("readout bias", end - 1, end, true));
        return blocks;
    }

    private static List<Block> quadratic(QuadraticArchitecture quadratic) {
        int end = quadratic.parameters();
        return List.of(
                new Block("weights", 0, end - 2, true),
                new Block("readout weight", end - 2, end - 1, true),
                new Block("readout bias", end - 1, end, true));
    }

    /** Every difference is at most {@code tolerance} times the block's largest expected value. */
    public static void assertClose(
            String what, Architecture shape, double[] actual, double[] expected, double tolerance) {
        for (Block block : of(shape)) {
            double largest = block.largest(expected);
            double error = block.error(actual, expected);
            assertThat(error)
                    .as("%s: error of %s in %s, largest value %s", shape, block.name(), what, largest)
                    .isLessThanOrEqualTo(tolerance * largest);
        }
    }

    /** A network with all parameters random, Adam's state too where {@code state} is set. */
    public static Network random(Architecture architecture, AdamSettings adam, long seed, boolean state) {
        Random random = new Random(seed);
        float[] values = new float[architecture.parameters()];
        float[] first = new float[values.length];
        float[] second = new float[values.length];
        for (Block block : of(architecture)) {
            for (int i = block.from(); i < block.to(); i++) {
                boolean positive = block.name().endsWith("gamma") || !block.trained();
                values[i] = positive ? 0.5f + random.nextFloat() : (float) (0.4 * random.nextGaussian());
                if (state && block.trained()) {
                    first[i] = (float) (0.01 * random.nextGaussian());
                    second[i] = 1e-4f * (0.5f + random.nextFloat());
                }
            }
        }
        return new Network(architecture, adam, values, first, second, state ? 41 : 0);
    }

    /** Gaussian points with fair labels, by position. */
    public static TrainingData data(int dimension, long seed) {
        return new TrainingData() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public Reader reader() {
                return (position, points, offset) -> {
                    Random random = new Random(seed * 1_000_003 + position * 7919);
                    for (int i = 0; i < dimension; i++) {
                        points[offset + i] = (float) random.nextGaussian();
                    }
                    return random.nextBoolean() ? 1 : 0;
                };
            }
        };
    }

    /** The network after some steps, and their losses in {@code losses}. */
    public static Network run(
            Backend backend, Network start, TrainingData data, int batch, int threads, double[] losses) {
        try (StepEngine engine = backend.open(start, data, batch, threads)) {
            engine.run(losses.length, losses);
            return engine.network();
        }
    }

    /** The gradient of a first step, which began with moments of zero. */
    public static double[] gradient(Network afterOneStep) {
        double rest = 1 - (float) afterOneStep.adam().beta1();
        double[] gradient = doubles(afterOneStep.firstMoments());
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= rest;
        }
        return gradient;
    }

    public static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
