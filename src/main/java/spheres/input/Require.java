package spheres.input;

/** Preconditions at public entrances, and the one sentence in which they refuse: name, value, legal range, what to do. */
public final class Require {
    private static final String COUNT = ", 2147483647]";

    private Require() {}

    /**
     * The refusal of a value that is not in its range.
     *
     * @param range in brackets, such as "(0, 1)"; after it, where there is something to be said, ": " and what to do
     */
    public static IllegalArgumentException notIn(String range, String name, Object value) {
        return new IllegalArgumentException(name + " = " + value + " is not in " + range);
    }

    /** Refuses a count below the least one. */
    public static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw notIn("[" + least + COUNT, name, value);
        }
    }

    /**
     * Refuses a count below the least one.
     *
     * @param advice what to do
     */
    public static void atLeast(int least, String name, int value, String advice) {
        if (value < least) {
            throw notIn("[" + least + COUNT + ": " + advice, name, value);
        }
    }

    /** Refuses a count, of which there may be more than an int holds, below the least one. */
    public static void atLeast(long least, String name, long value) {
        if (value < least) {
            throw notIn("[" + least + ", " + Long.MAX_VALUE + "]", name, value);
        }
    }

    /** Refuses what is not in (0, 1). */
    public static void probability(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw notIn("(0, 1)", name, value);
        }
    }

    /**
     * Refuses what is not in (0, Infinity).
     *
     * @param advice what to do
     */
    public static void positive(String name, double value, String advice) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw notIn("(0, Infinity): " + advice, name, value);
        }
    }

    /** Refuses a classifier of another dimension than that of the spheres. */
    public static void sameDimension(int ofClassifier, int ofSpheres) {
        if (ofClassifier != ofSpheres) {
            throw new IllegalArgumentException("the classifier takes points of dimension " + ofClassifier
                    + ", the spheres have d = " + ofSpheres + ": give spheres of the same dimension");
        }
    }
}
