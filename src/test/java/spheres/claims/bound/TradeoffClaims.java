package spheres.claims.bound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLock;
import spheres.attack.MeanDistance;
import spheres.claim.Observation;
import spheres.claim.Scale;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.ClaimSession;
import spheres.claims.harness.Verifies;
import spheres.evidence.Evidence;
import spheres.evidence.NoEvidenceException;
import spheres.network.Initialisation;
import spheres.snapshot.SnapshotOptions;
import spheres.stats.ConfidenceInterval;
import spheres.theory.DistanceBound;
import spheres.theory.PublishedTradeoff;
import spheres.training.TrainingSet;

/**
 * Section 5, figure 6: the error rate against the mean distance to the nearest error. Kept trainings are judged; at quick
 * scale one claim also trains quadratic networks for a short while in the run.
 */
@ResourceLock(ClaimSession.EVERY_CORE)
class TradeoffClaims {
    private static final double MOST_OF_THEOREM = 0.5;
    private static final double NUMERICAL = 1e-9;

    /** What is trained in the run, by everything that enters. */
    private record Trained(
            TradeoffArchitecture architecture, TrainingSet set, SortedSet<Long> steps, SnapshotOptions measured) {}

    /** The rows of the figure, to which every claim adds its own. */
    private record Plotted() {}

    @Verifies("tradeoff-quad-h1000")
    void theQuadraticNetworkLiesInsideTheBoundAndNearIt(ClaimRun run) throws IOException {
        // What the run trains counts for the bound alone: a training of a few snapshots could not tell a share.
        insideAndNear(
                run,
                kept(run, TradeoffArchitecture.QUAD_H1000),
                run.scale() == Scale.QUICK ? trained(run, TradeoffArchitecture.QUAD_H1000) : List.of());
    }

    @Verifies("tradeoff-relu-h1000-d2")
    void theReluNetworkOfTwoLayersLiesInsideTheBoundAndNearIt(ClaimRun run) throws IOException {
        List<TradeoffPoint> points = kept(run, TradeoffArchitecture.RELU_H1000_D2);
        recordExcess(run, points);
        recordPublished(run, TradeoffArchitecture.RELU_H1000_D2.published());
        recordNear(run, byGlorot(run, points, false));
        recordNearOfOne(run, "near-share-from-glorot", byGlorot(run, points, true));
    }

    /** The snapshots of trainings that begin by Glorot's law, or of all others. */
    private static List<TradeoffPoint> byGlorot(ClaimRun run, List<TradeoffPoint> points, boolean glorot)
            throws IOException {
        List<TradeoffPoint> some = new ArrayList<>();
        for (TradeoffPoint point : points) {
            if (initialisation(run, point).equals(Initialisation.DEFAULT) == glorot) {
                some.add(point);
            }
        }
        return some;
    }

    /** How a kept training began. */
    private static Initialisation initialisation(ClaimRun run, TradeoffPoint point) throws IOException {
        return Evidence.open(run.session().evidence().resolve(point.training()))
                .manifest()
                .plan()
                .initialisation();
    }

    /** The share of near snapshots of one training. */
    private static void recordNearOfOne(ClaimRun run, String quantity, List<TradeoffPoint> points) {
        List<TradeoffPoint> judged = inRange(run, points);
        double near =
                PublishedTradeoff.leastNearRatio(points.get(0).architecture().published());
        double[] ratios = judged.stream()
                .mapToDouble(point -> point.ratio(point.paperAttack()))
                .toArray();
        long found = Arrays.stream(ratios).filter(ratio -> ratio >= near).count();
        run.runs(
                quantity,
                found + " of " + judged.size() + " snapshots of "
                        + judged.get(0).training() + " with an error rate in range",
                List.of((double) found / judged.size()),
                judged.size(),
                Map.of("nearFrom", near, "near", found, "snapshots", judged.size(), "medianRatio", median(ratios)));
    }

    @Verifies("tradeoff-relu-h2000-d8")
    void theReluNetworkOfEightLayersLiesInsideTheBoundAndNearIt(ClaimRun run) throws IOException {
        List<TradeoffPoint> points = kept(run, TradeoffArchitecture.RELU_H2000_D8);
        recordExcess(run, points);
        recordPublished(run, TradeoffArchitecture.RELU_H2000_D8.published());
        recordNear(run, byGlorot(run, points, true));
        recordNearOfOne(run, "near-share-from-deviation-1", byGlorot(run, points, false));
    }

    /** Near is what the published points of that network are: their own ratios define it, by the attack that gave theirs. */
    private static void insideAndNear(ClaimRun run, List<TradeoffPoint> points, List<TradeoffPoint> further) {
        recordExcess(run, Stream.concat(points.stream(), further.stream()).toList());
        recordNear(run, points);
        recordPublished(run, points.get(0).architecture().published());
    }

