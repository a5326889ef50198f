package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static spheres.theory.Tables.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.sphere.Sphere;

class TruncatedModelTest {
    private static final double R = 1.3;

    @Test
    void half_of_3000_coordinates_have_the_thresholds_and_errors_of_an_independent_calculation() {
        TruncatedModel model = new TruncatedModel(3000, R);
        assertThat(model.exact(1500).threshold()).isCloseTo(0.628653, within(5e-7));
        assertThat(model.clt(1500).threshold()).isCloseTo(0.6287381026118566, within(1e-8));
        assertThat(model.exact(1500).error().log10()).isCloseTo(-23.6, within(0.05));
        assertThat(model.clt(1500).error().log10()).isCloseTo(-21.5, within(0.05));
        assertClose(
                "inner", model.exactRate(1500, 0.6287381026118566, Sphere.INNER).value(), 1.80172e-24, 1e-5);
        assertClose(
                "outer", model.exactRate(1500, 0.6287381026118566, Sphere.OUTER).value(), 3.42640e-24, 1e-5);
    }

    /** mpmath 1.4.1, 40 digits, betainc at the stationary threshold: errors for d = 2000. */
    @ParameterizedTest(name = "k = {0}")
    @CsvSource({"923, 1.0497142e-14", "924, 9.892318415e-15", "926, 8.78241484e-15"})
    void errors_at_2000_dimensions_agree_with_forty_digits(int k, double error) {
        assertClose("error", new TruncatedModel(2000, R).exact(k).error().value(), error, 5e-8);
    }

    @ParameterizedTest(name = "d = {0}")
    @CsvSource({"1000, .669, .635", "2000, .486, .462", "3000, .382, .364", "5000, .267, .255"})
    void the_fractions_for_1e_14_are_those_of_an_independent_calculation(int d, double clt, double exact) {
        TruncatedModel model = new TruncatedModel(d, R);
        assertThat(model.leastCoordinates(1e-14) / (double) d).isCloseTo(exact, within(5e-4));
        assertThat(model.leastCoordinatesByClt(1e-14).orElseThrow() / (double) d)
                .isCloseTo(clt, within(5e-4));
    }

    @ParameterizedTest(name = "k = {0}")
    @ValueSource(ints = {1, 2, 5, 17, 20, 25, 27, 28, 29})
    void no_other_threshold_has_a_smaller_exact_error(int k) {
        TruncatedModel model = new TruncatedModel(30, R);
        TruncatedModel.Optimum optimum = model.exact(k);
        double found = optimum.error().value();
        assertClose("error at its own threshold", found, exactError(model, k, optimum.threshold()), 1e-9);
        for (double factor : new double[] {0.5, 0.9, 0.99, 1.01, 1.1, 1.5}) {
            assertThat(exactError(model, k, optimum.threshold() * factor)).isGreaterThan(found);
        }
    }

    private static double exactError(TruncatedModel model, int k, double threshold) {
        return (model.exactRate(k, threshold, Sphere.INNER).value()
                        + model.exactRate(k, threshold, Sphere.OUTER).value())
                / 2;
    }

    @ParameterizedTest(name = "k = {0}")
    @ValueSource(ints = {1, 2, 5, 17, 25, 29})
    void no_other_threshold_has_a_smaller_error_by_the_central_limit_theorem(int k) {
        TruncatedModel model = new TruncatedModel(30, R);
        TruncatedModel.Optimum optimum = model.clt(k);
        double found = optimum.error().value();
        assertClose("error at its own threshold", cltError(model, k, optimum.threshold()), found, 1e-9);
        for (double factor : new double[] {0.5, 0.9, 0.99, 1.01, 1.1, 1.5}) {
            assertThat(cltError(model, k, optimum.threshold() * factor)).isGreaterThan(found);
        }
    }

    private static double cltError(TruncatedModel model, int k, double threshold) {
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(model.alphas(k, threshold), R);
        return (rate.clt(Sphere.INNER).value() + rate.clt(Sphere.OUTER).value()) / 2;
    }

    @Test
    void near_all_coordinates_the_threshold_nears_one_without_losing_the_error() {
        TruncatedModel model = new TruncatedModel(10_000, R);
        assertThat(1 - model.exact(9_700).threshold()).isBetween(1e-9, 1e-6);
        TruncatedModel.Optimum optimum = model.exact(9_900);
        assertThat(optimum.threshold()).isEqualTo(1);
        assertThat(optimum.error().logValue()).isLessThan(-1000).isGreaterThan(-1e6);
        assertThat(optimum.error().logValue())
                .isLessThan(model.exact(9_899).error().logValue());
        assertThat(model.exact(9_998).threshold()).isEqualTo(1);
        assertThat(model.exact(9_999).error().logValue())
                .isLessThan(optimum.error().logValue());
        assertThat(model.exactRate(9_999, 1, Sphere.INNER)).isEqualTo(TailProbability.ZERO);
    }

