package spheres.claims.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;
import spheres.evidence.EvidenceTraining;
import spheres.evidence.NoEvidenceException;
import spheres.snapshot.SnapshotOptions;
import spheres.training.Progress;
import spheres.training.TrainingSet;

class TradeoffSweepTest {
    @TempDir
    private Path folder;

    @Test
    void stepsAreEvenInTheLogarithm() {
        assertThat(TradeoffSweep.steps(100, 10_000, 5)).containsExactly(100L, 316L, 1000L, 3162L, 10_000L);
        assertThat(TradeoffSweep.steps(100, 10_000, 1)).containsExactly(10_000L);
    }

    @Test
    void aTrainingThatIsKeptGivesThePointsOfOneInTheRun() throws IOException {
        Files.writeString(folder.resolve("plans.yaml"), """
                - {id: tradeoff-quad-h1000-n1000-3, network: quadratic, trainingSet: 1000, steps: 120, seed: 3, threads: 1, weights: false,
                   snapshotsPerDecade: 1, snapshot: {starts: 2}}
                - {id: not-attacked, network: quadratic, steps: 2, seed: 3, threads: 1, weights: false, snapshotEvery: 2}
                - {id: of-another-width, network: quadratic, hidden: [600], steps: 2, seed: 3, threads: 1, weights: false,
                   snapshotEvery: 2, snapshot: {starts: 2}}
                """);
        assertThatThrownBy(() -> TradeoffSweep.read(folder, TradeoffArchitecture.QUAD_H1000))
                .isInstanceOf(NoEvidenceException.class)
                .hasMessage("evidence " + folder
                        + " has no training of quad-h1000 with attacked points: train tradeoff-quad-h1000-... of its plans.yaml"
                        + " with \"train NAME\"");
        for (EvidencePlan plan : EvidencePlans.read(folder).all()) {
            new EvidenceTraining(folder, folder.resolve("work"), Duration.ofHours(1)).train(plan, Progress.NONE);
        }

        List<TradeoffPoint> kept = TradeoffSweep.read(folder, TradeoffArchitecture.QUAD_H1000);

        assertThat(kept).extracting(point -> point.snapshot().step()).containsExactly(100L, 120L);
        assertThat(kept).allSatisfy(point -> {
            assertThat(point.training()).isEqualTo("tradeoff-quad-h1000-n1000-3");
            assertThat(point.trainingSet()).isEqualTo("N = 1000");
            assertThat(point.seed()).isEqualTo(3);
            assertThat(point.paperAttack().starts()).isEqualTo(2);
        });
        List<TradeoffPoint> inTheRun = TradeoffSweep.train(
                TradeoffArchitecture.QUAD_H1000,
                TrainingSet.fixed(1000),
                3,
                TradeoffSweep.steps(100, 120, 2),
                SnapshotOptions.withDefaults().withStarts(2));
        assertThat(inTheRun).hasSameSizeAs(kept);
        for (int i = 0; i < kept.size(); i++) {
            // One thread or two: the same but for rounding.
            assertThat(inTheRun.get(i).rate()).isCloseTo(kept.get(i).rate(), withinPercentage(0.01));
            assertThat(inTheRun.get(i).paperAttack().starts()).isEqualTo(2);
        }
    }
}
