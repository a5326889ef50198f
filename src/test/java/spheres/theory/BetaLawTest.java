package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static spheres.theory.Tables.assertClose;

import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaLawTest {
    @TestFactory
    List<DynamicTest> both_tails_agree_with_thirty_digits() {
        return Tables.rows("beta.csv").stream()
                .map(row -> DynamicTest.dynamicTest(String.join(", ", row), () -> {
                    double x = Double.parseDouble(row[2]);
                    TailProbability below =
                            new BetaLaw(Double.parseDouble(row[0]), Double.parseDouble(row[1])).below(x, 1 - x);
                    assertThat(below.logValue()).isCloseTo(Double.parseDouble(row[3]), within(3e-13));
                    assertThat(below.logComplement()).isCloseTo(Double.parseDouble(row[4]), within(3e-13));
                }))
                .toList();
    }

    @ParameterizedTest(name = "a = {0}, b = {1}, x = {2}")
    @CsvSource({"0.5, 0.5, 0.3", "2, 3, 0.01", "12, 0.5, 0.999", "40, 60, 0.41", "1.5, 7, 0.6"})
    void moderate_tails_agree_with_another_library(double a, double b, double x) {
        TailProbability below = new BetaLaw(a, b).below(x, 1 - x);
        assertClose("below", below.value(), RegularizedBeta.value(x, a, b), 1e-12);
        assertClose("above", below.complement().value(), RegularizedBeta.complement(x, a, b), 1e-12);
    }

    @Test
    void outside_the_support_nothing_or_everything_lies_below() {
        assertThat(new BetaLaw(2, 3).below(0, 1)).isEqualTo(TailProbability.ZERO);
        assertThat(new BetaLaw(2, 3).below(-1, 2)).isEqualTo(TailProbability.ZERO);
        assertThat(new BetaLaw(2, 3).below(1, 0)).isEqualTo(TailProbability.ONE);
        assertThat(new BetaLaw(2, 3).below(2, -1)).isEqualTo(TailProbability.ONE);
    }

    @Test
    void a_complement_that_vanishes_in_x_is_kept() {
        // P(B > 1 - 1e-30) = (1e-30)^3 for a = 1, b = 3.
        assertClose("tail", new BetaLaw(1, 3).below(1, 1e-30).complement().value(), 1e-90, 1e-12);
    }
}
