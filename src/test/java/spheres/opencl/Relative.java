package spheres.opencl;

/** Relative errors of vectors. */
final class Relative {
    private Relative() {}

    /** The norm of the difference over that of what is expected; 0 where both are 0. */
    static double error(double[] actual, double[] expected) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return difference == 0 ? 0 : Math.sqrt(difference / norm);
    }
}
