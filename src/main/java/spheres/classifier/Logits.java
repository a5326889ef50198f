package spheres.classifier;

import spheres.sphere.Sphere;

/** Logits of any number of points, in batches, and what is read off them: NaN is refused here, wherever it is met. */
public final class Logits {
    private static final int BATCH = 256;

    private Logits() {}

    /**
     * The logits of the first rows, NaN among them if the classifier answers it.
     *
     * @param points {@code [count, d]}, row-major
     * @return {@code [count]}
     */
    public static float[] logits(Classifier classifier, float[] points, int count) {
        int d = classifier.dimension();
        float[] logits = new float[count];
        int size = Math.min(count, BATCH);
        float[] chunk = new float[size * d];
        float[] answers = new float[size];
        for (int from = 0; from < count; from += size) {
            int rows = Math.min(size, count - from);
            System.arraycopy(points, from * d, chunk, 0, rows * d);
            classifier.logits(chunk, rows, answers);
            System.arraycopy(answers, 0, logits, from, rows);
        }
        return logits;
    }

    /**
     * The same, refusing NaN.
     *
     * @throws NotANumberAnswer if the classifier answers NaN anywhere
     */
    public static float[] numbers(Classifier classifier, float[] points, int count) {
        float[] logits = logits(classifier, points, count);
        requireNumbers(logits, count);
        return logits;
    }

    /**
     * How many of the first logits are errors of a sphere.
     *
     * @throws NotANumberAnswer if any of them is NaN
     */
    public static int errors(Sphere sphere, float[] logits, int count) {
        requireNumbers(logits, count);
        int errors = 0;
        for (int i = 0; i < count; i++) {
            errors += sphere.isError(logits[i]) ? 1 : 0;
        }
        return errors;
    }

    /**
     * Refuses NaN among the first logits.
     *
     * @throws NotANumberAnswer if any of them is NaN
     */
    public static void requireNumbers(float[] logits, int count) {
        int nan = 0;
        for (int i = 0; i < count; i++) {
            nan += Float.isNaN(logits[i]) ? 1 : 0;
        }
        if (nan > 0) {
            throw NotANumberAnswer.atPoints(nan, count);
        }
    }
}
