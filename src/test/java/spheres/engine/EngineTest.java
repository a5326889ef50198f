package spheres.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import spheres.network.AdamSettings;
import spheres.network.AdamSettings.EpsilonConvention;
import spheres.network.Architecture;
import spheres.network.BatchNormSettings;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;

class EngineTest {

    static Stream<Architecture> architectures() {
        return Stream.of(
                ReluArchitecture.of(3, 4),
                ReluArchitecture.of(7, 9, 6),
                new ReluArchitecture(5, List.of(8, 3, 11, 4), new BatchNormSettings(0.7, 1e-5)),
                new QuadraticArchitecture(6, 9),
                new QuadraticArchitecture(9, 4));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void gradientsAreFiniteDifferencesInDoublePrecision(Architecture architecture) {
        int batch = 13;
        int d = architecture.inputDimension();
        TrainingData data = Blocks.data(d, 11);
        Network start = Blocks.random(architecture, AdamSettings.DEFAULT, 5, false);
        double[][] points = new double[batch][];
        int[] labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            float[] point = new float[d];
            labels[i] = data.reader().read(i, point, 0);
            points[i] = Blocks.doubles(point);
        }
        ScalarNetwork scalar = new ScalarNetwork(architecture, points, labels);
        double[] parameters = Blocks.doubles(start.parameters());
        double[] expected = scalar.gradient(parameters);

        for (Backend backend : HostBackend.values()) {
            double[] losses = new double[1];
            Network after = Blocks.run(backend, start, data, batch, 2, losses);

            assertThat(losses[0]).as("loss by %s", backend).isEqualTo(scalar.loss(parameters), within(1e-6));
            Blocks.assertClose("gradient by " + backend, architecture, Blocks.gradient(after), expected, 1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void backendsAgreeOverManySteps(Architecture architecture) {
        TrainingData data = Blocks.data(architecture.inputDimension(), 2);
        Network start = Blocks.random(architecture, AdamSettings.DEFAULT.withLearningRate(1e-3), 6, true);
        double[] losses = new double[10];
        double[] expected = new double[10];
        Network engine = Blocks.run(HostBackend.CPU, start, data, 20, 2, losses);
        for (Backend backend : new HostBackend[] {HostBackend.ND4J, HostBackend.DL4J}) {
            Network other = Blocks.run(backend, start, data, 20, 1, expected);

            assertThat(losses).containsExactly(expected, within(1e-4));
            Blocks.assertClose(
                    "parameters by " + backend,
                    architecture,
                    Blocks.doubles(engine.parameters()),
                    Blocks.doubles(other.parameters()),
                    1e-4);
        }
    }

    /** What else is trained goes on as if each gamma were given anew at every step. */
    @Test
    void aFixedScaleStaysAsItBegan() {
        ReluArchitecture trained = ReluArchitecture.of(5, 8, 6);
        ReluArchitecture fixed = trained.withBatchNorm(trained.batchNorm().withFixedScale(true));
        TrainingData data = Blocks.data(5, 2);
        AdamSettings adam = AdamSettings.DEFAULT.withLearningRate(1e-2);
        Network start = Blocks.random(fixed, adam, 6, false);
        Network expected = Blocks.random(trained, adam, 6, false);
        for (int step = 0; step < 5; step++) {
            Network after = Blocks.run(HostBackend.CPU, expected, data, 10, 2, new double[1]);
            expected = new Network(
                    trained,
                    adam,
                    withGammasOf(trained, start.parameters(), after.parameters()),
                    withGammasOf(trained, start.firstMoments(), after.firstMoments()),
                    withGammasOf(trained, start.secondMoments(), after.secondMoments()),
                    after.step());
        }

        for (Backend backend : new HostBackend[] {HostBackend.CPU, HostBackend.ND4J}) {
            Network after = Blocks.run(backend, start, data, 10, 2, new double[5]);

            Blocks.assertClose(
                    "parameters by " + backend,
                    fixed,
                    Blocks.doubles(after.parameters()),
                    Blocks.doubles(expected.parameters()),
                    backend == HostBackend.CPU ? 0 : 1e-4);
            assertThat(after.architecture()).isEqualTo(fixed);
        }
        assertThatThrownBy(() -> HostBackend.DL4J.open(start, data, 10, 1))
                .hasMessage("batch norm's fixed scale = true is not false, the only one that DL4J knows");
    }

    private static float[] withGammasOf(ReluArchitecture architecture, float[] gammas, float[] values) {
        float[] result = values.clone();
        for (ReluArchitecture.HiddenLayer layer : architecture.layers()) {
            System.arraycopy(gammas, layer.gamma(), result, layer.gamma(), layer.units());
        }
        return result;
    }

    @Test
    void quadraticGradientsAreThoseOfSameDiff() {
        int d = 12;
        int h = 17;
        int batch = 10;
        TrainingData data = Blocks.data(d, 3);
        Network start = Blocks.random(new QuadraticArchitecture(d, h), AdamSettings.DEFAULT, 8, false);
        float[] p = start.parameters();
        float[] points = new float[batch * d];
        float[] labels = new float[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = data.reader().read(i, points, i * d);
        }
        Network.prepareNd4j();
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.constant("x", Nd4j.create(points, new long[] {batch, d}, 'c'));
        SDVariable y = graph.constant("y", Nd4j.create(labels, new long[] {batch, 1}, 'c'));
        SDVariable weights = graph.var("W", Nd4j.create(Arrays.copyOf(p, d * h), new long[] {h, d}, 'c'));
        SDVariable scale = graph.var("w", Nd4j.scalar(DataType.FLOAT, p[d * h]));
        SDVariable bias = graph.var("b", Nd4j.scalar(DataType.FLOAT, p[d * h + 1]));
        SDVariable logit = graph.math()
                .square(x.mmul(graph.transpose(weights)))
                .sum(true, 1)
                .mul(scale)
                .add(bias);
        graph.loss().sigmoidCrossEntropy("loss", y, logit, null);
        graph.setLossVariables("loss");
        var gradients = graph.calculateGradients(Map.of(), "W", "w", "b");

        double[] expected = new double[p.length];
        INDArray weightGradient = Objects.requireNonNull(gradients.get("W"));
        for (int i = 0; i < d * h; i++) {
            expected[i] = weightGradient.getDouble(i / d, i % d);
        }
        expected[d * h] = Objects.requireNonNull(gradients.get("w")).getDouble(0);
        expected[d * h + 1] = Objects.requireNonNull(gradients.get("b")).getDouble(0);
        Network after = Blocks.run(HostBackend.CPU, start, data, batch, 2, new double[1]);
        Blocks.assertClose("gradient", start.architecture(), Blocks.gradient(after), expected, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void adamIsTheOneThatTheSettingsName(Architecture architecture) {
        for (EpsilonConvention convention : EpsilonConvention.values()) {
            AdamSettings adam = new AdamSettings(0.05, 0.8, 0.95, 1e-3, convention);
            Network start = Blocks.random(architecture, adam, 9, true);
            TrainingData data = Blocks.data(architecture.inputDimension(), 4);
            for (Backend backend : new HostBackend[] {HostBackend.CPU, HostBackend.ND4J}) {
                Network after = Blocks.run(backend, start, data, 16, 2, new double[1]);

                double c1 = 1 - Math.pow(0.8f, 42);
                double c2 = 1 - Math.pow(0.95f, 42);
                double[] expected = Blocks.doubles(start.parameters());
                for (Blocks.Block block : Blocks.of(architecture)) {
                    for (int i = block.from(); i < block.to(); i++) {
                        double m = after.firstMoments()[i];
                        double v = after.secondMoments()[i];
                        double change = convention == EpsilonConvention.BEFORE_CORRECTION
                                ? 0.05 * Math.sqrt(c2) / c1 * m / (Math.sqrt(v) + 1e-3)
                                : 0.05 * (m / c1) / (Math.sqrt(v / c2) + 1e-3);
                        expected[i] = block.trained() ? expected[i] - change : after.parameter(i);
                    }
                }
                Blocks.assertClose(
                        "parameters by " + backend + ", epsilon " + convention,
                        architecture,
                        Blocks.doubles(after.parameters()),
                        expected,
                        1e-6);
            }
        }
    }

    @Test
    void aNetworkGoesThroughAnEngineUnchanged() {
        for (Backend backend : HostBackend.values()) {
            architectures().forEach(architecture -> {
                Network start = Blocks.random(architecture, AdamSettings.DEFAULT, 12, true);
                Network after = Blocks.run(
                        backend, start, Blocks.data(start.architecture().inputDimension(), 1), 5, 1, new double[0]);
                assertThat(after.parameters()).isEqualTo(start.parameters());
                assertThat(after.firstMoments()).isEqualTo(start.firstMoments());
                assertThat(after.secondMoments()).isEqualTo(start.secondMoments());
                assertThat(after.step()).isEqualTo(41);
            });
        }
    }

    @Test
    void stepsAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        architectures().forEach(architecture -> {
            double[] losses = new double[500];
            float[] sample = new float[architecture.inputDimension()];
            TrainingData data = new TrainingData() {
                @Override
                public int dimension() {
                    return sample.length;
                }

                @Override
                public Reader reader() {
                    return (position, points, offset) -> {
                        points[offset] = position % 7;
                        return (int) (position % 2);
                    };
                }
            };
            Network start = Blocks.random(architecture, AdamSettings.DEFAULT, 12, true);
            try (StepEngine engine = HostBackend.CPU.open(start, data, 10, 1)) {
                engine.run(500, losses);
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 10; i++) {
                    engine.run(500, losses);
                }
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                // The smallest object at every step would be 80,000 bytes; what happens once may be some thousand.
                assertThat(allocated)
                        .as("bytes of 5000 steps of %s", architecture)
                        .isLessThan(20_000);
            }
        });
    }

    @Test
    void deadUnitsLeaveNoDenormalMoments() {
        QuadraticArchitecture architecture = new QuadraticArchitecture(2, 3);
        float[] tiny = new float[architecture.parameters()];
        Arrays.fill(tiny, Float.MIN_VALUE);
        Network start =
                new Network(architecture, AdamSettings.DEFAULT, new float[architecture.parameters()], tiny, tiny, 1000);
        Network after = Blocks.run(HostBackend.CPU, start, Blocks.data(2, 1), 4, 1, new double[1]);

        for (int i = 0; i < 6; i++) {
            assertThat(after.firstMoments()[i]).isZero();
            assertThat(after.secondMoments()[i]).isZero();
        }
    }

    @Test
    void namesTheLayerThatDiverged() {
        ReluArchitecture architecture = ReluArchitecture.of(3, 4, 5);
        float[] values =
                Blocks.random(architecture, AdamSettings.DEFAULT, 1, false).parameters();
        values[architecture.layers().get(1).weights()] = Float.NaN;
        Network start = Network.untrained(architecture, AdamSettings.DEFAULT, values);

        assertThatThrownBy(() -> Blocks.run(HostBackend.CPU, start, Blocks.data(3, 1), 4, 2, new double[3]))
                .isInstanceOf(DivergedException.class)
                .hasMessage("loss = NaN in step 1 is not finite (first in the parameters of hidden layer 2): "
                        + "training stopped; a smaller learning rate may help");
    }

    @Test
    void refusesWhatDoesNotFit() {
        Network network = Blocks.random(ReluArchitecture.of(3, 4, 5), AdamSettings.DEFAULT, 1, false);
        assertThatThrownBy(() -> HostBackend.CPU.open(network, Blocks.data(4, 1), 10, 1))
                .hasMessage("dimension of the data = 4 is not 3, the input dimension of the network");
        assertThatThrownBy(() -> HostBackend.CPU.open(network, Blocks.data(3, 1), 1, 1))
                .hasMessage("batch = 1 is not in [2, 2147483647]: batch norm needs two samples or more");
        assertThatThrownBy(() -> HostBackend.CPU.open(network, Blocks.data(3, 1), 0, 1))
                .hasMessage("batch = 0 is not in [2, 2147483647]: batch norm needs two samples or more");
        assertThatThrownBy(() -> HostBackend.CPU.open(network, Blocks.data(3, 1), 10, 5))
                .hasMessage("number of threads = 5 is not in [1, 4]: the narrowest hidden layer has 4 units");
        Network quadratic = Blocks.random(new QuadraticArchitecture(3, 4), AdamSettings.DEFAULT, 1, false);
        assertThatThrownBy(() -> HostBackend.CPU.open(quadratic, Blocks.data(3, 1), 10, 5))
                .hasMessage("number of threads = 5 is not in [1, 4]: the narrowest hidden layer has 4 units");
        assertThatThrownBy(() -> HostBackend.CPU.open(quadratic, Blocks.data(3, 1), 0, 1))
                .hasMessage("batch = 0 is not in [1, 2147483647]");
        assertThatThrownBy(() -> HostBackend.CPU.open(network, Blocks.data(3, 1), 10, 0))
                .hasMessage("number of threads = 0 is not in [1, 1024]");
    }
}
