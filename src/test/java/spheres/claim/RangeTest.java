package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {
    private static final Range RANGE = new Range(1, 2);

    @ParameterizedTest
    @CsvSource({"1, 2, true", "1.5, 1.5, true", "0.9, 2, false", "1, 2.1, false", "0, 3, false", "3, 4, false"})
    void intervalIsContainedWithItsEnds(double low, double high, boolean contained) {
        assertThat(RANGE.contains(low, high)).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({"2, 3, true", "0, 1, true", "0, 3, true", "1.2, 1.3, true", "2.1, 3, false", "0, 0.9, false"})
    void intervalThatTouchesAnEndMeetsTheRange(double low, double high, boolean meets) {
        assertThat(RANGE.meets(low, high)).isEqualTo(meets);
    }

    @Test
    void missingEndIsOpenToInfinity() {
        assertThat(Range.of(1.0, null)).isEqualTo(new Range(1, Double.POSITIVE_INFINITY));
        assertThat(Range.of(null, 2.0)).isEqualTo(new Range(Double.NEGATIVE_INFINITY, 2));
    }

    @Test
    void textNamesTheEndsThatThereAre() {
        assertThat(RANGE).hasToString("[1, 2]");
        assertThat(new Range(Double.NEGATIVE_INFINITY, 0.5)).hasToString("at most 0.5");
        assertThat(new Range(1e-9, Double.POSITIVE_INFINITY)).hasToString("at least 1E-9");
    }

    @Test
    void stretchedRangeScalesBothEndsAndTurnsForANegativeFactor() {
        assertThat(RANGE.times(1.5)).isEqualTo(new Range(1.5, 3));
        assertThat(RANGE.times(-3)).isEqualTo(new Range(-6, -3));
        assertThat(RANGE.times(0)).isEqualTo(new Range(0, 0));
        assertThat(new Range(1, Double.POSITIVE_INFINITY).times(1.3))
                .isEqualTo(new Range(1.3, Double.POSITIVE_INFINITY));
    }

    @Test
    void jsonLeavesOutAnOpenEnd() {
        assertThat(ResultsFile.json(new Range(1, Double.POSITIVE_INFINITY)).replaceAll("\\s", ""))
                .isEqualTo("{\"min\":1.0}");
        assertThat(ResultsFile.json(new Range(Double.NEGATIVE_INFINITY, 2)).replaceAll("\\s", ""))
                .isEqualTo("{\"max\":2.0}");
    }

    @ParameterizedTest
    @CsvSource({"2.0, 1.0", "NaN, 1.0", "1.0, NaN"})
    void emptyRangeIsRefused(double min, double max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Range(min, max))
                .withMessage("range [" + min + ", " + max + "] is empty: choose min <= max");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "1.41421356, 1.41421",
        "-2.5, -2.5",
        "1234567, 1234570",
        "123456789, 123457000",
        "1e9, 1E+9",
        "0.0001, 0.0001",
        "0.00009, 0.00009",
        "1.23456789e-7, 1.23457E-7",
        "-1e-300, -1E-300",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        "100, 100"
    })
    void numbersAreWrittenWithSixDigits(double value, String text) {
        assertThat(Numbers.format(value)).isEqualTo(text);
    }
}
