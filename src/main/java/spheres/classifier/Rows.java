package spheres.classifier;

/**
 * Sums over one row of a row-major array, accumulated in double precision. Four accumulators: HotSpot does not
 * vectorise a sum, and one chain of additions would cost its latency for every term.
 */
public final class Rows {
    private Rows() {}

    public static double dot(float[] a, int offsetA, float[] b, int offsetB, int d) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 3 < d; j += 4) {
            s0 += (double) a[offsetA + j] * b[offsetB + j];
            s1 += (double) a[offsetA + j + 1] * b[offsetB + j + 1];
            s2 += (double) a[offsetA + j + 2] * b[offsetB + j + 2];
            s3 += (double) a[offsetA + j + 3] * b[offsetB + j + 3];
        }
        for (; j < d; j++) {
            s0 += (double) a[offsetA + j] * b[offsetB + j];
        }
        return s0 + s1 + (s2 + s3);
    }

    public static double norm(float[] a, int offset, int d) {
        return Math.sqrt(dot(a, offset, a, offset, d));
    }

    public static double distance(float[] a, int offsetA, float[] b, int offsetB, int d) {
        double squares = 0;
        for (int j = 0; j < d; j++) {
            double difference = (double) a[offsetA + j] - b[offsetB + j];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }

    public static void scale(float[] a, int offset, int d, double factor) {
        for (int j = 0; j < d; j++) {
            a[offset + j] = (float) (a[offset + j] * factor);
        }
    }
}
