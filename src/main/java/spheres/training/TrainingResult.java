package spheres.training;

import java.util.List;
import spheres.network.Network;

/**
 * A finished run.
 *
 * @param plan what was asked
 * @param network what came out
 * @param losses the loss history, at most about a thousand points
 * @param stepsHere the steps done by this call, fewer than the plan's where a checkpoint was resumed
 * @param seconds the time that these steps took, observers included
 */
public record TrainingResult(
        TrainingPlan plan, Network network, List<LossPoint> losses, long stepsHere, double seconds) {

    public TrainingResult {
        losses = List.copyOf(losses);
    }
}
