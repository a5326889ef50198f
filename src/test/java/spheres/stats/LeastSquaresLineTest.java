package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LeastSquaresLineTest {

    /** SciPy 1.17.1: {@code linregress}, and {@code sqrt(residuals @ residuals / 3)}. */
    @Test
    void lineIsThatOfScipy() {
        LeastSquaresLine line = LeastSquaresLine.of(
                new double[] {0.05, 0.08, 0.11, 0.13, 0.16}, new double[] {-1.2, -2.1, -3.4, -4.0, -5.6});

        assertThat(line.slope()).isCloseTo(-39.64480874316939, within(1e-11));
        assertThat(line.intercept()).isCloseTo(0.9423497267759564, within(1e-12));
        assertThat(line.slopeError()).isCloseTo(2.405561470764893, within(1e-11));
        assertThat(line.residualSpread()).isCloseTo(0.20581261925372835, within(1e-12));
        assertThat(line.at(0.1)).isCloseTo(0.9423497267759564 - 3.964480874316939, within(1e-12));
    }

    @Test
    void twoPointsHaveALineAndNoSpread() {
        LeastSquaresLine line = LeastSquaresLine.of(new double[] {1, 3}, new double[] {5, 1});

        assertThat(line.slope()).isEqualTo(-2);
        assertThat(line.intercept()).isEqualTo(7);
        assertThat(line.slopeError()).isNaN();
        assertThat(line.residualSpread()).isNaN();
    }

    @Test
    void whatHasNoLineIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeastSquaresLine.of(new double[] {1}, new double[] {1}))
                .withMessage("points = 1 is too small: at least 2 is needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeastSquaresLine.of(new double[] {1, 2}, new double[] {1}))
                .withMessage("2 values of x and 1 of y are no points: give as many of both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeastSquaresLine.of(new double[] {1, 1}, new double[] {1, 2}))
                .withMessage(
                        "x = 1.0 at all 2 points: no line through them has a slope; give at least two different x");
    }
}
