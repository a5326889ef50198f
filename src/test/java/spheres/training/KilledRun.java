package spheres.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import spheres.engine.Backend;
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

    /** On a device of that number, or on the CPU. */
    static Backend backend(Optional<String> device) {
        return (device.isPresent() ? TrainingBackend.GPU : TrainingBackend.CPU).on(device);
    }

    public static void main(String[] arguments) throws Exception {
        Optional<String> device = arguments.length > 1 ? Optional.of(arguments[1]) : Optional.empty();
        trainer(Path.of(arguments[0]), Duration.ZERO)
                .withBackend(backend(device))
                .train(PLAN);
    }
}
