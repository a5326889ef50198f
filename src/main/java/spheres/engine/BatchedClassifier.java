package spheres.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import spheres.classifier.Classifier;

/**
 * Cuts a batch into chunks of rows. Where there are enough rows for all threads, each takes chunks of its own; otherwise
 * all share the units of one chunk, since a matrix product of few rows spends its time on copying the weights.
 */
abstract class BatchedClassifier implements Classifier, Profiled {
    private static final float[] NONE = {};

    private final int dimension;
    private final int chunk;
    private final int fewest;
    private final Team team;
    private final Team.Task task = this::runChunks;
    private final Stopwatch[] stopwatches;

    private float[] points = NONE;
    private float[] logits = NONE;
    private float @Nullable [] gradients;
    private int batch;

    /**
     * @param chunk the largest number of rows that are computed at once
     * @param fewest the smallest number of rows that are worth a chunk of a thread's own
     */
    BatchedClassifier(int dimension, int chunk, int fewest, int threads) {
        this.dimension = dimension;
        this.chunk = chunk;
        this.fewest = fewest;
        this.team = Team.of(threads);
        this.stopwatches = new Stopwatch[threads];
        for (int t = 0; t < threads; t++) {
            stopwatches[t] = new Stopwatch();
        }
        Blas.load();
    }

    final int threads() {
        return team.size();
    }

    @Override
    public final int dimension() {
        return dimension;
    }

    @Override
    public final void logits(float[] points, int batch, float[] logits) {
        run(points, batch, logits, null);
    }

    @Override
    public final void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
        requireLength("gradients", gradients, (long) batch * dimension);
        run(points, batch, logits, gradients);
    }

    private void run(float[] points, int batch, float[] logits, float @Nullable [] gradients) {
        if (batch < 0) {
            throw new IllegalArgumentException("batch = " + batch + " is not in [0, 2147483647]");
        }
        requireLength("points", points, (long) batch * dimension);
        requireLength("logits", logits, batch);
        this.points = points;
        this.logits = logits;
        this.gradients = gradients;
        this.batch = batch;
        if (batch > 0) {
            team.run(task);
            mark(0, Phase.WAIT);
        }
        this.points = NONE;
        this.logits = NONE;
        this.gradients = null;
    }

    private void runChunks(int thread) {
        stopwatches[thread].start();
        int own = (batch + team.size() - 1) / team.size();
        if (team.size() > 1 && own < fewest) {
            for (int from = 0; from < batch; from += chunk) {
                if (from > 0) {
                    meet(thread, true); // the chunk before uses the same memory
                }
                compute(thread, true, points, from, Math.min(chunk, batch - from), logits, gradients);
            }
            return;
        }
        int size = Math.min(chunk, own);
        for (int from = thread * size; from < batch; from += team.size() * size) {
            compute(thread, false, points, from, Math.min(size, batch - from), logits, gradients);
        }
    }

    /** Where all threads that share a chunk wait for each other. */
    final void meet(int thread, boolean shared) {
        if (shared) {
            team.barrier();
            mark(thread, Phase.WAIT);
        }
    }

    final void mark(int thread, Phase phase) {
        stopwatches[thread].mark(phase);
    }

    @Override
    public final Map<Phase, Long> profile() {
        return stopwatches[0].profile();
    }

    /**
     * Writes the logits, and the gradients where asked, of rows {@code from .. from + rows}.
     *
     * @param shared whether all threads have been given these rows, each to do its share of the work
     */
    abstract void compute(
            int thread,
            boolean shared,
            float[] points,
            int from,
            int rows,
            float[] logits,
            float @Nullable [] gradients);

    private static void requireLength(String name, float[] values, long needed) {
        if (values.length < needed) {
            throw new IllegalArgumentException(
                    "length of " + name + " = " + values.length + " is not in [" + needed + ", 2147483647]");
        }
    }
}
