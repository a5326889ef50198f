package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {

    /** SciPy 1.17.1: {@code spearmanr}. */
    @Test
    void tiesShareTheirMeanRank() {
        assertThat(RankCorrelation.of(new double[] {1, 2, 2, 4, 5, 9}, new double[] {3, 1, 4, 4, 0, -2}))
                .isCloseTo(-0.6029411764705883, within(1e-14));
    }

    @Test
    void onlyTheOrderCounts() {
        double[] x = {1, 2, 3, 4};

        assertThat(RankCorrelation.of(x, new double[] {1, 10, 100, 1000})).isEqualTo(1);
        assertThat(RankCorrelation.of(x, new double[] {0, -1e-9, -5, -1e9})).isEqualTo(-1);
    }

    @Test
    void whatHasNoRanksIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankCorrelation.of(new double[] {1}, new double[] {1}))
                .withMessage("pairs = 1 is too small: at least 2 is needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankCorrelation.of(new double[] {1, 2}, new double[] {1, 2, 3}))
                .withMessage("2 values of x and 3 of y are no pairs: give as many of both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankCorrelation.of(new double[] {1, 2}, new double[] {7, 7}))
                .withMessage("y = 7.0 in all 2 pairs has no ranks: give at least two different values");
    }
}
