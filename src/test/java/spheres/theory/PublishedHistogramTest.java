package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spheres.sphere.Sphere;

class PublishedHistogramTest {
    private final PublishedHistogram histogram = PublishedHistogram.load();

    @Test
    void the_figure_has_500_alphas_in_50_bins() {
        assertThat(histogram.size()).isEqualTo(500);
        assertThat(histogram.counts()).hasSize(50).startsWith(51, 23, 16).endsWith(4, 2);
        assertThat(histogram.binWidth()).isCloseTo(0.0391, within(1e-15));
    }

    @Test
    void evenly_spread_alphas_ascend_within_their_bins() {
        double[] alphas = histogram.evenAlphas();
        assertThat(alphas).isSorted();
        assertThat(alphas[0]).isCloseTo(0.0391 * 0.5 / 51, within(1e-15));
        assertThat(alphas[499]).isCloseTo(0.0391 * 49.75, within(1e-12));
        assertThat(Arrays.stream(alphas).average().orElseThrow()).isCloseTo(0.737, within(5e-4));
        assertThat(EllipsoidErrorRate.of(alphas, 1.3).badAlphas()).isBetween(390, 398);
    }

    @Test
    void the_normal_estimate_of_the_inner_sphere_is_the_figure_s_and_the_exact_rates_are_others() {
        PublishedHistogram.RateInterval clt = histogram.rate(1.3, Sphere.INNER, EllipsoidErrorRate::clt);
        assertThat(clt.even().log10()).isCloseTo(-11.17, within(0.01));
        assertThat(-10.99).isBetween(clt.low().log10(), clt.high().log10());
        PublishedHistogram.RateInterval inner = histogram.rate(1.3, Sphere.INNER, EllipsoidErrorRate::exact);
        assertThat(inner.even().log10()).isCloseTo(-12.449, within(0.001));
        PublishedHistogram.RateInterval outer = histogram.rate(1.3, Sphere.OUTER, EllipsoidErrorRate::exact);
        assertThat(outer.even().log10()).isCloseTo(-5.064, within(0.001));
        assertThat(outer.low().logValue()).isLessThan(outer.even().logValue());
        assertThat(outer.even().logValue()).isLessThan(outer.high().logValue());
    }

    @Test
    void rates_of_random_positions_lie_in_the_interval() {
        Random random = new Random(1801);
        for (Sphere sphere : Sphere.values()) {
            PublishedHistogram.RateInterval interval = histogram.rate(1.3, sphere, EllipsoidErrorRate::exact);
            for (int i = 0; i < 20; i++) {
                double[] alphas = histogram.alphas(random.doubles(500).toArray());
                assertThat(EllipsoidErrorRate.of(alphas, 1.3).exact(sphere).logValue())
                        .isBetween(interval.low().logValue(), interval.high().logValue());
            }
        }
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> histogram.alphas(new double[2]))
                .withMessage("positions has length 2, not 500");
        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            double[] positions = new double[500];
            positions[60] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> histogram.alphas(positions))
                    .withMessage("position[60] = " + bad + " is not in [0, 1]");
        }
    }
}
