package spheres.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import spheres.engine.HostBackend;
import spheres.network.Network;
import spheres.network.ReluArchitecture;
import spheres.opencl.Device;
import spheres.opencl.NeedsDevice;

@ExtendWith(NeedsDevice.class)
class DeviceTrainingTest {
    private static final TrainingPlan PLAN = TrainingPlan.paper(ReluArchitecture.of(6, 20, 20), 5)
            .withSteps(24)
            .withBatch(20)
            .withFurtherDecays(List.of(0.9));

    @TempDir
    private Path folder;

    private final Device device = NeedsDevice.device();
    private final Optional<String> number = Optional.of(Integer.toString(device.number()));

    @Test
    void aRunThatIsKilledAndResumedEndsWithTheSameBits() throws Exception {
        Path path = folder.resolve("run.zip");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledRun.class.getName(),
                        path.toString(),
                        number.get())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        while (Files.notExists(path) && process.isAlive()) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        assertThat(path)
                .as("checkpoint; the process said: %s", Files.readString(folder.resolve("log.txt")))
                .exists();
        Trainer trainer = Trainer.withDefaults().withBackend(KilledRun.backend(number));

        TrainingResult resumed =
                trainer.withCheckpoint(path, Duration.ofHours(1)).train(KilledRun.PLAN);

        TrainingResult whole = trainer.train(KilledRun.PLAN);
        assertThat(resumed.stepsHere()).isBetween(1L, 2_999L);
        assertThat(resumed.losses()).isEqualTo(whole.losses());
        assertSame(resumed.network(), whole.network());
        assertThat(resumed.engines()).containsExactly(new EngineSpan(0, device.toString()));
    }

    /** The record says who computed what, and no stretch begins anew. */
    @Test
    void aCheckpointGoesFromOneEngineToTheOtherAndBack() throws Exception {
        Path path = folder.resolve("run.zip");
        Trainer cpu = Trainer.withDefaults().withThreads(1).withCheckpoint(path, Duration.ZERO);
        Trainer gpu = Trainer.withDefaults()
                .withBackend(TrainingBackend.GPU.on(number))
                .withCheckpoint(path, Duration.ZERO);
        cpu.train(PLAN.withSteps(5));
        gpu.train(PLAN.withSteps(9));
        gpu.train(PLAN.withSteps(12));
        TrainingResult result = cpu.train(PLAN);

        assertThat(result.engines())
                .containsExactly(
                        new EngineSpan(0, "CPU, 1 thread"),
                        new EngineSpan(5, device.toString()),
                        new EngineSpan(12, "CPU, 1 thread"));
        assertThat(cpu.train(PLAN).engines()).isEqualTo(result.engines());
        TrainingResult whole = Trainer.withDefaults().withThreads(1).train(PLAN);
        assertClose(result.network().parameters(), whole.network().parameters());
        assertClose(
                result.furtherStatistics().get(0).values(),
                whole.furtherStatistics().get(0).values());
        for (int i = 0; i < 24; i++) {
            double expected = whole.losses().get(i).loss();
            assertThat(result.losses().get(i).loss()).isBetween(expected * (1 - 1e-5), expected * (1 + 1e-5));
        }
    }

    @Test
    void onlyTheBackendThatHasDevicesTakesOne() {
        assertThat(TrainingBackend.CPU.on(Optional.empty())).isEqualTo(HostBackend.CPU);
        assertThatThrownBy(() -> TrainingBackend.ND4J.on(number))
                .hasMessage("device = \"" + number.get() + "\" is of backend gpu, not nd4j: leave it out");
    }

    private static void assertSame(Network actual, Network expected) {
        assertThat(actual.step()).isEqualTo(expected.step());
        assertThat(actual.parameters()).isEqualTo(expected.parameters());
        assertThat(actual.firstMoments()).isEqualTo(expected.firstMoments());
        assertThat(actual.secondMoments()).isEqualTo(expected.secondMoments());
    }

    private static void assertClose(float[] actual, float[] expected) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        assertThat(Math.sqrt(difference / norm)).isLessThan(1e-5);
    }
}
