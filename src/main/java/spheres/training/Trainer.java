package spheres.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import spheres.engine.Backend;
import spheres.engine.Cores;
import spheres.engine.HostBackend;
import spheres.engine.StepEngine;
import spheres.input.Require;
import spheres.network.Architecture;
import spheres.network.Checkpoint;
import spheres.network.CheckpointException;

/**
 * Carries out training plans: {@code Trainer.withDefaults().withThreads(2).train(plan)}. Immutable.
 *
 * <p>With a checkpoint file a run is resumable: where the file exists and is of the same plan (its number of steps
 * aside), the run goes on from there and ends with the very bits of a run that was never stopped.
 */
public final class Trainer {
    private static final long MEGABYTE = 1_000_000;

    private final Backend backend;
    private final OptionalInt threads;
    private final Progress progress;
    private final Optional<CheckpointFile> checkpoint;
    private final NavigableMap<Long, TrainingObserver> observers;
    private final BooleanSupplier stop;

    private Trainer(
            Backend backend,
            OptionalInt threads,
            Progress progress,
            Optional<CheckpointFile> checkpoint,
            NavigableMap<Long, TrainingObserver> observers,
            BooleanSupplier stop) {
        this.backend = backend;
        this.threads = threads;
        this.progress = progress;
        this.checkpoint = checkpoint;
        this.observers = observers;
        this.stop = stop;
    }

    /**
     * The engine on all physical cores (no more than the narrowest hidden layer has units), no checkpoint, no progress, no
     * observers.
     */
    public static Trainer withDefaults() {
        return new Trainer(
                HostBackend.CPU, OptionalInt.empty(), Progress.NONE, Optional.empty(), new TreeMap<>(), () -> false);
    }

    public Trainer withBackend(Backend other) {
        return new Trainer(other, threads, progress, checkpoint, observers, stop);
    }

    /** How many threads share a step: at least 1, at most the units of the narrowest hidden layer. */
    public Trainer withThreads(int other) {
        return new Trainer(backend, OptionalInt.of(other), progress, checkpoint, observers, stop);
    }

    public Trainer withProgress(Progress other) {
        return new Trainer(backend, threads, other, checkpoint, observers, stop);
    }

    /**
     * Resumes from this file where it exists, and writes it at the end and whenever {@code every} has passed since the
     * last time.
     */
    public Trainer withCheckpoint(Path path, Duration every) {
        return new Trainer(backend, threads, progress, Optional.of(new CheckpointFile(path, every)), observers, stop);
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
        return new Trainer(backend, threads, progress, checkpoint, all, stop);
    }

    /**
     * Asks between any two stretches of at most 200 steps whether to stop; then the run is saved, where it has a file, and
     * ends with a {@link StoppedException}.
     */
    public Trainer withStop(BooleanSupplier other) {
        return new Trainer(backend, threads, progress, checkpoint, observers, other);
    }

    /**
     * Trains.
     *
     * @throws spheres.engine.DivergedException at a loss that is not finite, or at parameters that are not at the end or
     *     where they would be saved; the last checkpoint stays
     * @throws StoppedException if it was asked to stop
     * @throws CheckpointException where the checkpoint cannot be read or written, is of another plan or number of threads, or
     *     another program trains into it; before the first step
     */
    public TrainingResult train(TrainingPlan plan) throws CheckpointException {
        if (threads.isPresent() && backend == HostBackend.CPU) {
            requireThreads(threads.getAsInt(), plan);
        }
        requireMemory(plan, Runtime.getRuntime().maxMemory());
        if (checkpoint.isEmpty()) {
            return train(plan, RunState.of(plan));
        }
        CheckpointFile file = checkpoint.get();
        RunLock lock = file.lock();
        try {
            RunState start = file.resume(plan);
            requireSameThreads(start, file.path());
            if (start.network().step() < plan.steps()) {
                start.trySave(file.path(), plan);
            }
            return train(plan, start);
        } finally {
            lock.close();
        }
    }

