package spheres.attack;

import java.util.Arrays;
import spheres.classifier.Classifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.IndexedRandom;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/**
 * The region of errors about a plane of adversarial directions, seen from random points of the sphere. The projection
 * of a uniform point of the unit sphere of R^d to a plane is longer than c with probability (1 - c^2)^((d-2)/2).
 *
 * @param pairs how many random directions were combined with errors of the plane
 * @param smallestShare the least length c of the projection, relative to the radius, at which a combination is an error
 * @param meanShare the mean of these lengths
 * @param log10Probability log10 of the probability that a uniform point has a projection of {@code smallestShare} or
 *     more: an estimate from above for the region's measure, as far as the pairs saw it
 */
public record PlaneTube(int pairs, double smallestShare, double meanShare, double log10Probability) {

    private static final int BISECTIONS = 20;
    private static final long STREAM = 0x74756265;
    private static final int ANGLES = 3600;

    static PlaneTube of(
            PlaneSlice plane, Classifier classifier, ConcentricSpheres spheres, Sphere sphere, int pairs, long seed) {
        if (pairs < 1) {
            throw new IllegalArgumentException("pairs = " + pairs + " is not in [1, 2147483647]: choose say 100");
        }
        int d = spheres.dimension();
        if (d < 3) {
            throw new IllegalArgumentException(
                    "dimension d = " + d + " is not in [3, 2147483647]: a plane needs" + " something beside it");
        }
        double[] errors = errorAngles(plane, classifier, spheres, sphere);
        float[] inPlane = new float[Math.multiplyExact(pairs, d)];
        IndexedRandom random = new IndexedRandom(seed, STREAM);
        for (int k = 0; k < pairs; k++) {
            random.seek(k);
            plane.direction(errors[random.nextInt(errors.length)], inPlane, k * d);
        }
        float[] beside = new SphereSampler(spheres, seed, STREAM + 1).pointsOn(Sphere.INNER, 0, pairs);
        for (int k = 0; k < pairs; k++) {
            plane.removeFrom(beside, k * d);
        }
        double[] shares = shares(classifier, spheres.radius(sphere), sphere, inPlane, beside, pairs);
        double smallest = Arrays.stream(shares).min().orElseThrow();
        double log = (d - 2) / 2.0 * Math.log1p(-smallest * smallest) / Math.log(10);
        return new PlaneTube(pairs, smallest, Arrays.stream(shares).average().orElseThrow(), log);
    }

    private static double[] errorAngles(
            PlaneSlice plane, Classifier classifier, ConcentricSpheres spheres, Sphere sphere) {
        int d = spheres.dimension();
        float[] circle = new float[ANGLES * d];
        for (int k = 0; k < ANGLES; k++) {
            plane.direction(2 * Math.PI * k / ANGLES, circle, k * d);
        }
        Rows.scale(circle, 0, circle.length, spheres.radius(sphere));
        float[] logits = Judge.numbers(classifier, circle, ANGLES);
        double[] angles = new double[ANGLES];
        int errors = 0;
        for (int k = 0; k < ANGLES; k++) {
            if (sphere.isError(logits[k])) {
                angles[errors++] = 2 * Math.PI * k / ANGLES;
            }
        }
        if (errors == 0) {
            throw new IllegalStateException("the plane's circle on the "
                    + sphere + " sphere has no errors among " + ANGLES
                    + " points: choose a plane of adversarial directions");
        }
        return Arrays.copyOf(angles, errors);
    }

    /** The least share of the plane's direction at which each combination is an error, by bisection from 0 and 1. */
    private static double[] shares(
            Classifier classifier, double radius, Sphere sphere, float[] inPlane, float[] beside, int pairs) {
        int d = classifier.dimension();
        double[] low = new double[pairs];
        double[] high = new double[pairs];
        Arrays.fill(high, 1);
        float[] points = new float[pairs * d];
        for (int i = 0; i < BISECTIONS; i++) {
            for (int k = 0; k < pairs; k++) {
                // the first look is at 0: a random point that is an error itself
                double share = i == 0 ? 0 : (low[k] + high[k]) / 2;
                double rest = Math.sqrt(1 - share * share);
                for (int j = k * d; j < (k + 1) * d; j++) {
                    points[j] = (float) (radius * (share * inPlane[j] + rest * beside[j]));
                }
            }
            float[] logits = Judge.numbers(classifier, points, pairs);
            for (int k = 0; k < pairs; k++) {
                double share = i == 0 ? 0 : (low[k] + high[k]) / 2;
                if (sphere.isError(logits[k])) {
                    high[k] = share;
                } else {
                    low[k] = share;
                }
            }
        }
        return high;
    }
}
