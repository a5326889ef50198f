package spheres.claims.bound;

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
        if (points.isEmpty()) {
            throw new IllegalArgumentException("there is no snapshot: at least 1 is needed");
        }
        double allowed = NORMAL.inverseSurvivalProbability((1 - level) / points.size());
        List<Standing> standings = points.stream().map(Standing::of).toList();
        Standing farthest = standings.stream()
                .max(Comparator.comparingDouble(Standing::standardised))
                .orElseThrow();
        double[] shares = standings.stream()
                .mapToDouble(standing -> allowed * standing.standardError / standing.bound)
                .sorted()
                .toArray();
        return new BoundExcess(farthest.point, farthest.standardised, shares[shares.length / 2]);
    }

    /** One snapshot against its bound; the standard error is that of their difference. */
    private record Standing(TradeoffPoint point, double bound, double standardError, double standardised) {
        static Standing of(TradeoffPoint point) {
            ConfidenceInterval bound = point.bound(LEVEL);
            double ofBound = (bound.high() - bound.low()) / (2 * NORMAL.inverseSurvivalProbability((1 - LEVEL) / 2));
            MeanDistance distance = point.nearest();
            double standardError = Math.hypot(distance.standardError(), ofBound);
            double statistic = (distance.mean() - bound.value()) / standardError;
            return new Standing(point, bound.value(), standardError, normal(statistic, distance.found() - 1.0));
        }

        /** The normal quantile of the same tail as Student's statistic; the smaller tail is known to all its digits. */
        private static double normal(double statistic, double degreesOfFreedom) {
            TDistribution student = TDistribution.of(degreesOfFreedom);
            double tail = student.survivalProbability(Math.abs(statistic));
            return Math.copySign(NORMAL.inverseSurvivalProbability(Math.max(LEAST_TAIL, tail)), statistic);
        }
    }
}
