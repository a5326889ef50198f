package spheres.claims.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.commons.rng.sampling.UnitSphereSampler;
import spheres.attack.Domain;
import spheres.attack.Starts;
import spheres.claim.Observation;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.Verifies;
import spheres.claims.quadratic.AnalyticClaims;
import spheres.claims.quadratic.QuadraticMember;
import spheres.claims.quadratic.RandomAlphas;
import spheres.classifier.EllipsoidClassifier;
import spheres.nearest.ExactNearest;
import spheres.network.CheckpointException;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.IndexedRandom;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ConfidenceInterval;
import spheres.stats.Proportion;
import spheres.stats.SampleMean;
import spheres.theory.CapUnion;
import spheres.theory.DistanceBound;
import spheres.theory.EllipsoidErrorRate;
import spheres.theory.ErrorSet;
import spheres.theory.SphericalCap;
import spheres.theory.TruncatedModel;
import spheres.theory.ZonalSet;
import spheres.training.Trainer;
import spheres.training.TrainingPlan;

/** Sections 5 and 6: the bound on the distance to the nearest error, and the size that few errors need. */
class BoundClaims {
    /** Largest relative error of the cap's measures and distances. */
    private static final double CAP_ERROR = 1e-11;

    private static final int SEVERAL_CAPS = 5;

    @Verifies("bound-theorem")
    void noErrorSetIsFartherThanTheCapOfItsMeasure(ClaimRun run) throws CheckpointException {
        int n = run.spheres().dimension();
        int models = run.count("models");
        Competition competition = new Competition(run, models);
        List<double[]> random = randomEllipsoids(run, (models + 3) / 4);
        IndexedRandom positions = new IndexedRandom(run.seed(), run.stream("positions"));
        for (int i = 0; i < models; i++) {
            switch (i % 4) {
                case 0 -> competition.ellipsoid("ellipsoid with random alphas", random.get(i / 4));
                case 1 -> competition.artificial(i / 4, run.setting("artificialMeasure"));
                case 2 ->
                    competition.ellipsoid(
                            "ellipsoid of the published histogram", AnalyticClaims.published(positions, i));
                default ->
                    competition.ellipsoid(
                            "quadratic network after " + run.size("steps") + " steps", trainedAlphas(run, i));
            }
        }
        competition.record("within-cap");
        run.exact("ratio-at-high-accuracy", "caps in R^" + n, largestRatio(run), CAP_ERROR);
        run.exact("distance-at-half", "the half sphere in R^" + n, DistanceBound.exact(n, 0.5), CAP_ERROR);
    }

    private static double[] trainedAlphas(ClaimRun run, int model) throws CheckpointException {
        TrainingPlan plan = TrainingPlan.paper(
                        new QuadraticArchitecture(run.spheres().dimension(), (int) run.setting("hidden")),
                        run.seed() + model)
                .withOuterRadius(run.spheres().outerRadius())
                .withSteps(run.size("steps"));
        Network network = Trainer.withDefaults().train(plan).network();
        return QuadraticMember.of("trained", network).ellipsoid().alphas();
    }

    /** The first random ellipsoids whose inner error rate is in the claim's range. */
    private static List<double[]> randomEllipsoids(ClaimRun run, int count) {
        RandomAlphas alphas = new RandomAlphas(run);
        return LongStream.iterate(0, index -> index + 1)
                .mapToObj(index -> alphas.of(index, run.spheres().dimension()))
                .filter(candidate -> isBetween(innerRate(run, candidate), run, "rates"))
                .limit(count)
                .toList();
    }

    private static boolean isBetween(double value, ClaimRun run, String range) {
        return value >= run.setting(range, "from") && value <= run.setting(range, "to");
    }

    /** The largest ratio of the bound to its printed form over a grid of accuracies. */
    private static double largestRatio(ClaimRun run) {
        double low = Math.log(run.setting("errorRates", "from"));
        double high = Math.log(run.setting("errorRates", "to"));
        int steps = 1000;
        double largest = 0;
        for (int i = 0; i <= steps; i++) {
            double measure = Math.exp(low + (high - low) * i / steps);
            largest = Math.max(largest, DistanceBound.ratio(run.spheres().dimension(), measure));
        }
        return largest;
    }

