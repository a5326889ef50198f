package spheres.attack;

import java.util.Arrays;
import spheres.classifier.Classifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/**
 * Where rays from the origin leave the region that a classifier calls inner (arXiv:1801.02774, section 3 and Figure 1).
 * Rays are judged as a {@link RadialProfile} does it.
 *
 * @param rays how many rays were followed
 * @param crossingOnceBetween the part of the rays with a single change of the answer, at a norm in (1, R)
 * @param mean of the norms of the first crossings from inner to outer; NaN if no ray has one
 * @param standardDeviation of these norms
 * @param smallest of these norms; Infinity if there is none
 * @param largest norm at which any ray still turns from inner to outer; 0 if none does
 * @param uncrossed rays called inner as far as they were followed
 */
public record RadialBoundary(
        int rays,
        double crossingOnceBetween,
        double mean,
        double standardDeviation,
        double smallest,
        double largest,
        int uncrossed) {

    private static final int STEPS = 200;

    /**
     * Follows random rays, uniform in direction.
     *
     * @param extent how far rays are followed, above R
     */
    public static RadialBoundary alongRandomRays(
            Classifier classifier, SphereSampler sampler, int rays, double extent) {
        return of(classifier, sampler.spheres(), sampler.pointsOn(Sphere.INNER, 0, rays), extent);
    }

    /**
     * Follows given rays.
     *
     * @param directions {@code [rays, d]}, unit vectors
     * @param extent how far rays are followed, above R
     */
    static RadialBoundary of(Classifier classifier, ConcentricSpheres spheres, float[] directions, double extent) {
        int d = classifier.dimension();
        int rays = directions.length / d;
        if (rays < 1) {
            throw new IllegalArgumentException("rays = " + rays + " is not in [1, 2147483647]: follow at least one");
        }
        if (!(extent > spheres.outerRadius() && extent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("extent = " + extent + " is not in (" + spheres.outerRadius()
                    + ", Infinity): follow rays beyond the outer sphere");
        }
        return of(RadialProfile.of(classifier, directions, 0, extent, STEPS + 1), spheres);
    }

    private static RadialBoundary of(RadialProfile profile, ConcentricSpheres spheres) {
        double[] first = profile.boundaries();
        double[] last = profile.lastBoundaries();
        int once = 0;
        int uncrossed = 0;
        double largest = 0;
        for (int ray = 0; ray < profile.rays(); ray++) {
            boolean between = first[ray] > 1 && first[ray] < spheres.outerRadius();
            once += profile.changes(ray) == 1 && between ? 1 : 0;
            uncrossed += profile.changes(ray) == 0 && !profile.startsOuter(ray) ? 1 : 0;
            largest = last[ray] < Double.POSITIVE_INFINITY ? Math.max(largest, last[ray]) : largest;
        }
        double[] crossings = Arrays.stream(first)
                .filter(norm -> norm < Double.POSITIVE_INFINITY)
                .toArray();
        double mean = Arrays.stream(crossings).average().orElse(Double.NaN);
        double squares = Arrays.stream(crossings)
                .map(norm -> (norm - mean) * (norm - mean))
                .sum();
        return new RadialBoundary(
                profile.rays(),
                (double) once / profile.rays(),
                mean,
                crossings.length < 2 ? Double.NaN : Math.sqrt(squares / (crossings.length - 1.0)),
                Arrays.stream(crossings).min().orElse(Double.POSITIVE_INFINITY),
                largest,
                uncrossed);
    }
}
