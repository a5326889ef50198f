package spheres.network;

/**
 * Adam's settings (Kingma and Ba, arXiv:1412.6980). The paper gives the learning rate only; the rest of the default is
 * that of TensorFlow 1's {@code tf.train.AdamOptimizer}. As there and in DL4J, beta1 and beta2 are rounded to single
 * precision first and 1 - beta is the rest.
 *
 * @param learningRate positive
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon positive
 * @param convention where epsilon is added
 */
public record AdamSettings(
        double learningRate, double beta1, double beta2, double epsilon, EpsilonConvention convention) {

    /**
     * Where Adam adds epsilon to the root of the second moment. Below, m and v are the raw moments after step t, and c1 =
     * 1 - beta1^t and c2 = 1 - beta2^t their corrections of bias; a parameter changes by minus the term given.
     */
    public enum EpsilonConvention {
        /**
         * rate * sqrt(c2) / c1 * m / (sqrt(v) + epsilon): the "epsilon hat" before section 2.1 of the paper on Adam;
         * TensorFlow 1, DL4J, Keras, and PyTorch at the end of 2017.
         */
        BEFORE_CORRECTION,
        /** rate * (m / c1) / (sqrt(v / c2) + epsilon): algorithm 1 of that paper; later versions of PyTorch. */
        AFTER_CORRECTION
    }

    public static final AdamSettings DEFAULT =
            new AdamSettings(1e-4, 0.9, 0.999, 1e-8, EpsilonConvention.BEFORE_CORRECTION);

    public AdamSettings {
        requirePositive("learning rate", learningRate);
        requireDecay("beta1", beta1);
        requireDecay("beta2", beta2);
        requirePositive("Adam's epsilon", epsilon);
    }

    public AdamSettings withLearningRate(double rate) {
        return new AdamSettings(rate, beta1, beta2, epsilon, convention);
    }

    public AdamSettings withEpsilon(double other) {
        return new AdamSettings(learningRate, beta1, beta2, other, convention);
    }

    public AdamSettings withConvention(EpsilonConvention other) {
        return new AdamSettings(learningRate, beta1, beta2, epsilon, other);
    }

    /** The factor of m / (sqrt(v) + {@link #epsilonAt}) in step t, counted from 1. */
    public double rateAt(long t) {
        return learningRate * Math.sqrt(correction(beta2, t)) / correction(beta1, t);
    }

    /** What is added to sqrt(v), the raw second moment's root, in step t, counted from 1. */
    public double epsilonAt(long t) {
        return convention == EpsilonConvention.BEFORE_CORRECTION ? epsilon : epsilon * Math.sqrt(correction(beta2, t));
    }

    /** 1 - beta^t, beta as the single-precision number that the moments decay with. */
    private static double correction(double beta, long t) {
        return 1 - Math.pow((float) beta, (double) t);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " = " + value + " is not in (0, Infinity)");
        }
    }

    private static void requireDecay(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " = " + value + " is not in [0, 1)");
        }
    }
}
