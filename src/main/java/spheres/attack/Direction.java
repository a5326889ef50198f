package spheres.attack;

import java.util.Arrays;
import spheres.attack.AttackOptions.Objective;
import spheres.classifier.Ascent;

/**
 * Turns the gradient of the logit at a row into the direction that is followed, up or down. Rows are the places of a batch; a
 * row's history begins with {@link #begin}.
 */
public interface Direction {
    void begin(int row);

    /** Row {@code from} goes on as row {@code to}. */
    void move(int from, int to);

    /**
     * Replaces the gradient of a row by the direction.
     *
     * @param towardsError the logit, signed so that errors are positive
     * @param gradients {@code [batch, d]}: the logit's gradients
     */
    void turn(int row, double towardsError, float[] gradients, int d);

    static Direction of(AttackOptions options, int d) {
        return options.momentum() == 0 ? new Steepest() : new Momentum(options, d);
    }

    /** The gradient itself; its length does not matter, so neither does the objective. */
    final class Steepest implements Direction {
        @Override
        public void begin(int row) {}

        @Override
        public void move(int from, int to) {}

        @Override
        public void turn(int row, double towardsError, float[] gradients, int d) {
            // as it is
        }
    }

    /** A running sum of the objective's gradients, the past ones fading. */
    final class Momentum implements Direction {
        private final float decay;
        private final Objective objective;
        private final int d;
        private final float[] sums;

        private Momentum(AttackOptions options, int d) {
            this.decay = (float) options.momentum();
            this.objective = options.objective();
            this.d = d;
            this.sums = new float[Math.multiplyExact(options.batch(), d)];
        }

        float decay() {
            return decay;
        }

        boolean ofLoss() {
            return objective == Objective.LOSS;
        }

        @Override
        public void begin(int row) {
            Arrays.fill(sums, row * d, (row + 1) * d, 0);
        }

        @Override
        public void move(int from, int to) {
            System.arraycopy(sums, from * d, sums, to * d, d);
        }

        @Override
        public void turn(int row, double towardsError, float[] gradients, int d) {
            // -log sigmoid(-t) has the slope sigmoid(t); the floor keeps its direction when the sigmoid underflows
            double slope =
                    objective == Objective.LOGIT ? 1 : Math.max(1 / (1 + Math.exp(-towardsError)), Ascent.LEAST_SLOPE);
            float weight = (float) slope;
            int offset = row * d;
            for (int j = offset; j < offset + d; j++) {
                float sum = decay * sums[j] + weight * gradients[j];
                sums[j] = sum;
                gradients[j] = sum;
            }
        }
    }
}
