package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static spheres.theory.Tables.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class LogitSpreadTest {
    private static final double R = 1.3;
    private static final double[] ALPHAS = {0.2, 0.7, 0.9, 1.4, 1.8, 0.8};

    @ParameterizedTest
    @EnumSource(Sphere.class)
    void sampled_logits_have_the_mean_and_deviation(Sphere sphere) {
        int samples = 50_000;
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(ALPHAS.length, R), 1801, 10);
        float[] point = new float[ALPHAS.length];
        double[] sums = new double[2];
        for (int i = 0; i < samples; i++) {
            sampler.pointOn(sphere, i, point, 0);
            double logit = -1;
            for (int j = 0; j < ALPHAS.length; j++) {
                logit += ALPHAS[j] * point[j] * point[j];
            }
            sums[0] += logit;
            sums[1] += logit * logit;
        }
        assertSpread(LogitSpread.of(ALPHAS, R, sphere), sums[0] / samples, sums[1] / samples, samples);
    }

    private static void assertSpread(LogitSpread spread, double mean, double meanSquare, int samples) {
        assertThat(mean)
                .as("five standard errors")
                .isCloseTo(spread.mean(), within(5 * spread.deviation() / Math.sqrt(samples)));
        double deviation = Math.sqrt(meanSquare - mean * mean);
        assertThat(deviation).isCloseTo(spread.deviation(), within(0.02 * spread.deviation()));
    }

    @Test
    void equal_alphas_leave_no_spread() {
        LogitSpread spread = LogitSpread.of(new double[] {0.75, 0.75}, R, Sphere.INNER);
        assertThat(spread).isEqualTo(new LogitSpread(-0.25, 0));
        assertThat(spread.marginInDeviations()).isInfinite();
        assertThat(new LogitSpread(-3, 2).marginInDeviations()).isEqualTo(1.5);
    }

    @Test
    void the_mean_logit_of_the_published_figure_is_many_deviations_from_the_boundary() {
        double[] alphas = PublishedHistogram.load().evenAlphas();
        assertThat(LogitSpread.of(alphas, R, Sphere.INNER).marginInDeviations()).isBetween(7.0, 8.0);
        assertThat(LogitSpread.of(alphas, R, Sphere.OUTER).marginInDeviations()).isBetween(4.0, 4.5);
        assertClose("mean", LogitSpread.of(alphas, R, Sphere.INNER).mean(), -0.2626522, 1e-12);
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogitSpread.of(new double[] {-1}, R, Sphere.INNER))
                .withMessage("alpha[0] = -1.0 is not in [0, 1.0E100)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogitSpread.of(new double[] {1}, 1, Sphere.INNER))
                .withMessage("outer radius R = 1.0 is not in (1, 1.0E50)");
    }
}