    private TrainingResult train(TrainingPlan plan, RunState start) throws CheckpointException {
        int team = threads.orElse(start.threads()
                .orElse(Math.min(Cores.physical(), plan.architecture().narrowestLayer())));
        OptionalInt recorded = backend == HostBackend.CPU ? OptionalInt.of(team) : OptionalInt.empty();
        try (StepEngine engine =
                        backend.open(start.network(), plan.data(), plan.batch(), team, start.furtherStatistics());
                Progress bar = progress) {
            return new TrainingRun(plan, engine, start, bar, checkpoint, observers, recorded, stop).finish();
        }
    }

    /**
     * Before any of it is taken: at least three vectors as long as the parameters, Adam's moments among them, twice, as the
     * engine has its own; and two batches.
     */
    static void requireMemory(TrainingPlan plan, long bytes) {
        Architecture architecture = plan.architecture();
        int widest = Math.max(
                architecture.inputDimension(),
                architecture.match(relu -> Collections.max(relu.hiddenWidths()), quadratic -> quadratic.hiddenWidth()));
        int most = Integer.MAX_VALUE / widest;
        if (plan.batch() > most) {
            throw Require.notIn(
                    "[1, " + most + "], which is what one array holds at a width of " + widest, "batch", plan.batch());
        }
        long needed = 2L
                * Float.BYTES
                * (3L * architecture.parameters() + (long) plan.batch() * architecture.inputDimension());
        if (needed > bytes) {
            throw new IllegalArgumentException("training " + architecture + " in batches of " + plan.batch()
                    + " needs " + needed / MEGABYTE + " MB of memory at least, java has " + bytes / MEGABYTE
                    + ": choose a smaller network or batch, or give java more with -Xmx");
        }
    }

    /** Before any thread is started. */
    private static void requireThreads(int threads, TrainingPlan plan) {
        int most = plan.architecture().narrowestLayer();
        if (threads < 1 || threads > most) {
            throw new IllegalArgumentException("number of threads = " + threads + " is not in [1, " + most
                    + "]: the narrowest hidden layer has " + most + " units");
        }
    }

    /** The bits of a run depend on the number of its threads. */
    private void requireSameThreads(RunState start, Path path) throws CheckpointException {
        OptionalInt before = start.threads();
        if (before.isPresent()
                && threads.isPresent()
                && backend == HostBackend.CPU
                && start.network().step() > 0
                && before.getAsInt() != threads.getAsInt()) {
            throw new CheckpointException("checkpoint " + path + " was trained on " + before.getAsInt()
                    + " threads, not " + threads.getAsInt()
                    + ": other numbers of threads give other bits, so go on with "
                    + before.getAsInt() + " or leave the number out");
        }
    }

    /** Where and how often a run is saved. */
    record CheckpointFile(Path path, Duration every) {
        /** Nobody else may train into it; what was left there half-written is nobody's. */
        RunLock lock() throws CheckpointException {
            Path target = path.toAbsolutePath();
            Optional<RunLock> lock;
            try {
                Files.createDirectories(Objects.requireNonNull(target.getParent(), "a file has a folder"));
                lock = RunLock.take(target.resolveSibling(target.getFileName() + ".lock"));
            } catch (IOException e) {
                throw new CheckpointException("checkpoint " + path + " cannot be written: " + e, e);
            }
            RunLock taken = lock.orElseThrow(() -> new CheckpointException("checkpoint " + path
                    + " is being trained by another program: wait for its end, or give another file"));
            Checkpoint.removeUnfinished(path);
            return taken;
        }

        RunState resume(TrainingPlan plan) throws CheckpointException {
            return RunState.load(path, plan).orElseGet(() -> RunState.of(plan));
        }

        void save(RunState state, TrainingPlan plan) throws CheckpointException {
            state.save(path, plan);
        }
    }
}
