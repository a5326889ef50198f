package spheres.classifier;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spheres.input.Require;
import spheres.theory.Ellipsoid;

/**
 * The classifier whose boundary is the ellipsoid {@code sum_i alpha_i z_i^2 = 1}, where z is x in the ellipsoid's
 * principal axes: {@code logit = scale * (sum_i alpha_i z_i^2 - 1)}, positive outside, which is the answer "outer". A
 * quadratic network with w > 0 > b is this classifier with scale -b (arXiv:1801.02774, section 4).
 *
 * <p>Axes are the coordinate axes unless {@link #rotated} gives others; aligned with them, a point costs O(d), rotated
 * O(d^2). Sums are taken in double precision and rounded once; the relative rounding error of the logit is below 1e-7
 * of {@code scale * (1 + sum_i alpha_i z_i^2)}.
 *
 * <p>Owns scratch memory: one instance serves one thread at a time.
 */
public final class EllipsoidClassifier implements Classifier {
    private final double[] alphas;
    private final double scale;

    /** Row i is the direction of z_i; null where the axes are the coordinate axes. */
    private final double @Nullable [][] axes;

    /** Row j is the direction of x_j in the principal axes. */
    private final double @Nullable [][] coordinates;

    private final double[] z;
    private final double[] x;

    private EllipsoidClassifier(double[] alphas, double scale, double @Nullable [][] axes) {
        this.alphas = alphas;
        this.scale = scale;
        this.axes = axes;
        this.coordinates = axes == null ? null : transposed(axes);
        this.z = new double[alphas.length];
        this.x = new double[alphas.length];
    }

    /**
     * The ellipsoid along the coordinate axes with scale 1.
     *
     * @param alphas {@code [d]}, each finite and at least 0; 1 / sqrt(alpha) is the length of the semi-axis
     */
    public static EllipsoidClassifier of(double[] alphas) {
        if (alphas.length == 0) {
            throw new IllegalArgumentException(
                    "alphas has length 0: give one alpha for each of the d >= 1 coordinates");
        }
        for (int i = 0; i < alphas.length; i++) {
            if (!(alphas[i] >= 0 && alphas[i] < Double.POSITIVE_INFINITY)) {
                throw Require.notIn("[0, Infinity)", "alpha[" + i + "]", alphas[i]);
            }
        }
        return new EllipsoidClassifier(alphas.clone(), 1, null);
    }

    /**
     * The classifier of a quadratic network: the same logits, but for rounding. Without axes in the ellipsoid its axes are
     * taken to be those of the coordinates. A flipped ellipsoid has a negative scale and answers "outer" inside.
     */
    public static EllipsoidClassifier of(Ellipsoid ellipsoid) {
        EllipsoidClassifier aligned = of(ellipsoid.alphas());
        EllipsoidClassifier turned = ellipsoid.axes().map(aligned::rotated).orElse(aligned);
        return new EllipsoidClassifier(turned.alphas, ellipsoid.scale(), turned.axes);
    }

    /** The same boundary with logits multiplied: {@code logit = scale * (sum_i alpha_i z_i^2 - 1)}, scale positive. */
    public EllipsoidClassifier scaled(double scale) {
        Require.positive("scale", scale, "it is -b of the network");
        return new EllipsoidClassifier(alphas, scale, axes);
    }

    /**
     * The same alphas along other axes.
     *
     * @param axes {@code [d, d]}, row-major: row i is the unit vector of z_i; rows orthonormal to 1e-6
     */
    public EllipsoidClassifier rotated(double[] axes) {
        int d = alphas.length;
        if (axes.length != (long) d * d) {
            throw new IllegalArgumentException(
                    "axes has length " + axes.length + ", not d * d = " + (long) d * d + ": give one row per alpha");
        }
        double[][] rows = new double[d][];
        for (int i = 0; i < d; i++) {
            rows[i] = Arrays.copyOfRange(axes, i * d, (i + 1) * d);
            double squares = 0;
            for (double entry : rows[i]) {
                squares += entry * entry;
            }
            if (!(Math.abs(squares - 1) <= 1e-6)) {
                throw new IllegalArgumentException(
                        "row " + i + " of axes has squared norm " + squares + ", not 1: axes must be orthonormal");
            }
        }
        return new EllipsoidClassifier(alphas, scale, rows);
    }

    @Override
    public int dimension() {
        return alphas.length;
    }

    /** alpha_i, {@code [d]}, in the order of the axes. */
    public double[] alphas() {
        return alphas.clone();
    }

    /** What multiplies {@code sum_i alpha_i z_i^2 - 1}; negative only for a flipped {@link Ellipsoid}. */
    public double scale() {
        return scale;
    }

    /** The principal axes, {@code [d, d]}, row i the direction of z_i; empty where they are the coordinate axes. */
    public Optional<double[]> axes() {
        if (axes == null) {
            return Optional.empty();
        }
        int d = alphas.length;
        double[] flat = new double[d * d];
        for (int i = 0; i < d; i++) {
            System.arraycopy(axes[i], 0, flat, i * d, d);
        }
        return Optional.of(flat);
    }

    @Override
    public void logits(float[] points, int batch, float[] logits) {
        for (int row = 0; row < batch; row++) {
            toPrincipalAxes(points, row * alphas.length);
            logits[row] = (float) logit();
        }
    }

    @Override
    public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
        int d = alphas.length;
        for (int row = 0; row < batch; row++) {
            toPrincipalAxes(points, row * d);
            logits[row] = (float) logit();
            for (int i = 0; i < d; i++) {
                z[i] *= 2 * scale * alphas[i];
            }
            double[] gradient = axes == null ? z : combination(axes, z, x);
            for (int j = 0; j < d; j++) {
                gradients[row * d + j] = (float) gradient[j];
            }
        }
    }

    private double logit() {
        double even = 0;
        double odd = 0;
        int d = alphas.length;
        for (int i = 0; i + 1 < d; i += 2) {
            even += alphas[i] * z[i] * z[i];
            odd += alphas[i + 1] * z[i + 1] * z[i + 1];
        }
        if (d % 2 == 1) {
            even += alphas[d - 1] * z[d - 1] * z[d - 1];
        }
        return scale * (even + odd - 1);
    }

    private void toPrincipalAxes(float[] points, int offset) {
        double[] target = coordinates == null ? z : x;
        for (int j = 0; j < target.length; j++) {
            target[j] = points[offset + j];
        }
        if (coordinates != null) {
            combination(coordinates, x, z);
        }
    }

    /** Writes {@code sum_k weights[k] * rows[k]} to target; the order of loops lets HotSpot vectorise the inner one. */
    private static double[] combination(double[][] rows, double[] weights, double[] target) {
        Arrays.fill(target, 0);
        for (int k = 0; k < rows.length; k++) {
            double[] row = rows[k];
            double weight = weights[k];
            for (int j = 0; j < row.length; j++) {
                target[j] += weight * row[j];
            }
        }
        return target;
    }

    private static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }
}
