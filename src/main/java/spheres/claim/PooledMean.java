package spheres.claim;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of independent estimates of one thing, weighted by their numbers of samples, with an interval of their level: the
 * distances of their ends from their values add up in quadrature. Where the estimates part by more than their own errors, as they do on
 * networks that differ, it is Student's interval about their mean.
 *
 * @param value the mean
 * @param low the low end of its interval
 * @param high the high end
 * @param standardError of the mean, as for a normal variable
 */
record PooledMean(double value, double low, double high, double standardError) {
    /** In standard errors: chance parts two means by that in one of 16,000 comparisons. */
    private static final double DRIFT = 4;

    private static final double HETEROGENEOUS = 0.01;

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

    /** The mean of at least one estimate. */
    static PooledMean of(List<Part> parts) {
        double samples = parts.stream().mapToDouble(Part::n).sum();
        double value = parts.stream()
                .mapToDouble(part -> part.n / samples * part.value)
                .sum();
        double below = 0;
        double above = 0;
        double stated = 0;
        double scatter = 0;
        for (Part part : parts) {
            double weight = part.n / samples;
            below += Math.pow(weight * (part.value - part.low), 2);
            above += Math.pow(weight * (part.high - part.value), 2);
            stated += Math.pow(weight * part.standardError(), 2);
            scatter += Math.pow(weight * (part.value - value), 2);
        }
        if (!partMoreThanTheySay(parts, value)) {
            return new PooledMean(value, value - Math.sqrt(below), value + Math.sqrt(above), Math.sqrt(stated));
        }
        int count = parts.size();
        double error = Math.sqrt(scatter * count / (count - 1));
        double half =
                error * TDistribution.of(count - 1).inverseSurvivalProbability(missed(parts.get(count - 1).level) / 2);
        return new PooledMean(value, value - half, value + half, error);
    }

    /** Cochran's test (1954, doi:10.2307/3001666) at 1 %. */
    private static boolean partMoreThanTheySay(List<Part> parts, double mean) {
        double sum = 0;
        for (Part part : parts) {
            double distance = Math.abs(part.value - mean);
            sum += distance == 0 ? 0 : Math.pow(distance / part.standardError(), 2);
        }
        return parts.size() > 1
                && sum > ChiSquaredDistribution.of(parts.size() - 1).inverseSurvivalProbability(HETEROGENEOUS);
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
