package spheres.validity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spheres.evidence.Evidence;
import spheres.evidence.Machine;
import spheres.evidence.Manifest;
import spheres.network.Network;
import spheres.snapshot.QuadraticSnapshot;
import spheres.snapshot.Snapshot;
import spheres.training.LossPoint;
import spheres.training.Trainer;
import spheres.training.TrainingResult;

/** The networks that were trained in full are what their manifests say. */
@Execution(ExecutionMode.CONCURRENT)
class EvidenceValidity {
    private static final Path FOLDER = Path.of(System.getProperty("spheres.evidence", "claims/evidence"));
    private static final long STEPS = 2_000;

    static List<Path> evidence() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Evidence::isIn).sorted().toList();
        }
    }

    /** No file was changed, the losses belong to the plan, and what was measured at the end is what the weights give. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("evidence")
    void isWholeAndAgreesWithItself(Path folder) throws IOException {
        Evidence evidence = Evidence.open(folder);
        Manifest manifest = evidence.manifest();
        List<LossPoint> losses = evidence.losses();
        List<Snapshot> trajectory = evidence.trajectory();
        Snapshot last = trajectory.get(trajectory.size() - 1);

        assertThat(manifest.id()).isEqualTo(String.valueOf(folder.getFileName()));
        assertThat(manifest.steps()).isEqualTo(manifest.plan().steps());
        assertThat(losses.get(losses.size() - 1)).isEqualTo(new LossPoint(manifest.steps(), manifest.finalLoss()));
        assertThat(last.step()).isEqualTo(manifest.steps());
        if (evidence.keepsWeights()) {
            Network network = evidence.network();
            assertThat(network.parameters())
                    .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
            if (last instanceof QuadraticSnapshot quadratic) {
                QuadraticSnapshot again = QuadraticSnapshot.of(
                        network, manifest.plan().spheres(), manifest.plan().seed(), 0);
                assertThat(again.badInner()).isEqualTo(quadratic.badInner());
                assertThat(again.badOuter()).isEqualTo(quadratic.badOuter());
            }
        }
    }

    /**
     * The same plan gives the recorded losses bit for bit, on a machine of the same type: another one has other kernels
     * of matrix products.
     */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("quadratic")
    void retrainingBeginsWithTheRecordedLosses(Path folder) throws IOException {
        Evidence evidence = Evidence.open(folder);
        Manifest manifest = evidence.manifest();
        Map<String, String> here = Machine.environment();
        Map<String, String> there = manifest.environment();
        assumeThat(here.get("processor"))
                .as("processor: bits are compared on the same machine type only")
                .isEqualTo(there.get("processor"));
        assumeThat(here.get(Machine.KERNELS))
                .as("kernels of matrix products: bits are compared with the same ones only")
                .isEqualTo(there.getOrDefault(Machine.KERNELS, here.get(Machine.KERNELS)));

        TrainingResult again = Trainer.withDefaults()
                .withThreads(manifest.threads())
                .train(manifest.plan().withSteps(STEPS));

        assertThat(again.losses())
                .isEqualTo(evidence.losses().subList(0, again.losses().size()));
    }

    /** One network of each kind of plan that takes seconds to begin; an early one begins like the one that it is a part of. */
    static List<Path> quadratic() throws IOException {
        return evidence().stream()
                .filter(folder -> folder.getFileName().toString().matches("quadratic-.*-1801"))
                .filter(folder -> !folder.getFileName().toString().matches(".*-(d2000|early)-.*"))
                .toList();
    }
}