    private static void recordNear(ClaimRun run, List<TradeoffPoint> points) {
        List<TradeoffPoint> judged = inRange(run, points);
        String network = points.get(0).architecture().published();
        double near = PublishedTradeoff.leastNearRatio(network);
        Map<String, double[]> ratios = ratiosByTraining(judged);
        Map<String, Object> shares = new TreeMap<>();
        Map<String, Object> medians = new TreeMap<>();
        ratios.forEach((training, own) -> {
            shares.put(
                    training,
                    (double) Arrays.stream(own).filter(ratio -> ratio >= near).count() / own.length);
            medians.put(training, median(own));
        });
        String subject = String.format(
                Locale.ROOT,
                "%d trainings with %d of %d snapshots, those with an error rate in range, from %.2g to %.2g",
                ratios.size(),
                judged.size(),
                points.size(),
                judged.stream().mapToDouble(TradeoffPoint::rate).min().orElseThrow(),
                judged.stream().mapToDouble(TradeoffPoint::rate).max().orElseThrow());

        run.runs("near-share", subject, values(shares), judged.size(), Map.of("nearFrom", near, "shares", shares));
        run.runs("median-ratio", subject, values(medians), judged.size(), Map.of("medianRatios", medians));
    }

    /** The theorem on the published points. */
    private static void recordPublished(ClaimRun run, String network) {
        List<PublishedTradeoff.Point> published = PublishedTradeoff.of(network);
        run.exact(
                "published-inside-share",
                published.size() + " published points",
                (double) published.stream().filter(point -> point.ratio() <= 1).count() / published.size(),
                0,
                published.size());
    }

    private static List<Double> values(Map<String, Object> byTraining) {
        return byTraining.values().stream().map(value -> (Double) value).toList();
    }

    /** The ratios of the distance by the paper's attack to the bound, of each training. */
    private static Map<String, double[]> ratiosByTraining(List<TradeoffPoint> points) {
        Map<String, double[]> ratios = new TreeMap<>();
        points.stream()
                .collect(Collectors.groupingBy(point -> point.training() + ", " + point.trainingSet()))
                .forEach((training, own) -> ratios.put(
                        training,
                        own.stream()
                                .mapToDouble(point -> point.ratio(point.paperAttack()))
                                .toArray()));
        return ratios;
    }

    @Verifies("tradeoff-training-sizes")
    void theTradeoffIsTheSameForEveryAmountOfData(ClaimRun run) throws IOException {
        // Two amounts, trained in the run, could not tell whether five agree.
        List<TradeoffPoint> points = kept(run, TradeoffArchitecture.QUAD_H1000);
        recordExcess(run, points);
        Map<String, double[]> ratios = ratiosByTraining(inRange(run, points));
        if (ratios.size() < 2) {
            throw new IllegalStateException(
                    "nothing to compare: error rates in range for " + ratios.keySet() + " only");
        }
        Map<String, Object> medians = new TreeMap<>();
        ratios.forEach((training, own) -> medians.put(training, median(own)));

        run.runs(
                "median-ratio",
                "the trainings that have snapshots in range: " + String.join("; ", medians.keySet()),
                values(medians),
                medians.size(),
                Map.of("medianRatios", medians));
    }

    @Verifies("tradeoff-at-1e-6")
    void atOneInAMillionTheDistanceIsBelowTheOptimum(ClaimRun run) throws IOException {
        double rate = run.setting("rate");
        List<Double> distances = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        for (TradeoffArchitecture architecture :
                List.of(TradeoffArchitecture.RELU_H1000_D2, TradeoffArchitecture.QUAD_H1000)) {
            List<TradeoffPoint> passing = withRateIn(run, kept(run, architecture));
            if (passing.isEmpty()) {
                throw new NoEvidenceException("no kept training of " + architecture.published()
                        + " has a snapshot with an error rate in " + Arrays.toString(run.settings("errorRates")));
            }
            Map<String, List<TradeoffPoint>> byTraining = passing.stream()
                    .collect(Collectors.groupingBy(TradeoffPoint::training, LinkedHashMap::new, Collectors.toList()));
            for (List<TradeoffPoint> training : byTraining.values()) {
                TradeoffPoint nearest = training.stream()
                        .min(java.util.Comparator.comparingDouble(point -> Math.abs(Math.log(point.rate() / rate))))
                        .orElseThrow();
                distances.add(nearest.paperAttack().mean());
                subjects.add(subject(nearest));
            }
        }

        run.exact(
                "bound",
                "the cap of measure 1e-6",
                DistanceBound.exact(run.spheres().dimension(), 1e-6),
                NUMERICAL);
        run.record(
                "mean-distance",
                String.join("; ", subjects),
                new Observation.Runs(distances),
                distances.size(),
                Map.of());
    }

    private static List<TradeoffPoint> kept(ClaimRun run, TradeoffArchitecture architecture) throws IOException {
        List<TradeoffPoint> points = TradeoffSweep.read(run.session().evidence(), architecture);
        points.forEach(point -> run.restsOn(point.training()));
        plot(run, points);
        return points;
    }

