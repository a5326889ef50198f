package spheres.attack;

import spheres.classifier.Classifier;
import spheres.classifier.Logits;
import spheres.classifier.NotANumberAnswer;
import spheres.classifier.Rows;
import spheres.sphere.Sphere;

/**
 * Brings errors nearer to their starts. From a start each direction meets the error set at some distance; this descends
 * in the direction, towards the one in which the nearest error would lie were the logit linear about the present error
 * (a fixed point of that step is a point where the optimality conditions hold, as in the Hasofer-Lind iteration of
 * structural reliability, doi:10.1061/JMCEA3.0001848). A step counts only if the point at the old distance in the new
 * direction is an error; then the boundary is bracketed along the curve from the start. So the distance never grows
 * and every point held is an error.
 *
 * <p>Rows advance together; those that have come to rest drop out. Nothing is allocated per iteration.
 */
final class BoundaryDescent {
    private static final int TRIALS = 4;
    private static final int BRACKETINGS = 4;
    private static final int FINAL_BRACKETINGS = 16;
    private static final double LONGEST_STEP = 4;
    private static final double SHORTEST_STEP = 1e-4;
    private static final double NO_PROGRESS = 1e-6;
    private static final int PATIENCE = 6;

    /**
     * Kept between the returned point and the boundary, relative to the distance and, near the start, in roundings of a
     * coordinate of norm 1: rounding in another batch must not flip it, in whatever order a processor's kernels sum.
     */
    private static final double CLEARANCE = 1e-5;

    private static final double LEAST_CLEARANCE = 0x1p-20;

    private final Classifier classifier;
    private final Region region;
    private final Sphere sphere;
    private final int batch;
    private final int iterations;
    private final int d;

    private final float[] points;
    private final float[] gradients;
    private final float[] logits;
    private final double[] directions;
    private final double[] targets;
    private final double[] trials;
    private final double[] t;
    private final double[] startValue;
    private final double[] value;
    private final double[] step;
    private final int[] stalled;
    private final double[] low;
    private final double[] lowValue;
    private final double[] before;
    private final int[] moved;

    /** Rows in play, and those of them that a loop is about. */
    private final int[] active;

    private final int[] pending;

    private float[] starts = new float[0];
    private int startBase;
    private long evaluations;

    /**
     * @param sphere whose errors are refined
     * @param iterations the most changes of direction
     */
    BoundaryDescent(Classifier classifier, Region region, Sphere sphere, int batch, int iterations) {
        this.classifier = classifier;
        this.region = region;
        this.sphere = sphere;
        this.batch = batch;
        this.iterations = iterations;
        d = classifier.dimension();
        int size = Math.multiplyExact(batch, d);
        points = new float[size];
        gradients = new float[size];
        logits = new float[batch];
        directions = new double[size];
        targets = new double[size];
        trials = new double[size];
        t = new double[batch];
        startValue = new double[batch];
        value = new double[batch];
        step = new double[batch];
        stalled = new int[batch];
        low = new double[batch];
        lowValue = new double[batch];
        before = new double[batch];
        moved = new int[batch];
        active = new int[batch];
        pending = new int[batch];
    }

    /** Points judged so far, with or without gradient. */
    long evaluations() {
        return evaluations;
    }

    /**
     * Replaces errors by nearer ones.
     *
     * @param starts {@code [count, d]}, none an error
     * @param errors {@code [count, d]}, in the region
     * @throws NotANumberAnswer if the classifier answers NaN anywhere
     */
    void refine(float[] starts, float[] errors, int count) {
        this.starts = starts;
        for (int from = 0; from < count; from += batch) {
            startBase = from * d;
            refineRows(errors, from, Math.min(batch, count - from));
        }
    }

    private void refineRows(float[] errors, int from, int rows) {
        int playing = begin(errors, from, rows);
        bracket(playing, FINAL_BRACKETINGS);
        for (int i = 0; i < iterations && playing > 0; i++) {
            playing = aim(playing);
            System.arraycopy(t, 0, before, 0, rows);
            int accepted = tryDirections(playing);
            bracketPending(accepted, BRACKETINGS);
            playing = dropResting(playing);
        }
        for (int row = 0; row < rows; row++) {
            active[row] = row;
        }
        bracket(rows, FINAL_BRACKETINGS);
        finish(errors, from, rows);
    }

    private int begin(float[] errors, int from, int rows) {
        System.arraycopy(starts, startBase, points, 0, rows * d);
        judge(rows);
        for (int row = 0; row < rows; row++) {
            startValue[row] = sphere.towardsError(logits[row]);
            t[row] = region.look(starts, startBase + row * d, errors, (from + row) * d, directions, row * d, d);
            value[row] = 0;
            step[row] = 1;
            stalled[row] = 0;
            active[row] = row;
        }
        return rows;
    }

    /** Judges the first rows of {@link #points}. */
    private void judge(int rows) {
        classifier.logits(points, rows, logits);
        Logits.requireNumbers(logits, rows);
        evaluations += rows;
    }

