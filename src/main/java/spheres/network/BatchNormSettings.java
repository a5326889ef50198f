package spheres.network;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Batch norm's settings. In training a unit is normalised by its mean and (biased) variance over the batch, and its
 * running statistics become decay * old + (1 - decay) * batch's; in inference the running statistics take their place.
 * The paper does not give them: the default is that of TensorFlow 1's {@code tf.layers.batch_normalization}.
 *
 * @param decay the weight of the old running statistics, in [0, 1)
 * @param epsilon added to the variance, positive
 * @param fixedScale whether gamma stays as it begins, as in TensorFlow 1's {@code tf.contrib.layers.batch_norm}, whose
 *     {@code scale} is False by default; DL4J knows no such batch norm, and trains gamma
 */
public record BatchNormSettings(
        double decay,
        double epsilon,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean fixedScale) {

    public static final BatchNormSettings DEFAULT = new BatchNormSettings(0.99, 1e-3);

    public BatchNormSettings {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("batch norm's decay = " + decay + " is not in [0, 1)");
        }
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("batch norm's epsilon = " + epsilon + " is not in (0, Infinity)");
        }
    }

    /** With a gamma that is trained. */
    public BatchNormSettings(double decay, double epsilon) {
        this(decay, epsilon, false);
    }

    public BatchNormSettings withDecay(double other) {
        return new BatchNormSettings(other, epsilon, fixedScale);
    }

    public BatchNormSettings withFixedScale(boolean other) {
        return new BatchNormSettings(decay, epsilon, other);
    }
}
