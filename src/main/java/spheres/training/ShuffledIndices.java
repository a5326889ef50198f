package spheres.training;

/**
 * Passes over 0 .. N-1, each in an order of its own, without a table: the order of an epoch is a bijection keyed by
 * (seed, epoch). It is a Feistel network on the smallest even number of bits that holds N, its round function a 64-bit
 * mix; a value outside 0 .. N-1 is encrypted again until it lies within ("cycle walking", Black and Rogaway 2002,
 * doi:10.1007/3-540-45760-7_9), fewer than four times on average.
 */
final class ShuffledIndices {
    static final long LARGEST = 1L << 60;
    private static final int ROUNDS = 6;

    private final long size;
    private final long seed;
    private final int halfBits;
    private final long mask;

    ShuffledIndices(long size, long seed) {
        this.size = size;
        this.seed = seed;
        int bits = 64 - Long.numberOfLeadingZeros(Math.max(size - 1, 1));
        halfBits = (bits + 1) / 2;
        mask = (1L << halfBits) - 1;
    }

    /** The index at a position counted over all epochs: epoch position / N, place position mod N. */
    long at(long position) {
        long key = mix(seed ^ mix(position / size));
        long value = position % size;
        do {
            value = encrypt(value, key);
        } while (value >= size);
        return value;
    }

    private long encrypt(long value, long key) {
        long left = value >>> halfBits;
        long right = value & mask;
        for (int round = 1; round <= ROUNDS; round++) {
            long next = left ^ (mix(key + round * 0x9E3779B97F4A7C15L + right) & mask);
            left = right;
            right = next;
        }
        return (left << halfBits) | right;
    }

    /** The 64-bit finaliser of MurmurHash3. */
    private static long mix(long z) {
        long x = z;
        x = (x ^ (x >>> 33)) * 0xFF51AFD7ED558CCDL;
        x = (x ^ (x >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return x ^ (x >>> 33);
    }
}
