package spheres.claims.dataset;

import java.util.function.LongToDoubleFunction;
import org.apache.commons.rng.sampling.UnitSphereSampler;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.Verifies;
import spheres.claims.quadratic.QuadraticMember;
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.network.AdamSettings;
import spheres.network.Network;
import spheres.network.PerfectInitialisation;
import spheres.network.QuadraticArchitecture;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.IndexedRandom;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.KolmogorovDistance;
import spheres.stats.Proportion;
import spheres.stats.SampleMean;
import spheres.theory.SphereDistances;

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

    @Verifies("data-learnable")
    void bothFamiliesCanSeparateTheSpheres(ClaimRun run) {
        ConcentricSpheres spheres = run.spheres();
        Network quadratic = Network.initialise(
                new QuadraticArchitecture(spheres.dimension(), 1000),
                new PerfectInitialisation(5, -20, 0.75),
                AdamSettings.DEFAULT,
                run.seed());
        LearnableRelu relu = new LearnableRelu(spheres);
        int samples = run.count("samples");

        run.exact(
                "quadratic-bad-alphas",
                "a constructed quadratic network, h = 1000",
                QuadraticMember.of("constructed", quadratic).badAlphas(spheres),
                0);
        run.exact(
                "quadratic-misclassified",
                samples + " samples, the constructed quadratic network",
                misclassified(run, NetworkClassifier.of(quadratic), samples),
                0,
                samples);
        run.exact(
                "relu-certified-gap",
                "the constructed " + relu.network().architecture() + " network",
                relu.leastOuterSum() - relu.largestInnerSum(),
                1e-6);
        run.exact(
                "relu-misclassified",
                samples + " samples, the constructed ReLU network",
                misclassified(run, NetworkClassifier.of(relu.network()), samples),
                0,
                samples);
    }

    private static int misclassified(ClaimRun run, Classifier classifier, int samples) {
        int d = classifier.dimension();
        int batch = 500;
        SphereSampler sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("samples"));
        float[] points = new float[batch * d];
        float[] logits = new float[batch];
        Sphere[] spheres = new Sphere[batch];
        int wrong = 0;
        for (int from = 0; from < samples; from += batch) {
            int count = Math.min(batch, samples - from);
            for (int i = 0; i < count; i++) {
                spheres[i] = sampler.sample((long) from + i, points, i * d);
            }
            classifier.logits(points, count, logits);
            for (int i = 0; i < count; i++) {
                wrong += spheres[i].isError(logits[i]) ? 1 : 0;
            }
        }
        return wrong;
    }

    @Verifies("data-label")
    void theOuterSphereHasTheLabelOne(ClaimRun run) {
        int points = run.count("points");
        Classifier classifier = NetworkClassifier.of(Network.initialise(
                new QuadraticArchitecture(run.spheres().dimension(), (int) run.settings("hidden")[0]),
                PerfectInitialisation.ofLogits(
                        run.setting("initialisation", "innerLogit"),
                        run.setting("initialisation", "outerLogit"),
                        run.spheres().outerRadius(),
                        run.setting("initialisation", "outputWeight")),
                AdamSettings.DEFAULT,
                run.seed()));
        SphereSampler sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("points"));
        for (Sphere labelledOne : Sphere.values()) {
            int right = 0;
            double loss = 0;
            for (Sphere sphere : Sphere.values()) {
                float[] logits = new float[points];
                classifier.logits(sampler.pointsOn(sphere, 0, points), points, logits);
                for (float logit : logits) {
                    double towardsLabel = sphere == labelledOne ? logit : -logit;
                    right += towardsLabel > 0 ? 1 : 0;
                    loss += Math.log1p(Math.exp(-towardsLabel));
                }
            }
            String reading = labelledOne + "-is-1";
            String subject = points + " points of each sphere, the network of the two printed probabilities";

            run.exact("right-share-" + reading, subject, right / (2.0 * points), 0, 2L * points);
            run.exact("average-loss-" + reading, subject, loss / (2.0 * points), 1e-4, 2L * points);
        }
    }

    @Verifies("data-nearest-pair")
    void theNearestPairIsNearerThanPrinted(ClaimRun run) {
        int points = (int) run.setting("points");
        int repetitions = run.count("repetitions");
        SphereSampler sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("points"));
        double[] nearest = new double[repetitions];
        for (int i = 0; i < repetitions; i++) {
            nearest[i] = nearestPair(sampler.pointsOn(Sphere.INNER, (long) i * points, points), points);
        }

        run.exact(
                "expected-nearest-distance",
                points + " points",
                SphereDistances.expectedNearestPair(run.spheres().dimension(), points),
                3e-4);
        run.estimate(
                "sampled-nearest-distance",
                repetitions + " samples of " + points + " points",
                SampleMean.of(nearest).interval(run.level(1)),
                repetitions);
    }

    private static double nearestPair(float[] points, int count) {
        int block = 1000;
        INDArray all = Nd4j.createFromArray(points).reshape(count, points.length / count);
        double largest = -1;
        for (int from = 0; from < count; from += block) {
            int to = Math.min(count, from + block);
            INDArray rows = all.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
            INDArray behind = all.get(NDArrayIndex.interval(from, count), NDArrayIndex.all());
            INDArray products = rows.mmul(behind.transpose());
            for (int i = 0; i < to - from; i++) {
                products.putScalar(i, i, -1); // a point and itself are no pair
            }
            largest = Math.max(largest, products.maxNumber().doubleValue());
        }
        return Math.sqrt(2 - 2 * largest);
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
