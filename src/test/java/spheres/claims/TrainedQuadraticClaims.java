package spheres.claims;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import spheres.attack.Domain;
import spheres.attack.ExactNearest;
import spheres.attack.MeanDistance;
import spheres.attack.Starts;
import spheres.claim.Observation;
import spheres.classifier.EllipsoidClassifier;
import spheres.evidence.Evidence;
import spheres.evidence.Manifest;
import spheres.evidence.QuadraticSnapshot;
import spheres.evidence.Snapshot;
import spheres.experiment.QuadraticErrorSearch;
import spheres.experiment.QuadraticMember;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.IndexedRandom;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ConfidenceInterval;
import spheres.stats.MultilevelSplitting;
import spheres.stats.SplittingOptions;
import spheres.theory.EllipsoidErrorRate;
import spheres.theory.PublishedHistogram;
import spheres.theory.TailProbability;
import spheres.training.TrainingSet;

/** Section 4: the quadratic networks that were trained in full and are kept as evidence. */
class TrainedQuadraticClaims {
    private static final String ONLINE = "quadratic-online";
    private static final String OF_TEXT = "quadratic-n1e6";
    private static final String OF_CAPTION = "quadratic-n1e5";
    /** Of the text's training set, stopped where it has as many wrong alphas as the text says. */
    private static final String EARLY = "quadratic-n1e6-early";

    /** log10 of a rate below which splitting would take its time. */
    private static final double RAREST_SPLIT = -30;

    private static final PublishedHistogram PUBLISHED = PublishedHistogram.load();

    @Verifies("quad-finite-bad-alphas")
    void aFiniteTrainingSetLeavesAlphasOutOfRange(ClaimRun run) throws IOException {
        Trained ofText = new Trained(run, OF_TEXT);
        Trained ofCaption = new Trained(run, OF_CAPTION);
        run.figure("bad-alphas-over-training", trajectories(List.of(ofText, ofCaption)));

        ofText.record("bad-alphas-of-text", alphas -> bad(run, alphas));
        ofCaption.record("bad-alphas-of-caption", alphas -> bad(run, alphas));
    }

    @Verifies("quad-finite-80-percent")
    void mostAlphasAreOutOfRange(ClaimRun run) throws IOException {
        double d = PUBLISHED.size();
        double inBinsAtTheEnds = Arrays.stream(
                        new double[] {Math.pow(run.spheres().outerRadius(), -2), 1})
                .map(end -> PUBLISHED.counts()[(int) (end / PUBLISHED.binWidth())])
                .sum();

        run.exact(
                "published-share",
                "the published alphas",
                bad(run, PUBLISHED.evenAlphas()) / d,
                inBinsAtTheEnds / 2 / d,
                PUBLISHED.size());
        for (Trained trained : List.of(new Trained(run, OF_TEXT), new Trained(run, OF_CAPTION))) {
            trained.record("trained-share", alphas -> bad(run, alphas) / alphas.length);
        }
    }

    @Verifies("quad-finite-clt-rate")
    void theCltRateIsThatOfTheInnerSphere(ClaimRun run) throws IOException {
        for (Trained trained : List.of(new Trained(run, OF_TEXT), new Trained(run, OF_CAPTION))) {
            trained.record(
                    "log10-inner", alphas -> clt(run, alphas, Sphere.INNER).log10());
            trained.record("log10-network", alphas -> cltOfNetwork(run, alphas));
        }
        run.figure("three-estimates", threeEstimates(run));
        double[] published = draws(run).stream()
                .mapToDouble(alphas -> cltOfNetwork(run, alphas))
                .sorted()
                .toArray();
        double n = published.length;
        run.estimate(
                "log10-network-published",
                "the published histogram",
                new ConfidenceInterval(
                        Arrays.stream(published).average().orElseThrow(),
                        published[0],
                        published[published.length - 1],
                        (n - 1) / (n + 1)),
                published.length);
    }

