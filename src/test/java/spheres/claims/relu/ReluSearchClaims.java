package spheres.claims.relu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.ResourceLock;
import spheres.attack.AttackHarness;
import spheres.attack.AttackResult;
import spheres.attack.Starts;
import spheres.claim.Observation;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.ClaimSession;
import spheres.claims.harness.Verifies;
import spheres.classifier.Rows;
import spheres.evidence.Evidence;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;
import spheres.evidence.Manifest;
import spheres.network.RandomInitialisation;
import spheres.search.PlantedCap;
import spheres.search.SearchOptions;
import spheres.search.SearchReport;
import spheres.snapshot.ReluSnapshot;
import spheres.snapshot.Snapshot;
import spheres.sphere.Sphere;
import spheres.stats.ConfidenceInterval;
import spheres.stats.ErrorRate;
import spheres.stats.Proportion;

/** Section 3: how rare errors are, and in which dimensions there are any to be found. */
@ResourceLock(ClaimSession.EVERY_CORE)
class ReluSearchClaims {
    private static final int TOGETHER = 4;

    @Verifies("relu-d60-no-errors")
    void inSixtyDimensionsNoErrorIsFound(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.trainedToTheEnd(run);
        for (Sphere sphere : Sphere.values()) {
            recordPapersAttack(run, sphere + "-errors-by-the-papers-attack", network, sphere);
            recordSearch(run, sphere + "-errors", network, sphere);
            recordNearShare(
                    run,
                    sphere + "-near-share",
                    network,
                    sphere,
                    network.nearestOnSphere(run, sphere, run.count("nearStarts"), run.count("nearSteps")));
        }
    }

    /** The paper's attack as a search, and if it finds nothing what it finds of planted caps. */
    private static void recordPapersAttack(ClaimRun run, String quantity, ReluUnderTest network, Sphere sphere)
            throws IOException {
        AttackResult result = network.firstErrors(run, sphere, run.count("starts"));
        int found = result.diagnostics().found();
        double measure = run.claim().quantity(quantity).reach();
        int planted = found > 0 ? 0 : run.count("planted");
        int plantedFound = 0;
        for (int i = 0; i < planted; i++) {
            plantedFound += findsPlanted(run, network, sphere, measure, i) ? 1 : 0;
        }
        run.record(
                quantity,
                network + ", the paper's attack on the " + sphere + " sphere, "
                        + result.diagnostics().summary(),
                new Observation.Search(run.size("starts"), found, planted, plantedFound, measure),
                run.size("starts"),
                Map.of());
    }

    /** A few starts at once, since one that finds the cap is enough. */
    private static boolean findsPlanted(ClaimRun run, ReluUnderTest network, Sphere sphere, double measure, int index)
            throws IOException {
        PlantedCap planted = PlantedCap.of(
                network.classifier(),
                network.plan().spheres(),
                sphere,
                measure,
                run.settings("signals")[0],
                run.seed(),
                index);
        Starts all = nearestFirst(network.starts(sphere, run.count("starts")), planted.pole());
        for (int from = 0; from < all.count(); from += TOGETHER) {
            Starts some = all.part(from, Math.min(all.count(), from + TOGETHER));
            AttackResult result = new AttackHarness(planted).run(ReluUnderTest.papersAttack(run), some);
            if (result.diagnostics().found() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The same starts in another order, on which it does not depend whether one of them finds a cap, but how soon. */
    private static Starts nearestFirst(Starts starts, float[] pole) {
        int d = pole.length;
        float[] sorted = new float[starts.count() * d];
        int[] order = IntStream.range(0, starts.count())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Rows.dot(starts.rows(), i * d, pole, 0, d)))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(starts.rows(), order[i] * d, sorted, i * d, d);
        }
        return Starts.of(starts.spheres(), starts.sphere(), sorted);
    }

    @Verifies("relu-d-threshold")
    void aboutSixtyIsTheHighestDimensionWithoutErrors(ClaimRun run) throws IOException {
        List<List<Evidence>> kept = new ArrayList<>();
        for (double dimension : run.settings("dimensions")) {
            kept.add(run.evidence("relu-sweep-d" + (int) dimension));
        }
        int seeds = kept.stream().mapToInt(List::size).min().orElseThrow();
        List<Double> highest = new ArrayList<>();
        List<String> searches = new ArrayList<>();
        List<Map<String, Object>> points = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            List<DimensionSweep.Entry> entries = new ArrayList<>();
            for (List<Evidence> networks : kept) {
                Manifest manifest = networks.get(seed).manifest();
                ReluSnapshot last = last(networks.get(seed));
                ReluSnapshot.Searches both = last.searches().orElseThrow();
                DimensionSweep.Entry entry = new DimensionSweep.Entry(
                        manifest.plan().architecture().inputDimension(), both.inner(), both.outer());
                run.exact("training-steps", manifest.id(), (double) manifest.steps(), 0);
                entries.add(entry);
                long trainingSeed = manifest.plan().seed();
                points.add(point(run, trainingSeed, entry, Sphere.INNER, both.inner(), last.inner()));
                points.add(point(
                        run,
                        trainingSeed,
                        entry,
                        Sphere.OUTER,
                        both.outer(),
                        last.outer().orElseThrow()));
            }
            DimensionSweep sweep = new DimensionSweep(entries);
            highest.add((double) sweep.highestWithoutErrors());
            searches.addAll(sweep.summaries());
        }
        run.figure("errors-by-dimension", points);
        run.requirePreconditions();

