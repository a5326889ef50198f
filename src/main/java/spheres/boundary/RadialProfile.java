package spheres.boundary;

import java.util.Arrays;
import java.util.stream.IntStream;
import spheres.classifier.Classifier;
import spheres.classifier.Logits;
import spheres.classifier.NotANumberAnswer;
import spheres.classifier.Rows;
import spheres.input.Require;

/**
 * The classes along rays from the origin, judged at equally spaced norms: what lies between two of them is not seen. The
 * boundary, where a ray turns from inner to outer, is narrowed by bisection to the spacing / 16384.
 */
public final class RadialProfile {
    private static final int BISECTIONS = 14;

    private final Classifier classifier;
    private final float[] directions;
    private final double from;
    private final double spacing;
    private final int[] changes;

    /** Index of the norm before which a ray first turns from inner to outer; 0 where it never does. */
    private final int[] first;

    private RadialProfile(Classifier classifier, float[] directions, double from, double spacing) {
        this.classifier = classifier;
        this.directions = directions;
        this.from = from;
        this.spacing = spacing;
        int rays = directions.length / classifier.dimension();
        changes = new int[rays];
        first = new int[rays];
    }

    /**
     * Judges the rays.
     *
     * @param directions {@code [rays, d]}, unit vectors
     * @param from the least norm, at least 0
     * @param to the largest norm, above {@code from}
     * @param norms how many norms, both included, at least 2
     * @throws NotANumberAnswer if the classifier answers NaN anywhere
     */
    public static RadialProfile of(Classifier classifier, float[] directions, double from, double to, int norms) {
        if (directions.length == 0 || directions.length % classifier.dimension() != 0) {
            throw new IllegalArgumentException("directions have " + directions.length
                    + " coordinates, which is no positive multiple of the classifier's dimension "
                    + classifier.dimension() + ": give at least one ray, d coordinates for each");
        }
        if (!(from >= 0 && from < to && to < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "norms from = " + from + " to = " + to + " are no interval in [0, Infinity): choose say 0 and 3");
        }
        Require.atLeast(2, "norms", norms, "choose say 31");
        RadialProfile profile = new RadialProfile(classifier, directions.clone(), from, (to - from) / (norms - 1));
        profile.scan(norms);
        return profile;
    }

    private void scan(int norms) {
        boolean[] before = outer(0);
        for (int index = 1; index < norms; index++) {
            boolean[] now = outer(index);
            for (int ray = 0; ray < now.length; ray++) {
                if (now[ray] != before[ray]) {
                    changes[ray]++;
                    if (now[ray]) {
                        first[ray] = first[ray] == 0 ? index : first[ray];
                    }
                }
            }
            before = now;
        }
    }

    private boolean[] outer(int index) {
        int rays = changes.length;
        int[] all = new int[rays];
        double[] norms = new double[rays];
        Arrays.setAll(all, ray -> ray);
        Arrays.fill(norms, from + index * spacing);
        return outer(all, norms);
    }

    private boolean[] outer(int[] rays, double[] norms) {
        int d = classifier.dimension();
        float[] points = new float[rays.length * d];
        for (int k = 0; k < rays.length; k++) {
            System.arraycopy(directions, rays[k] * d, points, k * d, d);
            Rows.scale(points, k * d, d, norms[k]);
        }
        float[] logits = Logits.numbers(classifier, points, rays.length);
        boolean[] outer = new boolean[rays.length];
        for (int k = 0; k < outer.length; k++) {
            outer[k] = logits[k] > 0;
        }
        return outer;
    }

    public int rays() {
        return changes.length;
    }

    /** How often the class changes along a ray. */
    public int changes(int ray) {
        return changes[ray];
    }

    /** The norm at which each ray first turns from inner to outer, {@code [rays]}; Infinity where it does not. */
    public double[] boundaries() {
        double[] boundaries = new double[rays()];
        Arrays.fill(boundaries, Double.POSITIVE_INFINITY);
        int[] rays = IntStream.range(0, rays()).filter(ray -> first[ray] > 0).toArray();
        double[] low = new double[rays.length];
        double[] high = new double[rays.length];
        double[] middle = new double[rays.length];
        for (int k = 0; k < rays.length; k++) {
            high[k] = from + first[rays[k]] * spacing;
            low[k] = high[k] - spacing;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            Arrays.setAll(middle, k -> (low[k] + high[k]) / 2);
            boolean[] beyond = outer(rays, middle);
            for (int k = 0; k < rays.length; k++) {
                if (beyond[k]) {
                    high[k] = middle[k];
                } else {
                    low[k] = middle[k];
                }
            }
        }
        for (int k = 0; k < rays.length; k++) {
            boundaries[rays[k]] = (low[k] + high[k]) / 2;
        }
        return boundaries;
    }
}