    private static List<TradeoffPoint> trained(ClaimRun run, TradeoffArchitecture architecture) throws IOException {
        List<TradeoffPoint> points = new ArrayList<>();
        SortedSet<Long> steps = TradeoffSweep.steps(run.size("firstStep"), run.size("steps"), run.count("snapshots"));
        SnapshotOptions measured = SnapshotOptions.withDefaults()
                .withStarts(run.count("starts"))
                .withSamples(run.size("samples"))
                .withBudget(run.size("budget"))
                .withFloor(run.setting("floor"))
                .withOuter(false);
        for (TrainingSet set : trainingSets(run)) {
            points.addAll(run.once(
                    new Trained(architecture, set, steps, measured),
                    () -> TradeoffSweep.train(architecture, set, run.seed(), steps, measured)));
        }
        plot(run, points);
        return points;
    }

    /** The amounts of data of the claim, the last of the list where its size "trainings" is smaller. */
    private static List<TrainingSet> trainingSets(ClaimRun run) {
        List<?> all = (List<?>) Objects.requireNonNull(run.claim().setting().get("training"));
        return all.subList(Math.max(0, all.size() - run.count("trainings")), all.size()).stream()
                .map(entry -> entry instanceof Number size ? TrainingSet.fixed(size.longValue()) : TrainingSet.ONLINE)
                .toList();
    }

    private static List<TradeoffPoint> inRange(ClaimRun run, List<TradeoffPoint> points) {
        List<TradeoffPoint> judged = withRateIn(run, points);
        if (judged.isEmpty()) {
            throw new IllegalStateException("no snapshot has an error rate in "
                    + Arrays.toString(run.settings("errorRates")) + ": rates are "
                    + points.stream().map(TradeoffPoint::rate).toList());
        }
        return judged;
    }

    private static List<TradeoffPoint> withRateIn(ClaimRun run, List<TradeoffPoint> points) {
        double[] range = run.settings("errorRates");
        return points.stream()
                .filter(point -> point.rate() >= range[0] && point.rate() <= range[1])
                .filter(point ->
                        point.nearest().found() > 0 && point.paperAttack().found() > 0)
                .toList();
    }

    /**
     * Of every snapshot that the theorem speaks of, those with a known rate of at most one half, all at once: near the bound no
     * affordable number of starts tells on which side one of them lies.
     */
    private static void recordExcess(ClaimRun run, List<TradeoffPoint> points) {
        List<TradeoffPoint> judged = points.stream()
                .filter(TradeoffPoint::hasRate)
                .filter(point -> point.rate() <= MOST_OF_THEOREM)
                .filter(point -> point.nearest().found() == point.nearest().starts())
                .toList();
        BoundExcess excess = BoundExcess.of(judged, run.level(1));
        run.record(
                "inside-bound",
                judged.size() + " snapshots; nearest to the bound or beyond it: " + subject(excess.point()),
                new Observation.Excess(excess.largest(), judged.size(), excess.detectable(), run.level(1)),
                judged.stream().mapToLong(point -> point.nearest().starts()).sum(),
                Map.of(
                        "errorRate",
                        excess.point().rate(),
                        "meanDistance",
                        excess.point().nearest().mean(),
                        "ratioToTheBound",
                        excess.point().ratio(excess.point().nearest())));
    }

    private static String subject(TradeoffPoint point) {
        return point.architecture().published() + ", " + point.trainingSet() + ", seed " + point.seed() + " ("
                + point.training() + "), step " + point.snapshot().step();
    }

    /** Adds points to the plot, a row per attack. */
    private static void plot(ClaimRun run, List<TradeoffPoint> points) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (TradeoffPoint point : points) {
            if (point.hasRate()) {
                rows.add(row(point, point.method().equals("exact") ? "exact" : "refined", point.nearest()));
                rows.add(row(point, "paper", point.paperAttack()));
            }
        }
        Set<Map<String, Object>> plotted = run.session().once(new Plotted(), LinkedHashSet::new);
        synchronized (plotted) {
            plotted.addAll(rows);
            run.figure("trade-off", List.copyOf(plotted));
        }
    }

    private static Map<String, Object> row(TradeoffPoint point, String attack, MeanDistance distance) {
        Map<String, Object> row = new LinkedHashMap<>();
        ConfidenceInterval rate = point.rate(0.95);
        row.put("architecture", point.architecture().published());
        row.put("training", point.training());
        row.put("trainingSet", point.trainingSet());
        row.put("seed", point.seed());
        row.put("step", point.snapshot().step());
        row.put("method", point.method());
        row.put("log10Rate", Math.log10(rate.value()));
        if (rate.low() > 0) {
            row.put("log10RateLow", Math.log10(rate.low()));
        }
        row.put("log10RateHigh", Math.log10(rate.high()));
        row.put("attack", attack);
        row.put("found", distance.found());
        row.put("starts", distance.starts());
        if (distance.found() > 1) {
            ConfidenceInterval interval = TradeoffPoint.interval(distance, 0.95);
            row.put("distance", distance.mean());
            row.put("distanceLow", interval.low());
            if (Double.isFinite(interval.high())) {
                row.put("distanceHigh", interval.high());
            }
        }
        return row;
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
