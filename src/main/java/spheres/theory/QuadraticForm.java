package spheres.theory;

import java.util.Arrays;
import spheres.input.Require;

/**
 * A quadratic form in independent standard normal variables, {@code Q = sum_j w_j chi^2_j}, with distinct weights w_j of
 * any sign and nu_j degrees of freedom.
 *
 * <p>Tails are found from the cumulant generating function {@code K(s) = -1/2 sum_j nu_j log(1 - 2 s w_j)}: exactly, by
 * integrating {@code exp(K(s) - s x) / s} along its path of steepest descent ({@link SteepestDescent}), and by Lugannani
 * and Rice's saddlepoint formula (1980, doi:10.2307/1426607). Both work on logarithms, so that no tail is too small.
 */
public final class QuadraticForm {
    private static final double EPSILON = Math.ulp(1.0);

    /** Weights divided by the largest modulus, ascending and distinct. */
    private final double[] weights;

    private final double[] degrees;
    private final double scale;

    private QuadraticForm(double[] weights, double[] degrees, double scale) {
        this.weights = weights;
        this.degrees = degrees;
        this.scale = scale;
    }

    /**
     * The form {@code sum_i weights_i g_i^2} with independent standard normal g_i.
     *
     * @param weights {@code [d]}, finite, in any order, equal ones allowed
     */
    public static QuadraticForm of(double... weights) {
        double[] ones = new double[weights.length];
        Arrays.fill(ones, 1);
        return of(weights, ones);
    }

    /**
     * The form {@code sum_j weights_j chi^2_(degrees_j)}.
     *
     * @param weights {@code [m]}, finite, in any order, equal ones allowed
     * @param degrees {@code [m]}, positive and finite
     */
    public static QuadraticForm of(double[] weights, double[] degrees) {
        if (weights.length == 0 || weights.length != degrees.length) {
            throw new IllegalArgumentException("weights has length " + weights.length + " and degrees " + degrees.length
                    + ": give at least one weight, and as many degrees");
        }
        double largest = 0;
        for (int j = 0; j < weights.length; j++) {
            if (!Double.isFinite(weights[j])) {
                throw new IllegalArgumentException("weight[" + j + "] = " + weights[j] + " is not finite");
            }
            if (!(degrees[j] > 0 && degrees[j] < Double.POSITIVE_INFINITY)) {
                throw Require.notIn("(0, Infinity)", "degrees[" + j + "]", degrees[j]);
            }
            largest = Math.max(largest, Math.abs(weights[j]));
        }
        double scale = largest == 0 ? 1 : largest;
        Integer[] order = new Integer[weights.length];
        Arrays.setAll(order, j -> j);
        Arrays.sort(order, (a, b) -> Double.compare(weights[a], weights[b]));
        double[] distinct = new double[weights.length];
        double[] merged = new double[weights.length];
        int count = 0;
        for (int j : order) {
            double weight = weights[j] / scale;
            if (weight == 0) {
                continue;
            }
            if (count == 0 || distinct[count - 1] != weight) {
                distinct[count++] = weight;
            }
            merged[count - 1] += degrees[j];
        }
        return new QuadraticForm(Arrays.copyOf(distinct, count), Arrays.copyOf(merged, count), scale);
    }

    /** The expectation. */
    public double mean() {
        return scale * scaledMean();
    }

