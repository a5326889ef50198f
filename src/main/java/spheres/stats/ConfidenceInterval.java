package spheres.stats;

import spheres.input.Require;

/**
 * A two-sided confidence interval.
 *
 * @param value the point estimate
 * @param low the low end
 * @param high the high end
 * @param level the probability with which such an interval covers the truth, in (0, 1)
 */
public record ConfidenceInterval(double value, double low, double high, double level) {

    public ConfidenceInterval {
        requireLevel(level);
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException("interval [" + low + ", " + high + "] does not hold its value " + value
                    + ": low <= value <= high is needed");
        }
    }

    /** Refuses a coverage outside (0, 1). */
    public static void requireLevel(double level) {
        Require.probability("level", level);
    }

    static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + " = " + value + " is too small: at least " + least + " is needed");
        }
    }
}
