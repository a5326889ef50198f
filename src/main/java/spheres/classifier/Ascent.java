package spheres.classifier;

import spheres.sphere.Sphere;

/**
 * Gradient ascent of the logit towards the other class, in steps of one length, where each point is projected to a region:
 * what of an attack a {@link Climber} does by itself.
 *
 * @param sphere whose errors are climbed to
 * @param inner the least norm of a point
 * @param outer the largest one; where both are equal, all points are on that sphere
 * @param step length of a step
 * @param steps the most steps of a path
 * @param momentum weight in [0, 1) of the past gradients in the direction
 * @param ofLoss whether these are gradients of the loss, not of the logit
 * @param untilError whether a path ends at its first error
 * @param untilConverged whether the step is halved, and the path finally ends, when the logit stops improving
 */
public record Ascent(
        Sphere sphere,
        double inner,
        double outer,
        double step,
        int steps,
        float momentum,
        boolean ofLoss,
        boolean untilError,
        boolean untilConverged) {
    /**
     * Relative deviation of the norm below which a row counts as in place: rounding coordinates to single precision
     * moves the norm by no more, so that projecting twice is projecting once.
     */
    public static final double ROUNDING = 0x1.01p-24;

    /** Part of a single-precision gradient that cannot be told from its rounding errors. */
    public static final double NOISE = 0x1p-22;

    /** Ascent with a fixed step ends in a zigzag across the maximum: this many steps without progress tell it. */
    public static final int PATIENCE = 10;

    /** A step that is not halved any more. */
    public static final double NEGLIGIBLE_STEP = 1e-5;

    /** Of the logit: what counts as progress. */
    public static final double RELATIVE_PROGRESS = 1e-7;

    /** Of the loss: keeps its gradient's direction where the slope underflows. */
    public static final double LEAST_SLOPE = 1e-30;

    /** How a path ends. */
    public enum Ending {
        /** The stopping rule was met, or an error was reached as the last step was taken. */
        STOPPED,
        STEPS_SPENT,
        /** No direction in the region raises the logit, to single precision. */
        NO_GRADIENT,
        NOT_A_NUMBER
    }
}
