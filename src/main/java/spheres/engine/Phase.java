package spheres.engine;

import java.util.Locale;

/** Where the time of a training step, or of a batch of logits and input gradients, goes. */
public enum Phase {
    /** Reading the samples. */
    SAMPLE,
    /** Matrix products forward. */
    FORWARD,
    /** Batch norm and ReLU, or the squares, forward and backward, and the loss. */
    ELEMENTWISE,
    /** The gradient to a lower hidden layer, or to the input where that is asked for. */
    BACKWARD,
    /** The gradient of the weights. */
    WEIGHT_GRADIENT,
    /** Adam's update. */
    ADAM,
    /** Waiting for other threads. */
    WAIT;

    /** "weight gradient" and the like. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