    /**
     * The rates of every kept network by all three methods: the theorem, exactly, and by splitting, which knows nothing of
     * ellipsoids.
     */
    private static List<Map<String, Object>> threeEstimates(ClaimRun run) throws IOException {
        Map<String, double[]> networks = new LinkedHashMap<>();
        for (String kind : List.of(OF_TEXT, OF_CAPTION, EARLY)) {
            for (Evidence one : run.evidence(kind)) {
                networks.put(one.manifest().id(), one.alphas());
            }
        }
        return networks.entrySet().parallelStream()
                .flatMap(network -> Stream.of(Sphere.values())
                        .map(sphere -> threeEstimates(run, network.getKey(), network.getValue(), sphere)))
                .toList();
    }

    private static Map<String, Object> threeEstimates(ClaimRun run, String network, double[] alphas, Sphere sphere) {
        TailProbability exact = exact(run, alphas, sphere);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("network", network);
        row.put("sphere", sphere);
        row.put("log10Clt", clt(run, alphas, sphere).log10());
        if (exact.log10() < RAREST_SPLIT) {
            return row;
        }
        SplittingOptions options = SplittingOptions.withDefaults()
                .withBudget(run.size("budget"))
                .withFloor(RAREST_SPLIT)
                .withSeed(run.seed());
        ConfidenceInterval split = new MultilevelSplitting(
                        EllipsoidClassifier.of(alphas), run.spheres(), sphere, options)
                .estimate()
                .log10Interval(run.level(1));
        if (exact.log10() < split.low() || exact.log10() > split.high()) {
            throw new IllegalStateException("splitting and the exact rate disagree on " + network + ", " + sphere
                    + " sphere: " + exact.log10() + " is not in [" + split.low() + ", " + split.high() + "]");
        }
        row.put("log10Exact", exact.log10());
        row.put("log10Split", split.value());
        row.put("log10SplitLow", split.low());
        row.put("log10SplitHigh", split.high());
        return row;
    }

    /** Decimal logarithm of the mean of both spheres' rates. */
    private static double cltOfNetwork(ClaimRun run, double[] alphas) {
        return Math.log10((clt(run, alphas, Sphere.INNER).value()
                        + clt(run, alphas, Sphere.OUTER).value())
                / 2);
    }

    @Verifies("quad-finite-no-errors")
    void tenMillionPointsWouldShowNoErrors(ClaimRun run) throws IOException {
        for (Sphere sphere : Sphere.values()) {
            for (String set : List.of(OF_TEXT, OF_CAPTION)) {
                Trained trained = new Trained(run, set);
                for (int i = 0; i < trained.alphas.size(); i++) {
                    double rate = exact(run, trained.alphas.get(i), sphere).value();
                    run.record(
                            "none-" + sphere,
                            trained.evidence.get(i).manifest().id(),
                            new Observation.Absence(rate, rate, rate, 1),
                            1,
                            Map.of());
                }
            }
        }
        double[] rates = draws(run).stream()
                .mapToDouble(alphas -> exact(run, alphas, Sphere.OUTER).value())
                .sorted()
                .toArray();
        double n = rates.length;
        run.record(
                "none-outer-published",
                "the published histogram",
                new Observation.Absence(
                        Arrays.stream(rates).average().orElseThrow(),
                        rates[0],
                        rates[rates.length - 1],
                        (n - 1) / (n + 1)),
                rates.length,
                Map.of());
    }

    @Verifies("quad-finite-adversarial")
    void adversarialExamplesExistBesideATinyErrorRate(ClaimRun run) throws IOException {
        for (Trained trained : List.of(new Trained(run, OF_TEXT), new Trained(run, OF_CAPTION))) {
            trained.record("log10-rate", alphas -> log10OfNetwork(run, alphas));
            trained.record("mean-distance", alphas -> meanDistance(run, alphas));
            List<Double> errors = new ArrayList<>();
            for (Evidence one : trained.withWeights()) {
                errors.add(hasAnError(run, QuadraticMember.of(one.manifest().id(), one.network())) ? 1.0 : 0.0);
            }
            run.runs("error", trained.subject(), errors, errors.size(), Map.of());
        }
    }

