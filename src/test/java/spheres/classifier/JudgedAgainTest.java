package spheres.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import spheres.sphere.Sphere;

/** The first coordinate is the fast classifier's logit, the second the judge's. */
class JudgedAgainTest {
    private record Coordinate(int which) implements Classifier {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public void logits(float[] points, int batch, float[] logits) {
            for (int i = 0; i < batch; i++) {
                logits[i] = points[2 * i + which];
            }
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            logits(points, batch, logits);
        }
    }

    private static float[] judged(Sphere sphere, float... points) {
        JudgedAgain both = new JudgedAgain(new Coordinate(0), new Coordinate(1), sphere);
        float[] logits = new float[points.length / 2];
        both.logits(points, logits.length, logits);
        float[] again = new float[logits.length];
        both.logitsAndGradients(points, again.length, again, new float[points.length]);
        assertThat(again).isEqualTo(logits);
        return logits;
    }

    @Test
    void anErrorCountsOnlyIfTheJudgeSaysSo() {
        assertThat(judged(Sphere.INNER, -3, 5, 2, -4, 2, 6)).containsExactly(-3, -4, 6);
        assertThat(judged(Sphere.OUTER, -3, 5, 2, -4, 2, 6)).containsExactly(5, 2, 2);
    }

    @Test
    void whatRoundingCouldHideIsJudgedAgain() {
        assertThat(judged(Sphere.INNER, -1000, 1, -0.09f, 7, -0.11f, 7)).containsExactly(-1000, 7, -0.11f);
        assertThat(judged(Sphere.OUTER, 1000, 1, 0.09f, -7, 0, -1)).containsExactly(1000, -7, -1);
    }

    @Test
    void noNumberIsJudgedAgain() {
        assertThat(judged(Sphere.INNER, Float.NaN, -2, -1, 5)).containsExactly(-2, -1);
    }
}
