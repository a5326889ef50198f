package spheres.engine;

/** A block of trained parameters with Adam's moments and the gradient, all under one index. */
final class Parameters {
    final float[] values;
    final float[] first;
    final float[] second;
    final float[] gradient;
    private final int offset;
    private final int length;

    /**
     * @param offset where the block stands in the network's vectors
     * @param length its length
     * @param slack further elements of the arrays, which netlib's checks of bounds want
     */
    Parameters(int offset, int length, int slack) {
        this.offset = offset;
        this.length = length;
        values = new float[length + slack];
        first = new float[length + slack];
        second = new float[length + slack];
        gradient = new float[length + slack];
    }

    void read(float[] parameters, float[] firstMoments, float[] secondMoments) {
        System.arraycopy(parameters, offset, values, 0, length);
        System.arraycopy(firstMoments, offset, first, 0, length);
        System.arraycopy(secondMoments, offset, second, 0, length);
    }

    void write(float[] parameters, float[] firstMoments, float[] secondMoments) {
        System.arraycopy(values, 0, parameters, offset, length);
        System.arraycopy(first, 0, firstMoments, offset, length);
        System.arraycopy(second, 0, secondMoments, offset, length);
    }

    void update(Adam adam, int from, int to) {
        adam.update(values, first, second, gradient, from, to);
    }
}
