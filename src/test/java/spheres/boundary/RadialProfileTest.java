package spheres.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import spheres.classifier.Classifier;
import spheres.classifier.NotANumberAnswer;

class RadialProfileTest {
    /** Outer from norm 0.5 to 0.8 along the first axis, and from 1.1 on everywhere. */
    private static final Classifier RING = new Classifier() {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public void logits(float[] points, int batch, float[] logits) {
            for (int row = 0; row < batch; row++) {
                double x = points[2 * row];
                double norm = Math.hypot(x, points[2 * row + 1]);
                boolean island = x > 0.9 * norm && norm > 0.5 && norm < 0.8;
                logits[row] = Double.isNaN(norm) ? Float.NaN : island || norm > 1.1 ? 1 : -1;
            }
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            throw new UnsupportedOperationException("rays are judged, not followed");
        }
    };

    private static final float[] AXES = {1, 0, 0, 1};

    @Test
    void everyChangeIsCountedAndTheFirstWayOutIsNarrowed() {
        RadialProfile profile = RadialProfile.of(RING, AXES, 0, 2, 41);

        assertThat(profile.rays()).isEqualTo(2);
        assertThat(profile.changes(0)).isEqualTo(3);
        assertThat(profile.changes(1)).isEqualTo(1);
        assertThat(profile.boundaries()).containsExactly(new double[] {0.5, 1.1}, within(4e-6));
    }

    @Test
    void onlyTheGivenNormsAreSeen() {
        RadialProfile inside = RadialProfile.of(RING, AXES, 0.6, 1, 5);

        assertThat(inside.changes(0)).isEqualTo(1);
        assertThat(inside.changes(1)).isZero();
        assertThat(inside.boundaries()).containsOnly(Double.POSITIVE_INFINITY);
    }

    @Test
    void wrongInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RadialProfile.of(RING, new float[3], 0, 2, 41))
                .withMessage(
                        "directions have 3 coordinates, which is no positive multiple of the classifier's dimension 2:"
                                + " give at least one ray, d coordinates for each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RadialProfile.of(RING, AXES, 2, 2, 41))
                .withMessage("norms from = 2.0 to = 2.0 are no interval in [0, Infinity): choose say 0 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RadialProfile.of(RING, AXES, 0, 2, 1))
                .withMessage("norms = 1 is not in [2, 2147483647]: choose say 31");
        assertThatThrownBy(() -> RadialProfile.of(RING, new float[] {Float.NaN, 0}, 0, 2, 3))
                .isInstanceOf(NotANumberAnswer.class);
    }
}
