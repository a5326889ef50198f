package spheres.training;

import java.util.List;
import spheres.network.Network;
import spheres.network.RunningStatistics;

/**
 * A finished run.
 *
 * @param plan what was asked
 * @param network what came out
 * @param furtherStatistics batch norm's running statistics of the plan's further decays, in its order
 * @param losses the loss history: each step up to 100, then 90 points a decade, and the last step
 * @param engines what computed the steps, from first to last; those of a checkpoint that does not say are missing
 * @param stepsHere the steps done by this call, fewer than the plan's where a checkpoint was resumed
 * @param seconds the time that these steps took, without observers and checkpoints
 * @param secondsInAll the same for all steps since the first, over all calls
 */
public record TrainingResult(
        TrainingPlan plan,
        Network network,
        List<RunningStatistics> furtherStatistics,
        List<LossPoint> losses,
        List<EngineSpan> engines,
        long stepsHere,
        double seconds,
        double secondsInAll) {

    public TrainingResult {
        furtherStatistics = List.copyOf(furtherStatistics);
        losses = List.copyOf(losses);
        engines = List.copyOf(engines);
    }
}
