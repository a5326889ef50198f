package spheres.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import spheres.engine.Backend;
import spheres.engine.Cores;
import spheres.engine.StepEngine;
import spheres.network.CheckpointException;

/**
 * Carries out training plans: {@code Trainer.withDefaults().withThreads(2).train(plan)}. Immutable.
 *
 * <p>With a checkpoint file a run is resumable: where the file exists and is of the same plan (its number of steps
 * aside), the run goes on from there and ends with the very bits of a run that was never stopped.
 */
public final class Trainer {
    private final Backend backend;
    private final OptionalInt threads;
    private final Progress progress;
    private final Optional<CheckpointFile> checkpoint;
    private final NavigableMap<Long, TrainingObserver> observers;

    private Trainer(
            Backend backend,
            OptionalInt threads,
            Progress progress,
            Optional<CheckpointFile> checkpoint,
            NavigableMap<Long, TrainingObserver> observers) {
        this.backend = backend;
        this.threads = threads;
        this.progress = progress;
        this.checkpoint = checkpoint;
        this.observers = observers;
    }

    /**
     * The engine on all physical cores (no more than the narrowest hidden layer has units), no checkpoint, no progress, no
     * observers.
     */
    public static Trainer withDefaults() {
        return new Trainer(Backend.ENGINE, OptionalInt.empty(), Progress.NONE, Optional.empty(), new TreeMap<>());
    }

    public Trainer withBackend(Backend other) {
        return new Trainer(other, threads, progress, checkpoint, observers);
    }

    /** How many threads share a step: at least 1, at most the units of the narrowest hidden layer. */
    public Trainer withThreads(int other) {
        return new Trainer(backend, OptionalInt.of(other), progress, checkpoint, observers);
    }

    public Trainer withProgress(Progress other) {
        return new Trainer(backend, threads, other, checkpoint, observers);
    }

    /**
     * Resumes from this file where it exists, and writes it at the end and whenever {@code every} has passed since the
     * last time.
     */
    public Trainer withCheckpoint(Path path, Duration every) {
        return new Trainer(backend, threads, progress, Optional.of(new CheckpointFile(path, every)), observers);
    }

    /** Calls the observer when these numbers of steps are done (0: before the first); steps resumed over are skipped. */
    public Trainer withObserver(Iterable<Long> steps, TrainingObserver observer) {
        NavigableMap<Long, TrainingObserver> all = new TreeMap<>(observers);
        for (long step : steps) {
            if (step < 0) {
                throw new IllegalArgumentException("step to observe = " + step + " is not in [0, 2147483647]");
            }
            all.merge(step, observer, (first, second) -> (s, network) -> {
                first.at(s, network);
                second.at(s, network);
            });
        }
        return new Trainer(backend, threads, progress, checkpoint, all);
    }

    /**
     * Trains.
     *
     * @throws spheres.engine.DivergedException at a loss that is not finite, or at parameters that are not at the end or
     *     where they would be saved; the last checkpoint stays
     * @throws CheckpointException where the checkpoint cannot be read or written, or is of another plan
     */
    public TrainingResult train(TrainingPlan plan) throws CheckpointException {
        RunState start = checkpoint.isPresent() ? checkpoint.get().resume(plan) : RunState.of(plan);
        int team = threads.orElse(Math.min(Cores.physical(), plan.architecture().narrowestLayer()));
        try (StepEngine engine =
                        backend.open(start.network(), plan.data(), plan.batch(), team, start.furtherStatistics());
                Progress bar = progress) {
            return new TrainingRun(plan, engine, start, bar, checkpoint, observers).finish();
        }
    }

    /** Where and how often a run is saved. */
    record CheckpointFile(Path path, Duration every) {
        RunState resume(TrainingPlan plan) throws CheckpointException {
            return RunState.load(path, plan).orElseGet(() -> RunState.of(plan));
        }

        void save(RunState state, TrainingPlan plan) throws CheckpointException {
            state.save(path, plan);
        }
    }
}
