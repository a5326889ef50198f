package spheres.theory;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Tails of the beta law with parameters a and b in the log domain: {@code log I_x(a, b)} by the continued fraction of
 * the incomplete beta function (NIST Digital Library of Mathematical Functions, 8.17.22) times a power evaluated without
 * cancellation. Relative error of the probability about 1e-13 for parameters up to 1e6.
 */
record BetaLaw(double a, double b) {
    private static final int MOST_TERMS = 100_000;
    private static final double TINY = 1e-300;

    /** {@code log P(B < x)} and {@code log P(B > x)}, given x and 1 - x, each precise by itself. */
    TailProbability below(double x, double oneMinusX) {
        if (x <= 0) {
            return TailProbability.ZERO;
        }
        if (oneMinusX <= 0) {
            return TailProbability.ONE;
        }
        double error = 1e-13;
        if (x < (a + 1) / (a + b + 2)) {
            return TailProbability.ofLog(logLower(a, b, x, oneMinusX), error);
        }
        return TailProbability.ofLog(logLower(b, a, oneMinusX, x), error).complement();
    }

    private static double logLower(double a, double b, double x, double oneMinusX) {
        return logPower(a, b, x, oneMinusX) - Math.log(a) + Math.log(fraction(a, b, x));
    }

    /** {@code log(x^a (1 - x)^b / B(a, b))}: Stirling's formula turns it into a sum of small deviances. */
    private static double logPower(double a, double b, double x, double oneMinusX) {
        double n = a + b;
        return 0.5 * (Math.log(a) + Math.log(b / n))
                - NormalLaw.LOG_SQRT_TWO_PI
                + stirlingError(n)
                - stirlingError(a)
                - stirlingError(b)
                - deviance(a, n * x)
                - deviance(b, n * oneMinusX);
    }

    /** {@code log Gamma(z) - (z - 1/2) log z + z - log(2 pi) / 2}. */
    private static double stirlingError(double z) {
        if (z < 12) {
            return LogGamma.value(z) - (z - 0.5) * Math.log(z) + z - NormalLaw.LOG_SQRT_TWO_PI;
        }
        double r = 1 / (z * z);
        return (1.0 / 12
                        - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * 691.0 / 360360)))))
                / z;
    }

    /** {@code x log(x / m) + m - x} >= 0, without cancellation near m (Loader 2000). */
    private static double deviance(double x, double m) {
        double difference = x - m;
        if (Math.abs(difference) > 0.1 * (x + m)) {
            return x * Math.log(x / m) - difference;
        }
        // With v = (x - m) / (x + m), log(x / m) = 2 (v + v^3 / 3 + v^5 / 5 + ...).
        double v = difference / (x + m);
        double power = 2 * x * v;
        double sum = difference * v;
        for (int k = 3; ; k += 2) {
            power *= v * v;
            double next = sum + power / k;
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
    }

    /** The continued fraction by Lentz's method; fast for x below the mean. */
    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = guarded(1 - (a + b) * x / (a + 1));
        d = 1 / d;
        double value = d;
        for (int m = 1; m < MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / guarded(1 + even * d);
            c = guarded(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / guarded(1 + odd * d);
            c = guarded(1 + odd / c);
            double change = d * c;
            value *= change;
            if (Math.abs(change - 1) < 1e-16) {
                return value;
            }
        }
        throw new ArithmeticException("continued fraction of the incomplete beta function, a = " + a + ", b = " + b
                + ", x = " + x + ": no convergence");
    }

    private static double guarded(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