    /** Whether the network itself is seen to misclassify a point of either sphere. */
    private static boolean hasAnError(ClaimRun run, QuadraticMember member) {
        SphereSampler starts = new SphereSampler(run.spheres(), run.seed(), run.stream("starts"));
        QuadraticErrorSearch search = new QuadraticErrorSearch(starts, 1, 1, 0);
        return Arrays.stream(Sphere.values())
                .anyMatch(sphere -> search.find(member, sphere).isPresent());
    }

    /** Decimal logarithm of the mean of both spheres' exact rates. */
    private static double log10OfNetwork(ClaimRun run, double[] alphas) {
        double inner = exact(run, alphas, Sphere.INNER).log10();
        double outer = exact(run, alphas, Sphere.OUTER).log10();
        double larger = Math.max(inner, outer);
        return larger + Math.log10((1 + Math.pow(10, Math.min(inner, outer) - larger)) / 2);
    }

    @Verifies("quad-histogram")
    void theAlphasAreDistributedAsPublished(ClaimRun run) throws IOException {
        List<Trained> judged = List.of(new Trained(run, OF_TEXT), new Trained(run, OF_CAPTION));
        List<Trained> shown = new ArrayList<>(judged);
        shown.add(new Trained(run, EARLY));
        List<Map<String, Object>> bins = new ArrayList<>();
        for (Trained trained : shown) {
            for (int i = 0; i < trained.alphas.size(); i++) {
                int[] counts = binned(trained.alphas.get(i));
                for (int bin = 0; bin < counts.length; bin++) {
                    bins.add(Map.of(
                            "network",
                            trained.evidence.get(i).manifest().id(),
                            "from",
                            bin * PUBLISHED.binWidth(),
                            "to",
                            (bin + 1) * PUBLISHED.binWidth(),
                            "count",
                            counts[bin]));
                }
            }
        }
        run.figure("alpha-histogram", bins);

        for (Trained trained : judged) {
            trained.record("distance", TrainedQuadraticClaims::distanceToPublished);
            trained.record(
                    "zero-bin-share",
                    alphas -> (double) Arrays.stream(alphas)
                                    .filter(alpha -> alpha < PUBLISHED.binWidth())
                                    .count()
                            / alphas.length);
        }
    }

    /** Contents of the published bins; the last one also holds what lies beyond it. */
    private static int[] binned(double[] alphas) {
        int[] counts = new int[PUBLISHED.counts().length];
        for (double alpha : alphas) {
            counts[Math.min(counts.length - 1, (int) (alpha / PUBLISHED.binWidth()))]++;
        }
        return counts;
    }

    /** Kolmogorov distance at the edges of the bins. */
    private static double distanceToPublished(double[] alphas) {
        int[] published = PUBLISHED.counts();
        double largest = 0;
        int below = 0;
        for (int bin = 0; bin < published.length; bin++) {
            below += published[bin];
            double edge = (bin + 1) * PUBLISHED.binWidth();
            double trained =
                    (double) Arrays.stream(alphas).filter(alpha -> alpha < edge).count() / alphas.length;
            largest = Math.max(largest, Math.abs(trained - (double) below / PUBLISHED.size()));
        }
        return largest;
    }

    @Verifies("quad-online-perfect")
    void onlineTrainingEndsPerfect(ClaimRun run) throws IOException {
        Trained trained = new Trained(run, ONLINE);
        run.figure("bad-alphas-over-online-training", trajectories(List.of(trained)));

        trained.record("bad-alphas", alphas -> bad(run, alphas));
        for (Evidence one : trained.evidence) {
            if (one.keepsWeights()) {
                QuadraticMember member = QuadraticMember.of(one.manifest().id(), one.network());
                double margin = QuadraticErrorSearch.leastMarginOnAxes(member, run.spheres());
                run.exact(
                        "least-margin",
                        member.name(),
                        margin,
                        1e-4 * member.ellipsoid().scale());
            }
        }
    }

