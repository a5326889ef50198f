package spheres.nearest;

import org.jspecify.annotations.Nullable;
import spheres.attack.Starts;
import spheres.classifier.EllipsoidClassifier;

/** The rotation between coordinates and an ellipsoid's principal axes, in double precision. */
final class PrincipalAxes {
    /** Points rotated together, so that an axis is read from memory once for all of them. */
    private static final int BLOCK = 8;

    private final int d;

    /** {@code [d, d]}, row i the direction of z_i; null where the axes are the coordinate axes. */
    private final double @Nullable [] rows;

    private PrincipalAxes(int d, double @Nullable [] rows) {
        this.d = d;
        this.rows = rows;
    }

    static PrincipalAxes of(EllipsoidClassifier classifier) {
        return new PrincipalAxes(classifier.dimension(), classifier.axes().orElse(null));
    }

    double[] into(double[] x) {
        if (rows == null) {
            return x.clone();
        }
        double[] z = new double[d];
        for (int i = 0; i < d; i++) {
            z[i] = dot(rows, i * d, x);
        }
        return z;
    }

    double[] outOf(double[] z) {
        if (rows == null) {
            return z.clone();
        }
        double[] x = new double[d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                x[j] += z[i] * rows[i * d + j];
            }
        }
        return x;
    }

    /** All starts in the principal axes, {@code [count][d]}. */
    double[][] into(Starts starts) {
        double[][] x = new double[starts.count()][d];
        float[] points = starts.rows();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < d; j++) {
                x[i][j] = points[i * d + j];
            }
        }
        if (rows == null) {
            return x;
        }
        double[][] z = new double[x.length][d];
        for (int from = 0; from < x.length; from += BLOCK) {
            int to = Math.min(x.length, from + BLOCK);
            for (int i = 0; i < d; i++) {
                for (int p = from; p < to; p++) {
                    z[p][i] = dot(rows, i * d, x[p]);
                }
            }
        }
        return z;
    }

    private static double dot(double[] matrix, int offset, double[] x) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 3 < x.length; j += 4) {
            s0 += matrix[offset + j] * x[j];
            s1 += matrix[offset + j + 1] * x[j + 1];
            s2 += matrix[offset + j + 2] * x[j + 2];
            s3 += matrix[offset + j + 3] * x[j + 3];
        }
        for (; j < x.length; j++) {
            s0 += matrix[offset + j] * x[j];
        }
        return s0 + s1 + (s2 + s3);
    }
}
