package spheres.classifier;

/** Logits of any number of points, in batches. */
public final class Logits {
    private static final int BATCH = 256;

    private Logits() {}

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

    /** The same, refusing NaN. */
    public static float[] numbers(Classifier classifier, float[] points, int count) {
        float[] logits = logits(classifier, points, count);
        int nan = 0;
        for (float logit : logits) {
            nan += Float.isNaN(logit) ? 1 : 0;
        }
        if (nan > 0) {
            throw new NotANumberAnswer("the network answered NaN at " + nan + " of " + count
                    + " points: nothing can be read off it; look at the network's parameters, which training has"
                    + " probably driven to infinity");
        }
        return logits;
    }
}
