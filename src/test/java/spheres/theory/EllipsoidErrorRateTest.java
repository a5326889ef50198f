package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static spheres.theory.Tables.assertClose;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class EllipsoidErrorRateTest {
    private static final double R = 1.3;

    private static double[] twoValues(int first, double firstValue, int second, double secondValue) {
        double[] alphas = new double[first + second];
        Arrays.fill(alphas, 0, first, firstValue);
        Arrays.fill(alphas, first, first + second, secondValue);
        return alphas;
    }

    @Test
    void two_hundred_and_fifty_wrong_alphas_of_each_kind_have_the_rates_of_an_independent_calculation() {
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(twoValues(250, 1.1, 250, 0.5), R);
        assertClose("inner", rate.exact(Sphere.INNER).value(), 4.63880e-34, 1e-5);
        assertClose("outer", rate.exact(Sphere.OUTER).value(), 7.02678e-38, 1e-5);
        assertClose("inner", rate.exact(Sphere.INNER).value(), betaOf(rate, Sphere.INNER), 1e-11);
        assertClose("outer", rate.exact(Sphere.OUTER).value(), betaOf(rate, Sphere.OUTER), 1e-11);
        assertThat(rate.badAlphas()).isEqualTo(500);
    }

    @Test
    void half_of_3000_coordinates_have_the_rates_of_an_independent_calculation() {
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(twoValues(1500, 1 / 0.6287381026118566, 1500, 0), R);
        assertClose("inner", rate.exact(Sphere.INNER).value(), 1.80172e-24, 1e-5);
        assertClose("outer", rate.exact(Sphere.OUTER).value(), 3.42640e-24, 1e-5);
        assertClose("inner", rate.exact(Sphere.INNER).value(), betaOf(rate, Sphere.INNER), 1e-11);
    }

    private static double betaOf(EllipsoidErrorRate rate, Sphere sphere) {
        return rate.beta(sphere).orElseThrow().value();
    }

    @Test
    void a_single_alpha_out_of_range_gives_a_rate_far_below_what_sampling_can_see() {
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(twoValues(1, 1.1, 4999, 0.8), R);
        TailProbability exact = rate.exact(Sphere.INNER);
        assertThat(exact.value()).isZero();
        assertThat(exact.logValue())
                .isCloseTo(rate.beta(Sphere.INNER).orElseThrow().logValue(), within(1e-9));
        assertThat(exact.relativeError()).isLessThan(1e-9);
        assertThat(rate.exact(Sphere.OUTER)).isEqualTo(TailProbability.ZERO);
        assertThat(rate.badAlphas()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Sphere.class)
    void alphas_at_the_bounds_are_right_and_make_no_errors(Sphere sphere) {
        double bound = 1 / (R * R);
        for (double[] alphas : new double[][] {{1, 1, 1}, {bound, bound}, {bound, 1, 0.7}, {1}}) {
            EllipsoidErrorRate rate = EllipsoidErrorRate.of(alphas, R);
            assertThat(rate.exact(sphere)).isEqualTo(TailProbability.ZERO);
            assertThat(rate.saddlepoint(sphere)).isEqualTo(TailProbability.ZERO);
            assertThat(rate.badAlphas()).isZero();
        }
    }

    @Test
    void a_boundary_inside_the_inner_sphere_or_outside_the_outer_one_gets_a_whole_sphere_wrong() {
        EllipsoidErrorRate inside = EllipsoidErrorRate.of(new double[] {1.5, 1, 2}, R);
        assertThat(inside.exact(Sphere.INNER)).isEqualTo(TailProbability.ONE);
        assertThat(inside.exact(Sphere.OUTER)).isEqualTo(TailProbability.ZERO);
        EllipsoidErrorRate outside = EllipsoidErrorRate.of(new double[] {0, 0.2}, R);
        assertThat(outside.exact(Sphere.INNER)).isEqualTo(TailProbability.ZERO);
        assertThat(outside.exact(Sphere.OUTER)).isEqualTo(TailProbability.ONE);
    }

    @Test
    void in_one_dimension_every_point_is_judged_alike() {
        assertThat(EllipsoidErrorRate.of(new double[] {1.2}, R).exact(Sphere.INNER))
                .isEqualTo(TailProbability.ONE);
        assertThat(EllipsoidErrorRate.of(new double[] {0.8}, R).exact(Sphere.INNER))
                .isEqualTo(TailProbability.ZERO);
        assertThat(EllipsoidErrorRate.of(new double[] {0.3}, R).exact(Sphere.OUTER))
                .isEqualTo(TailProbability.ONE);
    }

    @Test
    void in_two_dimensions_the_errors_are_arcs() {
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(new double[] {1.4, 0.5}, R);
        // cos^2 > (1 - 0.5) / (1.4 - 0.5) on the inner circle, cos^2 < (1/R^2 - 0.5) / 0.9 on the outer one.
        double inner = 2 / Math.PI * Math.acos(Math.sqrt(0.5 / 0.9));
        double outer = 2 / Math.PI * Math.asin(Math.sqrt((1 / (R * R) - 0.5) / 0.9));
        assertClose("inner", rate.exact(Sphere.INNER).value(), inner, 1e-12);
        assertClose("outer", rate.exact(Sphere.OUTER).value(), outer, 1e-12);
    }

    @Test
    void in_three_dimensions_one_long_axis_leaves_two_caps() {
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(new double[] {0.9, 0.9, 0.2}, R);
        // Inside on the outer sphere: z_3^2 > (0.9 - 1/R^2) / 0.7, and z_3 is uniform.
        double height = Math.sqrt((0.9 - 1 / (R * R)) / 0.7);
        assertClose("outer", rate.exact(Sphere.OUTER).value(), 1 - height, 1e-12);
        assertThat(rate.exact(Sphere.INNER)).isEqualTo(TailProbability.ZERO);
    }

    @ParameterizedTest
    @EnumSource(Sphere.class)
    void sampled_errors_have_the_exact_rate(Sphere sphere) {
        double[] alphas = {0.2, 0.5, 0.7, 0.9, 1.3, 1.6, 0.4, 0.8};
        int samples = 100_000;
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(alphas.length, R), 1801, 9);
        float[] point = new float[alphas.length];
        int errors = 0;
        for (int i = 0; i < samples; i++) {
            sampler.pointOn(sphere, i, point, 0);
            double logit = -1;
            for (int j = 0; j < alphas.length; j++) {
                logit += alphas[j] * point[j] * point[j];
            }
            errors += sphere.isError(logit) ? 1 : 0;
        }
        double exact = EllipsoidErrorRate.of(alphas, R).exact(sphere).value();
        assertThat(exact).isBetween(0.05, 0.5);
        assertThat((double) errors / samples)
                .as("five standard errors")
                .isCloseTo(exact, within(5 * Math.sqrt(exact * (1 - exact) / samples)));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 500, 2000})
    void the_saddlepoint_formula_is_near_the_exact_rate(int d) {
        double[] alphas = new double[d];
        for (int i = 0; i < d; i++) {
            alphas[i] = 0.35 + 0.9 * i / d;
        }
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(alphas, R);
        for (Sphere sphere : Sphere.values()) {
            assertClose(
                    "rate", rate.saddlepoint(sphere).value(), rate.exact(sphere).value(), 2.0 / d);
        }
    }

    @Test
    void the_central_limit_theorem_in_its_corrected_form_gives_the_normal_tail() {
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(twoValues(250, 1.1, 250, 0.5), R);
        double sum = 250 * 0.1 - 250 * 0.5;
        double sigma = Math.sqrt(2 * 250 * (0.01 + 0.25));
        assertClose("inner", rate.clt(Sphere.INNER).logValue(), NormalLaw.logSurvival(-sum / sigma), 1e-12);
        double bound = 1 / (R * R);
        double outerSum = 250 * (bound - 1.1) + 250 * (bound - 0.5);
        double outerSigma = Math.sqrt(2 * 250 * ((bound - 1.1) * (bound - 1.1) + (bound - 0.5) * (bound - 0.5)));
        assertClose("outer", rate.clt(Sphere.OUTER).logValue(), NormalLaw.logSurvival(-outerSum / outerSigma), 1e-12);
    }

    @Test
    void the_printed_forms_of_the_proposition_fail_each_in_its_way() {
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(twoValues(394, 0.6, 106, 1.3), R);
        double corrected =
                rate.clt(Sphere.INNER, CltForm.CORRECTED).orElseThrow().value();
        TailProbability sign = rate.clt(Sphere.INNER, CltForm.PRINTED_SIGN).orElseThrow();
        assertClose("one minus the rate", Math.exp(sign.logComplement()), corrected, 1e-12);
        assertThat(sign.value()).isGreaterThan(0.99);
        assertThat(rate.clt(Sphere.INNER, CltForm.PRINTED)).isEmpty();
        double sum = 394 * -0.4 + 106 * 0.3;
        double squares = 394 * 0.16 + 106 * 0.09;
        assertClose(
                "transcribed",
                rate.clt(Sphere.INNER, CltForm.TRANSCRIBED).orElseThrow().value(),
                Math.exp(NormalLaw.logSurvival(sum / squares)),
                1e-12);
        EllipsoidErrorRate wrong = EllipsoidErrorRate.of(twoValues(2, 1.5, 1, 0.9), R);
        assertClose(
                "printed, where it is a number",
                wrong.clt(Sphere.INNER, CltForm.PRINTED).orElseThrow().value(),
                Math.exp(NormalLaw.logSurvival(0.9 / Math.sqrt(1.8))),
                1e-12);
    }

    @Test
    void without_any_spread_about_the_bound_the_central_limit_theorem_gives_zero() {
        assertThat(EllipsoidErrorRate.of(new double[] {1, 1}, R).clt(Sphere.INNER))
                .isEqualTo(TailProbability.ZERO);
    }

    @Test
    void a_printed_variance_of_zero_gives_no_number() {
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(new double[] {0.5, 1.5}, R);
        assertThat(rate.clt(Sphere.INNER, CltForm.PRINTED)).isEmpty();
        assertThat(rate.clt(Sphere.INNER).value()).isEqualTo(0.5);
    }

    @Test
    void alphas_and_radii_near_their_limits_have_the_rates_of_an_arc() {
        // In two dimensions the outer errors are cos^2 < (1/R^2 - a) / (A - a), and few where A is large.
        double large = 9e99;
        for (double radius : new double[] {1.3, 9e49}) {
            EllipsoidErrorRate rate = EllipsoidErrorRate.of(new double[] {large, 0}, radius);
            double logOuter = Math.log(2 / Math.PI) - Math.log(radius) - Math.log(large) / 2;
            assertThat(rate.exact(Sphere.OUTER).logValue()).isCloseTo(logOuter, within(1e-9));
            assertThat(rate.saddlepoint(Sphere.OUTER).logValue()).isCloseTo(logOuter, within(0.3));
            assertThat(rate.exact(Sphere.INNER).logComplement())
                    .isCloseTo(Math.log(2 / Math.PI) - Math.log(large) / 2, within(1e-9));
            assertThat(rate.clt(Sphere.INNER).value())
                    .isCloseTo(Math.exp(NormalLaw.logSurvival(-Math.sqrt(0.5))), within(1e-12));
        }
    }

    @Test
    void the_closed_form_covers_two_values_and_their_degenerate_cases_only() {
        assertThat(EllipsoidErrorRate.of(new double[] {1, 2, 3}, R).beta(Sphere.INNER))
                .isEmpty();
        assertThat(EllipsoidErrorRate.of(new double[] {0.8, 0.8}, R).beta(Sphere.INNER))
                .contains(TailProbability.ZERO);
        assertThat(EllipsoidErrorRate.of(new double[] {1, 1}, R).beta(Sphere.INNER))
                .contains(TailProbability.ZERO);
        assertThat(EllipsoidErrorRate.of(new double[] {2, 3}, R).beta(Sphere.INNER))
                .contains(TailProbability.ONE);
        assertThat(EllipsoidErrorRate.of(new double[] {1, 3}, R).beta(Sphere.INNER))
                .contains(TailProbability.ONE);
        assertThat(EllipsoidErrorRate.of(new double[] {0.1, 0.1}, R).beta(Sphere.OUTER))
                .contains(TailProbability.ONE);
    }

    @Test
    void the_rates_do_not_change_with_the_array_they_were_made_from() {
        double[] alphas = {1.2, 0.5};
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(alphas, R);
        double before = rate.exact(Sphere.INNER).value();
        alphas[0] = 0.5;
        assertThat(rate.exact(Sphere.INNER).value()).isEqualTo(before);
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EllipsoidErrorRate.of(new double[0], R))
                .withMessage("alphas has length 0: give one alpha for each of the d >= 1 axes");
        for (double bad : new double[] {-0.1, Double.NaN, 1e100, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EllipsoidErrorRate.of(new double[] {1, bad}, R))
                    .withMessage("alpha[1] = " + bad + " is not in [0, 1.0E100)");
        }
        for (double bad : new double[] {1, Double.NaN, 1e50, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EllipsoidErrorRate.of(new double[] {1}, bad))
                    .withMessage("outer radius R = " + bad + " is not in (1, 1.0E50)");
        }
    }
}