    @Verifies("truncated-trained-2000")
    void aHiddenLayerOfHalfTheDimensionIsEnough(ClaimRun run) throws IOException {
        Trained trained = new Trained(run, "quadratic-d2000-online");
        run.figure("truncated-training", trajectories(List.of(trained)));

        for (Sphere sphere : Sphere.values()) {
            trained.record("log10-" + sphere, alphas -> clt(run, alphas, sphere).log10());
        }
    }

    @Verifies("quad-perfect-init-curves")
    void theCurvesFollowThePublishedOnes(ClaimRun run) throws IOException {
        Trained trained = new Trained(run, "quadratic-init-figure");
        run.figure("perfect-initialisation", trajectories(List.of(trained, new Trained(run, "quadratic-init-text"))));

        for (String variant : List.of("text", "figure")) {
            double margin = run.setting("initialisation", variant, "alpha");
            double scale = -run.setting("initialisation", variant, "bias");
            double outer = margin * Math.pow(run.spheres().outerRadius(), 2);
            run.exact(
                    "initial-average-loss-of-" + variant,
                    "the initialisation of the " + variant,
                    (Math.log1p(Math.exp(scale * (margin - 1))) + Math.log1p(Math.exp(scale * (1 - outer)))) / 2,
                    1e-12);
        }
        for (long step : new long[] {1_000, 5_000, 39_000}) {
            trained.recordAt(step, "bad-alphas-" + step, QuadraticSnapshot::badAlphas);
            trained.recordAt(step, "worst-loss-" + step, QuadraticSnapshot::worstLoss);
        }
        trained.recordAt(39_000, "average-loss-39000", QuadraticSnapshot::averageLoss);
    }

    /** Every kept snapshot of a quadratic network in training with the paper's initialisation, at the claim's d. */
    static List<QuadraticSnapshot> snapshots(ClaimRun run) throws IOException {
        List<QuadraticSnapshot> snapshots = new ArrayList<>();
        for (String kind : List.of(OF_TEXT, OF_CAPTION)) {
            for (Evidence one : Evidence.allOf(run.session().evidence(), kind)) {
                for (Snapshot snapshot : one.trajectory()) {
                    snapshots.add((QuadraticSnapshot) snapshot);
                }
            }
        }
        return snapshots;
    }

    /** The evidence of one kind of training, a network a seed. */
    private static final class Trained {
        final List<Evidence> evidence;
        final List<double[]> alphas = new ArrayList<>();
        private final ClaimRun run;
        private final String kind;

        Trained(ClaimRun run, String kind) throws IOException {
            this.run = run;
            this.kind = kind;
            this.evidence = run.evidence(kind);
            for (Evidence one : evidence) {
                alphas.add(one.alphas());
            }
        }

        List<Evidence> withWeights() {
            return evidence.stream().filter(Evidence::keepsWeights).toList();
        }

        String subject() {
            return evidence.size() + (evidence.size() == 1 ? " network " : " networks ") + kind + " after "
                    + evidence.get(0).manifest().steps() + " steps";
        }

        /** Records a quantity of the trajectory at a step. */
        void recordAt(long step, String quantity, ToDoubleFunction<QuadraticSnapshot> ofSnapshot) throws IOException {
            List<Double> values = new ArrayList<>();
            for (Evidence one : evidence) {
                values.add(ofSnapshot.applyAsDouble(at(one, step)));
            }
            String subject = evidence.size() + " networks " + kind + " after " + step + " steps";
            run.runs(quantity, subject, values, values.size(), Map.of());
        }

