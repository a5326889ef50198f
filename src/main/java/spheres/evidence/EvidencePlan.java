package spheres.evidence;

import java.util.SortedSet;
import java.util.TreeSet;
import spheres.training.TrainingPlan;

/**
 * A network that is trained once and kept.
 *
 * @param id its name, and that of its folder: lower-case letters, digits and hyphens
 * @param training what is trained
 * @param threads how many threads train it; the bits of the result depend on it
 * @param keepsWeights whether the weights are kept, or only what was measured
 * @param snapshotEvery how many steps lie between two snapshots of the trajectory, at least 1
 */
public record EvidencePlan(String id, TrainingPlan training, int threads, boolean keepsWeights, long snapshotEvery) {
    private static final long FIRST_SNAPSHOT = 1_000;

    public EvidencePlan {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "id = \"" + id + "\" is not of lower-case letters and digits, in parts joined by hyphens");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads = " + threads + " is not in [1, 2147483647]");
        }
        if (snapshotEvery < 1) {
            throw new IllegalArgumentException(
                    "snapshotEvery = " + snapshotEvery + " is not in [1, 9223372036854775807]");
        }
    }

    /** The steps of the trajectory: 0, 1, 2 and 5 times each power of ten from 1,000, every multiple, and the last. */
    public SortedSet<Long> snapshotSteps() {
        long last = training.steps();
        SortedSet<Long> steps = new TreeSet<>();
        for (long step = 0; step < last; step += snapshotEvery) {
            steps.add(step);
        }
        for (long power = FIRST_SNAPSHOT; power < last; power *= 10) {
            for (long factor : new long[] {1, 2, 5}) {
                if (factor * power < last) {
                    steps.add(factor * power);
                }
            }
        }
        steps.add(last);
        return steps;
    }
}
