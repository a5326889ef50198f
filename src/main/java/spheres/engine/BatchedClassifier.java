package spheres.engine;

import org.jspecify.annotations.Nullable;
import spheres.classifier.Classifier;

/** Cuts a batch into chunks of rows that the threads take in turn; a chunk's result does not depend on the thread. */
abstract class BatchedClassifier implements Classifier {
    private static final float[] NONE = {};

    private final int dimension;
    private final int chunk;
    private final Team team;
    private final Team.Task task = this::runChunks;

    private float[] points = NONE;
    private float[] logits = NONE;
    private float @Nullable [] gradients;
    private int batch;

    /** @param chunk the largest number of rows that are computed at once */
    BatchedClassifier(int dimension, int chunk, int threads) {
        this.dimension = dimension;
        this.chunk = chunk;
        this.team = Team.of(threads);
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
        }
        this.points = NONE;
        this.logits = NONE;
        this.gradients = null;
    }

    private void runChunks(int thread) {
        int size = Math.min(chunk, (batch + team.size() - 1) / team.size());
        for (int from = thread * size; from < batch; from += team.size() * size) {
            int rows = Math.min(size, batch - from);
            compute(thread, points, from, rows, logits, gradients);
        }
    }

    /** Writes the logits, and the gradients where asked, of rows {@code from .. from + rows}. */
    abstract void compute(int thread, float[] points, int from, int rows, float[] logits, float @Nullable [] gradients);

    private static void requireLength(String name, float[] values, long needed) {
        if (values.length < needed) {
            throw new IllegalArgumentException(
                    "length of " + name + " = " + values.length + " is not in [" + needed + ", 2147483647]");
        }
    }
}
