package spheres.claims.bound;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import spheres.engine.Cores;
import spheres.evidence.Evidence;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;
import spheres.evidence.NoEvidenceException;
import spheres.network.CheckpointException;
import spheres.snapshot.Snapshot;
import spheres.snapshot.SnapshotOptions;
import spheres.training.Trainer;
import spheres.training.TrainingPlan;
import spheres.training.TrainingSet;

/** Figure 6: snapshots of networks in training, with several amounts of data. */
public final class TradeoffSweep {
    private TradeoffSweep() {}

    /**
     * Trains one network of the figure and measures it on the way.
     *
     * @param steps when to measure; training ends at the last
     */
    public static List<TradeoffPoint> train(
            TradeoffArchitecture architecture,
            TrainingSet trainingSet,
            long seed,
            SortedSet<Long> steps,
            SnapshotOptions options)
            throws CheckpointException {
        TrainingPlan plan = TrainingPlan.paper(architecture.architecture(), seed)
                .withTrainingSet(trainingSet)
                .withSteps(steps.last());
        int threads = Cores.physical();
        List<TradeoffPoint> points = new ArrayList<>();
        Trainer.withDefaults()
                .withThreads(threads)
                .withObserver(
                        steps,
                        (step, network) -> points.add(point(
                                architecture,
                                "in this run",
                                plan,
                                Snapshot.of(network, plan.spheres(), seed, threads, options))))
                .train(plan);
        return List.copyOf(points);
    }

    /** The same steps for every training: evenly in the logarithm. */
    public static SortedSet<Long> steps(long first, long last, int count) {
        SortedSet<Long> steps = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            steps.add(Math.round(first * Math.pow((double) last / first, count == 1 ? 1 : i / (count - 1.0))));
        }
        return steps;
    }

    /**
     * What is kept of one network of the figure: the snapshots with attacked points of all its kept trainings, whatever
     * they were made for, but those of the multiverse, which are judged by their own rule. A network that was not trained yet is
     * no point of the figure.
     *
     * @throws NoEvidenceException if there is none
     */
    public static List<TradeoffPoint> read(Path folder, TradeoffArchitecture architecture) throws IOException {
        List<TradeoffPoint> points = new ArrayList<>();
        for (EvidencePlan plan : EvidencePlans.read(folder).all()) {
            Path own = folder.resolve(plan.id());
            if (!plan.isOfMultiverse()
                    && plan.training().architecture().equals(architecture.architecture())
                    && Evidence.isIn(own)) {
                Evidence evidence = Evidence.open(own);
                evidence.trajectory().stream()
                        .map(snapshot -> point(
                                architecture, plan.id(), evidence.manifest().plan(), snapshot))
                        .filter(point -> point.isAttacked() && point.snapshot().step() > 0)
                        .forEach(points::add);
            }
        }
        if (points.isEmpty()) {
            throw new NoEvidenceException("evidence " + folder + " has no training of " + architecture.published()
                    + " with attacked points: train tradeoff-" + architecture.published() + "-... of its "
                    + "plans.yaml with \"train NAME\"");
        }
        return points;
    }

    private static TradeoffPoint point(
            TradeoffArchitecture architecture, String training, TrainingPlan plan, Snapshot snapshot) {
        return new TradeoffPoint(
                architecture,
                plan.spheres().dimension(),
                training,
                plan.trainingSet().toString(),
                plan.seed(),
                snapshot);
    }
}
