package spheres.engine;

/** A run of trained parameters with Adam's moments, all under one index. One thread owns it. */
final class Parameters {
    final float[] values;
    private final float[] first;
    private final float[] second;
    private final int offset;

    /**
     * @param offset where the run stands in the network's vectors
     * @param length its length
     */
    Parameters(int offset, int length) {
        this.offset = offset;
        values = new float[length];
        first = new float[length];
        second = new float[length];
    }

    void read(float[] parameters, float[] firstMoments, float[] secondMoments) {
        System.arraycopy(parameters, offset, values, 0, values.length);
        System.arraycopy(firstMoments, offset, first, 0, values.length);
        System.arraycopy(secondMoments, offset, second, 0, values.length);
    }

    void write(float[] parameters, float[] firstMoments, float[] secondMoments) {
        System.arraycopy(values, 0, parameters, offset, values.length);
        System.arraycopy(first, 0, firstMoments, offset, values.length);
        System.arraycopy(second, 0, secondMoments, offset, values.length);
    }

    /** Updates {@code from .. to} by a gradient under the same index. */
    void update(Adam adam, float[] gradient, int from, int to) {
        adam.update(values, first, second, gradient, from, to);
    }

    void update(Adam adam, float[] gradient) {
        update(adam, gradient, 0, values.length);
    }
}
