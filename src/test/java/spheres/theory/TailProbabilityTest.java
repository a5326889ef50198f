package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static spheres.theory.Tables.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailProbabilityTest {
    @Test
    void a_probability_below_the_range_of_a_double_keeps_its_logarithm() {
        TailProbability tail = TailProbability.ofLog(-1000, 1e-12);
        assertThat(tail.value()).isZero();
        assertThat(tail.log10()).isCloseTo(-434.294481903252, within(1e-11));
        assertThat(tail.complement().value()).isEqualTo(1);
        assertThat(tail.complement().relativeError()).isZero();
        assertThat(tail.complement().complement().logValue()).isEqualTo(-1000);
    }

    @Test
    void the_complement_shares_the_absolute_error() {
        TailProbability tail = TailProbability.ofLog(Math.log(0.2), 1e-6);
        assertThat(tail.complement().value()).isCloseTo(0.8, within(1e-15));
        assertThat(tail.complement().relativeError()).isCloseTo(0.25e-6, within(1e-18));
        assertThat(TailProbability.ONE.complement()).isEqualTo(TailProbability.ZERO);
        assertThat(TailProbability.ZERO.log10()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest(name = "x = {0}")
    @CsvSource({
        "-1e-300, -690.77552789821371",
        "-0.5, -0.93275212956718857",
        "-1, -0.45867514538708189",
        "-50, -1.9287498479639178e-22"
    })
    void log_of_one_minus_exp_does_not_cancel(double x, double expected) {
        assertClose("log(1 - exp(x))", TailProbability.logOneMinusExp(x), expected, 1e-14);
    }

    @Test
    void the_ends_of_log_of_one_minus_exp_are_those_of_probabilities() {
        assertThat(TailProbability.logOneMinusExp(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(TailProbability.logOneMinusExp(Double.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void logarithms_are_added_without_overflow() {
        assertThat(TailProbability.logSum(-1000, -1000)).isCloseTo(-1000 + Math.log(2), within(1e-12));
        assertThat(TailProbability.logSum(-3, Double.NEGATIVE_INFINITY)).isEqualTo(-3);
        assertThat(TailProbability.logSum(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(TailProbability.logSum(0, -40)).isCloseTo(Math.exp(-40), within(1e-30));
    }

    /** mpmath 1.4.1, 40 digits: log(erfc(t / sqrt(2)) / 2). */
    @ParameterizedTest(name = "t = {0}")
    @CsvSource({
        "-9, -1.128588405953841e-19",
        "-1, -0.1727537790234499",
        "0, -0.6931471805599453",
        "0.5, -1.175911761593618",
        "9, -43.62814911333212",
        "200, -20006.21728089819"
    })
    void the_normal_tail_is_precise_in_the_log_domain(double t, double expected) {
        assertClose("log survival", NormalLaw.logSurvival(t), expected, 1e-13);
    }

    @Test
    void the_normal_tail_at_the_ends_is_certain_or_impossible_and_of_no_number_none() {
        assertThat(NormalLaw.logSurvival(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(NormalLaw.logSurvival(Double.POSITIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NormalLaw.logSurvival(Double.NaN)).isNaN();
    }

    @Test
    void more_panels_change_an_integral_only_by_rounding() {
        for (double fall : new double[] {0, 1, 45}) {
            double few = PanelQuadrature.integral(t -> Math.exp(-fall * t * t), 0, 1);
            double many = PanelQuadrature.integral(t -> Math.exp(-fall * t * t), 0, 1, 24);
            assertClose("Gaussian integral", few, many, 4e-15);
            double exponential = PanelQuadrature.integral(t -> Math.exp(-fall * t), 0, 1);
            assertClose("exponential integral", exponential, fall == 0 ? 1 : -Math.expm1(-fall) / fall, 4e-15);
        }
    }
}
