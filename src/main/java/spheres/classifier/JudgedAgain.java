package spheres.classifier;

import spheres.sphere.Sphere;

/**
 * A fast classifier whose errors count only if another one says so: it answers in its place where the fast one sees an error
 * of that sphere, or comes so near to one that rounding could hide it.
 */
public final class JudgedAgain implements Classifier {
    /** Of the largest logit of a batch; more than rounding in another order of sums makes of one. */
    private static final double MARGIN = 1e-4;

    private final Classifier fast;
    private final Classifier judge;
    private final Sphere sphere;
    private long again;

    /**
     * @param fast answers first, for all points
     * @param judge of the same network
     * @param sphere the points' own
     */
    public JudgedAgain(Classifier fast, Classifier judge, Sphere sphere) {
        this.fast = fast;
        this.judge = judge;
        this.sphere = sphere;
    }

    /** How many points were judged again. */
    public long again() {
        return again;
    }

    @Override
    public int dimension() {
        return fast.dimension();
    }

    @Override
    public void logits(float[] points, int batch, float[] logits) {
        fast.logits(points, batch, logits);
        judgeAgain(points, batch, logits);
    }

    @Override
    public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
        fast.logitsAndGradients(points, batch, logits, gradients);
        judgeAgain(points, batch, logits);
    }

    private void judgeAgain(float[] points, int batch, float[] logits) {
        float largest = 0;
        for (int i = 0; i < batch; i++) {
            largest = Math.max(largest, Float.isFinite(logits[i]) ? Math.abs(logits[i]) : 0);
        }
        int d = dimension();
        int[] rows = new int[batch];
        int count = 0;
        for (int i = 0; i < batch; i++) {
            if (!(sphere.towardsError(logits[i]) < -MARGIN * largest)) { // what is no number, too
                rows[count++] = i;
            }
        }
        if (count == 0) {
            return;
        }
        float[] some = new float[count * d];
        float[] answers = new float[count];
        for (int k = 0; k < count; k++) {
            System.arraycopy(points, rows[k] * d, some, k * d, d);
        }
        judge.logits(some, count, answers);
        for (int k = 0; k < count; k++) {
            logits[rows[k]] = answers[k];
        }
        again += count;
    }
}
