package spheres.attack;

import spheres.classifier.Ascent;

/** When the ascent from one start ends. Rows are the places of a batch; a row's history begins with {@link #begin}. */
public interface StoppingRule {
    enum Advice {
        CONTINUE,
        HALVE_STEP,
        STOP
    }

    void begin(int row);

    /** Row {@code from} goes on as row {@code to}. */
    void move(int from, int to);

    /**
     * What to do after a point of the path was judged.
     *
     * @param error whether it is one
     * @param towardsError its logit, signed so that errors are positive
     * @param step the present step length
     */
    Advice after(int row, boolean error, double towardsError, double step);

    /** Stops at the first error. */
    static StoppingRule firstError() {
        return new Common(0, true, false);
    }

    /** Takes all steps. */
    static StoppingRule never() {
        return new Common(0, false, false);
    }

    /** Halves the step when the logit has not improved for a while, and stops when the step has become negligible. */
    static StoppingRule converged(int batch) {
        return new Common(batch, false, true);
    }

    /** The same, but stops at an error as well. */
    static StoppingRule firstErrorOrConverged(int batch) {
        return new Common(batch, true, true);
    }

    /** Any of these; where convergence counts, the logit's best value and its age, by row. */
    final class Common implements StoppingRule {
        private final double[] best;
        private final int[] age;
        private final boolean untilError;
        private final boolean untilConverged;

        private Common(int batch, boolean untilError, boolean untilConverged) {
            this.untilError = untilError;
            this.untilConverged = untilConverged;
            best = new double[batch];
            age = new int[batch];
        }

        boolean untilError() {
            return untilError;
        }

        boolean untilConverged() {
            return untilConverged;
        }

        @Override
        public void begin(int row) {
            if (untilConverged) {
                best[row] = Double.NEGATIVE_INFINITY;
                age[row] = 0;
            }
        }

        @Override
        public void move(int from, int to) {
            if (untilConverged) {
                best[to] = best[from];
                age[to] = age[from];
            }
        }

        @Override
        public Advice after(int row, boolean error, double towardsError, double step) {
            if (error && untilError) {
                return Advice.STOP;
            }
            if (!untilConverged) {
                return Advice.CONTINUE;
            }
            if (towardsError > best[row] + Ascent.RELATIVE_PROGRESS * Math.abs(best[row])
                    || best[row] == Double.NEGATIVE_INFINITY) {
                best[row] = towardsError;
                age[row] = 0;
                return Advice.CONTINUE;
            }
            age[row]++;
            if (age[row] < Ascent.PATIENCE) {
                return Advice.CONTINUE;
            }
            age[row] = 0;
            return step > Ascent.NEGLIGIBLE_STEP ? Advice.HALVE_STEP : Advice.STOP;
        }
    }
}
