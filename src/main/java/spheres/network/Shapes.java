package spheres.network;

/** Preconditions on sizes. */
final class Shapes {
    private static final int LARGEST_ARRAY = 1 << 30;

    private Shapes() {}

    static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " = " + value + " is not in [1, 2147483647]");
        }
    }

    static void requireArray(long parameters) {
        if (parameters > LARGEST_ARRAY) {
            throw new IllegalArgumentException("number of parameters = " + parameters + " is not in [1, "
                    + LARGEST_ARRAY + "]: choose a smaller network");
        }
    }
}
