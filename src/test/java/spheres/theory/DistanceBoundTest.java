package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static spheres.theory.Tables.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceBoundTest {
    @ParameterizedTest(name = "mu = {0}")
    @CsvSource({".01, .1042, .1040", ".1, .0595, .0573", ".5, .0179, 0"})
    void the_bound_and_its_printed_form_have_the_values_of_an_independent_calculation(
            double mu, double exact, double normal) {
        assertThat(DistanceBound.exact(500, mu)).isCloseTo(exact, within(5e-5));
        assertThat(DistanceBound.normalForm(500, mu)).isCloseTo(normal, within(5e-5));
    }

    @ParameterizedTest(name = "n = {0}")
    @CsvSource({"2, 1.2532", "100, .2328", "500, .1042", "2000, .0521"})
    void errors_of_one_percent_are_as_far_as_an_independent_calculation_has_them(int n, double distance) {
        assertThat(DistanceBound.exact(n, 0.01)).isCloseTo(distance, within(5e-5));
    }

    @Test
    void the_printed_form_lies_above_the_bound_for_rare_errors_and_below_it_for_frequent_ones() {
        assertThat(DistanceBound.ratio(500, 0.003)).isLessThan(1);
        assertThat(DistanceBound.ratio(500, 0.005)).isGreaterThan(1);
        assertThat(DistanceBound.ratio(500, 0.5)).isInfinite();
        assertThat(DistanceBound.normalForm(500, 0.6)).isNegative();
    }

    /** mpmath 1.4.1, 40 digits: the root of log(erfc(t / sqrt(2)) / 2) = log(mu), mu the nearest double. */
    @ParameterizedTest(name = "mu = {0}")
    @CsvSource({
        "1e-300, 37.0470962993612",
        "1e-7, 5.199337582192817",
        "0.01, 2.326347874040841",
        "0.999999, -4.753424308817088"
    })
    void the_printed_form_is_the_normal_quantile(double mu, double t) {
        assertClose("quantile", DistanceBound.normalForm(400, mu) * 20, t, 1e-11);
    }

    @ParameterizedTest(name = "mu = {0}")
    @ValueSource(doubles = {1e-9, 0.01, 0.3, 0.5, 0.8, 0.999})
    void the_asymptotic_form_is_approached_at_the_rate_one_over_n(double mu) {
        double coarse = DistanceBound.exact(1000, mu) / DistanceBound.asymptotic(1000, mu) - 1;
        double fine = DistanceBound.exact(100_000, mu) / DistanceBound.asymptotic(100_000, mu) - 1;
        assertThat(Math.abs(fine)).isLessThan(2e-4);
        assertThat(coarse / fine).isBetween(90.0, 110.0);
    }

    @Test
    void the_asymptotic_form_at_one_half_is_the_normal_density_at_zero() {
        assertClose("bound", DistanceBound.asymptotic(500, 0.5), 1 / Math.sqrt(2 * Math.PI * 500), 1e-14);
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        for (double bad : new double[] {0, 1, -1, Double.NaN}) {
            String message = "measure mu = " + bad + " is not in (0, 1)";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DistanceBound.exact(2, bad))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DistanceBound.normalForm(2, bad))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DistanceBound.asymptotic(2, bad))
                    .withMessage(message);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistanceBound.normalForm(1, 0.5))
                .withMessage("dimension n = 1 is not in [2, 2147483647]");
    }
}
