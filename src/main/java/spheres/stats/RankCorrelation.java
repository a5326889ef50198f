package spheres.stats;

import java.util.Arrays;

/** Spearman's rank correlation: 1 where two quantities always rise together, -1 where one falls whenever the other rises. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * The correlation of the ranks; equal values share their mean rank.
     *
     * @param x {@code [n]}, n at least 2, not all equal
     * @param y {@code [n]}, not all equal
     */
    public static double of(double[] x, double[] y) {
        ConfidenceInterval.requireAtLeast("pairs", x.length, 2);
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    x.length + " values of x and " + y.length + " of y are no pairs: give as many of both");
        }
        double[] u = ranks("x", x);
        double[] v = ranks("y", y);
        double middle = (x.length + 1) / 2.0;
        double products = 0;
        double squaresU = 0;
        double squaresV = 0;
        for (int i = 0; i < u.length; i++) {
            products += (u[i] - middle) * (v[i] - middle);
            squaresU += (u[i] - middle) * (u[i] - middle);
            squaresV += (v[i] - middle) * (v[i] - middle);
        }
        return products / Math.sqrt(squaresU * squaresV);
    }

    private static double[] ranks(String name, double[] values) {
        if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            throw new IllegalArgumentException(name + " = " + values[0] + " in all " + values.length
                    + " pairs has no ranks: give at least two different values");
        }
        return Arrays.stream(values)
                .map(value -> {
                    long below =
                            Arrays.stream(values).filter(other -> other < value).count();
                    long equal = Arrays.stream(values)
                            .filter(other -> other == value)
                            .count();
                    return below + (equal + 1) / 2.0;
                })
                .toArray();
    }
}
