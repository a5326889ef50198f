package spheres.opencl;

/**
 * How the kernels lay out a batch. Local memory depends on chunk and part alone, which are bounded, so that any batch
 * fits.
 *
 * @param batch samples per step
 * @param chunk columns that a work-group takes at a time, a multiple of 4, at most 64
 * @param columns of a row of activations: the batch, padded to a multiple of the chunk
 * @param part columns that the update takes at a time, at most 32
 */
record BatchShape(int batch, int chunk, int columns, int part) {
    /** Units, and inputs, are padded to a multiple of it: the units of a work-group. */
    static final int UNITS = 8;
    /** Work-items that share an inner sum. */
    static final int SLICES = 8;
    /** Work-items of a group, at most. */
    static final int LARGEST_GROUP = 256;

    private static final int UNITS_OF_ITEM = 4;
    private static final int LONGEST_CHUNK = 64;
    private static final int LONGEST_PART = 32;

    static BatchShape of(int batch) {
        int chunks = ceiling(batch, LONGEST_CHUNK);
        int chunk = 4 * ceiling(batch, 4 * chunks);
        return new BatchShape(
                batch, chunk, Math.multiplyExact(chunks, chunk), ceiling(batch, ceiling(batch, LONGEST_PART)));
    }

    /** Work-items of a group that takes a tile of units. */
    int group() {
        return SLICES * (UNITS / UNITS_OF_ITEM) * (chunk / 4);
    }

    /** What the kernels are compiled with. */
    String options() {
        return " -DBATCH=" + batch + " -DCHUNK=" + chunk + " -DCOLUMNS=" + columns + " -DPART=" + part + " -DSLICES="
                + SLICES;
    }

    /** A number of units or inputs with its padding. */
    static int padded(int units) {
        return Math.multiplyExact(ceiling(units, UNITS), UNITS);
    }

    static int ceiling(int value, int divisor) {
        return value / divisor + (value % divisor == 0 ? 0 : 1);
    }
}
