package spheres.attack;

import spheres.classifier.Ascent.Ending;

/** Where the ascents from a number of starts ended; mutable, filled by one {@link AttackLoop}. */
final class Paths {
    /** {@code [count, d]}: on each path the point with the highest logit towards the other class. */
    final float[] points;

    /** The logits there, signed so that errors are positive. */
    final double[] towardsError;

    /** How many steps led there. */
    final int[] steps;

    final Ending[] endings;

    /** Points judged, and gradients taken, over all paths. */
    long evaluations;

    /** Starts with errors from more than one restart, and those of them whose best two distances agree to 1 %. */
    int compared;

    int agreeing;

    Paths(int count, int d) {
        points = new float[Math.multiplyExact(count, d)];
        towardsError = new double[count];
        steps = new int[count];
        endings = new Ending[count];
    }

    /** Takes over path {@code i} of other paths from the same starts. */
    void take(Paths other, int i) {
        int d = points.length / steps.length;
        System.arraycopy(other.points, i * d, points, i * d, d);
        towardsError[i] = other.towardsError[i];
        steps[i] = other.steps[i];
        endings[i] = other.endings[i];
    }

    int count() {
        return steps.length;
    }
}
