package spheres.attack;

import spheres.classifier.Classifier;

/** What a classifier answers along a straight line through the origin: the points {@code t e}, e a unit vector. */
public final class LineProfile {
    private final double extent;
    private final float[] logits;

    private LineProfile(double extent, float[] logits) {
        this.extent = extent;
        this.logits = logits;
    }

    /**
     * Judges equally spaced points.
     *
     * @param direction {@code [d]}, of any length above 0
     * @param extent t runs from -extent to extent
     * @param resolution how many points, at least 2
     */
    public static LineProfile of(Classifier classifier, float[] direction, double extent, int resolution) {
        int d = classifier.dimension();
        if (direction.length != d || !(Rows.norm(direction, 0, d) > 0)) {
            throw new IllegalArgumentException("direction has " + direction.length + " coordinates and must have d = "
                    + d + " that are not all 0 or NaN: give a direction");
        }
        if (!(extent > 0 && extent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("extent = " + extent + " is not in (0, Infinity): choose say 3");
        }
        if (resolution < 2) {
            throw new IllegalArgumentException(
                    "resolution = " + resolution + " is not in [2, 2147483647]: choose say 1001");
        }
        double norm = Rows.norm(direction, 0, d);
        float[] points = new float[Math.multiplyExact(resolution, d)];
        for (int k = 0; k < resolution; k++) {
            System.arraycopy(direction, 0, points, k * d, d);
            Rows.scale(points, k * d, d, at(k, extent, resolution) / norm);
        }
        return new LineProfile(extent, Judge.numbers(classifier, points, resolution));
    }

    private static double at(int index, double extent, int resolution) {
        return extent * (2.0 * index / (resolution - 1) - 1);
    }

    /** A copy of the logits, {@code [resolution]}, from -extent to extent. */
    public float[] logits() {
        return logits.clone();
    }

    /**
     * The largest norm on one side at which the classifier is sure of the inner class.
     *
     * @param positive the side of the direction, else the opposite one
     * @param confidence least sigmoid of the negative logit, such as 0.99
     * @return a norm in [0, extent]; 0 if it is nowhere so sure
     */
    public double confidentInnerUpTo(boolean positive, double confidence) {
        double least = Math.log(confidence / (1 - confidence));
        double norm = 0;
        for (int k = 0; k < logits.length; k++) {
            double t = (positive ? 1 : -1) * at(k, extent, logits.length);
            if (t > norm && -logits[k] >= least) {
                norm = t;
            }
        }
        return norm;
    }

    /** The norm at which the line leaves the region about the origin that is called inner; extent if it does not. */
    public double innerUpTo(boolean positive) {
        double norm = extent;
        for (int k = 0; k < logits.length; k++) {
            double t = (positive ? 1 : -1) * at(k, extent, logits.length);
            if (t >= 0 && t < norm && logits[k] > 0) {
                norm = t;
            }
        }
        return norm;
    }
}
