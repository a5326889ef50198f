package spheres.training;

import java.util.List;
import spheres.network.CheckpointException;
import spheres.network.Network;

/** Trains small networks side by side, each on one thread: their steps are too short to be shared between threads. */
public final class SideBySide {
    private SideBySide() {}

    /** The networks at the end of these plans, in their order. */
    public static List<Network> train(List<TrainingPlan> plans) {
        return plans.parallelStream().map(SideBySide::train).toList();
    }

    private static Network train(TrainingPlan plan) {
        try {
            return Trainer.withDefaults().withThreads(1).train(plan).network();
        } catch (CheckpointException e) {
            throw new IllegalStateException("there is no checkpoint", e);
        }
    }
}
