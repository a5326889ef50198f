package spheres.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import spheres.training.EngineSpan;
import spheres.training.TrainingPlan;

/**
 * How a network came to be.
 *
 * @param id of the evidence
 * @param plan what was trained
 * @param threads how many threads trained it, where the CPU did
 * @param engines what computed its steps, from first to last; older manifests do not say, theirs did the CPU
 * @param steps the number of steps done
 * @param finalLoss the last point of the loss history: the mean over its steps, in nats
 * @param seconds the time that the steps took, without snapshots, while other work ran on the machine too
 * @param millisecondsPerStep the same for one step
 * @param commit of the program that trained it
 * @param environment the machine
 * @param sha256 of each file of the folder, by name, in hexadecimal digits
 */
public record Manifest(
        String id,
        TrainingPlan plan,
        int threads,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EngineSpan> engines,
        long steps,
        double finalLoss,
        double seconds,
        double millisecondsPerStep,
        String commit,
        Map<String, String> environment,
        Map<String, String> sha256) {
    public Manifest {
        engines = engines == null ? List.of() : List.copyOf(engines);
    }
}
