package spheres.claims.bound;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spheres.claim.Observation;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.Verifies;
import spheres.evidence.Evidence;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;
import spheres.evidence.NoEvidenceException;
import spheres.snapshot.Snapshot;
import spheres.stats.ConfidenceInterval;
import spheres.stats.LeastSquaresLine;
import spheres.stats.Student;
import spheres.theory.DistanceBound;
import spheres.theory.PublishedTradeoff;
import spheres.training.TrainingPlan;

/**
 * Section 5, figure 6: whether the logarithm of the error rate falls at least linearly with the mean distance to the nearest
 * error, over the kept snapshots.
 */
class TradeoffLawClaims {
    private static final double NUMERICAL = 1e-9;
    private static final int BOUND_POINTS = 40;

    /** The figure, to which every claim adds its own. */
    private record Plotted() {}

    private record Plot(List<Map<String, Object>> points, List<Map<String, Object>> lines) {}

    @Verifies("tradeoff-law-quad-h1000")
    void theQuadraticNetworksRateFallsExponentially(ClaimRun run) throws IOException {
        fit(run, TradeoffArchitecture.QUAD_H1000);
    }

    @Verifies("tradeoff-law-relu-h1000-d2")
    void theRateOfTheReluNetworkOfTwoLayersFallsExponentially(ClaimRun run) throws IOException {
        fit(run, TradeoffArchitecture.RELU_H1000_D2);
    }

    @Verifies("tradeoff-law-relu-h2000-d8")
    void theRateOfTheReluNetworkOfEightLayersFallsExponentially(ClaimRun run) throws IOException {
        fit(run, TradeoffArchitecture.RELU_H2000_D8);
    }

    private static void fit(ClaimRun run, TradeoffArchitecture architecture) throws IOException {
        double[] range = run.settings("errorRates");
        List<Point> points = new ArrayList<>();
        Map<String, Double> slopes = new TreeMap<>();
        Map<String, Double> ratios = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        snapshots(run, architecture).forEach((training, snapshots) -> {
            List<Point> own = snapshots.stream()
                    .filter(point -> point.snapshot().step() > 0)
                    .filter(point -> point.rate() >= range[0] && point.rate() <= range[1])
                    .filter(point -> point.nearest().found() == point.nearest().starts())
                    .map(point -> Point.of(training, point))
                    .toList();
            points.addAll(own);
            if (own.size() >= run.setting("leastSnapshots") && decades(own) >= run.setting("leastDecades")) {
                slopes.put(training, line(own).slope());
                ratios.put(
                        training,
                        Math.log10(line(own).residualSpread() / powerLaw(own).residualSpread()));
            } else if (!own.isEmpty()) {
                leftOut.add(training + " (" + own.size() + ")");
            }
        });
        points.sort(Comparator.comparingDouble(Point::distance));
        LeastSquaresLine all = line(points);
        List<Point> far = points.subList(points.size() / 2, points.size());
        List<Point> near = points.subList(0, points.size() / 2);
        List<Point> published = PublishedTradeoff.of(architecture.published()).stream()
                .filter(point -> point.errorRate() >= range[0] && point.errorRate() <= range[1])
                .map(point -> new Point("published", point.meanDistance(), Math.log10(point.errorRate())))
                .toList();
        LeastSquaresLine ofPublished = line(published);
        plot(run, architecture.published(), points, all, published, ofPublished);
        String sweep = points.size() + " snapshots of " + architecture.published();

        run.runs(
                "slope",
                slopes.size() + " trainings of " + architecture.published(),
                List.copyOf(slopes.values()),
                points.size(),
                Map.of("slopes", slopes, "leftOut", leftOut));
        run.runs(
                "exponential-over-power",
                ratios.size() + " trainings of " + architecture.published(),
                List.copyOf(ratios.values()),
                points.size(),
                Map.of(
                        "ratios",
                        ratios,
                        "publishedPoints",
                        Math.log10(ofPublished.residualSpread()
                                / powerLaw(published).residualSpread())));
        LeastSquaresLine ofFar = line(far);
        run.oneRun(
                "far-slope",
                sweep,
                interval(run, ofFar.slope(), ofFar.slopeError(), far.size()),
                far.size(),
                Map.of("nearSlope", line(near).slope(), "standardError", ofFar.slopeError()));
        // A standard deviation of n - 2 degrees of freedom is known to 1 / sqrt(2 (n - 2)) of itself.
        run.oneRun(
                "residual-spread",
                sweep,
                interval(
                        run,
                        all.residualSpread(),
                        all.residualSpread() / Math.sqrt(2.0 * (points.size() - 2)),
                        points.size()),
                points.size(),
                Map.of("slope", all.slope(), "standardError", all.slopeError()));
        run.record(
                "published-slope",
                published.size() + " published points",
                new Observation.Exact(ofPublished.slope(), NUMERICAL),
                published.size(),
                Map.of("residualSpread", ofPublished.residualSpread(), "standardError", ofPublished.slopeError()));
    }

