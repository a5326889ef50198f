package spheres.training;

import java.nio.file.Path;
import java.time.Duration;
import spheres.network.AdamSettings;
import spheres.network.ReluArchitecture;

/** A training run in a process of its own, to be killed. */
final class KilledRun {
    static final TrainingPlan PLAN = TrainingPlan.paper(ReluArchitecture.of(8, 30, 20), 3)
            .withSteps(3_000)
            .withTrainingSet(TrainingSet.fixed(1_000))
            .withAdam(AdamSettings.DEFAULT.withLearningRate(1e-3));

    private KilledRun() {}

    static Trainer trainer(Path checkpoint, Duration every) {
        return Trainer.withDefaults().withThreads(2).withCheckpoint(checkpoint, every);
    }

    public static void main(String[] arguments) throws Exception {
        trainer(Path.of(arguments[0]), Duration.ZERO).train(PLAN);
    }
}
