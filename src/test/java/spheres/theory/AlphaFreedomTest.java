package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static spheres.theory.Tables.assertClose;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.sphere.Sphere;

class AlphaFreedomTest {
    private static final double R = 1.3;

    private static EllipsoidErrorRate halves(int d, double low, double high) {
        double[] alphas = new double[d];
        Arrays.fill(alphas, 0, d / 2, high);
        Arrays.fill(alphas, d / 2, d, low);
        return EllipsoidErrorRate.of(alphas, R);
    }

    @ParameterizedTest(name = "target {0}")
    @ValueSource(doubles = {0.1, 1e-4, 1e-9})
    void the_largest_deviation_has_just_the_target_error(double target) {
        AlphaFreedom freedom = new AlphaFreedom(200, R);
        double s = freedom.largestDeviation(target);
        EllipsoidErrorRate rate = halves(200, freedom.centre() - s, freedom.centre() + s);
        double error =
                (rate.exact(Sphere.INNER).value() + rate.exact(Sphere.OUTER).value()) / 2;
        if (s < freedom.centre()) {
            assertClose("error", error, target, 1e-9);
        } else {
            assertThat(error).isLessThanOrEqualTo(target);
        }
    }

    @Test
    void the_freedom_grows_with_the_dimension_and_shrinks_with_the_accuracy() {
        double last = 0;
        for (int d : new int[] {50, 100, 200, 400, 600}) {
            double s = new AlphaFreedom(d, R).largestDeviation(1e-8);
            assertThat(s).isGreaterThan(last);
            assertThat(s).isGreaterThan(new AlphaFreedom(d, R).largestDeviation(1e-12));
            last = s;
        }
    }

    @Test
    void in_many_dimensions_any_alphas_will_do() {
        AlphaFreedom many = new AlphaFreedom(10_000, R);
        assertThat(many.largestDeviation(1e-6)).isEqualTo(many.centre());
        assertThat(new AlphaFreedom(10, R).largestDeviation(1e-6)).isGreaterThan(many.slack());
    }

    @Test
    void the_centre_and_the_slack_span_the_bounds() {
        AlphaFreedom freedom = new AlphaFreedom(2, 2);
        assertThat(freedom.centre()).isEqualTo(0.625);
        assertThat(freedom.slack()).isEqualTo(0.375);
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlphaFreedom(1, R))
                .withMessage("dimension d = 1 is not in [2, 2147483647]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlphaFreedom(2, 0.5))
                .withMessage("outer radius R = 0.5 is not in (1, 1.0E50)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlphaFreedom(2, R).largestDeviation(0.6))
                .withMessage("target error = 0.6 is not in (0, 0.5)");
    }
}
