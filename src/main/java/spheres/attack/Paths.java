package spheres.attack;

/** Where the ascents from a number of starts ended; mutable, filled by one {@link AttackLoop}. */
final class Paths {
    enum Ending {
        /** The stopping rule was met, or an error was reached as the last step was taken. */
        STOPPED,
        STEPS_SPENT,
        /** No direction in the region raises the logit, to single precision. */
        NO_GRADIENT,
        NOT_A_NUMBER
    }

    /** {@code [count, d]}: on each path the point with the highest logit towards the other class. */
    final float[] points;

    /** The logits there, signed so that errors are positive. */
    final double[] towardsError;

    /** How many steps led there. */
    final int[] steps;

    final Ending[] endings;

    /** Points judged, and gradients taken, over all paths. */
    long evaluations;

    Paths(int count, int d) {
        points = new float[Math.multiplyExact(count, d)];
        towardsError = new double[count];
        steps = new int[count];
        endings = new Ending[count];
    }

    int count() {
        return steps.length;
    }
}
