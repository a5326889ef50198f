package spheres.claims;

import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.Proportion;
import spheres.stats.SampleMean;

/** Section 2: the data. */
class DataClaims {

    @Verifies("data-typical-distance")
    void randomPointsAreTypicallyFarApart(ClaimRun run) {
        PairDistance distance = new PairDistance(run.spheres(), run.seed(), run.stream("pairs"));

        run.estimate("mean-distance", "independent pairs of the inner sphere", new SampleMean(distance::of));
        run.estimate(
                "typical-share",
                "independent pairs of the inner sphere",
                new Proportion(pair -> Math.abs(distance.of(pair) / Math.sqrt(2) - 1) <= 0.1));
    }

    /** The distance of pair i: points 2i and 2i + 1 of a stream on the inner sphere. */
    private static final class PairDistance {
        private final SphereSampler sampler;
        private final float[] pair;

        PairDistance(ConcentricSpheres spheres, long seed, long stream) {
            sampler = new SphereSampler(spheres, seed, stream);
            pair = new float[2 * spheres.dimension()];
        }

        double of(long index) {
            int d = pair.length / 2;
            sampler.pointOn(Sphere.INNER, 2 * index, pair, 0);
            sampler.pointOn(Sphere.INNER, 2 * index + 1, pair, d);
            double squares = 0;
            for (int j = 0; j < d; j++) {
                double difference = pair[j] - pair[d + j];
                squares += difference * difference;
            }
            return Math.sqrt(squares);
        }
    }
}
