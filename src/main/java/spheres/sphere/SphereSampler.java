package spheres.sphere;

import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import spheres.input.Require;

/**
 * Samples of the concentric spheres addressed by index: sample i of stream s is a function of (seed, s, i) alone, so
 * that a fixed training set of N points is N indices and results do not depend on the number of threads.
 *
 * <p>Not thread-safe: one instance per thread, all alike.
 */
public final class SphereSampler {
    private final ConcentricSpheres spheres;
    private final IndexedRandom random;
    private final NormalizedGaussianSampler gaussian;
    private final double[] direction;

    /**
     * @param seed the run's seed
     * @param stream which independent stream of samples (training, test, starts of attacks, ...)
     */
    public SphereSampler(ConcentricSpheres spheres, long seed, long stream) {
        if (spheres.outerRadius() > Float.MAX_VALUE) {
            throw new IllegalArgumentException("outer radius R = " + spheres.outerRadius()
                    + " is beyond single precision: choose R in (1, " + Float.MAX_VALUE + "]");
        }
        this.spheres = spheres;
        this.random = new IndexedRandom(seed, stream);
        this.gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        this.direction = new double[spheres.dimension()];
    }

    public ConcentricSpheres spheres() {
        return spheres;
    }

    /**
     * Writes sample {@code index} to {@code points[offset .. offset + d)} and returns its sphere, each with probability
     * 1/2.
     */
    public Sphere sample(long index, float[] points, int offset) {
        random.seek(index);
        Sphere sphere = random.nextBoolean() ? Sphere.OUTER : Sphere.INNER;
        writeDirection(spheres.radius(sphere), points, offset);
        return sphere;
    }

    /** Writes to {@code points[offset .. offset + d)} point {@code index} of the uniform law on the given sphere. */
    public void pointOn(Sphere sphere, long index, float[] points, int offset) {
        random.seek(index);
        random.nextBoolean(); // the direction is the one that sample() gives to this index
        writeDirection(spheres.radius(sphere), points, offset);
    }

    /** Points {@code from .. from + count} of the uniform law on the given sphere, row-major {@code [count, d]}. */
    public float[] pointsOn(Sphere sphere, long from, int count) {
        Require.atLeast(0, "count", count);
        float[] points = new float[Math.multiplyExact(count, spheres.dimension())];
        for (int i = 0; i < count; i++) {
            pointOn(sphere, from + i, points, i * spheres.dimension());
        }
        return points;
    }

    private void writeDirection(double radius, float[] points, int offset) {
        double squares = 0;
        do {
            for (int j = 0; j < direction.length; j++) {
                double z = gaussian.sample();
                direction[j] = z;
                squares += z * z;
            }
        } while (squares == 0);
        double scale = radius / Math.sqrt(squares);
        for (int j = 0; j < direction.length; j++) {
            points[offset + j] = (float) (direction[j] * scale);
        }
    }
}
