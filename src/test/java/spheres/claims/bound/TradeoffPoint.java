package spheres.claims.bound;

import java.util.Optional;
import spheres.attack.MeanDistance;
import spheres.snapshot.QuadraticSnapshot;
import spheres.snapshot.ReluSnapshot;
import spheres.snapshot.Snapshot;
import spheres.stats.ConfidenceInterval;
import spheres.stats.ErrorRate;
import spheres.stats.RareEventRate;
import spheres.stats.Student;
import spheres.theory.DistanceBound;

/**
 * A point of figure 6: how often a network errs on the inner sphere at one moment of its training, and how far the nearest
 * error on it is on average, errors themselves at 0. For a quadratic network the rate is exact and the distance exact from
 * each of its starts; for a ReLU network the rate is estimated and the distance is that of the nearest errors found.
 *
 * @param architecture the network's, as figure 6 names it
 * @param dimension d
 * @param training what tells it from other trainings: its name as evidence
 * @param trainingSet "online" or "N = ..."
 * @param seed of the training
 * @param snapshot what was measured
 */
public record TradeoffPoint(
        TradeoffArchitecture architecture,
        int dimension,
        String training,
        String trainingSet,
        long seed,
        Snapshot snapshot) {
    /** Numerical error of an exact rate, relative. */
    private static final double EXACT = 1e-9;

    /** Whether a rate above 0 is known: the only points that the plot has a place for. */
    public boolean hasRate() {
        double rate = rate();
        return rate > 0 && rate < 1;
    }

    /** The error rate on the inner sphere; 0 where errors are rarer than the estimator looks for. */
    public double rate() {
        return rate(0.95).value();
    }

    /** The interval for the error rate at that coverage, in (0, 1). */
    public ConfidenceInterval rate(double level) {
        if (snapshot instanceof ReluSnapshot relu) {
            ErrorRate inner = relu.inner();
            ConfidenceInterval interval = inner.interval(level);
            boolean reached = inner.rare().map(RareEventRate::found).orElse(true);
            return reached ? interval : new ConfidenceInterval(0, 0, interval.high(), level);
        }
        double log10 = ((QuadraticSnapshot) snapshot).inner().log10Exact().orElse(Double.NEGATIVE_INFINITY);
        double rate = Math.pow(10, log10);
        return new ConfidenceInterval(rate, rate * (1 - EXACT), Math.min(1, rate * (1 + EXACT)), level);
    }

    /** How the rate is known: "exact", "sample" or "split". */
    public String method() {
        if (snapshot instanceof ReluSnapshot relu) {
            return relu.inner().rare().isEmpty() ? "sample" : "split";
        }
        return "exact";
    }

    /** The mean distance to the nearest error, exact or by the refined attack. */
    public MeanDistance nearest() {
        if (snapshot instanceof ReluSnapshot relu) {
            return relu.refinedAttack();
        }
        return ((QuadraticSnapshot) snapshot).inner().distance();
    }

    /** The mean distance to the first error that the paper's attack finds. */
    public MeanDistance paperAttack() {
        return attack().orElseThrow(() -> new IllegalStateException(this + " was not attacked"));
    }

    /** Whether there is a distance by the paper's attack. */
    public boolean isAttacked() {
        return attack().isPresent();
    }

    private Optional<MeanDistance> attack() {
        return snapshot instanceof ReluSnapshot relu
                ? Optional.of(relu.paperAttack())
                : ((QuadraticSnapshot) snapshot).paperAttack();
    }

    /**
     * Student's interval for a mean distance. Starts without an error found count as 0 at its low end and leave no high end:
     * how far the nearest error is from them is not known.
     *
     * @param level coverage, in (0, 1)
     */
    public static ConfidenceInterval interval(MeanDistance distance, double level) {
        ConfidenceInterval.requireLevel(level);
        int found = distance.found();
        if (found < 2) {
            return new ConfidenceInterval(distance.mean(), 0, Double.POSITIVE_INFINITY, level);
        }
        ConfidenceInterval mean = Student.interval(distance.mean(), distance.standardError(), found - 1.0, level);
        double low = Math.max(0, mean.low()) * distance.successRate();
        double high = found == distance.starts() ? mean.high() : Double.POSITIVE_INFINITY;
        return new ConfidenceInterval(distance.mean(), low, high, level);
    }

    /**
     * The interval for the largest distance that any error set of this rate has (theorem 5.1).
     *
     * @param level coverage, in (0, 1)
     */
    public ConfidenceInterval bound(double level) {
        ConfidenceInterval rate = rate(level);
        return new ConfidenceInterval(cap(rate.value()), cap(rate.high()), cap(rate.low()), level);
    }

    private double cap(double rate) {
        return DistanceBound.exact(dimension, Math.min(1 - 1e-12, Math.max(Double.MIN_NORMAL, rate)));
    }

    /** A mean distance over the bound. */
    public double ratio(MeanDistance distance) {
        return distance.mean() / cap(rate());
    }
}
