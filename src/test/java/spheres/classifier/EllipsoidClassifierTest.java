package spheres.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import spheres.theory.Ellipsoid;

class EllipsoidClassifierTest {
    private static final double[] QUARTER_TURN = {0, 1, -1, 0};

    @Test
    void a_point_outside_the_ellipsoid_has_a_positive_logit_and_one_inside_a_negative_one() {
        EllipsoidClassifier classifier = EllipsoidClassifier.of(new double[] {4, 1, 0});
        float[] logits = new float[3];
        classifier.logits(new float[] {0.5f, 1, 9, 0.25f, 0.5f, 0, 0, 1, 3}, 3, logits);
        assertThat(logits).containsExactly(1, -0.5f, 0);
    }

    @Test
    void the_scale_multiplies_logits_and_gradients() {
        EllipsoidClassifier classifier =
                EllipsoidClassifier.of(new double[] {4, 1}).scaled(10);
        float[] logits = new float[1];
        float[] gradients = new float[2];
        classifier.logitsAndGradients(new float[] {1, 2}, 1, logits, gradients);
        assertThat(logits).containsExactly(70);
        assertThat(gradients).containsExactly(80, 40);
        assertThat(classifier.scale()).isEqualTo(10);
    }

    @Test
    void rotated_axes_turn_the_ellipsoid_and_its_gradient() {
        EllipsoidClassifier classifier =
                EllipsoidClassifier.of(new double[] {4, 1}).rotated(QUARTER_TURN);
        float[] logits = new float[2];
        float[] gradients = new float[4];
        classifier.logitsAndGradients(new float[] {1, 2, 3, 0}, 2, logits, gradients);
        assertThat(logits).containsExactly(16, 8);
        assertThat(gradients).containsExactly(2, 16, 6, 0);
        classifier.logits(new float[] {1, 2}, 1, logits);
        assertThat(logits[0]).isEqualTo(16);
    }

    @Test
    void rotation_and_scale_survive_each_other() {
        EllipsoidClassifier classifier = EllipsoidClassifier.of(new double[] {4, 1})
                .scaled(3)
                .rotated(QUARTER_TURN)
                .scaled(2);
        assertThat(classifier.axes())
                .hasValueSatisfying(axes -> assertThat(axes).containsExactly(QUARTER_TURN));
        assertThat(classifier.rotated(QUARTER_TURN).scale()).isEqualTo(2);
        assertThat(classifier.alphas()).containsExactly(4, 1);
        assertThat(classifier.dimension()).isEqualTo(2);
        assertThat(EllipsoidClassifier.of(new double[] {1}).axes()).isEmpty();
    }

    @Test
    void the_gradient_is_the_derivative_of_the_logit() {
        int d = 7;
        double[] alphas = {0.3, 1.1, 0, 0.7, 2, 0.9, 0.5};
        EllipsoidClassifier classifier =
                EllipsoidClassifier.of(alphas).scaled(3).rotated(reflection(d));
        float[] point = {0.1f, -0.4f, 0.3f, 0.2f, 0.6f, -0.1f, 0.5f};
        float[] logits = new float[2];
        float[] gradient = new float[d];
        classifier.logitsAndGradients(point, 1, logits, gradient);
        float step = 1f / 64;
        for (int j = 0; j < d; j++) {
            float[] pair = new float[2 * d];
            System.arraycopy(point, 0, pair, 0, d);
            System.arraycopy(point, 0, pair, d, d);
            pair[j] += step;
            pair[d + j] -= step;
            classifier.logits(pair, 2, logits);
            assertThat((logits[0] - logits[1]) / (2 * step)).isCloseTo(gradient[j], within(1e-4f));
        }
    }

    /** The Householder reflection along (1, 2, ..., d). */
    private static double[] reflection(int d) {
        double squares = d * (d + 1.0) * (2 * d + 1) / 6;
        double[] axes = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                axes[i * d + j] = (i == j ? 1 : 0) - 2 * (i + 1.0) * (j + 1) / squares;
            }
        }
        return axes;
    }

    @Test
    void a_quadratic_network_is_the_classifier_of_its_ellipsoid() {
        int h = 5;
        int d = 4;
        Random random = new Random(1801);
        float[] weights = new float[h * d];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        float[] point = {0.3f, -0.2f, 0.7f, 0.4f};
        for (double sign : new double[] {1, -1}) {
            double w = sign * 0.7;
            double b = sign * -2.5;
            EllipsoidClassifier classifier = EllipsoidClassifier.of(Ellipsoid.ofNetworkWithAxes(weights, h, d, w, b));
            double squares = 0;
            double[] gradient = new double[d];
            for (int i = 0; i < h; i++) {
                double hidden = 0;
                for (int j = 0; j < d; j++) {
                    hidden += weights[i * d + j] * point[j];
                }
                squares += hidden * hidden;
                for (int j = 0; j < d; j++) {
                    gradient[j] += 2 * w * hidden * weights[i * d + j];
                }
            }
            float[] logits = new float[1];
            float[] gradients = new float[d];
            classifier.logitsAndGradients(point, 1, logits, gradients);
            assertThat(logits[0]).isCloseTo((float) (w * squares + b), within(1e-5f));
            for (int j = 0; j < d; j++) {
                assertThat(gradients[j]).isCloseTo((float) gradient[j], within(1e-5f));
            }
            assertThat(classifier.scale()).isEqualTo(-b);
        }
    }

    @Test
    void an_ellipsoid_without_axes_lies_along_the_coordinates() {
        EllipsoidClassifier classifier =
                EllipsoidClassifier.of(Ellipsoid.ofNetwork(new double[] {0, 1, 2, 0}, 2, 2, 1, -2));
        assertThat(classifier.alphas()).containsExactly(new double[] {2, 0.5}, within(1e-14));
        assertThat(classifier.axes()).isEmpty();
    }

    @Test
    void changing_what_was_passed_in_or_handed_out_changes_nothing() {
        double[] alphas = {1, 2};
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas);
        alphas[0] = 9;
        classifier.alphas()[1] = 9;
        assertThat(classifier.alphas()).containsExactly(1, 2);
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        EllipsoidClassifier sphere = EllipsoidClassifier.of(new double[] {1, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EllipsoidClassifier.of(new double[0]))
                .withMessage("alphas has length 0: give one alpha for each of the d >= 1 coordinates");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EllipsoidClassifier.of(new double[] {1, -0.5}))
                .withMessage("alpha[1] = -0.5 is not in [0, Infinity)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EllipsoidClassifier.of(new double[] {Double.NaN}))
                .withMessage("alpha[0] = NaN is not in [0, Infinity)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EllipsoidClassifier.of(new double[] {Double.POSITIVE_INFINITY}))
                .withMessage("alpha[0] = Infinity is not in [0, Infinity)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sphere.scaled(0))
                .withMessage("scale = 0.0 is not in (0, Infinity): it is -b of the network");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sphere.scaled(Double.POSITIVE_INFINITY))
                .withMessage("scale = Infinity is not in (0, Infinity): it is -b of the network");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sphere.rotated(new double[3]))
                .withMessage("axes has length 3, not d * d = 4: give one row per alpha");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sphere.rotated(new double[] {1, 0, 0, 2}))
                .withMessage("row 1 of axes has squared norm 4.0, not 1: axes must be orthonormal");
    }
}
