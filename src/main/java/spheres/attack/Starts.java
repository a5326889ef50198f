package spheres.attack;

import java.util.Arrays;
import spheres.classifier.Rows;
import spheres.input.Require;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/**
 * The points of one sphere that an attack starts from, {@code [count, d]}. Each lies on its sphere to a relative 1e-5.
 */
public final class Starts {
    private static final double TOLERANCE = 1e-5;

    private final ConcentricSpheres spheres;
    private final Sphere sphere;
    private final float[] points;

    private Starts(ConcentricSpheres spheres, Sphere sphere, float[] points) {
        this.spheres = spheres;
        this.sphere = sphere;
        this.points = points;
    }

    /**
     * Given points of a sphere.
     *
     * @param points {@code [count, d]}, row-major, copied
     * @throws IllegalArgumentException for no points, a ragged array or a point off the sphere
     */
    public static Starts of(ConcentricSpheres spheres, Sphere sphere, float[] points) {
        int d = spheres.dimension();
        if (points.length == 0) {
            throw noStarts(0);
        }
        if (points.length % d != 0) {
            throw new IllegalArgumentException("starts have " + points.length
                    + " coordinates, which is no multiple of the dimension d = " + d + ": give d for each start");
        }
        double radius = spheres.radius(sphere);
        for (int i = 0; i < points.length / d; i++) {
            double norm = Rows.norm(points, i * d, d);
            if (!(Math.abs(norm / radius - 1) <= TOLERANCE)) {
                throw new IllegalArgumentException("start " + i + " has norm " + norm + ", off the "
                        + sphere + " sphere of radius " + radius
                        + " (legal: within a relative 1e-5): scale it to it");
            }
        }
        return new Starts(spheres, sphere, points.clone());
    }

    /** Points {@code from .. from + count} of the uniform law on a sphere. */
    public static Starts uniform(SphereSampler sampler, Sphere sphere, long from, int count) {
        if (count < 1) {
            throw noStarts(count);
        }
        return new Starts(sampler.spheres(), sphere, sampler.pointsOn(sphere, from, count));
    }

    private static IllegalArgumentException noStarts(int count) {
        return Require.notIn("[1, 2147483647]: an attack needs a point to start from", "starts", count);
    }

    public ConcentricSpheres spheres() {
        return spheres;
    }

    public Sphere sphere() {
        return sphere;
    }

    /** How many starts there are. */
    public int count() {
        return points.length / spheres.dimension();
    }

    /** A copy of start {@code i}, {@code [d]}. */
    public float[] point(int i) {
        int d = spheres.dimension();
        return Arrays.copyOfRange(points, i * d, (i + 1) * d);
    }

    /** Starts {@code from .. to}. */
    public Starts part(int from, int to) {
        int d = spheres.dimension();
        return new Starts(spheres, sphere, Arrays.copyOfRange(points, from * d, to * d));
    }

    /** All starts, {@code [count, d]}, not copied: read only. */
    public float[] rows() {
        return points;
    }
}