        run.runs(
                "highest-dimension",
                "networks for " + kept.size() + " dimensions",
                highest,
                (long) seeds * kept.size(),
                Map.of("searches", searches));
    }

    /** What was measured at the end of a training, with the searches. */
    private static ReluSnapshot last(Evidence network) throws IOException {
        List<Snapshot> trajectory = network.trajectory();
        ReluSnapshot last = (ReluSnapshot) trajectory.get(trajectory.size() - 1);
        if (last.searches().isEmpty()) {
            throw new IOException("evidence " + network.manifest().id() + " has no search for errors at its last step");
        }
        return last;
    }

    /** A sphere of a network in a plot, with its rate; the bound of the rate where splitting met no errors. */
    private static Map<String, Object> point(
            ClaimRun run, long seed, DimensionSweep.Entry entry, Sphere sphere, SearchReport search, ErrorRate errors) {
        ConfidenceInterval rate = errors.interval(run.level(1));
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("dimension", entry.dimension());
        point.put("sphere", sphere.toString());
        point.put("seed", seed);
        point.put("found", search.found());
        point.put("log10Rate", Math.log10(rate.low() > 0 ? rate.value() : rate.high()));
        point.put("log10RateHigh", Math.log10(rate.high()));
        if (rate.low() > 0) {
            point.put("log10RateLow", Math.log10(rate.low()));
        }
        return point;
    }

    @Verifies("only-high-dimension")
    void unlikelyButNearErrorsAppearInHighDimensionOnly(ClaimRun run) throws IOException {
        ReluUnderTest middle = ReluUnderTest.trainedToTheEnd(run, dimension(run, 1));
        ReluUnderTest high = ReluUnderTest.withRareErrors(run, dimension(run, 2), Sphere.INNER);
        ReluUnderTest low = ReluUnderTest.inThePlane(run, (int) run.setting("trainingInThePlane"), 1)
                .get(0);
        recordInnerNearShare(run, "near-share-at-2", low, run.count("attackSteps"));
        recordInnerNearShare(run, "near-share-at-60", middle, run.count("nearSteps"));
        recordInnerNearShare(run, "near-share-at-500", high, run.count("attackSteps"));
    }

    private static void recordInnerNearShare(ClaimRun run, String quantity, ReluUnderTest network, int steps)
            throws IOException {
        AttackResult errors = network.nearestOnSphere(run, Sphere.INNER, run.count("starts"), steps);
        recordNearShare(run, quantity, network, Sphere.INNER, errors);
    }

    /** The share of random points of a sphere that have an error near by, in radii. */
    private static void recordNearShare(
            ClaimRun run, String quantity, ReluUnderTest network, Sphere sphere, AttackResult errors) {
        double near = run.setting("near") * network.plan().spheres().radius(sphere);
        long found = errors.attempts().stream()
                .filter(attempt -> attempt.distance().orElse(Double.POSITIVE_INFINITY) <= near)
                .count();
        int starts = errors.diagnostics().starts();
        run.estimate(
                quantity,
                network + ", " + sphere + " sphere, " + errors.diagnostics().summary(),
                Proportion.interval(found, starts, run.level(1)),
                starts);
    }

    @Verifies("relu-no-errors-observed")
    void tenMillionPointsOfEitherSphereShowNoError(ClaimRun run) throws IOException {
        ReluUnderTest trained = ReluUnderTest.trainedToTheEnd(run);
        for (Sphere sphere : Sphere.values()) {
            ErrorRate rate = trained.errorRate(run, sphere);
            ConfidenceInterval interval = rate.interval(run.level(1));
            run.record(
                    "none-" + sphere,
                    rate.method() + " on the " + sphere + " sphere, " + trained,
                    new Observation.Absence(interval.value(), interval.low(), interval.high(), interval.level()),
                    rate.judged(),
                    Map.of("errors", rate.errors(), "samples", rate.samples()));
        }
        recordNoneOnEither(run, trained);
    }

    /** Of as many points of each sphere the share of errors is the mean of the two rates. */
    private static void recordNoneOnEither(ClaimRun run, ReluUnderTest network) throws IOException {
        double value = 0;
        double low = 0;
        double high = 0;
        long judged = 0;
        int spheres = Sphere.values().length;
        for (Sphere sphere : Sphere.values()) {
            ErrorRate rate = network.errorRate(run, sphere);
            // One interval a sphere: both hold at the level of the quantity.
            ConfidenceInterval interval = rate.interval(run.level(spheres));
            value += interval.value() / spheres;
            low += interval.low() / spheres;
            high += interval.high() / spheres;
            judged += rate.judged();
        }
        run.record(
                "none-on-either",
                "both spheres, " + network,
                new Observation.Absence(value, low, high, run.level(1)),
                judged,
                Map.of());
    }

    @Verifies("relu-rate-only-bounded")
    void noErrorAmongTheSamplesBoundsTheRateAndNoMore(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.trainedToTheEnd(run);
        long each = (long) run.setting("points");
        double confidence = run.setting("confidence");
        ConfidenceInterval ofBoth = Proportion.interval(0, 2 * each, confidence);
        run.record(
                "bound",
                "no error in " + each + " points of each sphere",
                new Observation.Exact(oneSidedBound(2 * each, confidence), 1e-15),
                2 * each,
                Map.of("twoSided", ofBoth.high(), "ofOneSphere", oneSidedBound(each, confidence)));
        for (Sphere sphere : Sphere.values()) {
            ErrorRate rate = network.errorRate(run, sphere);
            run.oneRun(
                    "log10-rate",
                    rate.method() + " on the " + sphere + " sphere, " + network,
                    ReluUnderTest.log10(rate.interval(run.level(Sphere.values().length))),
                    rate.judged(),
                    Map.of());
        }
    }

    /** The rate that leaves no error in n points a chance of only one minus the confidence. */
    private static double oneSidedBound(long n, double confidence) {
        return -Math.expm1(Math.log1p(-confidence) / n);
    }

    @Verifies("relu-error-below-1e-7")
    void theErrorRateIsBelowOneInTenMillion(ClaimRun run) throws IOException {
        run.figure("relu-rates-over-training", ratesOverTraining(run));
        ReluUnderTest trained = ReluUnderTest.trainedToTheEnd(run);
        for (Sphere sphere : Sphere.values()) {
            trained.recordErrorRateOfRun(run, "log10-error-rate", Sphere.values().length, sphere);
        }
    }

    /** The error rates that were measured while networks were trained from several laws of initial weights. */
    private static List<Map<String, Object>> ratesOverTraining(ClaimRun run) throws IOException {
        List<Map<String, Object>> points = new ArrayList<>();
        Path folder = run.session().evidence();
        for (EvidencePlan plan : EvidencePlans.read(folder).all()) {
            boolean comparable = plan.training()
                            .architecture()
                            .equals(ReluUnderTest.architecture(run.spheres().dimension()))
                    && plan.training().steps() == (long) run.setting("steps");
            if (comparable && Evidence.isIn(folder.resolve(plan.id()))) {
                Evidence evidence = Evidence.open(folder.resolve(plan.id()));
                String weights = ((RandomInitialisation) plan.training().initialisation())
                        .scheme()
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' ');
                for (Snapshot snapshot : evidence.trajectory()) {
                    ReluSnapshot relu = (ReluSnapshot) snapshot;
                    if (relu.step() > 0) {
                        points.add(rate(plan.id(), weights, relu.step(), Sphere.INNER, relu.inner()));
                        points.add(rate(
                                plan.id(),
                                weights,
                                relu.step(),
                                Sphere.OUTER,
                                relu.outer().orElseThrow()));
                    }
                }
            }
        }
        return points;
    }

    private static Map<String, Object> rate(String network, String weights, long step, Sphere sphere, ErrorRate rate) {
        ConfidenceInterval interval = rate.interval(0.95);
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("network", network);
        point.put("weights", weights);
        point.put("step", step);
        point.put("sphere", sphere.toString());
        point.put("log10Rate", Math.log10(interval.value()));
        if (interval.low() > 0) {
            point.put("log10RateLow", Math.log10(interval.low()));
        }
        point.put("log10RateHigh", Math.log10(interval.high()));
        return point;
    }

    private static int dimension(ClaimRun run, int index) {
        return (int) run.settings("dimensions")[index];
    }

    /** One search of a sphere and its reach: caps of the measure that the claim asks for. */
    private static void recordSearch(ClaimRun run, String quantity, ReluUnderTest network, Sphere sphere)
            throws IOException {
        ReachedSearch search = ReachedSearch.of(
                network.classifier(),
                network.plan().spheres(),
                sphere,
                run.claim().quantity(quantity).reach(),
                run.settings("signals"),
                run.count("planted"),
                effort(run));
        run.record(
                quantity,
                network + ", " + search.summary(),
                search.observation(),
                search.report().starts(),
                search.details());
    }

    /** One error says all. */
    private static SearchOptions effort(ClaimRun run) {
        return SearchOptions.withDefaults()
                .withStopAtFirst(true)
                .withStarts(run.count("searchStarts"))
                .withSteps(run.count("searchSteps"))
                .withSeed(run.seed());
    }
}
