package spheres.sphere;

import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;

/**
 * A generator whose state is a pure function of (seed, stream, index): {@link #seek} starts the sequence that belongs to
 * an index, whatever was drawn before and on whichever thread. One mutable instance, no allocation per index.
 */
public final class IndexedRandom extends XoRoShiRo128PlusPlus {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;

    /** The generator of that seed and stream, at index 0. */
    public IndexedRandom(long seed, long stream) {
        super(0, 1);
        key = mix(mix(seed + GOLDEN_GAMMA) ^ stream);
        seek(0);
    }

    /** What decides, with an index, its sequence: another implementation of this generator needs no more. */
    public long key() {
        return key;
    }

    /** Starts the sequence of an index. */
    public void seek(long index) {
        resetCachedState(); // bits that nextBoolean() and nextInt() have kept from another index
        long x = mix(key + GOLDEN_GAMMA * (index + 1));
        state0 = mix(x + GOLDEN_GAMMA);
        state1 = mix(x + 2 * GOLDEN_GAMMA) | 1; // the all-zero state is a fixed point
    }

    /** Stafford's variant 13 of the MurmurHash3 finaliser, as in SplitMix64 (doi:10.1145/2660193.2660195). */
    private static long mix(long z) {
        long x = z;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
