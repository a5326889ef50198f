package spheres.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import spheres.engine.Backend;
import spheres.evidence.Evidence.Contents;
import spheres.file.WholeFile;
import spheres.network.Network;
import spheres.snapshot.QuadraticSnapshot;
import spheres.snapshot.Snapshot;
import spheres.snapshot.Universes;
import spheres.training.LossPoint;
import spheres.training.Progress;
import spheres.training.RunLock;
import spheres.training.Trainer;
import spheres.training.TrainingResult;

/**
 * Trains what is to be kept as evidence. A run can be killed at any moment and called again; two programs that share the
 * folders never train the same network at once.
 *
 * @param evidence the folder of evidence, with a folder for each network
 * @param work where unfinished runs are kept
 * @param every how much time lies between two checkpoints
 * @param backend what trains, whatever the plans say
 */
public record EvidenceTraining(Path evidence, Path work, Duration every, Optional<Backend> backend) {

    /** By the backend that each plan names. */
    public EvidenceTraining(Path evidence, Path work, Duration every) {
        this(evidence, work, every, Optional.empty());
    }

    /**
     * Trains one network, from where the last call was stopped, and writes its evidence.
     *
     * @return the evidence; empty if it is there already, or another program is training it
     */
    public Optional<Evidence> train(EvidencePlan plan, Progress progress) throws IOException {
        return train(plan, progress, () -> false);
    }

    /**
     * The same, asking now and then whether to stop.
     *
     * @throws spheres.training.StoppedException if it was asked to stop: the next call goes on from there
     */
    public Optional<Evidence> train(EvidencePlan plan, Progress progress, BooleanSupplier stop) throws IOException {
        Path folder = work.resolve(plan.id());
        Files.createDirectories(folder);
        Optional<RunLock> lock = RunLock.take(folder.resolve("lock"));
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Evidence.isIn(evidence.resolve(plan.id()))
                    ? Optional.empty()
                    : Optional.of(trainAlone(plan, folder, progress, stop));
        } finally {
            lock.get().close();
        }
    }

    private Evidence trainAlone(EvidencePlan plan, Path folder, Progress progress, BooleanSupplier stop)
            throws IOException {
        // The commit may change while a long run goes on.
        String commit = Machine.commit();
        WholeFile.removeUnfinished(folder.resolve(Evidence.TRAJECTORY));
        WholeFile.removeUnfinished(folder.resolve(Evidence.UNIVERSES));
        Trajectory trajectory = Trajectory.read(folder.resolve(Evidence.TRAJECTORY));
        TrainingResult result = Trainer.withDefaults()
                .withBackend(backend.orElseGet(() -> plan.backend().on(Optional.empty())))
                .withThreads(plan.threads())
                .withProgress(progress)
                .withStop(stop)
                .withCheckpoint(folder.resolve("run.zip"), every)
                .withObserver(
                        plan.snapshotSteps(),
                        (step, network) -> trajectory.add(Snapshot.of(
                                network,
                                plan.training().spheres(),
                                plan.training().seed(),
                                plan.threads(),
                                plan.snapshot())))
                .train(plan.training());
        Path universes = folder.resolve(Evidence.UNIVERSES);
        if (plan.universes().isPresent()) {
            Universes.measure(plan.training(), plan.threads(), plan.universes().get(), result, universes);
        }
        Network network = result.network();
        List<LossPoint> losses = result.losses();
        Manifest manifest = new Manifest(
                plan.id(),
                plan.training(),
                plan.threads(),
                result.engines(),
                network.step(),
                losses.get(losses.size() - 1).loss(),
                result.secondsInAll(),
                1000 * result.secondsInAll() / network.step(),
                commit,
                Machine.environment(),
                Map.of());
        Optional<double[]> alphas = network.architecture()
                .match(relu -> Optional.empty(), quadratic -> Optional.of(QuadraticSnapshot.alphas(network)));
        return Evidence.write(
                evidence.resolve(plan.id()),
                manifest,
                new Contents(
                        plan.keepsWeights() ? Optional.of(network) : Optional.empty(),
                        result.furtherStatistics(),
                        alphas,
                        losses,
                        folder.resolve(Evidence.TRAJECTORY),
                        plan.universes().map(options -> universes)));
    }
}
