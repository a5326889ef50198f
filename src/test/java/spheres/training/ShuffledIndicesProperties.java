package spheres.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ShuffledIndicesProperties {

    @Property(tries = 200)
    void everyEpochVisitsEveryIndexOnce(
            @ForAll @IntRange(min = 1, max = 3000) int size, @ForAll long seed, @ForAll @IntRange(max = 50) int epoch) {
        ShuffledIndices indices = new ShuffledIndices(size, seed);
        BitSet seen = new BitSet(size);
        for (int i = 0; i < size; i++) {
            seen.set((int) indices.at((long) epoch * size + i));
        }
        assertThat(seen.cardinality()).isEqualTo(size);
        assertThat(seen.length()).isEqualTo(size);
    }

    @Property(tries = 50)
    void ordersOfTwoEpochsAgreeNoMoreThanByChance(@ForAll long seed) {
        int size = 1000;
        ShuffledIndices indices = new ShuffledIndices(size, seed);
        int fixed = 0;
        int followed = 0;
        for (int i = 0; i < size; i++) {
            fixed += indices.at(i) == indices.at(size + i) ? 1 : 0;
            followed += indices.at(i + 1) == indices.at(i) + 1 ? 1 : 0;
        }
        // Both counts are close to Poisson(1), which exceeds 12 with probability 6e-11.
        assertThat(fixed).isLessThanOrEqualTo(12);
        assertThat(followed).isLessThanOrEqualTo(12);
    }
}
