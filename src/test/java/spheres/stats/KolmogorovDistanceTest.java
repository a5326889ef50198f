package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KolmogorovDistanceTest {
    /** SciPy 1.17.1: {@code kstest([.1, .35, .4, .81, .97], 'uniform').statistic}; half width sqrt(ln(2 / 0.05) / 10). */
    @Test
    void distanceIsKolmogorovsAndTheBandThatOfDvoretzkyKieferAndWolfowitz() {
        ConfidenceInterval interval =
                of(KolmogorovDistanceTest::uniform, 0.4, 0.97, 0.1, 0.81, 0.35).interval(0.95);

        assertThat(interval.value()).isCloseTo(0.21, within(1e-15));
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isCloseTo(0.21 + 0.6073614619083051, within(1e-15));
        assertThat(interval.level()).isEqualTo(0.95);
    }

    @Test
    void largeDistanceIsCutAtOne() {
        ConfidenceInterval interval = of(x -> 0, 0.5).interval(0.95);

        assertThat(interval.value()).isEqualTo(1);
        assertThat(interval.high()).isEqualTo(1);
    }

    @Test
    void distanceAboveTheSampleCountsLikeThatBelow() {
        // F exceeds the empirical function: just before the only value, F = 0.8 against 0.
        assertThat(of(KolmogorovDistanceTest::uniform, 0.8).interval(0.95).value())
                .isEqualTo(0.8);
        assertThat(of(KolmogorovDistanceTest::uniform, 0.3).interval(0.95).value())
                .isEqualTo(0.7);
    }

    @Test
    void growingSampleIsTheWholeSample() {
        double[] values = {0.9, 0.2, 0.5, 0.1, 0.7};
        KolmogorovDistance grown =
                new KolmogorovDistance(index -> values[(int) index], KolmogorovDistanceTest::uniform);
        grown.extend(0, 2);
        grown.extend(2, 5);

        assertThat(grown.interval(0.9))
                .isEqualTo(of(KolmogorovDistanceTest::uniform, values).interval(0.9));
    }

    /**
     * Squares of uniform numbers have the law sqrt(x), at distance 1/4 from the uniform law (at x = 1/4). At n = 1000 and
     * level 0.95 the half width is 0.043; the band is conservative, so the truth is missed in at most 5 % of 300 runs
     * (0.05 + 5 standard errors of 0.0126 = 0.113), and distances 3 half widths away are held by none.
     */
    @Test
    void bandAcceptsTheTruthAndRejectsANearMiss() {
        SplitMix64 random = new SplitMix64(20180109);
        int missed = 0;
        for (int run = 0; run < 300; run++) {
            KolmogorovDistance sample = new KolmogorovDistance(
                    index -> {
                        double u = random.nextDouble();
                        return u * u;
                    },
                    KolmogorovDistanceTest::uniform);
            sample.extend(0, 1000);
            ConfidenceInterval interval = sample.interval(0.95);
            missed += interval.low() <= 0.25 && 0.25 <= interval.high() ? 0 : 1;
            assertThat(interval.low()).isGreaterThan(0.25 - 3 * 0.043);
            assertThat(interval.high()).isLessThan(0.25 + 3 * 0.043);
        }

        assertThat(missed / 300.0).isLessThan(0.113);
    }

    @Test
    void sampleOfTheLawItselfIsNearIt() {
        SplitMix64 random = new SplitMix64(1);
        KolmogorovDistance sample =
                new KolmogorovDistance(index -> random.nextDouble(), KolmogorovDistanceTest::uniform);
        sample.extend(0, 100_000);

        ConfidenceInterval interval = sample.interval(1 - 1e-6 / 3);
        assertThat(interval.low()).isZero();
        // sqrt(ln(6e6) / 2e5) = 0.0088338
        assertThat(interval.high() - interval.value()).isCloseTo(0.0088338, within(5e-8));
    }

    @Test
    void emptySampleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(KolmogorovDistanceTest::uniform).interval(0.95))
                .withMessage("samples = 0 is too small: at least 1 is needed");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.NaN})
    void levelOutsideTheUnitIntervalIsRefused(double level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(KolmogorovDistanceTest::uniform, 0.5).interval(level))
                .withMessage("level = " + level + " is not in (0, 1)");
    }

    @Test
    void sampleWithNaNGivesNoInterval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        of(KolmogorovDistanceTest::uniform, 0.5, Double.NaN).interval(0.95))
                .withMessage("interval [NaN, NaN] does not hold its value NaN: low <= value <= high is needed");
    }

    private static double uniform(double x) {
        return x;
    }

    private static KolmogorovDistance of(DoubleUnaryOperator law, double... values) {
        KolmogorovDistance sample = new KolmogorovDistance(index -> values[(int) index], law);
        sample.extend(0, values.length);
        return sample;
    }
}
