package spheres.claims.relu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import spheres.attack.AttackResult;
import spheres.attack.Attempt;
import spheres.boundary.PlaneSlice;
import spheres.boundary.RadialProfile;
import spheres.classifier.Classifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/**
 * Where a classifier puts its boundary: along random rays, on planes of random directions, and on planes through
 * worst-case errors (arXiv:1801.02774, section 3 and Figure 1). The radius of the boundary in a direction is the norm at
 * which that ray from the origin first turns from inner to outer.
 */
public final class BoundarySlices {
    /** As far as Figure 1 shows the plane. */
    private static final double EXTENT = 3;

    private static final int NORMS = 61;
    private static final int NORMS_TO_OUTER = 27;
    private static final int RAYS_TOGETHER = 4096;

    private final Classifier classifier;
    private final ConcentricSpheres spheres;

    public BoundarySlices(Classifier classifier, ConcentricSpheres spheres) {
        this.classifier = classifier;
        this.spheres = spheres;
    }

    /**
     * Random rays seen between the spheres.
     *
     * @param rays how many were followed
     * @param crossedOnce along how many the class changes exactly once between the norms 1 and R, from inner to outer
     * @param radii the norms of the first such change, of the rays that have one
     */
    public record Rays(int rays, int crossedOnce, List<Double> radii) {
        public Rays {
            radii = List.copyOf(radii);
        }
    }

    /**
     * Follows uniform rays from norm 1 to R.
     *
     * @param norms at how many norms the class is judged
     */
    public Rays randomRays(SphereSampler sampler, int rays, int norms) {
        RadialProfile profile =
                RadialProfile.of(classifier, sampler.pointsOn(Sphere.INNER, 0, rays), 1, spheres.outerRadius(), norms);
        double[] radii = profile.boundaries();
        int once = (int) IntStream.range(0, rays)
                .filter(ray -> profile.changes(ray) == 1 && radii[ray] < Double.POSITIVE_INFINITY)
                .count();
        return new Rays(
                rays,
                once,
                Arrays.stream(radii)
                        .filter(radius -> radius < Double.POSITIVE_INFINITY)
                        .boxed()
                        .toList());
    }

    /** The radius of the boundary along each direction, {@code [rays]}; Infinity where there is none up to norm 3. */
    public double[] radii(float[] directions) {
        return RadialProfile.of(classifier, directions, 0, EXTENT, NORMS).boundaries();
    }

    /**
     * How closely the boundary follows the max-margin circle on random planes through the origin.
     *
     * @param first the number of the first plane
     * @param planes how many planes
     * @param directions how many equally spaced directions of each plane are followed
     * @param tolerance the largest difference from the radius of that circle, below (R - 1) / 2
     * @return for each plane the share of its directions in which the boundary is that close, {@code [planes]}
     */
    public double[] closeShares(SphereSampler sampler, long first, int planes, int directions, double tolerance) {
        double[] shares = new double[planes];
        int together = Math.max(1, RAYS_TOGETHER / directions);
        int d = classifier.dimension();
        for (int from = 0; from < planes; from += together) {
            int some = Math.min(together, planes - from);
            float[] rays = new float[some * directions * d];
            for (int k = 0; k < some; k++) {
                float[] pair = sampler.pointsOn(Sphere.INNER, 2 * (first + from + k), 2);
                float[] circle = slice(pair, 0, pair, 1).directions(directions);
                System.arraycopy(circle, 0, rays, k * circle.length, circle.length);
            }
            // beyond R it is not close, however far it is
            double[] radii = RadialProfile.of(classifier, rays, 0, spheres.outerRadius(), NORMS_TO_OUTER)
                    .boundaries();
            for (int k = 0; k < some; k++) {
                double[] ofPlane = Arrays.copyOfRange(radii, k * directions, (k + 1) * directions);
                shares[from + k] = (double) count(ofPlane, 0, tolerance) / directions;
            }
        }
        return shares;
    }

    /** How many radii differ from the max-margin circle's by {@code least} to {@code most}. */
    public int count(double[] radii, double least, double most) {
        return (int) Arrays.stream(radii)
                .map(radius -> Math.abs(radius - spheres.maxMarginRadius()))
                .filter(difference -> difference >= least && difference <= most)
                .count();
    }

    /** The directions of the errors that an attack found, unit vectors {@code [found, d]}. */
    public static float[] directions(AttackResult errors) {
        List<float[]> points = new ArrayList<>();
        for (Attempt attempt : errors.attempts()) {
            if (attempt.found()) {
                points.add(attempt.point());
            }
        }
        int d = points.isEmpty() ? 0 : points.get(0).length;
        float[] directions = new float[points.size() * d];
        for (int i = 0; i < points.size(); i++) {
            double squares = 0;
            for (float coordinate : points.get(i)) {
                squares += (double) coordinate * coordinate;
            }
            for (int j = 0; j < d; j++) {
                directions[i * d + j] = (float) (points.get(i)[j] / Math.sqrt(squares));
            }
        }
        return directions;
    }

    /** Along how many directions the point of a norm is given to the inner class with at least that probability. */
    public int confidentlyInner(float[] directions, double norm, double confidence) {
        int d = classifier.dimension();
        int rays = directions.length / d;
        float[] points = new float[directions.length];
        for (int j = 0; j < points.length; j++) {
            points[j] = (float) (norm * directions[j]);
        }
        float[] logits = new float[rays];
        classifier.logits(points, rays, logits);
        double least = Math.log(confidence / (1 - confidence));
        int count = 0;
        for (float logit : logits) {
            count += -logit >= least ? 1 : 0;
        }
        return count;
    }

    /**
     * On how many of the planes of directions 2i and 2i + 1 the outer circle is misclassified.
     *
     * @param points at how many equally spaced points each circle is judged
     * @param share the least share of them that must be misclassified
     */
    public int misclassifiedCircles(float[] directions, int points, double share) {
        int pairs = directions.length / classifier.dimension() / 2;
        return (int) IntStream.range(0, pairs)
                .filter(pair ->
                        slice(directions, 2 * pair, directions, 2 * pair + 1).errorShare(Sphere.OUTER, points) >= share)
                .count();
    }

    /** The plane of one direction of each of two lists. */
    public PlaneSlice slice(float[] first, int i, float[] second, int k) {
        int d = classifier.dimension();
        return PlaneSlice.of(
                classifier,
                spheres,
                Arrays.copyOfRange(first, i * d, (i + 1) * d),
                Arrays.copyOfRange(second, k * d, (k + 1) * d));
    }
}