    @Verifies("bound-cap-optimal")
    void competitorsAreNearerThanTheCapOfTheirMeasure(ClaimRun run) {
        int n = run.spheres().dimension();
        double[] measures = run.settings("measures");
        int sets = run.count("sets");
        Competition competition = new Competition(run, sets);
        for (int i = 0; competition.size() < sets; i++) {
            int cycle = i / Competition.KINDS;
            if (cycle < measures.length || Competition.isRandom(i)) {
                competition.artificial(i, measures[cycle % measures.length]);
            }
        }
        double measure = run.setting("twoCapsMeasure");

        competition.record("competitor-distance");
        run.exact(
                "two-caps-ratio",
                "caps of measure " + measure / 2,
                ZonalSet.oppositeCaps(n, measure).meanDistance() / DistanceBound.exact(n, measure),
                CAP_ERROR);
    }

    /** Error sets, their measures and mean distances, each against the cap of its measure. */
    private static final class Competition {
        static final int KINDS = 5;
        private static final int MEASURE_POINTS = 5;

        private final ClaimRun run;
        private final int points;
        private final double level;
        private final SphereSampler sampler;
        private final IndexedRandom random;
        private final List<Map<String, Object>> table = new ArrayList<>();
        private final List<Observation.Bound> bounds = new ArrayList<>();
        private final Set<List<Object>> entered = new HashSet<>();

        Competition(ClaimRun run, int sets) {
            this.run = run;
            points = run.count("points");
            level = run.level(2 * sets);
            sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("points"));
            random = new IndexedRandom(run.seed(), run.stream("sets"));
        }

        /** Its measure is exact, and so are the distances of the sampled points. */
        void ellipsoid(String name, double[] alphas) {
            double measure = innerRate(run, alphas);
            double[] distances = ExactNearest.of(EllipsoidClassifier.of(alphas), run.spheres())
                    .distances(Starts.uniform(sampler, Sphere.INNER, 0, points), Domain.ON_SPHERE);
            add(name, SampleMean.of(distances).interval(level), measure * (1 - 1e-9), measure * (1 + 1e-9));
        }

        int size() {
            return bounds.size();
        }

        /** Whether the kind has a new set each time; the others have one a measure. */
        static boolean isRandom(int kind) {
            return kind % KINDS >= 3;
        }

        /** @throws IllegalStateException if the set is there already: it would count twice */
        void artificial(int kind, double measure) {
            if (!isRandom(kind) && !entered.add(List.of(kind % KINDS, measure))) {
                throw new IllegalStateException("the set of kind " + kind % KINDS + " and measure " + measure
                        + " is among the competitors already: give each measure once");
            }
            int n = run.spheres().dimension();
            random.seek(bounds.size());
            switch (kind % KINDS) {
                case 0 -> zones("two opposite caps", ZonalSet.oppositeCaps(n, measure));
                case 1 -> union("caps about " + SEVERAL_CAPS + " axes", CapUnion.aboutAxes(n, SEVERAL_CAPS, measure));
                case 2 -> zones("a band", ZonalSet.band(n, measure));
                case 3 -> union("caps about " + SEVERAL_CAPS + " random points", randomUnion(n, measure));
                default -> zones("random zones", randomZones(n, measure));
            }
        }

        private CapUnion randomUnion(int n, double measure) {
            double[][] centres = new double[SEVERAL_CAPS][];
            UnitSphereSampler directions = UnitSphereSampler.of(random, n);
            Arrays.setAll(centres, k -> directions.sample());
            return new CapUnion(centres, measure / SEVERAL_CAPS);
        }

        private ZonalSet randomZones(int n, double measure) {
            int zones = 2 + random.nextInt(3);
            double[] gaps = shares(zones + 1, 1 - measure);
            double[] widths = shares(zones, measure);
            double[] both = new double[2 * zones];
            for (int i = 0; i < zones; i++) {
                both[2 * i] = gaps[i];
                both[2 * i + 1] = widths[i];
            }
            return ZonalSet.ofMeasures(n, both);
        }

        private double[] shares(int count, double total) {
            double[] shares = new double[count];
            Arrays.setAll(shares, i -> -Math.log1p(-random.nextDouble()));
            double sum = Arrays.stream(shares).sum();
            return Arrays.stream(shares).map(share -> share * total / sum).toArray();
        }

        private void zones(String name, ZonalSet set) {
            double distance = set.meanDistance();
            add(
                    name,
                    new ConfidenceInterval(distance, distance * (1 - CAP_ERROR), distance * (1 + CAP_ERROR), level),
                    set.measure() * (1 - CAP_ERROR),
                    set.measure() * (1 + CAP_ERROR));
        }

