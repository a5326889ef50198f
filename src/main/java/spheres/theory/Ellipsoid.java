package spheres.theory;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The boundary {@code sum_i alpha_i z_i^2 = 1} of a quadratic network with logit {@code w |W x|^2 + b}
 * (arXiv:1801.02774, section 4): {@code alpha_i = w s_i^2 / (-b)} with the singular values s_i of W, and z_i the
 * coordinates along its right singular vectors.
 *
 * <p>With w > 0 > b points outside are answered "outer"; with w < 0 < b the sides are swapped, and the ellipsoid is
 * {@link #flipped}. Equal signs leave no ellipsoid.
 */
public final class Ellipsoid {
    private final double[] alphas;
    private final double @Nullable [] axes;
    private final double bias;

    private Ellipsoid(double[] alphas, double @Nullable [] axes, double bias) {
        this.alphas = alphas;
        this.axes = axes;
        this.bias = bias;
    }

    /**
     * The alphas of a quadratic network, without the axes.
     *
     * @param weights W, {@code [hidden, inputs]}, row-major, finite
     * @param hidden h, at least 1
     * @param inputs d, at least 1
     * @param w the output weight, of the opposite sign of b
     * @param b the output bias
     */
    public static Ellipsoid ofNetwork(float[] weights, int hidden, int inputs, double w, double b) {
        return of(inDoubles(weights), hidden, inputs, w, b, false);
    }

    /** The alphas of a quadratic network with double weights, without the axes. */
    public static Ellipsoid ofNetwork(double[] weights, int hidden, int inputs, double w, double b) {
        return of(weights, hidden, inputs, w, b, false);
    }

    /** The alphas of a quadratic network and its principal axes; takes 3 to 10 times as long. */
    public static Ellipsoid ofNetworkWithAxes(float[] weights, int hidden, int inputs, double w, double b) {
        return of(inDoubles(weights), hidden, inputs, w, b, true);
    }

    /** The alphas of a quadratic network with double weights and its principal axes. */
    public static Ellipsoid ofNetworkWithAxes(double[] weights, int hidden, int inputs, double w, double b) {
        return of(weights, hidden, inputs, w, b, true);
    }

    private static double[] inDoubles(float[] weights) {
        double[] doubles = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            doubles[i] = weights[i];
        }
        return doubles;
    }

    private static Ellipsoid of(double[] weights, int hidden, int inputs, double w, double b, boolean withAxes) {
        requireShape(weights, hidden, inputs);
        if (Math.signum(w) * Math.signum(b) != -1 || Double.isInfinite(w) || Double.isInfinite(b)) {
            throw new IllegalArgumentException("w = " + w + " and b = " + b
                    + " are not finite and of opposite signs: the boundary of w |W x|^2 + b is no ellipsoid");
        }
        // The smaller Gram matrix has the same eigenvalues but for zeros; only the larger one has all axes.
        boolean outer = hidden < inputs && !withAxes;
        SymmetricEigensystem system = SymmetricEigensystem.ofGram(weights, hidden, inputs, outer, withAxes);
        double[] alphas = new double[inputs];
        for (int i = 0; i < Math.min(hidden, inputs); i++) {
            alphas[i] = Math.max(0, system.values()[i]) * (w / -b);
        }
        return new Ellipsoid(alphas, system.vectors().orElse(null), b);
    }

    private static void requireShape(double[] weights, int hidden, int inputs) {
        if (hidden < 1 || inputs < 1) {
            throw new IllegalArgumentException(
                    "hidden h = " + hidden + " and inputs d = " + inputs + " are not both in [1, 2147483647]");
        }
        if (weights.length != (long) hidden * inputs) {
            throw new IllegalArgumentException(
                    "weights has length " + weights.length + ", not h * d = " + (long) hidden * inputs);
        }
        for (int i = 0; i < weights.length; i++) {
            if (!Double.isFinite(weights[i])) {
                throw new IllegalArgumentException("weights[" + i + "] = " + weights[i] + " is not finite");
            }
        }
    }

    /** d, the dimension of the space. */
    public int dimension() {
        return alphas.length;
    }

    /**
     * alpha_i, {@code [d]}, descending. Of the d alphas at least d - h are exactly 0. Computed as eigenvalues of a Gram
     * matrix, with an absolute error of a few ulps of the largest: see {@link #alphaError}.
     */
    public double[] alphas() {
        return alphas.clone();
    }

    /** A bound of every alpha's absolute error: d times the double's epsilon times the largest alpha. */
    public double alphaError() {
        return alphas.length * Math.ulp(1.0) * alphas[0];
    }

    /** The axes, {@code [d, d]}, row-major: row i is the unit vector of alpha_i; empty if not asked for. */
    public Optional<double[]> axes() {
        return axes == null ? Optional.empty() : Optional.of(axes.clone());
    }

    /** Whether points inside are answered "outer": w < 0 < b. */
    public boolean flipped() {
        return bias > 0;
    }

    /** What multiplies {@code sum_i alpha_i z_i^2 - 1} in the logit: -b, negative for a flipped ellipsoid. */
    public double scale() {
        return -bias;
    }
}
