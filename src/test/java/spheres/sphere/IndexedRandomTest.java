package spheres.sphere;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexedRandomTest {

    @Test
    void sequenceOfAnIndexDoesNotDependOnWhatWasDrawnBefore() {
        IndexedRandom used = new IndexedRandom(1, 2);
        for (int i = 0; i < 100; i++) {
            IndexedRandom fresh = new IndexedRandom(1, 2);
            used.seek(i);
            fresh.seek(i);
            assertThat(used.nextBoolean()).as("boolean of index %d", i).isEqualTo(fresh.nextBoolean());
            assertThat(used.nextInt()).as("int of index %d", i).isEqualTo(fresh.nextInt());
            assertThat(used.nextLong()).as("long of index %d", i).isEqualTo(fresh.nextLong());
        }
    }

    /**
     * The mixing function is that of SplitMix64, so Commons RNG's generators give the same states: the key is two of its
     * steps over seed and stream, an index one step from there, and the state two further steps.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 2, 3",
        "-1, 9223372036854775807, -5",
        "1801, 2774, 100000000000",
        "-9223372036854775808, -1, 9223372036854775807"
    })
    void stateIsMixedFromSeedStreamAndIndexAsSplitMix64Does(long seed, long stream, long index) {
        long gamma = 0x9E3779B97F4A7C15L;
        long key = new SplitMix64((new SplitMix64(seed).nextLong() ^ stream) - gamma).nextLong();
        SplitMix64 states = new SplitMix64(new SplitMix64(key + gamma * index).nextLong());
        XoRoShiRo128PlusPlus expected = new XoRoShiRo128PlusPlus(states.nextLong(), states.nextLong() | 1);
        IndexedRandom random = new IndexedRandom(seed, stream);

        random.seek(index);

        for (int i = 0; i < 10; i++) {
            assertThat(random.nextLong()).isEqualTo(expected.nextLong());
        }
    }

    @Test
    void generatorStartsAtIndexZero() {
        IndexedRandom random = new IndexedRandom(3, 4);
        long first = random.nextLong();
        random.seek(0);

        assertThat(random.nextLong()).isEqualTo(first);
        assertThat(new IndexedRandom(4, 4).nextLong()).isNotEqualTo(first);
    }
}