    private void place(int row, double[] along, double at, int packed) {
        region.reach(starts, startBase + row * d, along, row * d, at, points, packed * d, d);
    }

    /** Writes the target direction of each row in play; those without one leave. */
    private int aim(int playing) {
        for (int k = 0; k < playing; k++) {
            place(active[k], directions, t[active[k]], k);
        }
        classifier.logitsAndGradients(points, playing, logits, gradients);
        Logits.requireNumbers(logits, playing);
        evaluations += playing;
        if (sphere.errorSign() < 0) {
            Rows.scale(gradients, 0, playing * d, -1);
        }
        int kept = 0;
        for (int k = 0; k < playing; k++) {
            int row = active[k];
            boolean aimed = region.aim(
                    starts,
                    startBase + row * d,
                    points,
                    gradients,
                    k * d,
                    sphere.towardsError(logits[k]),
                    targets,
                    row * d,
                    d);
            if (aimed) {
                active[kept++] = row;
            }
        }
        return kept;
    }

    /** Turns rows towards their targets as far as the point at the present distance stays an error. */
    private int tryDirections(int playing) {
        System.arraycopy(active, 0, pending, 0, playing);
        int accepted = 0;
        int waiting = playing;
        for (int trial = 0; trial < TRIALS && waiting > 0; trial++) {
            for (int k = 0; k < waiting; k++) {
                turn(pending[accepted + k]);
                place(pending[accepted + k], trials, t[pending[accepted + k]], k);
            }
            judge(waiting);
            int first = accepted;
            for (int k = 0; k < waiting; k++) {
                int row = pending[first + k];
                if (sphere.towardsError(logits[k]) >= 0) {
                    System.arraycopy(trials, row * d, directions, row * d, d);
                    value[row] = sphere.towardsError(logits[k]);
                    step[row] = Math.min(LONGEST_STEP, step[row] * 1.5);
                    pending[first + k] = pending[accepted];
                    pending[accepted++] = row;
                } else {
                    step[row] *= 0.4;
                }
            }
            waiting = playing - accepted;
        }
        return accepted;
    }

    private void turn(int row) {
        int offset = row * d;
        double share = step[row];
        double squares = 0;
        for (int j = offset; j < offset + d; j++) {
            double component = directions[j] + share * (targets[j] - directions[j]);
            trials[j] = component;
            squares += component * component;
        }
        double norm = Math.sqrt(squares);
        for (int j = offset; j < offset + d; j++) {
            trials[j] /= norm;
        }
    }

    private void bracket(int rows, int times) {
        System.arraycopy(active, 0, pending, 0, rows);
        bracketPending(rows, times);
    }

    /** Regula falsi (Illinois) between start and error; t stays on the side of the errors. */
    private void bracketPending(int rows, int times) {
        for (int k = 0; k < rows; k++) {
            int row = pending[k];
            low[row] = 0;
            lowValue[row] = startValue[row];
            moved[row] = 0;
        }
        for (int i = 0; i < times; i++) {
            for (int k = 0; k < rows; k++) {
                int row = pending[k];
                place(row, directions, guess(row), k);
            }
            judge(rows);
            for (int k = 0; k < rows; k++) {
                narrow(pending[k], sphere.towardsError(logits[k]));
            }
        }
    }

    private double guess(int row) {
        double width = t[row] - low[row];
        double share = lowValue[row] / (lowValue[row] - value[row]);
        boolean usable = share > 0 && share < 1;
        // a little to the side of the errors, so that t moves
        return low[row] + width * (usable ? Math.min(share + 0.01 * (1 - share), 1 - 1e-9) : 0.5);
    }

    private void narrow(int row, double found) {
        double at = guess(row);
        if (found >= 0) {
            t[row] = at;
            value[row] = found;
            lowValue[row] *= moved[row] > 0 ? 0.5 : 1;
            moved[row] = 1;
        } else {
            low[row] = at;
            lowValue[row] = found;
            value[row] *= moved[row] < 0 ? 0.5 : 1;
            moved[row] = -1;
        }
    }

    /** Rows that neither turn nor come nearer leave. */
    private int dropResting(int playing) {
        int kept = 0;
        for (int k = 0; k < playing; k++) {
            int row = active[k];
            stalled[row] = before[row] - t[row] > NO_PROGRESS * t[row] ? 0 : stalled[row] + 1;
            if (stalled[row] < PATIENCE && step[row] > SHORTEST_STEP) {
                active[kept++] = row;
            }
        }
        return kept;
    }

    private void finish(float[] errors, int from, int rows) {
        for (int row = 0; row < rows; row++) {
            place(row, directions, cleared(t[row]), row);
        }
        judge(rows);
        for (int row = 0; row < rows; row++) {
            double at = sphere.towardsError(logits[row]) >= 0 ? cleared(t[row]) : t[row];
            region.reach(starts, startBase + row * d, directions, row * d, at, errors, (from + row) * d, d);
        }
    }

    private static double cleared(double t) {
        return t * (1 + CLEARANCE) + LEAST_CLEARANCE;
    }
}
