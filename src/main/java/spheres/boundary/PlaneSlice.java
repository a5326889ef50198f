package spheres.boundary;

import spheres.classifier.Classifier;
import spheres.classifier.Logits;
import spheres.classifier.Rows;
import spheres.input.Require;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

/**
 * What a classifier answers on the plane through the origin that two directions span, as in Figure 1 of
 * arXiv:1801.02774. The first axis is the first direction; the second is what is left of the second direction.
 *
 * <p>Serves one thread at a time, as its classifier does.
 */
public final class PlaneSlice {
    private static final double LEAST_ANGLE = 1e-3;

    private final Classifier classifier;
    private final ConcentricSpheres spheres;
    private final float[] first;
    private final float[] second;

    private PlaneSlice(Classifier classifier, ConcentricSpheres spheres, float[] first, float[] second) {
        this.classifier = classifier;
        this.spheres = spheres;
        this.first = first;
        this.second = second;
    }

    /**
     * The plane of two directions.
     *
     * @param first {@code [d]}, of any length above 0
     * @param second {@code [d]}, of any length above 0, at an angle of at least 0.001 to the first and its opposite
     */
    public static PlaneSlice of(Classifier classifier, ConcentricSpheres spheres, float[] first, float[] second) {
        int d = spheres.dimension();
        if (classifier.dimension() != d || first.length != d || second.length != d) {
            throw new IllegalArgumentException("dimensions differ: spheres d = " + d + ", classifier "
                    + classifier.dimension() + ", directions " + first.length + " and " + second.length
                    + ": give all of one dimension");
        }
        float[] e1 = first.clone();
        Rows.scale(e1, 0, d, 1 / Rows.norm(e1, 0, d));
        float[] e2 = second.clone();
        Rows.scale(e2, 0, d, 1 / Rows.norm(e2, 0, d));
        double shared = Rows.dot(e1, 0, e2, 0, d);
        for (int j = 0; j < d; j++) {
            e2[j] = (float) (e2[j] - shared * e1[j]);
        }
        double sine = Rows.norm(e2, 0, d);
        if (!(sine >= LEAST_ANGLE)) {
            throw Require.notIn(
                    "[0.001, 1]: choose directions that span a plane",
                    "sine of the angle between the directions",
                    sine);
        }
        Rows.scale(e2, 0, d, 1 / sine);
        return new PlaneSlice(classifier, spheres, e1, e2);
    }

    /**
     * Logits on a square grid.
     *
     * @param extent coordinates run from -extent to extent
     * @param resolution how many of them, at least 2
     * @return {@code [resolution][resolution]}, first index the second axis
     */
    public float[][] grid(double extent, int resolution) {
        Require.positive("extent", extent, "choose say 3");
        Require.atLeast(2, "resolution", resolution, "choose say 200");
        int d = first.length;
        float[][] logits = new float[resolution][];
        float[] points = new float[resolution * d];
        for (int row = 0; row < resolution; row++) {
            for (int column = 0; column < resolution; column++) {
                place(at(column, extent, resolution), at(row, extent, resolution), points, column * d);
            }
            logits[row] = Logits.numbers(classifier, points, resolution);
        }
        return logits;
    }

    private static double at(int index, double extent, int resolution) {
        return extent * (2.0 * index / (resolution - 1) - 1);
    }

    private void place(double a, double b, float[] points, int offset) {
        for (int j = 0; j < first.length; j++) {
            points[offset + j] = (float) (a * first[j] + b * second[j]);
        }
    }

    /** The part of a sphere's circle in this plane that is given to the other class, at equally spaced points. */
    public double errorShare(Sphere sphere, int points) {
        float[] circle = directions(points);
        Rows.scale(circle, 0, circle.length, spheres.radius(sphere));
        float[] logits = Logits.logits(classifier, circle, points);
        return (double) Logits.errors(sphere, logits, points) / points;
    }

    /** Unit vectors at equally spaced angles of this plane, {@code [count, d]}. */
    public float[] directions(int count) {
        Require.atLeast(1, "points", count, "choose say 360");
        int d = first.length;
        float[] directions = new float[Math.multiplyExact(count, d)];
        for (int k = 0; k < count; k++) {
            double angle = 2 * Math.PI * k / count;
            place(Math.cos(angle), Math.sin(angle), directions, k * d);
        }
        return directions;
    }

    /** Writes the unit vector at an angle of the plane. */
    void direction(double angle, float[] to, int offset) {
        place(Math.cos(angle), Math.sin(angle), to, offset);
    }
}