        private void union(String name, ErrorSet set) {
            int n = set.dimension();
            float[] point = new float[n];
            double[] x = new double[n];
            double[] distances = new double[points];
            long inside = 0;
            for (int i = 0; i < points; i++) {
                sampler.pointOn(Sphere.INNER, i, point, 0);
                Arrays.setAll(x, j -> point[j]);
                distances[i] = set.distance(x);
                inside += distances[i] == 0 ? 1 : 0;
            }
            // A rare set is seldom met: its measure needs more points than its distance.
            long judged = (long) MEASURE_POINTS * points;
            for (long i = points; i < judged; i++) {
                sampler.pointOn(Sphere.INNER, i, point, 0);
                Arrays.setAll(x, j -> point[j]);
                inside += set.distance(x) == 0 ? 1 : 0;
            }
            ConfidenceInterval measure = Proportion.interval(inside, judged, level);
            add(name, SampleMean.of(distances).interval(level), measure.low(), measure.high());
        }

        private void add(String name, ConfidenceInterval distance, double leastMeasure, double mostMeasure) {
            int n = run.spheres().dimension();
            // The cap's distance falls as its measure grows; no set is known to have a measure of exactly 0.
            double nearest = DistanceBound.exact(n, mostMeasure) * (1 - CAP_ERROR);
            double farthest = DistanceBound.exact(n, Math.max(leastMeasure, Double.MIN_NORMAL)) * (1 + CAP_ERROR);
            bounds.add(new Observation.Bound(
                    // Two intervals of that level each.
                    distance.low(), distance.high(), nearest, farthest, 1 - 2 * (1 - level)));
            table.add(Map.of(
                    "set", name,
                    "leastMeasure", leastMeasure,
                    "mostMeasure", mostMeasure,
                    "distance", distance.value(),
                    "distanceLow", distance.low(),
                    "distanceHigh", distance.high(),
                    "capFrom", nearest,
                    "capTo", farthest));
        }

