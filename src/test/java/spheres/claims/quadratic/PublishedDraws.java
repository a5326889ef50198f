package spheres.claims.quadratic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import spheres.claims.harness.ClaimRun;
import spheres.sphere.IndexedRandom;
import spheres.stats.ConfidenceInterval;
import spheres.stats.Student;
import spheres.theory.PublishedHistogram;

/**
 * The published alphas with what figure 3 (left) leaves open: where each lies within its bin, drawn uniformly, and the scale
 * of the axis, read to {@value #READ_OFF}. The counts are exact, since they sum to the 500 alphas there are.
 */
final class PublishedDraws {
    /** Relative error of the axis. */
    static final double READ_OFF = 0.01;

    private static final PublishedHistogram HISTOGRAM = PublishedHistogram.load();

    private final List<double[]> draws;

    /** As many draws as the claim's size of that name says. */
    PublishedDraws(ClaimRun run) {
        this(run.seed(), run.stream("positions within bins"), run.count("draws"));
    }

    PublishedDraws(long seed, long stream, int count) {
        IndexedRandom random = new IndexedRandom(seed, stream);
        draws = IntStream.range(0, count)
                .mapToObj(index -> alphas(random, index))
                .toList();
    }

    /** One draw at the axis as it was read: each alpha uniform within its bin. */
    static double[] alphas(IndexedRandom random, long index) {
        random.seek(index);
        return HISTOGRAM.alphas(IntStream.range(0, HISTOGRAM.size())
                .mapToDouble(i -> random.nextDouble())
                .toArray());
    }

    /** The scales that the ends are taken over: a quantity need not be monotone in the scale. */
    static double[] scales() {
        return new double[] {1 - READ_OFF, 1 - READ_OFF / 2, 1, 1 + READ_OFF / 2, 1 + READ_OFF};
    }

    /** The quantity of each draw at a scale of the axis. */
    double[] values(double scale, ToDoubleFunction<double[]> quantity) {
        return draws.stream()
                .mapToDouble(alphas -> quantity.applyAsDouble(
                        Arrays.stream(alphas).map(alpha -> scale * alpha).toArray()))
                .toArray();
    }

    /**
     * Holds the quantity of the network that the figure shows: at every scale the prediction interval of one further draw at
     * that level, since a sum over 500 alphas is nearly normal; the ends are the worst over the scales.
     */
    ConfidenceInterval interval(double level, ToDoubleFunction<double[]> quantity) {
        List<double[]> all = Arrays.stream(scales())
                .mapToObj(scale -> values(scale, quantity))
                .toList();
        double even = mean(all.get(scales().length / 2));
        return new ConfidenceInterval(
                even,
                all.stream()
                        .mapToDouble(values -> mean(values) - half(values, level))
                        .min()
                        .orElseThrow(),
                all.stream()
                        .mapToDouble(values -> mean(values) + half(values, level))
                        .max()
                        .orElseThrow(),
                level);
    }

    /** Records the interval of a quantity at its share of the claim's level. */
    void record(ClaimRun run, String name, ToDoubleFunction<double[]> quantity) {
        record(run, name, quantity, Map.of());
    }

    void record(ClaimRun run, String name, ToDoubleFunction<double[]> quantity, Map<String, Object> details) {
        ConfidenceInterval interval = interval(run.level(1), quantity);
        run.record(name, "the published histogram", ClaimRun.observed(interval), draws.size(), details);
    }

    /** Half the width of Student's prediction interval for one further value. */
    static double half(double[] values, double level) {
        double mean = mean(values);
        double variance = Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
        return Student.quantile(values.length - 1.0, level) * Math.sqrt(variance * (1 + 1.0 / values.length));
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    int count() {
        return draws.size();
    }
}