    private double scaledMean() {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += degrees[j] * weights[j];
        }
        return sum;
    }

    /** The variance. */
    public double variance() {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += 2 * degrees[j] * weights[j] * weights[j];
        }
        return scale * scale * sum;
    }

    /**
     * {@code P(Q > x)} by numerical inversion, relative error about 1e-11 (the estimate is in the result) for the smaller
     * of the tails on either side of the mean. Exactly 0 and 1 where Q cannot or must exceed x.
     */
    public TailProbability above(double x) {
        return tail(x, QuadraticForm::inverted);
    }

    /** {@code P(Q > x)} by Lugannani and Rice's saddlepoint approximation, without an estimate of its error. */
    public TailProbability saddlepointAbove(double x) {
        return tail(x, QuadraticForm::lugannaniRice);
    }

    private interface Method {
        TailProbability above(QuadraticForm form, double scaledX);
    }

    private TailProbability tail(double x, Method method) {
        if (!Double.isFinite(x)) {
            throw new IllegalArgumentException("x = " + x + " is not finite");
        }
        boolean none = weights.length == 0;
        if (x >= 0 && (none || weights[weights.length - 1] < 0)) {
            return TailProbability.ZERO;
        }
        if (none ? x < 0 : x <= 0 && weights[0] > 0) {
            return TailProbability.ONE;
        }
        double scaledX = x / scale;
        return scaledMean() <= scaledX
                ? method.above(this, scaledX)
                : method.above(negated(), -scaledX).complement();
    }

    private QuadraticForm negated() {
        int m = weights.length;
        double[] reversed = new double[m];
        double[] reversedDegrees = new double[m];
        for (int j = 0; j < m; j++) {
            reversed[j] = -weights[m - 1 - j];
            reversedDegrees[j] = degrees[m - 1 - j];
        }
        return new QuadraticForm(reversed, reversedDegrees, scale);
    }

    private TailProbability inverted(double x) {
        Tilt tilt = tiltWhere(x, true);
        // The pole of 1/s is a term of its own: -log(s / s0) = -1/2 * 2 * log(1 - 2 * (-1 / (2 s0)) * (s - s0)).
        double[] tilted = Arrays.copyOf(tilt.weights, weights.length + 1);
        double[] tiltedDegrees = Arrays.copyOf(degrees, weights.length + 1);
        tilted[weights.length] = -0.5 / tilt.s;
        tiltedDegrees[weights.length] = 2;
        SteepestDescent.Result path = new SteepestDescent(tilted, tiltedDegrees, x).integral();
        double logValue = tilt.cumulant - tilt.s * x - Math.log(tilt.s) + Math.log(path.value());
        double rounding = 4 * EPSILON * (tilt.rounding + Math.abs(tilt.s * x) + 10);
        return TailProbability.ofLog(Math.min(logValue, 0), path.relativeError() + rounding);
    }

    private TailProbability lugannaniRice(double x) {
        Tilt tilt = tiltWhere(x, false);
        double w = Math.sqrt(Math.max(0, 2 * (tilt.s * x - tilt.cumulant)));
        // Measured in the largest tilted weight, so that no square leaves the range of a double.
        double unit = Arrays.stream(tilt.weights).map(Math::abs).max().orElseThrow();
        double second = 0;
        double third = 0;
        for (int j = 0; j < weights.length; j++) {
            double weight = tilt.weights[j] / unit;
            second += 2 * degrees[j] * weight * weight;
            third += 8 * degrees[j] * weight * weight * weight;
        }
        double u = tilt.s * unit * Math.sqrt(second);
        // Near the mean 1/u - 1/w cancels; its limit there is minus a sixth of the skewness.
        double correction = w < 1e-4 ? -third / Math.pow(second, 1.5) / 6 : 1 / u - 1 / w;
        double mills = Math.exp(NormalLaw.logSurvival(w) + w * w / 2 + NormalLaw.LOG_SQRT_TWO_PI);
        double logValue = -w * w / 2 - NormalLaw.LOG_SQRT_TWO_PI + Math.log(mills + correction);
        return TailProbability.ofLog(Math.min(logValue, 0), Double.NaN);
    }

    /** A real point s of the cumulant function: K(s), the weights {@code w_j / (1 - 2 s w_j)} seen from it. */
    private static final class Tilt {
        final double s;
        final double[] weights;
        final double cumulant;
        final double rounding;

        Tilt(double s, double[] weights, double cumulant, double rounding) {
            this.s = s;
            this.weights = weights;
            this.cumulant = cumulant;
            this.rounding = rounding;
        }
    }

    /** The s > 0 at which {@code K'(s) - x}, with a pole also {@code - 1/s}, is zero; 0 without a pole if K'(0) = x. */
    private Tilt tiltWhere(double x, boolean pole) {
        double highest = weights[weights.length - 1];
        boolean bounded = highest > 0;
        // s = limit / (1 + exp(-r)) keeps both s and limit - s precise; without a limit s = exp(r).
        double low = -1500;
        double high = bounded ? 1500 : 700;
        double r = 0;
        double[] tilted = new double[weights.length];
        double move = Double.POSITIVE_INFINITY;
        for (int step = 0; step < 200 && Math.abs(move) > EPSILON * (1 + Math.abs(r)); step++) {
            tiltAt(r, bounded, tilted);
            double s = s(r, bounded);
            double rise = Math.max(-x, 0);
            double riseChange = 0;
            double fall = Math.max(x, 0) + (pole ? 1 / s : 0);
            double fallChange = pole ? -1 / (s * s) : 0;
            for (int j = 0; j < weights.length; j++) {
                double term = degrees[j] * tilted[j];
                if (term > 0) {
                    rise += term;
                    riseChange += 2 * term * tilted[j];
                } else {
                    fall -= term;
                    fallChange -= 2 * term * tilted[j];
                }
            }
            // Rise and fall grow like exp(r) and exp(-r) at the ends: the logarithm of their ratio is almost linear.
            double excess = Math.log(rise / fall);
            if (excess > 0) {
                high = r;
            } else {
                low = r;
            }
            double rate = bounded ? s / (1 + Math.exp(r)) : s;
            double next = r - excess / ((riseChange / rise - fallChange / fall) * rate);
            next = next > low && next < high ? next : (low + high) / 2;
            move = next - r;
            r = next;
        }
        tiltAt(r, bounded, tilted);
        double cumulant = 0;
        double rounding = 0;
        double compensation = 0;
        for (int j = 0; j < weights.length; j++) {
            double term = 0.5 * degrees[j] * Math.log(tilted[j] / weights[j]);
            rounding += Math.abs(term) + degrees[j];
            double adjusted = term - compensation;
            double sum = cumulant + adjusted;
            compensation = (sum - cumulant) - adjusted;
            cumulant = sum;
        }
        return new Tilt(s(r, bounded), tilted, cumulant, rounding);
    }

    private double s(double r, boolean bounded) {
        return bounded ? 0.5 / weights[weights.length - 1] / (1 + Math.exp(-r)) : Math.exp(r);
    }

    private void tiltAt(double r, boolean bounded, double[] tilted) {
        double s = s(r, bounded);
        double highest = weights[weights.length - 1];
        double rest = bounded ? 0.5 / highest / (1 + Math.exp(r)) : 0;
        for (int j = 0; j < weights.length; j++) {
            double weight = weights[j];
            double denominator = weight > 0 ? (highest - weight) / highest + 2 * weight * rest : 1 - 2 * weight * s;
            tilted[j] = weight / denominator;
        }
    }
}
