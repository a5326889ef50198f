package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RareEventRateTest {
    private static final double ZERO = Double.NEGATIVE_INFINITY;

    /**
     * Mean and interval of the 20 runs of {@link #logs}, by SciPy 1.17.1 and NumPy 2.4.6: {@code x = 10**logs; m = mean(x);
     * c = std(x, ddof=1)/m; s2 = log1p(c*c); t = t.isf(a/2, 19); q = chi2.ppf(a/2, 19); low = log10(m) - t*c/sqrt(20)/log(10);
     * high = log10(m) + (t*sqrt(s2/20) + s2/2*(19/q - 1))/log(10)} with {@code a = 1 - level}.
     */
    @ParameterizedTest
    @CsvSource({
        "0.5, -9.034173982760654, -8.98266369505339",
        "0.95, -9.080157260792358, -8.91856659826625",
        "0.99, -9.105282477270766, -8.879103081152698",
        "0.99999, -9.2063322536688, -8.683199329793482"
    })
    void meanAndIntervalAreThoseOfAnIndependentComputation(double level, double low, double high) {
        RareEventRate rate = RareEventRate.of(logs(), true, 1000);
        ConfidenceInterval interval = rate.log10Interval(level);

        assertThat(rate.log10()).isCloseTo(-9.011675739968505, within(1e-12));
        assertThat(rate.coefficientOfVariation()).isCloseTo(0.3369223827975191, within(1e-12));
        assertThat(rate.found()).isTrue();
        assertThat(rate.scattersTooMuch()).isFalse();
        assertThat(interval.value()).isEqualTo(rate.log10());
        assertThat(interval.low()).isCloseTo(low, within(1e-8));
        assertThat(interval.high()).isCloseTo(high, within(1e-8));
        assertThat(interval.level()).isEqualTo(level);
    }

    /** Decimal logarithms: -9 + 0.2 sin(k^2). */
    private static double[] logs() {
        double[] logs = new double[20];
        Arrays.setAll(logs, k -> -9 + 0.2 * Math.sin((double) k * k));
        return logs;
    }

    @Test
    void runsThatAgreeHaveAnIntervalOfNoWidth() {
        RareEventRate rate = RareEventRate.of(new double[] {-400, -400, -400}, true, 7);

        assertThat(rate).isEqualTo(new RareEventRate(-400, 0, true, 3, 7));
        assertThat(rate.log10Interval(0.95)).isEqualTo(new ConfidenceInterval(-400, -400, -400, 0.95));
    }

    @Test
    void theHighEndIsAtMostOne() {
        assertThat(new RareEventRate(-0.1, 0.3, true, 20, 7)
                        .log10Interval(0.9999)
                        .high())
                .isZero();
    }

    @Test
    void whereFewRunsCarryTheMeanThereIsNoInterval() {
        // A single run of 20 has a coefficient of variation of sqrt(20).
        double[] logs = new double[20];
        Arrays.fill(logs, ZERO);
        logs[3] = -6;
        RareEventRate rate = RareEventRate.of(logs, true, 7);

        assertThat(rate.log10()).isCloseTo(-6 - Math.log10(20), within(1e-12));
        assertThat(rate.coefficientOfVariation()).isCloseTo(Math.sqrt(20), within(1e-12));
        assertThat(rate.scattersTooMuch()).isTrue();
        assertThat(rate.log10Interval(0.95)).isEqualTo(new ConfidenceInterval(rate.log10(), ZERO, 0, 0.95));
    }

    @Test
    void whereNoRunReachesAnErrorTheLastLevelThatRunsAgreeOnBoundsTheRate() {
        double[][] logs = {
            {-0.7, -1.4, -2.1, ZERO}, {-0.7, -1.5, -2.2, ZERO}, {-0.8, -1.5, -2.1, ZERO},
            {-0.7, -1.4, -2.1, ZERO}, {-0.7, -1.4, -2.1, ZERO}, {-0.7, -1.4, ZERO, ZERO}
        };

        RareEventRate rate = RareEventRate.of(logs, true, 9);

        assertThat(rate.found()).isFalse();
        assertThat(rate.coefficientOfVariation()).isLessThan(0.6);
        assertThat(rate).isEqualTo(RareEventRate.of(new double[] {-2.1, -2.2, -2.1, -2.1, -2.1, ZERO}, false, 9));
        assertThat(rate.log10Interval(0.5).high()).isBetween(-2.2, -1.9);
    }

    @Test
    void levelsAboveOneOnWhichRunsDisagreeBoundNothing() {
        // At the second level one of four runs carries the mean, a coefficient of variation of 1.98; at the third it is
        // 0.
        double[][] logs = {{-1, -2, -5}, {-1, -5, -5}, {-1, -5, -5}, {-1, -5, -5}};

        assertThat(RareEventRate.of(logs, false, 9)).isEqualTo(new RareEventRate(-1, 0, false, 4, 9));
    }

    @Test
    void whereRunsReachErrorsTheirMeanIsTheRateHoweverTheyScatter() {
        double[][] logs = {{-1, -3}, {-1, ZERO}, {-1, ZERO}, {-1, ZERO}};

        RareEventRate rate = RareEventRate.of(logs, true, 9);

        assertThat(rate.found()).isTrue();
        assertThat(rate.log10()).isCloseTo(-3 - Math.log10(4), within(1e-12));
    }

    @Test
    void withoutALevelThatBoundsItTheRateIsAtMostOne() {
        RareEventRate rate = RareEventRate.of(new double[][] {{ZERO}, {ZERO}}, true, 9);

        assertThat(rate).isEqualTo(new RareEventRate(0, 0, false, 2, 9));
        assertThat(rate.log10Interval(0.95)).isEqualTo(new ConfidenceInterval(0, 0, 0, 0.95));
    }

    /** 0 of 20 runs: the high end of Clopper and Pearson's 95 % interval is 1 - 0.025^(1/20). */
    @Test
    void aFileOfAnOlderVersionWhoseRunsAllEndedAtZeroHasAnUpperBound() {
        ConfidenceInterval interval = new RareEventRate(ZERO, Double.NaN, false, 20, 391_320).log10Interval(0.95);

        assertThat(interval.value()).isEqualTo(ZERO);
        assertThat(interval.low()).isEqualTo(ZERO);
        assertThat(interval.high()).isCloseTo(Math.log10(1 - Math.pow(0.025, 0.05)), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, Double.NaN})
    void levelOutsideTheUnitIntervalIsRefused(double level) {
        assertThatThrownBy(() -> new RareEventRate(-3, 0.1, true, 20, 7).log10Interval(level))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("level = " + level + " is not in (0, 1)");
    }

    @Test
    void aSingleRunHasNoInterval() {
        assertThatThrownBy(() -> new RareEventRate(-3, 0.1, true, 1, 7).log10Interval(0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("runs = 1 is too small: at least 2 is needed");
    }
}
