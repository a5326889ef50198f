package spheres.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import spheres.engine.Blocks;
import spheres.engine.HostBackend;
import spheres.engine.TrainingData;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;

/** The device does the CPU's steps, over random shapes. */
@AddLifecycleHook(NeedsDevice.class)
class DeviceEngineProperties {
    private static final String SEED = "1801";
    private static final double TOLERANCE = 1e-5;
    private static final AdamSettings ADAM = AdamSettings.DEFAULT.withLearningRate(0.1);

    @Provide
    Arbitrary<Architecture> relu() {
        Arbitrary<Integer> dimension = Arbitraries.integers().between(1, 80);
        Arbitrary<List<Integer>> widths =
                Arbitraries.integers().between(1, 80).list().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(dimension, widths).as((d, w) -> ReluArchitecture.of(d, w.toArray(Integer[]::new)));
    }

    @Provide
    Arbitrary<Architecture> quadratic() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 80),
                        Arbitraries.integers().between(1, 80))
                .as(QuadraticArchitecture::new);
    }

    /** Of one chunk and of several, with padding and without; few, as each is compiled for. */
    @Provide
    Arbitrary<Integer> batches() {
        return Arbitraries.of(5, 50, 64, 131);
    }

    @Property(tries = 12, seed = SEED)
    void reluStepsAreThoseOfTheCpu(
            @ForAll("relu") Architecture architecture,
            @ForAll("batches") int batch,
            @ForAll @IntRange(max = 1000) int seed) {
        stepsAreThoseOfTheCpu(architecture, batch, seed);
    }

    @Property(tries = 8, seed = SEED)
    void quadraticStepsAreThoseOfTheCpu(
            @ForAll("quadratic") Architecture architecture,
            @ForAll("batches") int batch,
            @ForAll @IntRange(max = 1000) int seed) {
        stepsAreThoseOfTheCpu(architecture, batch, seed);
    }

    private static void stepsAreThoseOfTheCpu(Architecture architecture, int batch, int seed) {
        TrainingData data = Blocks.data(architecture.inputDimension(), seed);
        DeviceBackend backend = new DeviceBackend(NeedsDevice.device());
        for (boolean state : new boolean[] {false, true}) {
            Network start = Blocks.random(architecture, ADAM, seed, state);
            double[] loss = new double[1];
            double[] expectedLoss = new double[1];
            Network actual;
            try (DeviceEngine engine = backend.open(start, data, batch, 1)) {
                engine.run(1, loss);
                actual = engine.network();
                assertPaddingIsZero(engine);
            }
            Network again = Blocks.run(backend, start, data, batch, 1, new double[1]);
            Network expected = Blocks.run(HostBackend.CPU, start, data, batch, 1, expectedLoss);
            Supplier<Network> exact = () -> inDoublePrecision(start, data, batch);

            assertThat(loss[0]).isEqualTo(expectedLoss[0], within(TOLERANCE * expectedLoss[0] + 1e-12));
            compare("m", actual, expected, exact, network -> Blocks.doubles(network.firstMoments()));
            compare("v", actual, expected, exact, network -> Blocks.doubles(network.secondMoments()));
            if (state) { // the first of all steps is a sign, which says nothing of a gradient
                compare("change", actual, expected, exact, network -> change(start, network));
            }
            assertThat(again.parameters()).isEqualTo(actual.parameters());
            assertThat(again.firstMoments()).isEqualTo(actual.firstMoments());
            assertThat(again.secondMoments()).isEqualTo(actual.secondMoments());
        }
    }

    /**
     * Within the tolerance of the CPU's values; or, where single precision itself does not reach that, at most three times
     * as far from DL4J's values in double precision as the CPU's are.
     */
    private static void compare(
            String what,
            Network actual,
            Network expected,
            Supplier<Network> exact,
            Function<Network, double[]> values) {
        double error = Relative.error(values.apply(actual), values.apply(expected));
        if (error > TOLERANCE) {
            double[] truth = values.apply(exact.get());
            assertThat(Relative.error(values.apply(actual), truth))
                    .as("%s: %s, %s from the CPU's", expected, what, error)
                    .isLessThanOrEqualTo(3 * Relative.error(values.apply(expected), truth));
        }
    }

    private static double[] change(Network start, Network end) {
        double[] change = Blocks.doubles(end.parameters());
        float[] before = start.parameters();
        Arrays.setAll(change, i -> change[i] - before[i]);
        return change;
    }

    private static void assertPaddingIsZero(DeviceEngine engine) {
        Layout layout = engine.layout();
        float[] ones = new float[layout.packed()];
        Arrays.fill(ones, 1);
        float[] inside = layout.pad(ones);
        for (float[] values : engine.padded()) {
            for (int i = 0; i < values.length; i++) {
                if (inside[i] == 0) {
                    assertThat(values[i]).as("padding at %d", i).isZero();
                }
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
}