        void record(String quantity, ToDoubleFunction<double[]> ofAlphas) {
            List<Double> values = alphas.stream().map(ofAlphas::applyAsDouble).toList();
            run.runs(quantity, subject(), values, values.size(), Map.of());
        }
    }

    private static QuadraticSnapshot at(Evidence evidence, long step) throws IOException {
        return evidence.trajectory().stream()
                .filter(snapshot -> snapshot.step() == step)
                .map(QuadraticSnapshot.class::cast)
                .findFirst()
                .orElseThrow(() ->
                        new IOException("evidence " + evidence.manifest().id() + " has no snapshot at step " + step));
    }

    private static List<Map<String, Object>> trajectories(List<Trained> kinds) throws IOException {
        List<Map<String, Object>> points = new ArrayList<>();
        for (Trained trained : kinds) {
            for (Evidence one : trained.evidence) {
                for (Snapshot snapshot : one.trajectory()) {
                    if (snapshot instanceof QuadraticSnapshot quadratic) {
                        points.add(row(one.manifest(), quadratic));
                    }
                }
            }
        }
        return points;
    }

    /** A network at one step, for a plot; what does not exist is left out. */
    private static Map<String, Object> row(Manifest manifest, QuadraticSnapshot snapshot) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("network", manifest.id());
        row.put(
                "trainingSet",
                manifest.plan().trainingSet() instanceof TrainingSet.Fixed fixed
                        ? Long.toString(fixed.size())
                        : "online");
        row.put("seed", manifest.plan().seed());
        row.put("step", snapshot.step());
        row.put("badAlphas", snapshot.badAlphas());
        row.put("averageLoss", snapshot.averageLoss());
        row.put("worstLoss", snapshot.worstLoss());
        row.put("log10ExactInner", snapshot.inner().log10Exact());
        row.put("log10CltInner", snapshot.inner().log10Clt());
        row.put("meanDistanceInner", snapshot.inner().meanDistance());
        row.put("log10ExactOuter", snapshot.outer().log10Exact());
        row.put("log10CltOuter", snapshot.outer().log10Clt());
        row.put("meanDistanceOuter", snapshot.outer().meanDistance());
        row.values().removeIf(Objects::isNull);
        return row;
    }

    private static double bad(ClaimRun run, double[] alphas) {
        return rates(run, alphas).wrongAlphas();
    }

    private static EllipsoidErrorRate rates(ClaimRun run, double[] alphas) {
        return EllipsoidErrorRate.of(alphas, run.spheres().outerRadius());
    }

    private static TailProbability clt(ClaimRun run, double[] alphas, Sphere sphere) {
        return rates(run, alphas).clt(sphere);
    }

    private static TailProbability exact(ClaimRun run, double[] alphas, Sphere sphere) {
        return rates(run, alphas).exact(sphere);
    }

    /** From random points of the sphere whose errors are nearer, to the nearest error on it. */
    private static double meanDistance(ClaimRun run, double[] alphas) {
        ConcentricSpheres spheres = run.spheres();
        SphereSampler sampler = new SphereSampler(spheres, run.seed(), run.stream("starts of exact distances"));
        ExactNearest nearest = ExactNearest.of(EllipsoidClassifier.of(alphas), spheres);
        return Arrays.stream(Sphere.values())
                .map(sphere ->
                        nearest.meanDistance(Starts.uniform(sampler, sphere, 0, run.count("points")), Domain.ON_SPHERE))
                .filter(distance -> distance.found() > 0)
                .mapToDouble(MeanDistance::mean)
                .min()
                .orElseThrow(() -> new IllegalStateException("no error on either sphere: no distance"));
    }

    /** Draws of the published alphas within their bins. */
    private static List<double[]> draws(ClaimRun run) {
        IndexedRandom random = new IndexedRandom(run.seed(), run.stream("positions within bins"));
        List<double[]> draws = new ArrayList<>();
        for (long index = 0; index < run.size("draws"); index++) {
            draws.add(AnalyticClaims.published(random, index));
        }
        return draws;
    }
}
