package spheres.experiment;

import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import spheres.attack.MeanDistance;
import spheres.stats.ConfidenceInterval;

/**
 * How far snapshots lie beyond the bound of theorem 5.1, all together. The theorem says that the mean distance to the nearest
 * error is at most that to the cap of the same measure; a measurement may exceed it by chance.
 *
 * @param point the snapshot with the largest excess
 * @param largest its excess in standard errors, as a normal variable: Student's statistic of the distances' mean is taken to the
 *     normal quantile of the same tail; negative inside the bound
 * @param detectable the excess, as a share of the bound, that half of the snapshots would show
 */
public record BoundExcess(TradeoffPoint point, double largest, double detectable) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Of the interval whose width gives the standard error of the bound. */
    private static final double LEVEL = 0.95;

    /** The least tail of Student's law that is told from 0. */
    private static final double LEAST_TAIL = 1e-300;

    /**
     * The excess of snapshots from each of whose starts an error is known.
     *
     * @param points at least one, with a known rate
     * @param level the probability that none of them shows, by chance, more than is allowed
     */
    public static BoundExcess of(List<TradeoffPoint> points, double level) {
        ConfidenceInterval.requireLevel(level);
        TradeoffPoint farthest = points.stream()
                .max(Comparator.comparingDouble(BoundExcess::standardised))
                .orElseThrow(() -> new IllegalArgumentException("there is no snapshot: at least 1 is needed"));
        double allowed = NORMAL.inverseSurvivalProbability((1 - level) / points.size());
        double[] shares = points.stream()
                .mapToDouble(point -> allowed * standardError(point) / bound(point))
                .sorted()
                .toArray();
        return new BoundExcess(farthest, standardised(farthest), shares[shares.length / 2]);
    }

    private static double standardised(TradeoffPoint point) {
        MeanDistance distance = point.nearest();
        double statistic = (distance.mean() - bound(point)) / standardError(point);
        TDistribution student = TDistribution.of(distance.found() - 1.0);
        // The smaller tail is the one that is known to all its digits.
        return statistic > 0
                ? NORMAL.inverseSurvivalProbability(Math.max(LEAST_TAIL, student.survivalProbability(statistic)))
                : -NORMAL.inverseSurvivalProbability(Math.max(LEAST_TAIL, student.cumulativeProbability(statistic)));
    }

    private static double bound(TradeoffPoint point) {
        return point.bound(LEVEL).value();
    }

    private static double standardError(TradeoffPoint point) {
        ConfidenceInterval bound = point.bound(LEVEL);
        double ofBound = (bound.high() - bound.low()) / (2 * NORMAL.inverseSurvivalProbability((1 - LEVEL) / 2));
        return Math.hypot(point.nearest().standardError(), ofBound);
    }
}