        void record(String quantity) {
            for (int i = 0; i < bounds.size(); i++) {
                run.record(quantity, String.valueOf(table.get(i).get("set")), bounds.get(i), points, Map.of());
            }
            run.figure(run.claim().id(), table);
        }
    }

    private static double innerRate(ClaimRun run, double[] alphas) {
        return EllipsoidErrorRate.of(alphas, run.setting("outerRadius"))
                .exact(Sphere.INNER)
                .value();
    }

    @Verifies("bound-normal-form-not-exact")
    void thePrintedFormIsNotTheOptimum(ClaimRun run) {
        int n = run.spheres().dimension();

        run.exact(
                "ratio-at-one-tenth", "caps in R^" + n, DistanceBound.ratio(n, run.setting("largeMeasure")), CAP_ERROR);
        run.exact(
                "ratio-at-one-millionth",
                "caps in R^" + n,
                DistanceBound.ratio(n, run.setting("smallMeasure")),
                CAP_ERROR);
        List<Map<String, Object>> curve = new ArrayList<>();
        for (int i = 3; i <= 240; i++) {
            double measure = Math.pow(10, -i / 10.0);
            curve.add(Map.of(
                    "measure", measure,
                    "exact", DistanceBound.exact(n, measure),
                    "normalForm", DistanceBound.normalForm(n, measure),
                    "asymptotic", DistanceBound.asymptotic(n, measure)));
        }
        run.figure("distance-bound", curve);
    }

    @Verifies("bound-order")
    void distancesFallAsTheRootOfTheDimension(ClaimRun run) {
        double[] dimensions = run.settings("dimensions");
        int last = (int) dimensions[2];
        for (double measure : run.settings("measures")) {
            run.exact(
                    "limit-ratio",
                    "caps of measure " + measure + " in R^" + last,
                    DistanceBound.exact(last, measure) / DistanceBound.asymptotic(last, measure),
                    CAP_ERROR);
            run.exact(
                    "change",
                    "caps of measure " + measure,
                    scaled(dimensions[1], measure) / scaled(dimensions[0], measure) - 1,
                    CAP_ERROR);
        }
    }

    private static double scaled(double dimension, double measure) {
        return DistanceBound.exact((int) dimension, measure) * Math.sqrt(dimension);
    }

    @Verifies("bound-cap-figure")
    void theCapsHaveThePrintedDistancesInHighDimension(ClaimRun run) {
        double measure = run.setting("measure");
        List<Map<String, Object>> caps = new ArrayList<>();
        for (double dimension : run.settings("dimensions")) {
            SphericalCap cap = SphericalCap.ofMeasure((int) dimension, measure);
            String quantity = "distance-" + cap.dimension();
            run.exact(
                    quantity,
                    "the cap of measure " + measure + " in R^" + cap.dimension(),
                    cap.meanDistance(),
                    CAP_ERROR);
            caps.add(Map.of(
                    "dimension", cap.dimension(),
                    "edgeHeight", cap.edgeHeight(),
                    "geodesicRadius", cap.geodesicRadius(),
                    "meanDistance", cap.meanDistance(),
                    "distanceFromEquator", cap.distanceFromEquator(),
                    "printed",
                            run.claim()
                                    .quantity(quantity)
                                    .printed()
                                    .orElseThrow()
                                    .printed()));
        }
        run.figure("spherical-caps", caps);
    }

    @Verifies("bound-exponential")
    void theErrorRateFallsExponentiallyWithTheDistance(ClaimRun run) {
        int n = run.spheres().dimension();
        double from = run.setting("distances", "from");
        double step = run.setting("distances", "step");
        int steps = (int) Math.round((run.setting("distances", "to") - from) / step);
        double[] falls = new double[steps];
        for (int i = 0; i < steps; i++) {
            falls[i] = log10LeastMeasure(n, from + i * step) - log10LeastMeasure(n, from + (i + 1) * step);
        }
        int concave = 0;
        for (int i = 1; i < steps; i++) {
            concave += falls[i] >= falls[i - 1] ? 1 : 0;
        }
        String subject = steps + " steps of distance in R^" + n;

        run.exact("concave-share", subject, concave / (steps - 1.0), 0, steps - 1L);
        run.exact("least-fall", subject, Arrays.stream(falls).min().orElseThrow(), 1e-9, steps);
    }

    private static double log10LeastMeasure(int dimension, double distance) {
        return SphericalCap.ofMeanDistance(dimension, distance).log10Measure();
    }

    @Verifies("bound-errors-near-correct")
    void errorsAreNearToCorrectPoints(ClaimRun run) {
        int count = run.count("ellipsoids");
        List<double[]> ellipsoids = randomEllipsoids(run, count);
        SphericalCap cap = SphericalCap.ofMeasure(run.spheres().dimension(), run.setting("measure"));

        run.exact("cap-distance", "the cap of measure " + cap.measure(), cap.meanDepth(), CAP_ERROR);
        for (int i = 0; i < count; i++) {
            double[] alphas = ellipsoids.get(i);
            double[] depths = depths(run, alphas, i);
            run.record(
                    "ellipsoid-distance",
                    "random ellipsoid " + i,
                    observed(SampleMean.of(depths).interval(run.level(count))),
                    depths.length,
                    Map.of("errorRate", innerRate(run, alphas)));
        }
    }

    private static Observation.Estimate observed(ConfidenceInterval interval) {
        return new Observation.Estimate(interval.value(), interval.low(), interval.high(), interval.level());
    }

    /** The distances from sampled errors on the inner sphere to the nearest correct point of it. */
    private static double[] depths(ClaimRun run, double[] alphas, int ellipsoid) {
        ConcentricSpheres spheres = run.spheres();
        double radius = spheres.outerRadius();
        SphereSampler sampler = new SphereSampler(spheres, run.seed(), run.stream("points") + ellipsoid);
        // Scaled by R, the correct points of the inner sphere are the errors of the outer one.
        double[] scaled =
                Arrays.stream(alphas).map(alpha -> alpha / (radius * radius)).toArray();
        ExactNearest nearest = ExactNearest.of(EllipsoidClassifier.of(scaled), spheres);
        float[] point = new float[alphas.length];
        double[] x = new double[alphas.length];
        double[] depths = new double[run.count("points")];
        int found = 0;
        for (long index = 0; found < depths.length; index++) {
            sampler.pointOn(Sphere.INNER, index, point, 0);
            double form = 0;
            for (int j = 0; j < x.length; j++) {
                x[j] = radius * point[j];
                form += scaled[j] * x[j] * x[j];
            }
            if (form > 1) {
                depths[found++] =
                        nearest.onSphere(Sphere.OUTER, x).orElseThrow().distance() / radius;
            }
        }
        return depths;
    }

    @Verifies("size-small-error-vs-zero")
    void aFarSmallerNetworkReachesATinyErrorRate(ClaimRun run) {
        TruncatedModel model = AnalyticClaims.model(run);
        int least = model.leastCoordinates(Math.pow(10, run.setting("log10Error")));
        int withoutErrors = AnalyticClaims.leastWithoutErrors(model);
        int third = withoutErrors / 3;

        run.exact("size-ratio", "d = " + model.dimension(), (double) least / withoutErrors, 0);
        run.exact(
                "log10-rate-at-third",
                "k = " + third,
                model.exact(third).error().log10(),
                1e-9);
    }
}
