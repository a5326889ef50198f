package spheres.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import spheres.classifier.Classifier;
import spheres.engine.Backend;
import spheres.engine.NetworkClassifier;
import spheres.engine.Phase;
import spheres.engine.StepEngine;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.Initialisation;
import spheres.network.Network;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.SphereSampler;

/** How fast this machine trains, classifies and attacks: measured in a minute, comparable with other programs. */
public final class Benchmark {
    private static final int ROUNDS = 20;
    private static final int TRAINING_BATCH = 50;
    private static final int INFERENCE_BATCH = 1_000;
    private static final int ATTACK_BATCH = 100;
    private static final float ATTACK_STEP = 0.01f;
    private static final long SEED = 1;

    private Benchmark() {}

    /** What is measured. */
    public enum Task {
        /** A training step of batch 50 on fresh samples. */
        TRAIN,
        /** The logits of a batch of 1000. */
        INFER,
        /** A step of an attack on a batch of 100: logits, gradient to the input, a move along it, projection. */
        GRADIENT
    }

    /**
     * What was measured. The rounds are of equal length; the quartiles are over rounds.
     *
     * @param task what
     * @param network the architecture
     * @param backend of {@link Task#TRAIN}; the others always run on the engine
     * @param threads how many
     * @param batch samples a step
     * @param steps how many were timed, after the warm-up
     * @param quantity the unit: {@code millisecondsPerStep}, or {@code samplesPerSecond} for {@link Task#INFER}
     * @param median over rounds
     * @param lowerQuartile over rounds
     * @param upperQuartile over rounds
     * @param phases milliseconds a step that the first thread spent in each phase; empty where not known
     */
    public record Result(
            Task task,
            Architecture network,
            Backend backend,
            int threads,
            int batch,
            int steps,
            String quantity,
            double median,
            double lowerQuartile,
            double upperQuartile,
            Map<Phase, Double> phases) {

        /** As data for JSON: the quantity's name is a key, under it median and quartiles. */
        public Map<String, Object> toMap() {
            Map<String, Object> spread = new LinkedHashMap<>();
            spread.put("median", median);
            spread.put("lowerQuartile", lowerQuartile);
            spread.put("upperQuartile", upperQuartile);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("task", task.name().toLowerCase(Locale.ROOT));
            map.put("network", network.toString());
            map.put("backend", backend.name().toLowerCase(Locale.ROOT));
            map.put("threads", threads);
            map.put("batch", batch);
            map.put("steps", steps);
            map.put(quantity, spread);
            if (!phases.isEmpty()) {
                Map<String, Object> names = new LinkedHashMap<>();
                phases.forEach((phase, milliseconds) -> names.put(phase.name().toLowerCase(Locale.ROOT), milliseconds));
                map.put("millisecondsPerStepByPhase", names);
            }
            return map;
        }
    }

    private interface Steps {
        void run(int count);
    }

    /**
     * Measures.
     *
     * @param steps how many steps to time, at least 20; as many again, up to 400, warm up
     */
    public static Result run(Task task, Architecture architecture, Backend backend, int threads, int steps) {
        if (steps < ROUNDS) {
            throw new IllegalArgumentException("steps = " + steps + " is not in [" + ROUNDS + ", 2147483647]");
        }
        return switch (task) {
            case TRAIN -> train(architecture, backend, threads, steps);
            case INFER, GRADIENT -> classify(task, architecture, threads, steps);
        };
    }

    private static Result train(Architecture architecture, Backend backend, int threads, int steps) {
        TrainingPlan plan = TrainingPlan.paper(architecture, SEED).withBatch(TRAINING_BATCH);
        try (StepEngine engine = backend.open(plan.initialNetwork(), plan.data(), plan.batch(), threads)) {
            double[] losses = new double[steps];
            Steps trained = count -> engine.run(count, losses);
            trained.run(Math.min(steps, 400));
            Map<Phase, Long> before = engine.profile();
            double[] milliseconds = time(trained, steps / ROUNDS);
            Map<Phase, Double> phases = new EnumMap<>(Phase.class);
            engine.profile()
                    .forEach((phase, nanoseconds) -> phases.put(
                            phase, (nanoseconds - before.getOrDefault(phase, 0L)) / 1e6 / (steps / ROUNDS * ROUNDS)));
            return result(Task.TRAIN, architecture, backend, threads, plan.batch(), milliseconds, steps, phases);
        }
    }

    private static Result classify(Task task, Architecture architecture, int threads, int steps) {
        int batch = task == Task.INFER ? INFERENCE_BATCH : ATTACK_BATCH;
        int d = architecture.inputDimension();
        Network network = Network.initialise(architecture, Initialisation.DEFAULT, AdamSettings.DEFAULT, SEED);
        Classifier classifier = NetworkClassifier.of(network, threads);
        SphereSampler sampler = new SphereSampler(
                new ConcentricSpheres(d, ConcentricSpheres.PAPER.outerRadius()), SEED, TrainingPlan.STREAM);
        float[] points = new float[batch * d];
        for (int i = 0; i < batch; i++) {
            sampler.sample(i, points, i * d);
        }
        float[] logits = new float[batch];
        float[] gradients = new float[batch * d];
        Steps classified = count -> {
            for (int i = 0; i < count; i++) {
                if (task == Task.INFER) {
                    classifier.logits(points, batch, logits);
                } else {
                    classifier.logitsAndGradients(points, batch, logits, gradients);
                    ascend(points, gradients, batch, d);
                }
            }
        };
        classified.run(Math.min(steps, 400));
        double[] milliseconds = time(classified, steps / ROUNDS);
        return result(task, architecture, Backend.ENGINE, threads, batch, milliseconds, steps, Map.of());
    }

    /** Moves each point along its gradient and back to its sphere. */
    private static void ascend(float[] points, float[] gradients, int batch, int d) {
        for (int row = 0; row < batch * d; row += d) {
            double before = norm(points, row, d);
            for (int i = row; i < row + d; i++) {
                points[i] += ATTACK_STEP * gradients[i];
            }
            float scale = (float) (before / norm(points, row, d));
            for (int i = row; i < row + d; i++) {
                points[i] *= scale;
            }
        }
    }

    private static double norm(float[] values, int from, int count) {
        double squares = 0;
        for (int i = from; i < from + count; i++) {
            squares += (double) values[i] * values[i];
        }
        return Math.sqrt(squares);
    }

    /** Milliseconds a step in each round, ascending. */
    private static double[] time(Steps steps, int perRound) {
        double[] milliseconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            steps.run(perRound);
            milliseconds[round] = (System.nanoTime() - began) / 1e6 / perRound;
        }
        Arrays.sort(milliseconds);
        return milliseconds;
    }

    private static Result result(
            Task task,
            Architecture architecture,
            Backend backend,
            int threads,
            int batch,
            double[] milliseconds,
            int steps,
            Map<Phase, Double> phases) {
        double lower = milliseconds[ROUNDS / 4];
        double median = (milliseconds[ROUNDS / 2 - 1] + milliseconds[ROUNDS / 2]) / 2;
        double upper = milliseconds[ROUNDS - 1 - ROUNDS / 4];
        boolean rate = task == Task.INFER;
        return new Result(
                task,
                architecture,
                backend,
                threads,
                batch,
                steps / ROUNDS * ROUNDS,
                rate ? "samplesPerSecond" : "millisecondsPerStep",
                rate ? batch * 1e3 / median : median,
                rate ? batch * 1e3 / upper : lower,
                rate ? batch * 1e3 / lower : upper,
                phases);
    }
}
