package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import spheres.sphere.Sphere;

class EllipsoidErrorRateProperties {

    @Property(tries = 300, seed = "1801")
    void inversion_agrees_with_the_closed_form_for_two_values(
            @ForAll @IntRange(min = 1, max = 2000) int highs,
            @ForAll @IntRange(min = 1, max = 2000) int lows,
            @ForAll @DoubleRange(min = 1.01, max = 3) double high,
            @ForAll @DoubleRange(min = 0, max = 0.59) double low,
            @ForAll Sphere sphere) {
        double[] alphas = new double[highs + lows];
        Arrays.fill(alphas, 0, highs, high);
        Arrays.fill(alphas, highs, alphas.length, low);
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(alphas, 1.3);
        TailProbability exact = rate.exact(sphere);
        TailProbability closed = rate.beta(sphere).orElseThrow();
        assertThat(exact.logValue()).isCloseTo(closed.logValue(), within(1e-10));
        assertThat(exact.logComplement()).isCloseTo(closed.logComplement(), within(1e-10));
    }

    @Property(tries = 200, seed = "1801")
    void a_larger_alpha_means_more_inner_errors_and_fewer_outer_ones(
            @ForAll @Size(min = 2, max = 40) List<@DoubleRange(min = 0, max = 2) Double> alphas,
            @ForAll @IntRange(min = 0, max = 39) int index,
            @ForAll @DoubleRange(min = 0.01, max = 1) double more) {
        double[] larger = array(alphas);
        larger[index % larger.length] += more;
        EllipsoidErrorRate before = EllipsoidErrorRate.of(array(alphas), 1.3);
        EllipsoidErrorRate after = EllipsoidErrorRate.of(larger, 1.3);
        double rounding = 1e-10;
        assertThat(after.exact(Sphere.INNER).value())
                .isGreaterThanOrEqualTo(before.exact(Sphere.INNER).value() * (1 - rounding));
        assertThat(after.exact(Sphere.OUTER).value())
                .isLessThanOrEqualTo(before.exact(Sphere.OUTER).value() * (1 + rounding));
    }

    @Property(tries = 200, seed = "1801")
    void errors_exist_just_where_an_alpha_is_out_of_range(
            @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0.5, max = 1.1) Double> alphas) {
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(array(alphas), 1.3);
        boolean errors = rate.exact(Sphere.INNER).logValue() > Double.NEGATIVE_INFINITY
                || rate.exact(Sphere.OUTER).logValue() > Double.NEGATIVE_INFINITY;
        assertThat(errors).isEqualTo(rate.badAlphas() > 0);
    }

    @Property(tries = 200, seed = "1801")
    void the_order_of_the_alphas_does_not_matter(
            @ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = 0, max = 2) Double> alphas,
            @ForAll Sphere sphere) {
        double[] reversed = array(alphas);
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = alphas.get(reversed.length - 1 - i);
        }
        assertThat(EllipsoidErrorRate.of(reversed, 1.3).exact(sphere))
                .isEqualTo(EllipsoidErrorRate.of(array(alphas), 1.3).exact(sphere));
    }

    @Property(tries = 100, seed = "1801")
    void the_error_estimate_is_small_for_any_mixture_of_large_and_small_alphas(
            @ForAll @Size(min = 2, max = 200) List<@DoubleRange(min = 0, max = 6) Double> roots,
            @ForAll Sphere sphere) {
        double[] alphas = Arrays.stream(array(roots)).map(t -> t * t * t / 30).toArray();
        assertThat(EllipsoidErrorRate.of(alphas, 1.3).exact(sphere).relativeError())
                .isLessThan(1e-9);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
