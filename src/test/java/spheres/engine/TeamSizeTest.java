package spheres.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamSizeTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1025, 20_000, 100_000})
    void tooManyThreadsAreRefusedBeforeTheFirstIsStarted(int threads) {
        int before = Thread.activeCount();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Team.of(threads))
                .withMessage("number of threads = " + threads + " is not in [1, 1024]");
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 1);
    }
}
