package spheres.theory;

/**
 * A probability that may lie far below what a double can hold, with its complement and an estimate of its error.
 *
 * @param logValue natural logarithm of the probability, -Infinity for 0
 * @param logComplement natural logarithm of one minus the probability, -Infinity for 1
 * @param relativeError estimate of the relative error of the probability; 0 for exact values, NaN where the value is
 *     an approximation without one
 */
public record TailProbability(double logValue, double logComplement, double relativeError) {

    /** Exactly 0: the event is impossible. */
    static final TailProbability ZERO = new TailProbability(Double.NEGATIVE_INFINITY, 0, 0);

    /** Exactly 1: the event is certain. */
    static final TailProbability ONE = new TailProbability(0, Double.NEGATIVE_INFINITY, 0);

    static TailProbability ofLog(double logValue, double relativeError) {
        return new TailProbability(logValue, logOneMinusExp(logValue), relativeError);
    }

    /** The probability; 0 where it is below 4.9e-324. */
    public double value() {
        return Math.exp(logValue);
    }

    /** The decimal logarithm of the probability, -Infinity for 0. */
    public double log10() {
        return logValue / Math.log(10);
    }

    /** The probability of the opposite event. */
    public TailProbability complement() {
        double error = relativeError == 0 ? 0 : relativeError * Math.exp(logValue - logComplement);
        return new TailProbability(logComplement, logValue, error);
    }

    /** {@code log(1 - exp(x))} for x <= 0 without cancellation; -Infinity for x >= 0. */
    static double logOneMinusExp(double x) {
        if (x >= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return x < -0.6931471805599453 ? Math.log1p(-Math.exp(x)) : Math.log(-Math.expm1(x));
    }

    /** {@code log(exp(x) + exp(y))} without overflow. */
    static double logSum(double x, double y) {
        double high = Math.max(x, y);
        return high == Double.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(x, y) - high));
    }
}
