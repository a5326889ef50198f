package spheres.claims.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.sphere.Sphere;
import spheres.stats.ConfidenceInterval;
import spheres.theory.EllipsoidErrorRate;
import spheres.theory.LogitSpread;

class PublishedDrawsTest {
    private static final int DRAWS = 4_000;
    private static final PublishedDraws PUBLISHED = new PublishedDraws(1801, 1, DRAWS);

    private static final Map<String, ToDoubleFunction<double[]>> QUANTITIES = Map.of(
            "bad alphas", alphas -> EllipsoidErrorRate.of(alphas, 1.3).badAlphas(),
            "inner rate by the theorem", alphas -> clt(alphas, Sphere.INNER),
            "outer rate by the theorem", alphas -> clt(alphas, Sphere.OUTER),
            "outer rate",
                    alphas -> EllipsoidErrorRate.of(alphas, 1.3)
                            .exact(Sphere.OUTER)
                            .log10(),
            "inner spread",
                    alphas -> 1 / LogitSpread.of(alphas, 1.3, Sphere.INNER).marginInDeviations());

    private static double clt(double[] alphas, Sphere sphere) {
        return EllipsoidErrorRate.of(alphas, 1.3).clt(sphere).log10();
    }

    /** Exact t quantile: 2.776445 at 4 degrees of freedom and 95 %. */
    @Test
    void halfTheWidthIsStudentsForAFurtherValue() {
        assertThat(PublishedDraws.half(new double[] {1, 2, 3, 4, 5}, 0.95))
                .isCloseTo(2.776445 * Math.sqrt(2.5 * 1.2), within(1e-5));
    }

    /** Beyond 1 % and 0.1 % of a normal law: 40 and 4 draws of 4000 expected, at least 15 and at most 75, at most 14 accepted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad alphas",
                "inner rate by the theorem",
                "outer rate by the theorem",
                "outer rate",
                "inner spread"
            })
    void theDrawsOfEachQuantityAreNearlyNormalInTheTails(String name) {
        double[] values = PUBLISHED.values(1, quantity(name));

        assertThat(beyond(values, 0.01)).isBetween(name.equals("bad alphas") ? 5L : 15L, 75L);
        assertThat(beyond(values, 0.001)).isLessThanOrEqualTo(14L);
    }

    private static long beyond(double[] values, double share) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(share / 2);
        return Arrays.stream(values)
                .filter(value -> Math.abs(value - mean) > z * deviation)
                .count();
    }

    /** The mean alpha is proportional to the scale, so that its interval is known. */
    @Test
    void theEndsAreTakenOverTheReadOffErrorOfTheAxis() {
        ToDoubleFunction<double[]> mean =
                alphas -> Arrays.stream(alphas).average().orElseThrow();
        double[] values = PUBLISHED.values(1, mean);
        double middle = Arrays.stream(values).average().orElseThrow();
        double half = PublishedDraws.half(values, 0.999);

        ConfidenceInterval interval = PUBLISHED.interval(0.999, mean);

        assertThat(interval.value()).isCloseTo(middle, within(1e-12));
        assertThat(interval.low()).isCloseTo(0.99 * (middle - half), within(1e-12));
        assertThat(interval.high()).isCloseTo(1.01 * (middle + half), within(1e-12));
        assertThat(interval.level()).isEqualTo(0.999);
    }

    @Test
    void noScaleBetweenThoseTriedGoesBeyondTheEnds() {
        ToDoubleFunction<double[]> bad = quantity("bad alphas");
        ConfidenceInterval interval = PUBLISHED.interval(1 - 1e-6, bad);

        double[] values = IntStream.rangeClosed(-20, 20)
                .mapToDouble(i -> 1 + i / 2000.0)
                .flatMap(scale -> Arrays.stream(PUBLISHED.values(scale, bad)))
                .toArray();

        assertThat(Arrays.stream(values).min().orElseThrow()).isGreaterThanOrEqualTo(interval.low());
        assertThat(Arrays.stream(values).max().orElseThrow()).isLessThanOrEqualTo(interval.high());
    }

    private static ToDoubleFunction<double[]> quantity(String name) {
        return java.util.Objects.requireNonNull(QUANTITIES.get(name), name);
    }
}