    @Test
    void all_coordinates_make_no_errors_though_the_central_limit_theorem_gives_some() {
        TruncatedModel model = new TruncatedModel(100, R);
        assertThat(model.exact(100).error()).isEqualTo(TailProbability.ZERO);
        assertThat(model.exact(100).threshold()).isCloseTo(1.3225, within(1e-12));
        assertClose("error", model.clt(100).error().logValue(), NormalLaw.logSurvival(Math.sqrt(50)), 1e-12);
        assertThat(model.leastCoordinatesByClt(1e-14)).isEmpty();
        assertThat(model.leastCoordinates(1e-14)).isLessThanOrEqualTo(100);
        assertThat(model.exactRate(100, 1.2, Sphere.INNER)).isEqualTo(TailProbability.ZERO);
        assertThat(model.exactRate(100, 0.9, Sphere.INNER)).isEqualTo(TailProbability.ONE);
        assertThat(model.exactRate(100, 1.2, Sphere.OUTER)).isEqualTo(TailProbability.ZERO);
        assertThat(model.exactRate(100, 1.8, Sphere.OUTER)).isEqualTo(TailProbability.ONE);
        assertThat(model.exactRate(100, 1, Sphere.INNER)).isEqualTo(TailProbability.ZERO);
        assertThat(model.exactRate(100, R * R, Sphere.OUTER)).isEqualTo(TailProbability.ZERO);
    }

    @ParameterizedTest(name = "error {0}")
    @ValueSource(doubles = {0.4, 0.1, 1e-2, 1e-4})
    void the_least_number_of_coordinates_is_that_of_a_search_through_all(double target) {
        TruncatedModel model = new TruncatedModel(80, R);
        int exact = 1;
        while (model.exact(exact).error().value() > target) {
            exact++;
        }
        int clt = 1;
        while (model.clt(clt).error().value() > target) {
            clt++;
        }
        assertThat(model.leastCoordinates(target)).isEqualTo(exact);
        assertThat(model.leastCoordinatesByClt(target)).hasValue(clt);
    }

    @Test
    void the_needed_fraction_falls_with_the_dimension_for_every_accuracy() {
        for (int power = 2; power <= 14; power += 3) {
            double target = Math.pow(10, -power);
            double last = 1;
            double lastClt = 1;
            for (int d = 500; d <= 8000; d *= 2) {
                TruncatedModel model = new TruncatedModel(d, R);
                double fraction = model.leastCoordinates(target) / (double) d;
                double clt = model.leastCoordinatesByClt(target).orElseThrow() / (double) d;
                assertThat(fraction).isLessThan(last);
                assertThat(clt).isLessThan(lastClt);
                last = fraction;
                lastClt = clt;
            }
        }
    }

    @Test
    void between_spheres_that_nearly_touch_every_model_but_the_whole_one_guesses() {
        for (double radius : new double[] {Math.nextUp(1.0), 1 + 1e-9}) {
            TruncatedModel model = new TruncatedModel(1000, radius);
            assertThat(model.leastCoordinates(1e-3)).isEqualTo(1000);
            assertThat(model.leastCoordinatesByClt(1e-3)).hasValue(1000);
            assertThat(model.exact(999).error().value()).isBetween(0.49, 0.5);
            assertThat(model.clt(999).error().value()).isBetween(0.49, 0.5);
            // The densities of the two errors cross at (k - 0) / (d - 2) as R -> 1.
            assertThat(model.exact(500).threshold()).isCloseTo(500.0 / 998, within(1e-8));
            assertThat(model.exact(1).threshold()).isCloseTo(1.0 / 998, within(1e-11));
        }
    }

    @Test
    void one_dimension_has_one_model() {
        TruncatedModel model = new TruncatedModel(1, R);
        assertThat(model.leastCoordinates(0.1)).isEqualTo(1);
        assertThat(model.exact(1).error()).isEqualTo(TailProbability.ZERO);
    }

    @Test
    void the_alphas_of_a_truncated_model_are_the_inverse_threshold_or_zero() {
        assertThat(new TruncatedModel(4, R).alphas(2, 0.5)).containsExactly(2, 2, 0, 0);
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        TruncatedModel model = new TruncatedModel(10, R);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TruncatedModel(0, R))
                .withMessage("dimension d = 0 is not in [1, 2147483647]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TruncatedModel(3, 1))
                .withMessage("outer radius R = 1.0 is not in (1, 1.0E50)");
        for (int bad : new int[] {0, 11}) {
            String message = "coordinates k = " + bad + " is not in [1, 10]";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.exact(bad))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.clt(bad))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.exactRate(bad, 1, Sphere.INNER))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.alphas(bad, 1))
                    .withMessage(message);
        }
        for (double bad : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = "threshold b = " + bad + " is not in (0, Infinity)";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.exactRate(5, bad, Sphere.INNER))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.alphas(5, bad))
                    .withMessage(message);
        }
        for (double bad : new double[] {0, 0.5, Double.NaN}) {
            String message = "target error = " + bad + " is not in (0, 0.5)";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.leastCoordinates(bad))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.leastCoordinatesByClt(bad))
                    .withMessage(message);
        }
    }
}
