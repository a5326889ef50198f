package spheres.claim;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of independent estimates, weighted by their numbers of samples, with an interval of their level.
 *
 * @param value the mean
 * @param low the low end of its interval
 * @param high the high end
 * @param standardError of the mean, as for a normal variable
 */
record PooledMean(double value, double low, double high, double standardError) {
    /** In standard errors: chance parts two means by that in one of 16,000 comparisons. */
    private static final double DRIFT = 4;

    /**
     * One estimate.
     *
     * @param level of its interval, in (0, 1]; 1 where chance has no part in it
     * @param n from so many samples, at least 1
     */
    record Part(double value, double low, double high, double level, long n) {
        private double standardError() {
            return (high - low) / 2 / NormalDistribution.of(0, 1).inverseSurvivalProbability(missed(level) / 2);
        }
    }

    /** How often an interval of that level misses; one that is certain counts as one at the level of judging. */
    private static double missed(double level) {
        return level == 1 ? Claim.FALSE_ALARM : 1 - level;
    }

    /** The mean of at least one estimate of one thing: distances of ends from values add up in quadrature. */
    static PooledMean of(List<Part> parts) {
        double value = mean(parts);
        return new PooledMean(
                value,
                value - quadrature(parts, part -> part.value - part.low),
                value + quadrature(parts, part -> part.high - part.value),
                quadrature(parts, Part::standardError));
    }

    /** The mean of at least two estimates of things that differ, such as a share on other networks: Student's interval. */
    static PooledMean ofDifferent(List<Part> parts) {
        double value = mean(parts);
        int count = parts.size();
        double error = quadrature(parts, part -> part.value - value) * Math.sqrt((double) count / (count - 1));
        double half =
                error * TDistribution.of(count - 1).inverseSurvivalProbability(missed(parts.get(count - 1).level) / 2);
        return new PooledMean(value, value - half, value + half, error);
    }

    private static double samples(List<Part> parts) {
        return parts.stream().mapToDouble(Part::n).sum();
    }

    private static double mean(List<Part> parts) {
        double samples = samples(parts);
        return parts.stream().mapToDouble(part -> part.n / samples * part.value).sum();
    }

    /** The root of the sum of squares of what each part adds by its weight. */
    private static double quadrature(List<Part> parts, ToDoubleFunction<Part> of) {
        double samples = samples(parts);
        return Math.sqrt(parts.stream()
                .mapToDouble(part -> Math.pow(part.n / samples * of.applyAsDouble(part), 2))
                .sum());
    }

    /** The mean of values that say nothing of their own errors; empty for fewer than two. */
    static Optional<PooledMean> ofValues(List<Double> values) {
        if (values.size() < 2) {
            return Optional.empty();
        }
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares =
                values.stream().mapToDouble(value -> Math.pow(value - mean, 2)).sum();
        double error = Math.sqrt(squares / (values.size() - 1) / values.size());
        return Optional.of(new PooledMean(mean, mean - error, mean + error, error));
    }

    /** Whether chance alone would hardly part two means so far. */
    boolean partsFrom(PooledMean other) {
        return Math.abs(value - other.value) > DRIFT * Math.hypot(standardError, other.standardError);
    }
}
