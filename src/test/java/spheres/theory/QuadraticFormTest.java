package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static spheres.theory.Tables.assertClose;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadraticFormTest {
    /** The tables were computed to an accuracy of 1e-4 and printed to four digits. */
    private static final double TABLE = 1.5e-4;

    @TestFactory
    List<DynamicTest> tails_agree_with_an_integral_along_another_contour() {
        return Tables.rows("quadratic-forms.csv").stream()
                .map(row -> DynamicTest.dynamicTest(String.join(", ", row), () -> {
                    double[] weights = weights(
                            Integer.parseInt(row[0]),
                            Double.parseDouble(row[1]),
                            Double.parseDouble(row[2]),
                            Double.parseDouble(row[3]));
                    TailProbability tail = QuadraticForm.of(weights).above(Double.parseDouble(row[4]));
                    assertThat(tail.logValue()).isCloseTo(Double.parseDouble(row[5]), within(1e-11));
                    assertThat(tail.relativeError()).isLessThan(1e-10);
                }))
                .toList();
    }

    private static double[] weights(int d, double low, double high, double power) {
        double[] weights = new double[d];
        for (int i = 0; i < d; i++) {
            weights[i] = low + (high - low) * Math.pow((i + 0.5) / d, power);
        }
        return weights;
    }

    /**
     * Imhof (1961, doi:10.1093/biomet/48.3-4.419) as tabulated by Davies (1980, table 3, doi:10.2307/2346911): P(Q < c)
     * for weights 6, 3, 1. The first three are also in Farebrother (1984, table 1, doi:10.2307/2347721).
     */
    @ParameterizedTest(name = "6, {0}; 3, {1}; 1, {2} below {3}")
    @CsvSource({
        "1, 1, 1, 1, 0.0542",
        "1, 1, 1, 7, 0.4936",
        "1, 1, 1, 20, 0.8760",
        "2, 2, 2, 2, 0.0064",
        "2, 2, 2, 20, 0.6002",
        "2, 2, 2, 60, 0.9838",
        "6, 4, 2, 10, 0.0027",
        "6, 4, 2, 50, 0.5648",
        "6, 4, 2, 120, 0.9912"
    })
    void central_forms_have_the_published_probabilities(
            double first, double second, double third, double c, double published) {
        QuadraticForm form = QuadraticForm.of(new double[] {6, 3, 1}, new double[] {first, second, third});
        assertThat(form.above(c).complement().value()).isCloseTo(published, within(TABLE));
    }

    /**
     * The same tables for non-central terms, each a weight, degrees of freedom and non-centrality: a non-central chi^2 is
     * a Poisson mixture of central ones. The last form has negative weights.
     */
    @ParameterizedTest(name = "{0} below {1}")
    @CsvSource({
        "7 6 6 3 2 2, 20, 0.0061",
        "7 6 6 3 2 2, 100, 0.5913",
        "7 6 6 3 2 2, 200, 0.9779",
        "7 1 6 3 1 2, 10, 0.0451",
        "7 1 6 3 1 2, 60, 0.5924",
        "7 1 6 3 1 2, 150, 0.9777",
        "7 6 6 3 2 2 -7 1 6 -3 1 2, -40, 0.0782"
    })
    void non_central_and_indefinite_forms_have_the_published_probabilities(String terms, double c, double published) {
        double[] numbers =
                Arrays.stream(terms.split(" ")).mapToDouble(Double::parseDouble).toArray();
        int m = numbers.length / 3;
        double[] weights = new double[m];
        double[] degrees = new double[m];
        double[] halves = new double[m];
        for (int j = 0; j < m; j++) {
            weights[j] = numbers[3 * j];
            degrees[j] = numbers[3 * j + 1];
            halves[j] = numbers[3 * j + 2] / 2;
        }
        double[] mixture = new double[2];
        addMixture(weights, degrees, halves, 0, 1, c, mixture);
        assertThat(mixture[1]).as("mass of the mixture").isGreaterThan(1 - 1e-3);
        assertThat(mixture[0] / mixture[1]).isCloseTo(published, within(TABLE));
    }

    private static void addMixture(
            double[] weights, double[] degrees, double[] halves, int j, double mass, double c, double[] mixture) {
        if (j == weights.length) {
            mixture[0] += mass
                    * QuadraticForm.of(weights, degrees).above(c).complement().value();
            mixture[1] += mass;
            return;
        }
        double poisson = Math.exp(-halves[j]);
        for (int k = 0; k < 14; k++) {
            if (mass * poisson > 1e-6) {
                double[] shifted = degrees.clone();
                shifted[j] += 2 * k;
                addMixture(weights, shifted, halves, j + 1, mass * poisson, c, mixture);
            }
            poisson *= halves[j] / (k + 1);
        }
    }

    /** With two degrees of freedom each, P(Q > 0) is the sum of prod_(j != i) w_i / (w_i - w_j) over positive w_i. */
    @ParameterizedTest(name = "{0} distinct weights")
    @ValueSource(ints = {2, 3, 10, 60, 150})
    void forms_of_exponential_variables_agree_with_partial_fractions_in_500_digits(int m) {
        double[] weights = weights(m, -1, 0.3, 1.5);
        double[] degrees = new double[m];
        Arrays.fill(degrees, 2);
        MathContext digits = new MathContext(500);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < m; i++) {
            if (weights[i] > 0) {
                BigDecimal wi = new BigDecimal(weights[i]);
                BigDecimal product = BigDecimal.ONE;
                for (int j = 0; j < m; j++) {
                    if (j != i) {
                        product = product.multiply(wi.divide(wi.subtract(new BigDecimal(weights[j])), digits), digits);
                    }
                }
                sum = sum.add(product, digits);
            }
        }
        assertClose("tail", QuadraticForm.of(weights, degrees).above(0).value(), sum.doubleValue(), 1e-11);
    }

    @ParameterizedTest(name = "c = {0}")
    @ValueSource(doubles = {1e-12, 0.1, 1, 3, 1e12})
    void two_variables_have_the_arc_tangent_law(double c) {
        assertClose("tail", QuadraticForm.of(1, -c).above(0).value(), 2 / Math.PI * Math.atan(1 / Math.sqrt(c)), 1e-12);
    }

    @ParameterizedTest(name = "x = {0}")
    @ValueSource(doubles = {0.5, 4, 100, 1000, 3000})
    void a_chi_square_variable_with_two_degrees_of_freedom_is_exponential(double x) {
        TailProbability tail = QuadraticForm.of(1, 1).above(x);
        double tolerance = 2e-12 + 2e-15 * x;
        assertThat(tail.logValue()).isCloseTo(-x / 2, within(tolerance));
        assertThat(tail.relativeError())
                .as("the estimate covers the error")
                .isBetween(Math.abs(tail.logValue() + x / 2), tolerance);
        assertThat(QuadraticForm.of(-3, -3).above(-3 * x).logComplement()).isCloseTo(-x / 2, within(tolerance));
    }

    @Test
    void the_lower_tail_of_a_positive_form_is_precise_too() {
        // P(chi^2_2 < x) = 1 - exp(-x / 2).
        TailProbability tail = QuadraticForm.of(2, 2).above(2e-200);
        assertClose("lower tail", Math.exp(tail.logComplement()), 5e-201, 1e-11);
        assertThat(tail.value()).isEqualTo(1);
    }

    @Test
    void tails_beyond_the_range_of_a_double_keep_their_logarithm() {
        double[] weights = new double[500];
        Arrays.fill(weights, -0.2);
        weights[0] = 1e-12;
        TailProbability tail = QuadraticForm.of(weights).above(0);
        assertThat(tail.value()).isZero();
        // P(t g_0^2 > |g|^2) ~ Gamma(250) / (Gamma(1/2) Gamma(499/2)) (t)^(499/2) * 2 / 499 as t -> 0.
        double t = 5e-12;
        double leading = new BetaLaw(249.5, 0.5).below(t / (1 + t), 1 / (1 + t)).logValue();
        assertThat(tail.logValue()).isCloseTo(leading, within(1e-9));
        assertThat(tail.log10()).isCloseTo(leading / Math.log(10), within(1e-9));
    }

    @Test
    void equal_weights_and_multiplicities_are_the_same_form() {
        double repeated = QuadraticForm.of(1, -2, 1, -2, -2).above(0).logValue();
        double merged = QuadraticForm.of(new double[] {-2, 1}, new double[] {3, 2})
                .above(0)
                .logValue();
        assertThat(repeated).isEqualTo(merged);
    }

    @Test
    void a_form_that_cannot_exceed_x_has_probability_zero_and_one_that_must_has_one() {
        assertThat(QuadraticForm.of(-1, 0, -3).above(0)).isEqualTo(TailProbability.ZERO);
        assertThat(QuadraticForm.of(-1, -3).above(2)).isEqualTo(TailProbability.ZERO);
        assertThat(QuadraticForm.of(1, 0).above(0)).isEqualTo(TailProbability.ONE);
        assertThat(QuadraticForm.of(1, 2).above(-1)).isEqualTo(TailProbability.ONE);
        assertThat(QuadraticForm.of(0, 0).above(0)).isEqualTo(TailProbability.ZERO);
        assertThat(QuadraticForm.of(0, 0).above(1)).isEqualTo(TailProbability.ZERO);
        assertThat(QuadraticForm.of(0, 0).above(-1)).isEqualTo(TailProbability.ONE);
        assertThat(QuadraticForm.of(-1, -1).above(-2).value()).isCloseTo(1 - Math.exp(-1), within(1e-12));
    }

    @Test
    void mean_and_variance_are_those_of_weighted_chi_squares() {
        QuadraticForm form = QuadraticForm.of(new double[] {10, -3}, new double[] {2, 5});
        assertThat(form.mean()).isCloseTo(5, within(1e-12));
        assertThat(form.variance()).isCloseTo(2 * (2 * 100 + 5 * 9), within(1e-10));
    }

    /** For a gamma variable the formula is closed: w^2 / 2 = x/2 - nu/2 + nu/2 log(nu/x), u = s sqrt(2 nu) x / nu. */
    @ParameterizedTest(name = "nu = {0}, x = {1}")
    @CsvSource({"4, 9", "4, 60", "50, 51", "50, 900", "1, 5"})
    void the_saddlepoint_formula_for_a_chi_square_variable_is_its_closed_form(double nu, double x) {
        double s = (1 - nu / x) / 2;
        double w = Math.sqrt(x - nu + nu * Math.log(nu / x));
        double u = s * Math.sqrt(2 * nu) * x / nu;
        double survival = Math.exp(NormalLaw.logSurvival(w)) + NormalLaw.density(w) * (1 / u - 1 / w);
        QuadraticForm form = QuadraticForm.of(new double[] {1}, new double[] {nu});
        assertClose("formula", form.saddlepointAbove(x).value(), survival, 1e-9);
        assertThat(form.saddlepointAbove(x).relativeError()).isNaN();
        assertClose(
                "against the exact tail",
                form.saddlepointAbove(x).value(),
                form.above(x).value(),
                0.2 / nu);
    }

    @Test
    void the_saddlepoint_formula_is_continuous_at_the_mean() {
        QuadraticForm form = QuadraticForm.of(new double[] {1, -0.5}, new double[] {40, 30});
        double at = form.saddlepointAbove(25).value();
        assertThat(form.saddlepointAbove(25 + 1e-2).value()).isCloseTo(at, within(1e-3));
        assertThat(form.saddlepointAbove(25 - 1e-2).value()).isCloseTo(at, within(1e-3));
        assertThat(at).isCloseTo(form.above(25).value(), within(5e-4));
    }

    @ParameterizedTest(name = "weight {0}")
    @ValueSource(doubles = {1e-60, 1e-120, 1e-300})
    void the_saddlepoint_formula_has_no_least_weight(double least) {
        // P(t g_0^2 > g_1^2) ~ 2 / pi sqrt(t); the formula's own factor for it tends to a constant as t -> 0.
        TailProbability tail = QuadraticForm.of(least, -1).saddlepointAbove(0);
        double factor = tail.logValue() - Math.log(2 / Math.PI) - Math.log(least) / 2;
        double known = QuadraticForm.of(1e-30, -1).saddlepointAbove(0).logValue()
                - Math.log(2 / Math.PI)
                - Math.log(1e-30) / 2;
        assertThat(Math.abs(known)).isLessThan(0.3);
        // The formula's w = sqrt(-log t) grows, and the factor with 1 / w^2.
        assertThat(factor).isCloseTo(known, within(0.05));
    }

    @Test
    void opposite_tails_sum_to_one() {
        List<Double> sums = new ArrayList<>();
        for (double x : new double[] {-8, -1, 0, 0.5, 3, 20}) {
            TailProbability tail = QuadraticForm.of(3, 1, -2, -0.5).above(x);
            TailProbability opposite = QuadraticForm.of(-3, -1, 2, 0.5).above(-x);
            sums.add(tail.value() + opposite.value());
        }
        assertThat(sums).allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(1e-12)));
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(QuadraticForm::of)
                .withMessage("weights has length 0 and degrees 0: give at least one weight, and as many degrees");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuadraticForm.of(new double[2], new double[1]))
                .withMessage("weights has length 2 and degrees 1: give at least one weight, and as many degrees");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuadraticForm.of(1, Double.NaN))
                .withMessage("weight[1] = NaN is not finite");
        for (double bad : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QuadraticForm.of(new double[] {1}, new double[] {bad}))
                    .withMessage("degrees[0] = " + bad + " is not in (0, Infinity)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuadraticForm.of(1).above(Double.POSITIVE_INFINITY))
                .withMessage("x = Infinity is not finite");
    }
}
