package spheres.claims;

import java.util.function.LongToDoubleFunction;
import org.apache.commons.rng.sampling.UnitSphereSampler;
import org.apache.commons.statistics.distribution.BetaDistribution;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.IndexedRandom;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.KolmogorovDistance;
import spheres.stats.Proportion;
import spheres.stats.SampleMean;

/** Section 2: the data. */
class DataClaims {

    @Verifies("data-support")
    void everySampleLiesOnOneOfTheTwoSpheres(ClaimRun run) {
        SphereSampler sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("samples"));
        float[] point = new float[run.spheres().dimension()];
        long samples = run.size("samples");
        double largest = 0;
        for (long index = 0; index < samples; index++) {
            Sphere sphere = sampler.sample(index, point, 0);
            largest = Math.max(largest, Math.abs(norm(point) / run.spheres().radius(sphere) - 1));
        }

        run.exact("radius-error", samples + " samples", largest, 1e-12, samples);
        run.estimate(
                "outer-share",
                "samples of both spheres",
                new Proportion(index -> sampler.sample(index, point, 0) == Sphere.OUTER));
    }

    @Verifies("data-uniform")
    void samplesAreUniformOnEachSphere(ClaimRun run) {
        int d = run.spheres().dimension();
        BetaDistribution coordinateLaw = BetaDistribution.of((d - 1) / 2.0, (d - 1) / 2.0);
        IndexedRandom random = new IndexedRandom(run.seed(), run.stream("direction"));
        random.seek(0);
        double[] direction = UnitSphereSampler.of(random, d).sample();
        for (Sphere sphere : Sphere.values()) {
            SphereSampler sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("points on " + sphere));
            double radius = run.spheres().radius(sphere);
            float[] point = new float[d];
            LongToDoubleFunction coordinate = index -> {
                sampler.pointOn(sphere, index, point, 0);
                return point[0] / radius;
            };
            LongToDoubleFunction component = index -> {
                sampler.pointOn(sphere, index, point, 0);
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sum += point[j] * direction[j];
                }
                return sum / radius;
            };
            String subject = "points of the " + sphere + " sphere";

            run.estimate(
                    "coordinate-distance",
                    2,
                    subject,
                    new KolmogorovDistance(coordinate, x -> coordinateLaw.cumulativeProbability((x + 1) / 2)));
            run.estimate(
                    "direction-distance",
                    2,
                    subject,
                    new KolmogorovDistance(component, x -> coordinateLaw.cumulativeProbability((x + 1) / 2)));
            run.estimate("second-moment", 2, subject, new SampleMean(index -> {
                double x = coordinate.applyAsDouble(index);
                return d * x * x;
            }));
        }
    }

    @Verifies("data-max-margin")
    void aSphereBetweenThemSeparatesTheClassesWithTheLargestMargin(ClaimRun run) {
        double outerRadius = run.spheres().outerRadius();
        double low = 1;
        double high = outerRadius;
        while (high - low > 1e-12) {
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (margin(left, outerRadius) < margin(right, outerRadius)) {
                low = left;
            } else {
                high = right;
            }
        }
        double radius = (low + high) / 2;
        SphereSampler sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("samples"));
        float[] point = new float[run.spheres().dimension()];
        long samples = run.size("samples");
        long misplaced = 0;
        for (long index = 0; index < samples; index++) {
            Sphere sphere = sampler.sample(index, point, 0);
            if (norm(point) > radius != (sphere == Sphere.OUTER)) {
                misplaced++;
            }
        }

        run.exact("radius", "spheres about the origin", radius, 1e-11);
        run.exact("margin", "that sphere", margin(radius, outerRadius), 1e-11);
        run.exact("misplaced", samples + " samples", (double) misplaced, 0, samples);
    }

    @Verifies("data-typical-distance")
    void randomPointsAreTypicallyFarApart(ClaimRun run) {
        PairDistance distance = new PairDistance(run.spheres(), run.seed(), run.stream("pairs"));

        run.estimate("mean-distance", "independent pairs of the inner sphere", new SampleMean(distance::of));
        run.estimate(
                "typical-share",
                "independent pairs of the inner sphere",
                new Proportion(pair -> Math.abs(distance.of(pair) / Math.sqrt(2) - 1) <= 0.1));
    }

    /** Distance to the nearer of the two spheres from a sphere between them. */
    private static double margin(double radius, double outerRadius) {
        return Math.min(radius - 1, outerRadius - radius);
    }

    private static double norm(float[] point) {
        double squares = 0;
        for (float x : point) {
            squares += (double) x * x;
        }
        return Math.sqrt(squares);
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
