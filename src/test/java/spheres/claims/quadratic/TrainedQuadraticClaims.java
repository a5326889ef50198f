package spheres.claims.quadratic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import spheres.attack.Domain;
import spheres.attack.MeanDistance;
import spheres.attack.Starts;
import spheres.claim.Observation;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.Verifies;
import spheres.classifier.EllipsoidClassifier;
import spheres.evidence.Evidence;
import spheres.evidence.Manifest;
import spheres.nearest.ExactNearest;
import spheres.snapshot.QuadraticSnapshot;
import spheres.snapshot.Snapshot;
import spheres.sphere.ConcentricSpheres;
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

    /** How many random points of a sphere the paper looked at. */
    private static final double SAMPLES = 1e7;

    private static final PublishedHistogram PUBLISHED = PublishedHistogram.load();

    @Verifies("quad-finite-bad-alphas")
    void aFiniteTrainingSetLeavesAlphasOutOfRange(ClaimRun run) throws IOException {
        Trained ofText = new Trained(run, OF_TEXT);
        Trained ofCaption = new Trained(run, OF_CAPTION);
        run.figure("bad-alphas-over-training", trajectories(List.of(ofText, ofCaption)));

        ofText.record("bad-alphas-of-text", alphas -> bad(run, alphas), afterSteps(ofText));
        ofCaption.record("bad-alphas-of-caption", alphas -> bad(run, alphas), throughout(ofCaption));
    }

    /** Around the moment when as many alphas are wrong as the paper says: one value per seed. */
    private static Map<String, Object> afterSteps(Trained trained) throws IOException {
        Map<String, Object> details = new LinkedHashMap<>();
        for (long step : new long[] {140_000, 150_000, 160_000}) {
            List<QuadraticSnapshot> snapshots = trained.at(step);
            details.put(
                    "after" + step,
                    snapshots.stream().map(QuadraticSnapshot::badAlphas).toList());
            details.put(
                    "innerLog10CltAfter" + step,
                    snapshots.stream()
                            .map(snapshot -> snapshot.inner().log10CltOrNull())
                            .toList());
        }
        return details;
    }

    /** The least number of wrong alphas, and the least rate of the inner sphere by the theorem, from a step on. */
    private static Map<String, Object> throughout(Trained trained) throws IOException {
        long from = 20_000;
        int fewest = Integer.MAX_VALUE;
        double least = 0;
        for (Evidence one : trained.evidence) {
            for (Snapshot snapshot : one.trajectory()) {
                if (snapshot.step() >= from && snapshot instanceof QuadraticSnapshot quadratic) {
                    fewest = Math.min(fewest, quadratic.badAlphas());
                    least = Math.min(least, quadratic.inner().log10Clt().orElseThrow());
                }
            }
        }
        return Map.of("fewestFrom" + from, fewest, "leastInnerLog10CltFrom" + from, least);
    }

    @Verifies("quad-finite-80-percent")
    void mostAlphasAreOutOfRange(ClaimRun run) throws IOException {
        double published = bad(run, PUBLISHED.evenAlphas());
        double error = 0;
        for (double scale : PublishedDraws.scales()) {
            double inBinsAtTheEnds = Arrays.stream(
                            new double[] {Math.pow(run.spheres().outerRadius(), -2), 1})
                    .map(end -> PUBLISHED.counts()[(int) (end / scale / PUBLISHED.binWidth())])
                    .sum();
            double scaled = bad(
                    run,
                    Arrays.stream(PUBLISHED.evenAlphas())
                            .map(alpha -> scale * alpha)
                            .toArray());
            error = Math.max(error, Math.abs(scaled - published) + inBinsAtTheEnds / 2);
        }

        run.exact(
                "published-share",
                "the published alphas",
                published / PUBLISHED.size(),
                error / PUBLISHED.size(),
                PUBLISHED.size());
        for (Reading reading : Reading.values()) {
            new Trained(run, reading.kind).record("share-" + reading, alphas -> bad(run, alphas) / alphas.length);
        }
    }

    @Verifies("quad-finite-clt-rate")
    void theCltRateIsThatOfTheInnerSphere(ClaimRun run) throws IOException {
        for (Reading reading : Reading.values()) {
            Trained trained = new Trained(run, reading.kind);
            trained.record(
                    "log10-inner-" + reading,
                    alphas -> clt(run, alphas, Sphere.INNER).log10());
            trained.record("log10-network-" + reading, alphas -> cltOfNetwork(run, alphas), cltOfOuter(run, trained));
        }
        run.figure("three-estimates", threeEstimates(run));
        PublishedDraws draws = new PublishedDraws(run);
        Trained early = new Trained(run, EARLY);
        draws.record(
                run,
                "log10-inner-of-figure",
                alphas -> clt(run, alphas, Sphere.INNER).log10(),
                Map.of(
                        "early",
                        early.values(alphas -> clt(run, alphas, Sphere.INNER).log10())));
        draws.record(
                run,
                "log10-network-of-figure",
                alphas -> cltOfNetwork(run, alphas),
                Map.of("early", early.values(alphas -> cltOfNetwork(run, alphas))));
    }

    private static Map<String, Object> cltOfOuter(ClaimRun run, Trained trained) {
        return Map.of(
                "outer", trained.values(alphas -> clt(run, alphas, Sphere.OUTER).log10()));
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

    private static double cltOfNetwork(ClaimRun run, double[] alphas) {
        return AnalyticClaims.log10OfNetwork(run, alphas, EllipsoidErrorRate::clt);
    }

    @Verifies("quad-finite-no-errors")
    void tenMillionPointsWouldShowNoErrors(ClaimRun run) throws IOException {
        for (Reading reading : Reading.values()) {
            new Trained(run, reading.kind).record("wrong-share-" + reading, alphas -> bad(run, alphas) / alphas.length);
        }
        for (Sphere sphere : Sphere.values()) {
            for (Reading reading : Reading.values()) {
                Trained trained = new Trained(run, reading.kind);
                for (int i = 0; i < trained.alphas.size(); i++) {
                    TailProbability exact = exact(run, trained.alphas.get(i), sphere);
                    double rate = exact.value();
                    Map<String, Object> details = new LinkedHashMap<>();
                    details.put("errorsExpected", rate * SAMPLES);
                    details.put("badAlphas", bad(run, trained.alphas.get(i)));
                    if (Double.isFinite(exact.log10())) {
                        details.put("log10Rate", exact.log10());
                    }
                    run.record(
                            "none-" + sphere + "-" + reading,
                            trained.evidence.get(i).manifest().id(),
                            new Observation.Absence(rate, rate, rate, 1),
                            1,
                            details);
                }
            }
        }
        // The logarithm of the rate is what is nearly normal over the draws.
        PublishedDraws draws = new PublishedDraws(run);
        ConfidenceInterval log10 = draws.interval(
                run.level(1), alphas -> exact(run, alphas, Sphere.OUTER).log10());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("log10Rate", log10.value());
        details.put("errorsExpected", Math.pow(10, log10.value()) * SAMPLES);
        details.put("fewestErrors", Math.pow(10, log10.low()) * SAMPLES);
        details.put("mostErrors", Math.pow(10, log10.high()) * SAMPLES);
        for (double[] early : new Trained(run, EARLY).alphas) {
            TailProbability rate = exact(run, early, Sphere.OUTER);
            details.put("earlyLog10Rate", rate.log10());
            details.put("earlyErrors", rate.value() * SAMPLES);
        }
        run.record(
                "none-outer-of-figure",
                "the published histogram",
                new Observation.Absence(
                        Math.pow(10, log10.value()),
                        Math.pow(10, log10.low()),
                        Math.pow(10, log10.high()),
                        log10.level()),
                draws.count(),
                details);
    }

    @Verifies("quad-finite-adversarial")
    void adversarialExamplesExistBesideATinyErrorRate(ClaimRun run) throws IOException {
        Trained early = new Trained(run, EARLY);
        Map<String, Object> earlyRate = Map.of("early", early.values(alphas -> log10OfNetwork(run, alphas)));
        Map<String, Object> earlyDistance =
                Map.of("early", early.values(alphas -> meanDistance(run, alphas)), "earlySteps", early.steps());
        for (Reading reading : Reading.values()) {
            Trained trained = new Trained(run, reading.kind);
            trained.record("log10-rate-" + reading, alphas -> log10OfNetwork(run, alphas), earlyRate);
            trained.record("mean-distance-" + reading, alphas -> meanDistance(run, alphas), earlyDistance);
            List<Double> errors = new ArrayList<>();
            for (QuadraticMember member : trained.withWeights()) {
                errors.add(hasAnError(run, member) ? 1.0 : 0.0);
            }
            run.runs("error-" + reading, trained.subject(errors.size()), errors, errors.size(), Map.of());
        }
    }

    /** Whether the network itself is seen to misclassify a point of either sphere. */
    private static boolean hasAnError(ClaimRun run, QuadraticMember member) {
        SphereSampler starts = new SphereSampler(run.spheres(), run.seed(), run.stream("starts"));
        QuadraticErrorSearch search = new QuadraticErrorSearch(starts, 1, 1, 0);
        return Arrays.stream(Sphere.values())
                .anyMatch(sphere -> search.find(member, sphere).isPresent());
    }

    private static double log10OfNetwork(ClaimRun run, double[] alphas) {
        return AnalyticClaims.log10OfNetwork(run, alphas, EllipsoidErrorRate::exact);
    }

    @Verifies("quad-histogram")
    void theAlphasAreDistributedAsPublished(ClaimRun run) throws IOException {
        Trained early = new Trained(run, EARLY);
        List<Trained> shown = List.of(new Trained(run, OF_TEXT), new Trained(run, OF_CAPTION), early);
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

        for (Reading reading : Reading.values()) {
            Trained trained = new Trained(run, reading.kind);
            trained.record(
                    "distance-" + reading,
                    TrainedQuadraticClaims::distanceToPublished,
                    Map.of("early", early.values(TrainedQuadraticClaims::distanceToPublished)));
            trained.record(
                    "zero-bin-share-" + reading,
                    alphas -> inFirstBin(alphas) / alphas.length,
                    Map.of(
                            "alphas", trained.values(TrainedQuadraticClaims::inFirstBin),
                            "early", early.values(TrainedQuadraticClaims::inFirstBin),
                            "earlySteps", early.steps(),
                            "earlyBad", early.values(alphas -> bad(run, alphas)),
                            "earlyInnerLog10Clt",
                                    early.values(alphas ->
                                            clt(run, alphas, Sphere.INNER).log10())));
        }
    }

    private static double inFirstBin(double[] alphas) {
        return Arrays.stream(alphas)
                .filter(alpha -> alpha < PUBLISHED.binWidth())
                .count();
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
        for (QuadraticMember member : trained.withWeights()) {
            double margin = QuadraticErrorSearch.leastMarginOnAxes(member, run.spheres());
            run.exact(
                    "least-margin",
                    member.name(),
                    margin,
                    1e-4 * member.ellipsoid().scale());
        }
    }

    @Verifies("truncated-trained-2000")
    void aHiddenLayerOfHalfTheDimensionIsEnough(ClaimRun run) throws IOException {
        Trained trained = new Trained(run, "quadratic-d2000-online");
        run.figure("truncated-training", trajectories(List.of(trained)));

        for (Sphere sphere : Sphere.values()) {
            trained.record(
                    "log10-" + sphere, alphas -> clt(run, alphas, sphere).log10(), Map.of("steps", trained.steps()));
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
            run.record(
                    "initial-average-loss-of-" + variant,
                    "the initialisation of the " + variant,
                    new Observation.Exact(
                            (Math.log1p(Math.exp(scale * (margin - 1))) + Math.log1p(Math.exp(scale * (1 - outer))))
                                    / 2,
                            1e-12),
                    1,
                    Map.of(
                            "innerProbability", 1 / (1 + Math.exp(scale * (1 - margin))),
                            "outerProbability", 1 / (1 + Math.exp(scale * (1 - outer)))));
        }
        for (long step : new long[] {1_000, 5_000, 39_000}) {
            trained.recordAt(step, "bad-alphas-" + step, QuadraticSnapshot::badAlphas);
            trained.recordAt(step, "worst-loss-" + step, QuadraticSnapshot::worstLoss);
        }
        trained.recordAt(39_000, "average-loss-39000", QuadraticSnapshot::averageLoss);
    }

    /** Every kept network that was trained on a finite set with the paper's initialisation, at the claim's d. */
    static List<Evidence> finite(ClaimRun run) throws IOException {
        List<Evidence> all = new ArrayList<>();
        for (Reading reading : Reading.values()) {
            all.addAll(Evidence.allOf(run.session().evidence(), reading.kind));
        }
        return all;
    }

    /** The two training sets that the paper names, and the networks that were trained on them. */
    private enum Reading {
        OF_TEXT(TrainedQuadraticClaims.OF_TEXT),
        OF_CAPTION(TrainedQuadraticClaims.OF_CAPTION);

        final String kind;

        Reading(String kind) {
            this.kind = kind;
        }

        /** As quantities are named by it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
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

        /** The networks whose weights there are. */
        List<QuadraticMember> withWeights() throws IOException {
            List<QuadraticMember> members = new ArrayList<>();
            for (Evidence one : evidence) {
                run.session()
                        .weights(one)
                        .ifPresent(network ->
                                members.add(QuadraticMember.of(one.manifest().id(), network)));
            }
            return members;
        }

        long steps() {
            return evidence.get(0).manifest().steps();
        }

        String subject() {
            return subject(evidence.size());
        }

        String subject(int networks) {
            return networks + (networks == 1 ? " network " : " networks ") + kind + " after " + steps() + " steps";
        }

        /** Records a quantity of the trajectory at a step. */
        void recordAt(long step, String quantity, ToDoubleFunction<QuadraticSnapshot> ofSnapshot) throws IOException {
            List<Double> values =
                    at(step).stream().map(ofSnapshot::applyAsDouble).toList();
            String subject = evidence.size() + " networks " + kind + " after " + step + " steps";
            run.runs(quantity, subject, values, values.size(), Map.of());
        }

        void record(String quantity, ToDoubleFunction<double[]> ofAlphas) {
            record(quantity, ofAlphas, Map.of());
        }

        void record(String quantity, ToDoubleFunction<double[]> ofAlphas, Map<String, Object> details) {
            List<Double> values = values(ofAlphas);
            run.runs(quantity, subject(), values, values.size(), details);
        }

        /** One value a network. */
        List<Double> values(ToDoubleFunction<double[]> ofAlphas) {
            return alphas.stream().map(ofAlphas::applyAsDouble).toList();
        }

        /** The snapshot of each network at a step. */
        List<QuadraticSnapshot> at(long step) throws IOException {
            List<QuadraticSnapshot> snapshots = new ArrayList<>();
            for (Evidence one : evidence) {
                snapshots.add(TrainedQuadraticClaims.at(one, step));
            }
            return snapshots;
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
        row.put("log10ExactInner", snapshot.inner().log10ExactOrNull());
        row.put("log10CltInner", snapshot.inner().log10CltOrNull());
        row.put("meanDistanceInner", snapshot.inner().meanDistanceOrNull());
        row.put("log10ExactOuter", snapshot.outer().log10ExactOrNull());
        row.put("log10CltOuter", snapshot.outer().log10CltOrNull());
        row.put("meanDistanceOuter", snapshot.outer().meanDistanceOrNull());
        row.values().removeIf(Objects::isNull);
        return row;
    }

    private static double bad(ClaimRun run, double[] alphas) {
        return rates(run, alphas).badAlphas();
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
}
