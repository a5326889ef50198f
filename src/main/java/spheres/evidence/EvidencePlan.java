package spheres.evidence;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import spheres.snapshot.SnapshotOptions;
import spheres.snapshot.UniverseOptions;
import spheres.training.TrainingBackend;
import spheres.training.TrainingPlan;

/**
 * A network that is trained once and kept.
 *
 * @param id its name, and that of its folder: lower-case letters, digits and hyphens
 * @param training what is trained
 * @param threads how many threads train it on the CPU, and measure it; the bits of the result depend on it
 * @param keepsWeights whether the weights are kept, or only what was measured
 * @param snapshotSteps the steps of the trajectory
 * @param snapshot how much is measured at each
 * @param universes how much is measured at the end in every universe of running statistics; empty where nothing is
 * @param backend what trains it
 */
public record EvidencePlan(
        String id,
        TrainingPlan training,
        int threads,
        boolean keepsWeights,
        SortedSet<Long> snapshotSteps,
        SnapshotOptions snapshot,
        Optional<UniverseOptions> universes,
        TrainingBackend backend) {
    private static final long FIRST_ROUND = 1_000;
    private static final long MOST_SNAPSHOTS = 1_000_000;
    private static final int MOST_PER_DECADE = 10_000;

    public EvidencePlan {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "id = \"" + id + "\" is not of lower-case letters and digits, in parts joined by hyphens");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads = " + threads + " is not in [1, 2147483647]");
        }
        if (universes.isPresent() && training.architecture().normalisation().isEmpty()) {
            throw new IllegalArgumentException("id = \"" + id
                    + "\" has universes, which a " + training.architecture().family()
                    + " network has not: it has no running statistics, leave it out");
        }
        snapshotSteps = Collections.unmodifiableSortedSet(new TreeSet<>(snapshotSteps));
    }

    /** Trained on the CPU, without universes. */
    public EvidencePlan(
            String id,
            TrainingPlan training,
            int threads,
            boolean keepsWeights,
            SortedSet<Long> snapshotSteps,
            SnapshotOptions snapshot) {
        this(id, training, threads, keepsWeights, snapshotSteps, snapshot, Optional.empty(), TrainingBackend.CPU);
    }

    /** The same, measured so in every universe of running statistics. */
    EvidencePlan withUniverses(UniverseOptions options) {
        return new EvidencePlan(
                id, training, threads, keepsWeights, snapshotSteps, snapshot, Optional.of(options), backend);
    }

    /** Its name from another seed, which it ends in. */
    String idOfSeed(long seed) {
        String end = "-" + training.seed();
        if (!id.endsWith(end)) {
            throw new IllegalArgumentException("id = \"" + id + "\" does not end in its seed, \"" + end
                    + "\": name it so, for a training from another seed");
        }
        return id.substring(0, id.length() - end.length()) + "-" + seed;
    }

    /** Whether it is one of the registered universes, which are judged together. */
    public boolean isOfMultiverse() {
        return id.startsWith(Multiverse.PREFIX + "-");
    }

    /**
     * 0, 1, 2 and 5 times each power of ten from 1,000, every multiple, and the last step.
     *
     * @param every how many steps lie between two snapshots, at least 1
     */
    static SortedSet<Long> stepsEvery(long every, long last) {
        if (every < 1) {
            throw new IllegalArgumentException("snapshotEvery = " + every + " is not in [1, 9223372036854775807]");
        }
        if (last / every > MOST_SNAPSHOTS) {
            throw new IllegalArgumentException("snapshotEvery = " + every + " is not in [" + (last / MOST_SNAPSHOTS + 1)
                    + ", 9223372036854775807]: " + last + " steps would have more than " + MOST_SNAPSHOTS
                    + " snapshots");
        }
        SortedSet<Long> steps = new TreeSet<>();
        for (long step = 0; step < last; step += every) {
            steps.add(step);
        }
        for (long power = FIRST_ROUND; power < last; power *= 10) {
            for (long factor : new long[] {1, 2, 5}) {
                if (factor * power < last) {
                    steps.add(factor * power);
                }
            }
        }
        steps.add(last);
        return steps;
    }

    /**
     * Evenly in the logarithm, and the last step.
     *
     * @param first the first step, at least 1
     * @param perDecade how many steps from one power of ten to the next, at least 1
     */
    static SortedSet<Long> stepsPerDecade(long first, int perDecade, long last) {
        if (first < 1) {
            throw new IllegalArgumentException("snapshotsFrom = " + first + " is not in [1, 9223372036854775807]");
        }
        if (perDecade < 1 || perDecade > MOST_PER_DECADE) {
            throw new IllegalArgumentException(
                    "snapshotsPerDecade = " + perDecade + " is not in [1, " + MOST_PER_DECADE + "]");
        }
        SortedSet<Long> steps = new TreeSet<>();
        double step = first;
        for (int i = 1; step < last; i++) {
            steps.add(Math.round(step));
            step = first * Math.pow(10, (double) i / perDecade);
        }
        steps.add(last);
        return steps;
    }
}
