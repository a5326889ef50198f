package spheres.engine;

/** Where the time of a training step goes, as thread 0 sees it. */
public enum Phase {
    /** Reading the samples. */
    SAMPLE,
    /** Matrix products forward. */
    FORWARD,
    /** Batch norm and ReLU, or the squares, forward and backward, and the loss. */
    ELEMENTWISE,
    /** The gradient to a lower hidden layer. */
    BACKWARD,
    /** The gradient of the weights. */
    WEIGHT_GRADIENT,
    /** Adam's update. */
    ADAM,
    /** Waiting for other threads. */
    WAIT
}
