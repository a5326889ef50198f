package spheres.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.engine.Blocks;
import spheres.engine.DivergedException;
import spheres.engine.HostBackend;
import spheres.engine.StepEngine;
import spheres.engine.TrainingData;
import spheres.network.AdamSettings;
import spheres.network.AdamSettings.EpsilonConvention;
import spheres.network.Architecture;
import spheres.network.BatchNormSettings;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.network.RunningStatistics;
import spheres.training.TrainingPlan;
import spheres.training.TrainingSet;

@ExtendWith(NeedsDevice.class)
class DeviceEngineTest {
    private static final TrainingPlan PLAN = TrainingPlan.paper(ReluArchitecture.of(20, 30, 30), 5);

    private static DeviceBackend backend() {
        return new DeviceBackend(NeedsDevice.device());
    }

    @Test
    void samplesAreThoseOfTheCpuBitForBit() {
        int steps = 200;
        for (TrainingSet set : List.of(TrainingSet.ONLINE, TrainingSet.fixed(777))) {
            TrainingPlan plan = PLAN.withTrainingSet(set);
            TrainingData.Reader reader = plan.data().reader();
            try (DeviceEngine engine = backend().open(plan.initialNetwork(), plan.data(), 50, 1)) {
                engine.run(10, new double[10]);
                engine.run(steps, new double[steps]);
                List<float[]> drawn = engine.samples(steps);
                int columns = engine.shape().columns();
                float[] point = new float[20];
                for (int i = 0; i < 50 * steps; i++) {
                    int label = reader.read(500 + i, point, 0);
                    int column = i % 50;
                    assertThat(drawn.get(1)[i / 50 * columns + column]).isEqualTo(label);
                    for (int j = 0; j < 20; j++) {
                        assertThat(drawn.get(0)[(i / 50 * 24 + j) * columns + column])
                                .as("%s, coordinate %d of sample %d", set, j, i)
                                .isEqualTo(point[j]);
                    }
                }
            }
        }
    }

    @Test
    void aDeviceWithoutDoublePrecisionTrainsOnTheSameSamples() {
        Device device = NeedsDevice.device();
        Device without = new Device(
                device.number(),
                device.name(),
                device.platform(),
                device.type(),
                device.version(),
                device.driver(),
                device.memory(),
                device.largestBuffer(),
                device.localMemory(),
                device.largestGroup(),
                false);
        Network expected = Blocks.run(backend(), PLAN.initialNetwork(), PLAN.data(), 50, 1, new double[5]);
        Network actual =
                Blocks.run(new DeviceBackend(without), PLAN.initialNetwork(), PLAN.data(), 50, 1, new double[5]);

        assertThat(actual.parameters()).isEqualTo(expected.parameters());
    }

