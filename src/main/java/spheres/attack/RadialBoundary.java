package spheres.attack;

import java.util.Arrays;
import spheres.classifier.Classifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/**
 * Where rays from the origin leave the region that a classifier calls inner (arXiv:1801.02774, section 3 and Figure 1).
 * Rays are scanned at equal steps and each crossing narrowed by bisection; what lies between two steps is not seen.
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
    private static final int BISECTIONS = 20;

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
        boolean[][] outer = new boolean[STEPS + 1][];
        double[] norms = new double[rays];
        for (int step = 0; step <= STEPS; step++) {
            Arrays.fill(norms, extent * step / STEPS);
            outer[step] = outer(classifier, directions, norms);
        }
        return new Scan(classifier, directions, extent, outer).summary(spheres);
    }

    private static boolean[] outer(Classifier classifier, float[] directions, double[] norms) {
        int d = classifier.dimension();
        float[] points = directions.clone();
        for (int ray = 0; ray < norms.length; ray++) {
            Rows.scale(points, ray * d, d, norms[ray]);
        }
        float[] logits = Judge.numbers(classifier, points, norms.length);
        boolean[] outer = new boolean[norms.length];
        for (int ray = 0; ray < norms.length; ray++) {
            outer[ray] = logits[ray] > 0;
        }
        return outer;
    }

    private static final class Scan {
        private final Classifier classifier;
        private final float[] directions;
        private final double extent;
        private final boolean[][] outer;
        private final int rays;

        private Scan(Classifier classifier, float[] directions, double extent, boolean[][] outer) {
            this.classifier = classifier;
            this.directions = directions;
            this.extent = extent;
            this.outer = outer;
            this.rays = outer[0].length;
        }

        private RadialBoundary summary(ConcentricSpheres spheres) {
            int[] changes = new int[rays];
            int[] first = new int[rays];
            int[] last = new int[rays];
            for (int ray = 0; ray < rays; ray++) {
                for (int step = 1; step <= STEPS; step++) {
                    boolean leaves = outer[step][ray] && !outer[step - 1][ray];
                    changes[ray] += outer[step][ray] != outer[step - 1][ray] ? 1 : 0;
                    first[ray] = leaves && first[ray] == 0 ? step : first[ray];
                    last[ray] = leaves ? step : last[ray];
                }
            }
            double[] firstNorm = narrowed(first);
            double[] lastNorm = narrowed(last);
            int once = 0;
            int uncrossed = 0;
            double largest = 0;
            for (int ray = 0; ray < rays; ray++) {
                boolean between = firstNorm[ray] > 1 && firstNorm[ray] < spheres.outerRadius();
                once += changes[ray] == 1 && between ? 1 : 0;
                uncrossed += changes[ray] == 0 && !outer[0][ray] ? 1 : 0;
                largest = last[ray] > 0 ? Math.max(largest, lastNorm[ray]) : largest;
            }
            double[] crossings =
                    Arrays.stream(firstNorm).filter(norm -> norm > 0).toArray();
            double mean = Arrays.stream(crossings).average().orElse(Double.NaN);
            double squares = Arrays.stream(crossings)
                    .map(norm -> (norm - mean) * (norm - mean))
                    .sum();
            return new RadialBoundary(
                    rays,
                    (double) once / rays,
                    mean,
                    crossings.length < 2 ? Double.NaN : Math.sqrt(squares / (crossings.length - 1.0)),
                    Arrays.stream(crossings).min().orElse(Double.POSITIVE_INFINITY),
                    largest,
                    uncrossed);
        }

        /** The norm of each ray's crossing before the given step; 0 for step 0, which stands for none. */
        private double[] narrowed(int[] step) {
            double[] low = new double[rays];
            double[] high = new double[rays];
            double[] middle = new double[rays];
            for (int ray = 0; ray < rays; ray++) {
                high[ray] = extent * step[ray] / STEPS;
                low[ray] = extent * Math.max(0, step[ray] - 1) / STEPS;
            }
            for (int i = 0; i < BISECTIONS; i++) {
                for (int ray = 0; ray < rays; ray++) {
                    middle[ray] = (low[ray] + high[ray]) / 2;
                }
                boolean[] beyond = RadialBoundary.outer(classifier, directions, middle);
                for (int ray = 0; ray < rays; ray++) {
                    if (beyond[ray]) {
                        high[ray] = middle[ray];
                    } else {
                        low[ray] = middle[ray];
                    }
                }
            }
            for (int ray = 0; ray < rays; ray++) {
                middle[ray] = step[ray] == 0 ? 0 : (low[ray] + high[ray]) / 2;
            }
            return middle;
        }
    }
}
