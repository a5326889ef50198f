package spheres.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

    @Test
    void partsDealOutEverythingOnce() {
        for (int place = 0; place < 20; place++) {
            int at = place;
            assertThat(IntStream.rangeClosed(1, 3).filter(part -> new Shard(part, 3).has(at)))
                    .hasSize(1);
        }
        assertThat(IntStream.range(0, 7).filter(new Shard(2, 3)::has)).containsExactly(1, 4);
        assertThat(IntStream.range(0, 7).allMatch(Shard.WHOLE::has)).isTrue();
    }

    @Test
    void isReadAsItIsWritten() {
        assertThat(Shard.parse("--shard", "2/8")).isEqualTo(new Shard(2, 8)).hasToString("2/8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/2", "3/2", "1", "1/0", "-1/2", "1/2/3", "a/b", "", "1/99999999999", " 1/2"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shard.parse("--shard", text))
                .withMessage("--shard = " + text
                        + " is not I/N with 1 <= I <= N: give the part and how many there are, such as 2/8");
    }
}
