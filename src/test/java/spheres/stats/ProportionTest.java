package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProportionTest {

    /**
     * SciPy 1.17.1, k successes of n: {@code tail = (1 - level) / 2; beta.ppf(tail, k, n - k + 1), beta.isf(tail, k + 1,
     * n - k)}; the first row is that of Clopper and Pearson's chart for 3 of 10.
     */
    @ParameterizedTest
    @CsvSource({
        "3, 10, 0.95, 0.0667395111777345, 0.6524528500599973",
        "50, 1000, 0.95, 0.03733539760466178, 0.06539048791549364",
        "0, 1, 0.95, 0, 0.975",
        "7, 7, 0.9, 0.6518363448688391, 1",
        "1, 10000000, 0.95, 2.5317807952240324e-09, 5.571642116990813e-07",
        "5, 10000000, 0.9999996666666666, 1.17131152881631e-08, 2.7599818942280065e-06",
        "100000, 10000000, 0.9999996666666666, 0.009840236889225007, 0.010161498254830063",
        "0, 10000000, 0.9999996666666666, 0, 1.5607257847715004e-06",
        "10000000, 10000000, 0.9999996666666666, 0.9999984392742153, 1",
        "9999999, 10000000, 0.99999, 0.9999985022772755, 0.9999999999995"
    })
    void intervalIsThatOfClopperAndPearson(long successes, long trials, double level, double low, double high) {
        ConfidenceInterval interval = Proportion.interval(successes, trials, level);

        assertThat(interval.value()).isEqualTo((double) successes / trials);
        assertThat(interval.level()).isEqualTo(level);
        assertThat(interval.low()).isCloseTo(low, within(1e-9 * low));
        assertThat(interval.high()).isCloseTo(high, within(1e-9 * high));
        // The complements carry the digits of proportions near 1.
        assertThat(1 - interval.low()).isCloseTo(1 - low, within(1e-6 * (1 - low) + 1e-15));
        assertThat(1 - interval.high()).isCloseTo(1 - high, within(1e-6 * (1 - high) + 1e-15));
    }

    @Test
    void intervalOfManyTrialsAtAnExtremeLevelTakesNoTime() {
        assertTimeout(Duration.ofSeconds(5), () -> {
            for (long successes = 0; successes <= 10_000_000; successes += 100_000) {
                Proportion.interval(successes, 10_000_000, 1 - 1e-6 / 3);
            }
        });
    }

    @Test
    void everyIndexIsTriedOnceAndTheSampleGrows() {
        List<Long> tried = new ArrayList<>();
        Proportion proportion = new Proportion(index -> {
            tried.add(index);
            return index % 3 == 0;
        });

        proportion.extend(0, 5);
        ConfidenceInterval first = proportion.interval(0.9);
        proportion.extend(5, 12);

        assertThat(tried).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(first).isEqualTo(Proportion.interval(2, 5, 0.9));
        assertThat(proportion.interval(0.9)).isEqualTo(Proportion.interval(4, 12, 0.9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN})
    void levelOutsideTheUnitIntervalIsRefused(double level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proportion.interval(1, 2, level))
                .withMessage("level = " + level + " is not in (0, 1)");
    }

    @Test
    void noTrialIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proportion(index -> true).interval(0.95))
                .withMessage("trials = 0 is too small: at least 1 is needed");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 11})
    void successesOutsideTheTrialsAreRefused(long successes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proportion.interval(successes, 10, 0.95))
                .withMessage("successes = " + successes + " is not in [0, 10]");
    }
}
