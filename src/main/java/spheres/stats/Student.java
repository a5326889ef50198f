package spheres.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's interval for a quantity that is normal, or nearly so, with a standard error estimated from the same values. */
public final class Student {
    private Student() {}

    /**
     * The interval about a value.
     *
     * @param standardError of the value
     * @param degreesOfFreedom of the standard error, above 0
     * @param level coverage, in (0, 1)
     */
    public static ConfidenceInterval interval(
            double value, double standardError, double degreesOfFreedom, double level) {
        ConfidenceInterval.requireLevel(level);
        double half = standardError * quantile(degreesOfFreedom, level);
        return new ConfidenceInterval(value, value - half, value + half, level);
    }

    /** How many standard errors the interval of a level reaches to either side. */
    public static double quantile(double degreesOfFreedom, double level) {
        return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - level) / 2);
    }
}
