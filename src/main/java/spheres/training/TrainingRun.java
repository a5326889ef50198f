package spheres.training;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import spheres.engine.DivergedException;
import spheres.engine.StepEngine;
import spheres.network.CheckpointException;
import spheres.network.Network;

/**
 * One run of a trainer. It stops the engine at every point of the loss history, for an observer, and often enough to
 * show progress; checkpoints are written at points of the loss history, or where the run is asked to stop.
 */
final class TrainingRun {
    private static final int LONGEST_STRETCH = 200;

    private final TrainingPlan plan;
    private final StepEngine engine;
    private final Progress progress;
    private final Optional<Trainer.CheckpointFile> checkpoint;
    private final NavigableMap<Long, TrainingObserver> observers;
    private final OptionalInt threads;
    private final BooleanSupplier stop;
    private final List<LossPoint> losses;
    private final List<EngineSpan> engines;
    private final double[] stretch = new double[LONGEST_STRETCH];
    private final double secondsBefore;
    private double lossSum;
    private long lossesFrom;
    private long nanosHere;

    TrainingRun(
            TrainingPlan plan,
            StepEngine engine,
            RunState start,
            Progress progress,
            Optional<Trainer.CheckpointFile> checkpoint,
            NavigableMap<Long, TrainingObserver> observers,
            OptionalInt threads,
            BooleanSupplier stop) {
        this.plan = plan;
        this.engine = engine;
        this.progress = progress;
        this.checkpoint = checkpoint;
        this.observers = observers;
        this.losses = new ArrayList<>(start.losses());
        this.engines = engine.step() < plan.steps()
                ? EngineSpan.with(start.engines(), engine.step(), engine.name())
                : start.engines();
        this.secondsBefore = start.seconds();
        this.threads = threads;
        this.stop = stop;
        this.lossesFrom = start.open().from();
        this.lossSum = start.open().lossSum();
    }

    TrainingResult finish() throws CheckpointException {
        long from = engine.step();
        long saved = System.nanoTime();
        progress.start(from, plan.steps());
        if (from == 0) {
            observe();
        }
        while (engine.step() < plan.steps()) {
            if (stop.getAsBoolean()) {
                if (checkpoint.isPresent()) {
                    save(checkpoint.get());
                }
                throw new StoppedException(engine.step());
            }
            advance();
            observe();
            long now = System.nanoTime();
            if (checkpoint.isPresent() && engine.step() == lossesFrom) {
                if (now - saved >= checkpoint.get().every().toNanos() || engine.step() == plan.steps()) {
                    save(checkpoint.get());
                    saved = now;
                }
            }
        }
        return new TrainingResult(
                plan,
                finiteNetwork(),
                engine.furtherStatistics(),
                losses,
                engines,
                engine.step() - from,
                nanosHere / 1e9,
                secondsInAll());
    }

    private void advance() {
        long step = engine.step();
        long lossPoint = LossPoint.after(lossesFrom);
        long stop = Math.min(plan.steps(), lossPoint);
        stop = Math.min(stop, step + LONGEST_STRETCH);
        Long observed = observers.higherKey(step);
        if (observed != null) {
            stop = Math.min(stop, observed);
        }
        int count = (int) (stop - step);
        long began = System.nanoTime();
        engine.run(count, stretch);
        nanosHere += System.nanoTime() - began;
        for (int i = 0; i < count; i++) {
            lossSum += stretch[i];
        }
        progress.at(stop, stretch[count - 1]);
        if (stop == lossPoint || stop == plan.steps()) {
            losses.add(new LossPoint(stop, lossSum / (stop - lossesFrom)));
            lossSum = 0;
            lossesFrom = stop;
        }
    }

    private void observe() {
        TrainingObserver observer = observers.get(engine.step());
        if (observer != null) {
            Network network = engine.network();
            observer.at(engine.step(), network);
        }
    }

    private void save(Trainer.CheckpointFile file) throws CheckpointException {
        file.save(
                new RunState(
                        finiteNetwork(),
                        engine.furtherStatistics(),
                        losses,
                        secondsInAll(),
                        threads,
                        engines,
                        new RunState.Open(lossesFrom, lossSum)),
                plan);
    }

    private double secondsInAll() {
        return secondsBefore + nanosHere / 1e9;
    }

    /** The network; where its last step ruined it, the loss of the next would show it, after the last good checkpoint. */
    private Network finiteNetwork() {
        Network network = engine.network();
        DivergedException.requireFinite(network);
        return network;
    }
}
