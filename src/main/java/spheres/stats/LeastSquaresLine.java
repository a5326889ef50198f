package spheres.stats;

import java.util.Arrays;

/**
 * The straight line that least squares put through points (x, y).
 *
 * @param slope dy/dx
 * @param intercept y at x = 0
 * @param slopeError standard error of the slope, for independent errors of equal spread in y; NaN for two points
 * @param residualSpread standard deviation of y about the line, with n - 2 degrees of freedom; NaN for two points
 */
public record LeastSquaresLine(double slope, double intercept, double slopeError, double residualSpread) {

    /**
     * The line through points.
     *
     * @param x {@code [n]}, n at least 2, not all equal
     * @param y {@code [n]}
     */
    public static LeastSquaresLine of(double[] x, double[] y) {
        ConfidenceInterval.requireAtLeast("points", x.length, 2);
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    x.length + " values of x and " + y.length + " of y are no points: give as many of both");
        }
        double middleX = Arrays.stream(x).average().orElseThrow();
        double middleY = Arrays.stream(y).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - middleX) * (y[i] - middleY);
            squares += (x[i] - middleX) * (x[i] - middleX);
        }
        if (squares == 0) {
            throw new IllegalArgumentException("x = " + x[0] + " at all " + x.length
                    + " points: no line through them has a slope; give at least two different x");
        }
        double slope = products / squares;
        double residuals = 0;
        for (int i = 0; i < x.length; i++) {
            double residual = y[i] - middleY - slope * (x[i] - middleX);
            residuals += residual * residual;
        }
        double spread = x.length == 2 ? Double.NaN : Math.sqrt(residuals / (x.length - 2));
        return new LeastSquaresLine(slope, middleY - slope * middleX, spread / Math.sqrt(squares), spread);
    }

    /** y on the line. */
    public double at(double x) {
        return intercept + slope * x;
    }
}
