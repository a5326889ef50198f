package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import spheres.classifier.EllipsoidClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.theory.EllipsoidErrorRate;

/** Against the exact rate of ellipsoids. */
class ErrorRateTest {
    private static final ConcentricSpheres SPHERES = new ConcentricSpheres(20, 1.3);
    private static final SplittingOptions SPLITTING =
            SplittingOptions.withDefaults().withBudget(300_000).withFloor(-12);

    private static double[] alphas(double least, double most) {
        double[] alphas = new double[20];
        Arrays.setAll(alphas, i -> least + (most - least) * i / 19);
        return alphas;
    }

    private static ErrorRate rate(double[] alphas, Sphere sphere, long samples) {
        return ErrorRate.of(
                EllipsoidClassifier.of(alphas), new SphereSampler(SPHERES, 3, 4), sphere, samples, SPLITTING);
    }

    @Test
    void errorsAmongTheSamplesGiveTheRate() {
        double[] alphas = alphas(0.4, 1.2);
        for (Sphere sphere : Sphere.values()) {
            ErrorRate rate = rate(alphas, sphere, 80_500);
            double exact = EllipsoidErrorRate.of(alphas, 1.3).exact(sphere).value();

            ConfidenceInterval interval = rate.interval(0.9999);

            assertThat(rate.errors()).isPositive();
            assertThat(rate.rare()).isEmpty();
            assertThat(rate.judged()).isEqualTo(80_500);
            assertThat(rate.method()).isEqualTo("80500 uniform points");
            assertThat(exact).isBetween(interval.low(), interval.high());
            assertThat(interval.high()).isLessThan(3 * exact);
            assertThat(interval.level()).isEqualTo(0.9999);
        }
    }

    @Test
    void whereThereAreNoneSplittingGivesIt() {
        double[] alphas = alphas(0.5, 1.05);
        double exact = EllipsoidErrorRate.of(alphas, 1.3).exact(Sphere.INNER).value();
        assertThat(exact).isBetween(1e-9, 1e-5);

        ErrorRate rate = rate(alphas, Sphere.INNER, 1000);
        ConfidenceInterval interval = rate.interval(0.9999);

        assertThat(rate.errors()).isZero();
        assertThat(rate.rare()).isPresent();
        assertThat(rate.judged()).isGreaterThan(1000);
        assertThat(rate.method())
                .matches(
                        "multilevel splitting, 10 runs with a coefficient of variation of 0\\.\\d\\d, after 0 errors in 1000"
                                + " uniform points,");
        assertThat(exact).isBetween(interval.low(), interval.high());
        assertThat(interval.high()).isLessThan(100 * exact);
    }

    @Test
    void refusesASplittingThatTheSamplesContradict() {
        RareEventRate tooHigh = new RareEventRate(-3, 0.05, true, 10, 100_000);

        assertThat(new ErrorRate(0, 1_000, tooHigh).rare()).contains(tooHigh);
        assertThatThrownBy(() -> new ErrorRate(0, 10_000_000, tooHigh))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("splitting gives an error rate in [")
                .hasMessageContaining("], but 0 errors in 10000000 uniform points are a rate in [0.0, ")
                .hasMessageEndingWith("]: one of the two is wrong");
    }

    @Test
    void whereTheRunsScatterTooMuchTheIntervalIsThatOfTheSamples() {
        ErrorRate rate = new ErrorRate(0, 1_000, new RareEventRate(-9, 0.5, true, 16, 100_000));

        ConfidenceInterval interval = rate.interval(0.99);

        assertThat(interval.value()).isCloseTo(1e-9, within(1e-20));
        assertThat(interval.low()).isZero();
        assertThat(interval.high())
                .isEqualTo(Proportion.interval(0, 1_000, 0.995).high());
        assertThat(interval.level()).isEqualTo(0.99);
        assertThat(rate.method())
                .isEqualTo(
                        "multilevel splitting, 16 runs with a coefficient of variation of 2.00 (too much, so that the interval is"
                                + " that of the samples), after 0 errors in 1000 uniform points,");
    }

    /** The value stays within the ends. */
    @Test
    void anEstimateBelowWhatTheSamplesShowIsTheirLowEnd() {
        ConfidenceInterval interval =
                new ErrorRate(50, 1_000, new RareEventRate(-9, 0.5, true, 16, 100_000)).interval(0.99);

        assertThat(interval.value()).isEqualTo(interval.low()).isGreaterThan(0.02);
    }

    /** 0 of 100,000 samples: the high end of Clopper and Pearson's interval at (1 + 0.99) / 2 is 1 - 0.0025^1e-5. */
    @Test
    void whereSplittingOfAnOlderVersionBoundsNothingSamplesDo() {
        ErrorRate rate =
                new ErrorRate(0, 100_000, new RareEventRate(Double.NEGATIVE_INFINITY, Double.NaN, false, 20, 391_320));

        ConfidenceInterval interval = rate.interval(0.99);

        assertThat(interval.value()).isZero();
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isCloseTo(1 - Math.pow(0.0025, 1e-5), within(1e-12));
        assertThat(interval.level()).isEqualTo(0.99);
        assertThat(rate.judged()).isEqualTo(491_320);
        assertThat(rate.method()).isEqualTo("100000 uniform points, as no run of multilevel splitting saw an error,");
    }

    @Test
    void whereNoErrorIsReachedTheRateMayBeZero() {
        ConfidenceInterval interval = ErrorRate.of(
                        EllipsoidClassifier.of(alphas(0.6, 0.99)),
                        new SphereSampler(SPHERES, 3, 4),
                        Sphere.INNER,
                        1000,
                        SPLITTING.withBudget(5_000_000))
                .interval(0.99);

        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isLessThan(1e-6);
    }
}
