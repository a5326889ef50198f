package spheres.sphere;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
