package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceIntervalTest {

    @Test
    void valueMayLieOnEitherEnd() {
        assertThat(new ConfidenceInterval(0, 0, 1, 0.95).value()).isZero();
        assertThat(new ConfidenceInterval(1, 0, 1, 0.95).value()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2.0, 0.0, 1.0", "-1.0, 0.0, 1.0", "NaN, 0.0, 1.0", "0.5, NaN, 1.0", "0.5, 0.0, NaN", "0.5, 1.0, 0.0"})
    void intervalWithoutItsValueIsRefused(double value, double low, double high) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfidenceInterval(value, low, high, 0.95))
                .withMessage("interval [" + low + ", " + high + "] does not hold its value " + value
                        + ": low <= value <= high is needed");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 2, Double.NaN})
    void levelOutsideTheUnitIntervalIsRefused(double level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfidenceInterval(0, 0, 0, level))
                .withMessage("level = " + level + " is not in (0, 1)");
    }
}
