package spheres.attack;

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
        return new StoppingRule() {
            @Override
            public void begin(int row) {}

            @Override
            public void move(int from, int to) {}

            @Override
            public Advice after(int row, boolean error, double towardsError, double step) {
                return error ? Advice.STOP : Advice.CONTINUE;
            }
        };
    }

    /** Takes all steps. */
    static StoppingRule never() {
        return new StoppingRule() {
            @Override
            public void begin(int row) {}

            @Override
            public void move(int from, int to) {}

            @Override
            public Advice after(int row, boolean error, double towardsError, double step) {
                return Advice.CONTINUE;
            }
        };
    }

    /** Halves the step when the logit has not improved for a while, and stops when the step has become negligible. */
    static StoppingRule converged(int batch) {
        return new Convergence(batch, false);
    }

    /** The same, but stops at an error as well. */
    static StoppingRule firstErrorOrConverged(int batch) {
        return new Convergence(batch, true);
    }

    /** The logit's best value and its age, by row. */
    final class Convergence implements StoppingRule {
        /** Ascent with a fixed step ends in a zigzag across the maximum: this many steps without progress tell it. */
        private static final int PATIENCE = 10;

        private static final double NEGLIGIBLE_STEP = 1e-5;
        private static final double RELATIVE_PROGRESS = 1e-7;

        private final double[] best;
        private final int[] age;

        private final boolean errorStops;

        private Convergence(int batch, boolean errorStops) {
            this.errorStops = errorStops;
            best = new double[batch];
            age = new int[batch];
        }

        @Override
        public void begin(int row) {
            best[row] = Double.NEGATIVE_INFINITY;
            age[row] = 0;
        }

        @Override
        public void move(int from, int to) {
            best[to] = best[from];
            age[to] = age[from];
        }

        @Override
        public Advice after(int row, boolean error, double towardsError, double step) {
            if (error && errorStops) {
                return Advice.STOP;
            }
            if (towardsError > best[row] + RELATIVE_PROGRESS * Math.abs(best[row])
                    || best[row] == Double.NEGATIVE_INFINITY) {
                best[row] = towardsError;
                age[row] = 0;
                return Advice.CONTINUE;
            }
            age[row]++;
            if (age[row] < PATIENCE) {
                return Advice.CONTINUE;
            }
            age[row] = 0;
            return step > NEGLIGIBLE_STEP ? Advice.HALVE_STEP : Advice.STOP;
        }
    }
}