    /** Student's interval about an estimate of a line through n points, at the claim's level. */
    private static ConfidenceInterval interval(ClaimRun run, double value, double standardError, int n) {
        return Student.interval(value, standardError, n - 2.0, run.level(1));
    }

    /**
     * The kept snapshots by training. Two kept trainings that differ in their number of steps only are one: that of the
     * first name, each step once.
     */
    private static Map<String, Collection<TradeoffPoint>> snapshots(ClaimRun run, TradeoffArchitecture architecture)
            throws IOException {
        Path folder = run.session().evidence();
        Map<TrainingPlan, String> names = new HashMap<>();
        Map<String, Map<Long, TradeoffPoint>> all = new TreeMap<>();
        for (EvidencePlan plan : EvidencePlans.read(folder).all()) {
            if (!plan.isOfMultiverse()
                    && plan.training().architecture().equals(architecture.architecture())
                    && Evidence.isIn(folder.resolve(plan.id()))) {
                Evidence evidence = Evidence.open(folder.resolve(plan.id()));
                run.restsOn(plan.id());
                TrainingPlan training = evidence.manifest().plan();
                String name = names.computeIfAbsent(training.withSteps(0), absent -> plan.id());
                for (Snapshot snapshot : evidence.trajectory()) {
                    all.computeIfAbsent(name, absent -> new TreeMap<>())
                            .putIfAbsent(
                                    snapshot.step(),
                                    new TradeoffPoint(
                                            architecture,
                                            training.spheres().dimension(),
                                            name,
                                            training.trainingSet().toString(),
                                            training.seed(),
                                            snapshot));
                }
            }
        }
        if (all.isEmpty()) {
            throw new NoEvidenceException("evidence " + folder + " has no training of " + architecture.published()
                    + ": train tradeoff-" + architecture.published() + "-... of its plans.yaml with \"train NAME\"");
        }
        Map<String, Collection<TradeoffPoint>> byTraining = new TreeMap<>();
        all.forEach((name, bySteps) -> byTraining.put(name, bySteps.values()));
        return byTraining;
    }

    /** A snapshot, or a published mark, in the plane of the law. */
    private record Point(String training, double distance, double log10Rate) {
        static Point of(String training, TradeoffPoint point) {
            return new Point(training, point.nearest().mean(), Math.log10(point.rate()));
        }
    }

    private static double decades(List<Point> points) {
        var rates = points.stream().mapToDouble(Point::log10Rate).summaryStatistics();
        return rates.getMax() - rates.getMin();
    }

    /** The line in the plane of both logarithms. */
    private static LeastSquaresLine powerLaw(List<Point> points) {
        return LeastSquaresLine.of(
                points.stream()
                        .mapToDouble(point -> Math.log10(point.distance()))
                        .toArray(),
                points.stream().mapToDouble(Point::log10Rate).toArray());
    }

    private static LeastSquaresLine line(List<Point> points) {
        return LeastSquaresLine.of(
                points.stream().mapToDouble(Point::distance).toArray(),
                points.stream().mapToDouble(Point::log10Rate).toArray());
    }

    private static void plot(
            ClaimRun run,
            String architecture,
            List<Point> points,
            LeastSquaresLine measured,
            List<Point> published,
            LeastSquaresLine ofPublished)
            throws IOException {
        Plot plot = run.session().once(new Plotted(), () -> new Plot(new ArrayList<>(), new ArrayList<>()));
        synchronized (plot) {
            for (Point point : points) {
                plot.points.add(Map.of(
                        "architecture",
                        architecture,
                        "training",
                        point.training(),
                        "distance",
                        point.distance(),
                        "log10Rate",
                        point.log10Rate()));
            }
            plot.lines.addAll(ends(architecture, "measured here", points, measured));
            plot.lines.addAll(ends(architecture, "published", published, ofPublished));
            Map<String, Object> figure = new LinkedHashMap<>();
            figure.put("points", List.copyOf(plot.points));
            figure.put("lines", List.copyOf(plot.lines));
            figure.put("bound", bound(run));
            run.figure("exponential-law", figure);
        }
    }

    private static List<Map<String, Object>> ends(
            String architecture, String source, List<Point> points, LeastSquaresLine line) {
        var distances = points.stream().mapToDouble(Point::distance).summaryStatistics();
        return Arrays.stream(new double[] {distances.getMin(), distances.getMax()})
                .mapToObj(distance -> Map.<String, Object>of(
                        "architecture",
                        architecture,
                        "source",
                        source,
                        "distance",
                        distance,
                        "log10Rate",
                        line.at(distance)))
                .toList();
    }

    /** The exact bound over the claim's range of rates. */
    private static List<Map<String, Object>> bound(ClaimRun run) {
        double[] range = run.settings("errorRates");
        List<Map<String, Object>> curve = new ArrayList<>();
        for (int i = 0; i <= BOUND_POINTS; i++) {
            double rate = range[0] * Math.pow(range[1] / range[0], (double) i / BOUND_POINTS);
            curve.add(Map.of(
                    "distance", DistanceBound.exact(run.spheres().dimension(), rate), "log10Rate", Math.log10(rate)));
        }
        return curve;
    }
}
