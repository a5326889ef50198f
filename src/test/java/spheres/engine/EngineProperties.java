package spheres.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.BatchNormSettings;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;

/** The engine does what DL4J does, over random shapes. */
class EngineProperties {
    private static final String SEED = "1801";
    private static final AdamSettings ADAM = AdamSettings.DEFAULT.withLearningRate(0.1);

    @Provide
    Arbitrary<Architecture> relu() {
        Arbitrary<Integer> dimension = Arbitraries.integers().between(1, 40);
        Arbitrary<List<Integer>> widths =
                Arbitraries.integers().between(3, 40).list().ofMinSize(1).ofMaxSize(8);
        return Combinators.combine(dimension, widths)
                .as((d, w) -> new ReluArchitecture(d, w, new BatchNormSettings(0.9, 1e-2)));
    }

    @Provide
    Arbitrary<Architecture> quadratic() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.integers().between(3, 60))
                .as(QuadraticArchitecture::new);
    }

    @Property(tries = 12, seed = SEED)
    void reluStepsAreThoseOfDl4j(
            @ForAll("relu") Architecture architecture,
            @ForAll @IntRange(min = 5, max = 70) int batch,
            @ForAll @IntRange(min = 1, max = 3) int threads,
            @ForAll @IntRange(max = 1000) int seed) {
        stepsAreThoseOfDl4j(architecture, batch, threads, seed);
    }

    @Property(tries = 12, seed = SEED)
    void quadraticStepsAreThoseOfDl4j(
            @ForAll("quadratic") Architecture architecture,
            @ForAll @IntRange(min = 1, max = 70) int batch,
            @ForAll @IntRange(min = 1, max = 3) int threads,
            @ForAll @IntRange(max = 1000) int seed) {
        stepsAreThoseOfDl4j(architecture, batch, threads, seed);
    }

    private static void stepsAreThoseOfDl4j(Architecture architecture, int batch, int threads, int seed) {
        TrainingData data = Blocks.data(architecture.inputDimension(), seed);
        for (boolean state : new boolean[] {false, true}) {
            Network start = Blocks.random(architecture, ADAM, seed, state);
            double[] loss = new double[1];
            double[] expectedLoss = new double[1];
            Network actual = Blocks.run(HostBackend.CPU, start, data, batch, threads, loss);
            Network expected = Blocks.run(HostBackend.DL4J, start, data, batch, 1, expectedLoss);
            Supplier<Network> exact = () -> inDoublePrecision(start, data, batch);

            assertThat(loss[0]).isEqualTo(expectedLoss[0], within(1e-5 * expectedLoss[0] + 1e-12));
            compare("first moment", actual, expected, exact, Network::firstMoments, 1e-5);
            // squared, so twice the relative error of the gradient
            compare("second moment", actual, expected, exact, Network::secondMoments, 2e-5);
            if (state) {
                compare("parameters", actual, expected, exact, Network::parameters, 1e-5);
            }
        }
    }

    /**
     * Within the tolerance of DL4J's values; or, where single precision itself does not reach that (many layers over few
     * units), at most three times as far from DL4J's double-precision values as DL4J's single-precision ones.
     */
    private static void compare(
            String what,
            Network actual,
            Network expected,
            Supplier<Network> exact,
            Function<Network, float[]> values,
            double tolerance) {
        Architecture architecture = expected.architecture();
        double[] ours = Blocks.doubles(values.apply(actual));
        double[] theirs = Blocks.doubles(values.apply(expected));
        for (Blocks.Block block : Blocks.of(architecture)) {
            double error = block.error(ours, theirs);
            if (error > tolerance * block.largest(theirs)) {
                double[] truth = Blocks.doubles(values.apply(exact.get()));
                assertThat(block.error(ours, truth))
                        .as("%s: error of %s in %s", architecture, block.name(), what)
                        .isLessThanOrEqualTo(3 * block.error(theirs, truth));
            }
        }
    }

    private static Network inDoublePrecision(Network start, TrainingData data, int batch) {
        int d = data.dimension();
        float[] points = new float[batch * d];
        float[] labels = new float[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = data.reader().read(start.step() * batch + i, points, i * d);
        }
        MultiLayerNetwork network = start.toDl4j().convertDataType(DataType.DOUBLE);
        network.fit(
                Nd4j.create(points, new long[] {batch, d}, 'c').castTo(DataType.DOUBLE),
                Nd4j.create(labels, new long[] {batch, 1}, 'c').castTo(DataType.DOUBLE));
        return Network.of(network);
    }

    @Property(tries = 30, seed = SEED)
    void numberOfThreadsChangesRoundingOnly(
            @ForAll("relu") Architecture architecture,
            @ForAll @IntRange(min = 5, max = 70) int batch,
            @ForAll @IntRange(max = 1000) int seed) {
        TrainingData data = Blocks.data(architecture.inputDimension(), seed);
        Network start = Blocks.random(architecture, ADAM, seed, true);
        double[] losses = new double[2];
        Network one = Blocks.run(HostBackend.CPU, start, data, batch, 1, losses);
        Network three = Blocks.run(HostBackend.CPU, start, data, batch, 3, losses);
        Network again = Blocks.run(HostBackend.CPU, start, data, batch, 3, losses);

        Blocks.assertClose(
                "parameters", architecture, Blocks.doubles(three.parameters()), Blocks.doubles(one.parameters()), 1e-4);
        assertThat(again.parameters()).isEqualTo(three.parameters());
        assertThat(again.firstMoments()).isEqualTo(three.firstMoments());
        assertThat(again.secondMoments()).isEqualTo(three.secondMoments());
    }
}
