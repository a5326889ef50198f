package spheres.attack;

import java.util.Arrays;
import spheres.classifier.Classifier;
import spheres.classifier.Logits;
import spheres.classifier.Rows;

/**
 * What an attack on a classifier rests on and may not find: the same answer twice, a gradient, and logits rather than
 * probabilities. Asked of the first starts, see docs/diagnostics.md.
 *
 * @param asked at how many starts the classifier was asked, at most 256
 * @param unsteady at how many of them it answered differently after the attack than before, by more than 1e-5 of its
 *     largest answer
 * @param flat at how many of them the gradient is exactly 0
 * @param probabilities whether all its answers, there and at the same points of the other sphere, lie in [0, 1]
 */
public record ClassifierCheck(int asked, int unsteady, int flat, boolean probabilities) {
    private static final int MOST = 256;

    /** More than rounding in another order of sums makes of a logit. */
    private static final double STEADY = 1e-5;

    /** Asks before an attack, where nothing else does. */
    static float[] before(Classifier classifier, Starts starts) {
        return Logits.logits(classifier, starts.rows(), Math.min(MOST, starts.count()));
    }

    /**
     * Asks after an attack.
     *
     * @param before the logits of the starts before it, at least as many as are asked again
     */
    static ClassifierCheck of(Classifier classifier, Starts starts, float[] before) {
        int d = classifier.dimension();
        int asked = Math.min(MOST, starts.count());
        float[] points = Arrays.copyOf(starts.rows(), asked * d);
        float[] again = Logits.logits(classifier, points, asked);
        float[] gradients = new float[points.length];
        float[] logits = new float[asked];
        classifier.logitsAndGradients(points, asked, logits, gradients);
        double radius = starts.spheres().radius(starts.sphere());
        Rows.scale(points, 0, points.length, (1 + starts.spheres().outerRadius() - radius) / radius);
        float[] across = Logits.logits(classifier, points, asked);
        return new ClassifierCheck(
                asked,
                unsteady(before, again),
                flat(logits, gradients, d),
                areProbabilities(before) && areProbabilities(again) && areProbabilities(across));
    }

    private static int unsteady(float[] before, float[] again) {
        double largest = 0;
        for (float logit : before) {
            largest = Float.isFinite(logit) ? Math.max(largest, Math.abs(logit)) : largest;
        }
        int unsteady = 0;
        for (int i = 0; i < again.length; i++) {
            boolean same = Float.compare(before[i], again[i]) == 0
                    || Math.abs((double) before[i] - again[i]) <= STEADY * largest;
            unsteady += same ? 0 : 1;
        }
        return unsteady;
    }

    private static int flat(float[] logits, float[] gradients, int d) {
        int flat = 0;
        for (int row = 0; row < logits.length; row++) {
            boolean zero = !Float.isNaN(logits[row]);
            for (int j = row * d; j < (row + 1) * d && zero; j++) {
                zero = gradients[j] == 0;
            }
            flat += zero ? 1 : 0;
        }
        return flat;
    }

    private static boolean areProbabilities(float[] answers) {
        for (float answer : answers) {
            if (!(answer >= 0 && answer <= 1)) {
                return false;
            }
        }
        return true;
    }
}