    /**
     * At the paper's learning rate. At ten times that, a step's rounding grows a thousandfold in a hundred steps, between the
     * CPU's own numbers of threads, too.
     */
    @Test
    void lossesAreThoseOfTheCpuOverManySteps() {
        for (Architecture architecture : List.of(ReluArchitecture.of(20, 30, 30), new QuadraticArchitecture(20, 30))) {
            TrainingPlan plan = TrainingPlan.paper(architecture, 5);
            double[] losses = new double[300];
            double[] expected = new double[300];
            Network network = Blocks.run(backend(), plan.initialNetwork(), plan.data(), 50, 1, losses);
            Network other = Blocks.run(HostBackend.CPU, plan.initialNetwork(), plan.data(), 50, 1, expected);

            for (int i = 0; i < losses.length; i++) {
                assertThat(losses[i]).as("step %d", i + 1).isEqualTo(expected[i], within(1e-5 * expected[i]));
            }
            assertThat(Arrays.stream(losses, 200, 300).sum())
                    .as("it learns")
                    .isLessThan(Arrays.stream(losses, 0, 100).sum());
            assertThat(Relative.error(Blocks.doubles(network.parameters()), Blocks.doubles(other.parameters())))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void runningStatisticsOfAllDecaysAreThoseOfTheCpu() {
        ReluArchitecture architecture = new ReluArchitecture(7, List.of(9, 20), new BatchNormSettings(0.9, 1e-2, true));
        TrainingPlan plan = TrainingPlan.paper(architecture, 3).withFurtherDecays(List.of(0.5, 0.0, 0.999));
        List<List<RunningStatistics>> statistics = new ArrayList<>();
        List<Network> networks = new ArrayList<>();
        for (var each : List.of(backend(), HostBackend.CPU)) {
            try (StepEngine engine = each.open(plan.initialNetwork(), plan.data(), 20, 1, plan.initialStatistics())) {
                engine.run(3, new double[3]);
                engine.run(4, new double[4]);
                statistics.add(engine.furtherStatistics());
                networks.add(engine.network());
            }
        }

        assertThat(statistics.get(0)).extracting(RunningStatistics::decay).containsExactly(0.5, 0.0, 0.999);
        for (int k = 0; k < 3; k++) {
            assertThat(Relative.error(
                            Blocks.doubles(statistics.get(0).get(k).values()),
                            Blocks.doubles(statistics.get(1).get(k).values())))
                    .isLessThan(1e-5);
        }
        assertThat(Relative.error(
                        Blocks.doubles(RunningStatistics.of(networks.get(0)).values()),
                        Blocks.doubles(RunningStatistics.of(networks.get(1)).values())))
                .isLessThan(1e-5);
        for (ReluArchitecture.HiddenLayer layer : architecture.layers()) {
            assertThat(Arrays.copyOfRange(networks.get(0).parameters(), layer.gamma(), layer.beta()))
                    .as("a fixed scale")
                    .containsOnly(1);
        }
        assertThat(networks.get(0).architecture()).isEqualTo(architecture);
    }

    @Test
    void adamIsTheOneThatTheSettingsName() {
        for (EpsilonConvention convention : EpsilonConvention.values()) {
            AdamSettings adam = new AdamSettings(0.05, 0.8, 0.95, 1e-3, convention);
            Network start = Blocks.random(new QuadraticArchitecture(6, 9), adam, 9, true);
            TrainingData data = Blocks.data(6, 4);
            Network after = Blocks.run(backend(), start, data, 16, 1, new double[1]);
            Network expected = Blocks.run(HostBackend.CPU, start, data, 16, 1, new double[1]);

            Blocks.assertClose(
                    "parameters by " + convention,
                    start.architecture(),
                    Blocks.doubles(after.parameters()),
                    Blocks.doubles(expected.parameters()),
                    1e-5);
        }
    }

    /** Confident and right: the gradient is far below what single precision leaves of 1 - 1. */
    @Test
    void gradientsOfConfidentAnswersAreAccurate() {
        QuadraticArchitecture architecture = new QuadraticArchitecture(2, 3);
        float[] values = new float[architecture.parameters()];
        Arrays.fill(values, 0, 6, 1);
        values[7] = 40;
        Network start = Network.untrained(architecture, AdamSettings.DEFAULT, values);
        TrainingData outer = new TrainingData() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public Reader reader() {
                return (position, points, offset) -> {
                    points[offset] = 1;
                    points[offset + 1] = position;
                    return 1;
                };
            }
        };
        double[] losses = new double[1];
        Network after = Blocks.run(backend(), start, outer, 3, 1, losses);

        assertThat(losses[0]).isEqualTo(Math.exp(-40), within(1e-5 * Math.exp(-40)));
        assertThat((double) after.firstMoments()[7])
                .isEqualTo(-0.1 * Math.exp(-40), within(1e-5 * 0.1 * Math.exp(-40)));
    }

    @Test
    void stopsWhereTheCpuStopsAndNamesTheLayer() {
        ReluArchitecture architecture = ReluArchitecture.of(3, 4, 5);
        float[] moments = new float[architecture.parameters()];
        moments[architecture.layers().get(1).weights()] = Float.NaN;
        Network start = new Network(
                architecture,
                AdamSettings.DEFAULT,
                Blocks.random(architecture, AdamSettings.DEFAULT, 1, false).parameters(),
                moments,
                new float[moments.length],
                10);
        double[] losses = new double[5];
        try (DeviceEngine engine = backend().open(start, Blocks.data(3, 1), 4, 1)) {
            assertThatThrownBy(() -> engine.run(5, losses))
                    .isInstanceOf(DivergedException.class)
                    .hasMessage("loss = NaN in step 12 is not finite (first in the parameters of hidden layer 2): "
                            + "training stopped; a smaller learning rate may help");
            assertThat(engine.step()).isEqualTo(11);
            assertThat(losses[0]).isFinite();
            assertThat(losses[1]).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 50, 64, 1000})
    void localMemoryIsThatOfTheSmallestDevices(int batch) {
        for (Architecture architecture : List.of(ReluArchitecture.of(3, 4, 5), new QuadraticArchitecture(3, 4))) {
            Network start = Blocks.random(architecture, AdamSettings.DEFAULT, 1, false);
            try (DeviceEngine engine = backend().open(start, Blocks.data(3, 1), batch, 1)) {
                assertThat(engine.localMemory())
                        .allSatisfy(bytes -> assertThat(bytes)
                                .as("bytes of local memory of %s at batch %d", architecture, batch)
                                .isPositive()
                                .isLessThanOrEqualTo(32 << 10));
            }
        }
    }

    @Test
    void timesItsKernels() {
        try (DeviceEngine engine =
                new DeviceBackend(NeedsDevice.device(), true).open(PLAN.initialNetwork(), PLAN.data(), 50, 1)) {
            engine.run(3, new double[3]);

            List<KernelTime> times = engine.kernelTimes();
            assertThat(times)
                    .extracting(KernelTime::name)
                    .containsExactly("sample", "forward 1", "forward 2", "top", "backward 2", "update");
            assertThat(times.subList(1, 6)).allSatisfy(time -> {
                assertThat(time.launches()).isEqualTo(3);
                assertThat(time.nanoseconds()).isPositive();
                assertThat(time.gigabytes()).isPositive();
                assertThat(time.microseconds()).isEqualTo(time.nanoseconds() / 3e3, within(1e-9));
            });
            assertThat(times.get(1).operations()).isEqualTo(3 * 2 * 20 * 30 * 50);
            assertThat(engine.profile()).isEqualTo(Map.of());
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        Device device = NeedsDevice.device();
        Network network = PLAN.initialNetwork();
        assertThatThrownBy(() -> backend().open(network, Blocks.data(4, 1), 10, 1))
                .hasMessage("dimension of the data = 4 is not 20, the input dimension of the network");
        assertThatThrownBy(() -> backend().open(network, PLAN.data(), 1, 1))
                .hasMessage("batch = 1 is not in [2, 2147483647]: batch norm needs two samples or more");
        assertThatThrownBy(() -> backend().open(network, PLAN.data(), Integer.MAX_VALUE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a relu 20-30-30-1 network with batch = 2147483647 has more than 2147483647 values in one piece:"
                                + " choose a smaller network or batch");
        Device small = new Device(
                device.number(),
                "small",
                "tests",
                Device.Type.GPU,
                "OpenCL 1.2",
                "0",
                1 << 20,
                1 << 19,
                1 << 15,
                256,
                true);
        assertThatThrownBy(() -> new DeviceBackend(small).open(network, PLAN.data(), 50, 1))
                .isInstanceOf(DeviceException.class)
                .hasMessageMatching(
                        "GPU small \\(tests, driver 0\\) has 1\\.0 MiB of memory \\(0\\.5 MiB at most in one"
                                + " piece\\), 1\\.\\d MiB are needed \\(1\\.0 MiB in one piece\\): choose a smaller network or"
                                + " batch, or another device \\(--device\\)");
        Device narrow = new Device(
                device.number(),
                "narrow",
                "tests",
                Device.Type.GPU,
                "OpenCL 1.2",
                "0",
                1L << 30,
                1L << 29,
                1 << 15,
                64,
                true);
        assertThatThrownBy(() -> new DeviceBackend(narrow).open(network, PLAN.data(), 50, 1))
                .hasMessage("GPU narrow (tests, driver 0) runs at most 64 work-items in a group, 256 are needed: choose"
                        + " another device (--device)");
    }

    @Test
    void keepsTheLogOfKernelsThatDoNotCompile() {
        try (OpenCl openCl = new OpenCl(NeedsDevice.device(), false)) {
            assertThatThrownBy(() -> openCl.buildSource("", "kernel void broken() { nonsense; }"))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageMatching(
                            "the kernels do not compile on .* \\(clBuildProgram gave CL_BUILD_PROGRAM_FAILURE"
                                    + " -11\\): the compiler's log is in \\S+; update the driver, or choose another device"
                                    + " \\(--device\\)")
                    .satisfies(thrown -> {
                        String message = String.valueOf(thrown.getMessage());
                        Path log = Path.of(message.replaceAll(".*log is in (\\S+);.*", "$1"));
                        assertThat(log)
                                .content()
                                .contains("nonsense")
                                .contains(NeedsDevice.device().name());
                        Files.delete(log);
                    });
        }
    }
}
