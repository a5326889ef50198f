package spheres.claims.quadratic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import spheres.claim.Observation;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.Verifies;
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.evidence.Evidence;
import spheres.network.CheckpointException;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.QuadraticParameters;
import spheres.snapshot.QuadraticSnapshot;
import spheres.snapshot.Snapshot;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.IndexedRandom;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ConfidenceInterval;
import spheres.stats.Proportion;
import spheres.theory.AlphaFreedom;
import spheres.theory.CltForm;
import spheres.theory.EllipsoidErrorRate;
import spheres.theory.LogitSpread;
import spheres.theory.PublishedHistogram;
import spheres.theory.TailProbability;
import spheres.theory.TruncatedModel;
import spheres.training.Trainer;
import spheres.training.TrainingPlan;

/** Sections 4 and 4.1: what follows from the alphas, in closed form or to rounding. */
public class AnalyticClaims {
    /** Largest relative error of the exact rates, and what it is in decades. */
    private static final double RATE_ERROR = 1e-9;

    private static final double DECADE_ERROR = 1e-9;

    private static final PublishedHistogram HISTOGRAM = PublishedHistogram.load();

    @Verifies("clt-inner")
    void theNormalFormulaIsNearTheRateOnTheInnerSphere(ClaimRun run) {
        differencesFromTheNormalFormula(run, Sphere.INNER);
    }

    @Verifies("clt-outer")
    void theNormalFormulaIsNearTheRateOnTheOuterSphere(ClaimRun run) {
        differencesFromTheNormalFormula(run, Sphere.OUTER);
    }

    private static void differencesFromTheNormalFormula(ClaimRun run, Sphere sphere) {
        RandomAlphas ellipsoids = new RandomAlphas(run);
        for (boolean large : new boolean[] {false, true}) {
            int d = (int) run.setting(large ? "largeDimension" : "dimension");
            long count = run.size(large ? "largeEllipsoids" : "ellipsoids");
            double largest = 0;
            double lowest = 1;
            double highest = 0;
            for (long index = 0; index < count; index++) {
                EllipsoidErrorRate rates = rates(run, ellipsoids.of(index, d));
                double exact = rates.exact(sphere).value();
                largest = Math.max(largest, Math.abs(rates.clt(sphere).value() - exact));
                lowest = Math.min(lowest, exact);
                highest = Math.max(highest, exact);
            }
            run.record(
                    large ? "large-dimension-difference" : "largest-difference",
                    count + " random ellipsoids, d = " + d,
                    new Observation.Exact(largest, RATE_ERROR),
                    count,
                    Map.of("lowestRate", lowest, "highestRate", highest));
        }
    }

    @Verifies("clt-close-where-measurable")
    void theNormalFormulaIsCloseWhereTheRateCanBeMeasured(ClaimRun run) throws IOException {
        int d = run.spheres().dimension();
        RandomAlphas ellipsoids = new RandomAlphas(run);
        RandomAlphas lopsided = new RandomAlphas(run, run.settings("lopsidedShares"));
        IndexedRandom positions = new IndexedRandom(run.seed(), run.stream("positions"));
        MeasurableRates judged = new MeasurableRates(run);
        MeasurableRates beside = new MeasurableRates(run);
        for (long index = 0; index < run.size("ellipsoids"); index++) {
            judged.add(RandomAlphas.shape(index), ellipsoids.of(index, d));
            judged.add("published", published(positions, index));
            beside.add("lopsided " + RandomAlphas.shape(index), lopsided.of(index, d));
        }
        Map<String, Object> ofJudged = new TreeMap<>(judged.details());
        ofJudged.put("lopsidedTwoValued", beside.details());

        long ellipsoidsClose = judged.ellipsoidsWithin(run.setting("closeDecades"));
        ConfidenceInterval share = Proportion.interval(ellipsoidsClose, judged.ellipsoids(), run.level(1));
        run.record(
                "share-close",
                judged.ellipsoids() + " ellipsoids with measurable rates, of " + 2 * run.size("ellipsoids"),
                new Observation.Estimate(share.value(), share.low(), share.high(), share.level()),
                judged.ellipsoids(),
                ofJudged);
        judged.addAll(beside);
        judged.addAll(recordTrained(run, "trained-share-close-of-text", "quadratic-n1e6"));
        judged.addAll(recordTrained(run, "trained-share-close-of-caption", "quadratic-n1e5"));
        run.figure("clt-against-exact", judged.points);
    }

    /** The share of each training's measurable rates that the formula comes close to, over the networks of one kind. */
    private static MeasurableRates recordTrained(ClaimRun run, String quantity, String kind) throws IOException {
        MeasurableRates trained = new MeasurableRates(run);
        List<Double> shares = new ArrayList<>();
        Map<String, Object> details = new TreeMap<>();
        for (Evidence one : Evidence.allOf(run.session().evidence(), kind)) {
            MeasurableRates ofOne = new MeasurableRates(run);
            for (Snapshot snapshot : one.trajectory()) {
                ofOne.add((QuadraticSnapshot) snapshot);
            }
            trained.addAll(ofOne);
            shares.add(ofOne.shareWithin(run.setting("closeDecades")));
            details.put(one.manifest().id(), ofOne.details());
        }
        details.putAll(trained.details());
        run.runs(
                quantity,
                shares.size() + " trainings " + kind + " with " + trained.count() + " measurable rates",
                shares,
                trained.count(),
                details);
        return trained;
    }

    /** The formula's distance from the exact rate, over the rates of ellipsoids that sampling could measure. */
    private static final class MeasurableRates {
        private static final double LEAST = -6;
        private static final double MOST = Math.log10(0.5);

        final ClaimRun run;
        final List<Map<String, Object>> points = new ArrayList<>();
        private final List<Double> decades = new ArrayList<>();
        private final List<Double> largestOfEllipsoids = new ArrayList<>();

        MeasurableRates(ClaimRun run) {
            this.run = run;
        }

        void add(String name, double[] alphas) {
            EllipsoidErrorRate rates = rates(run, alphas);
            int before = count();
            for (Sphere sphere : Sphere.values()) {
                add(name, sphere, rates.exact(sphere).log10(), rates.clt(sphere).log10());
            }
            decades.subList(before, count()).stream().max(Double::compare).ifPresent(largestOfEllipsoids::add);
        }

        void add(QuadraticSnapshot snapshot) {
            for (Sphere sphere : Sphere.values()) {
                QuadraticSnapshot.Errors errors = sphere == Sphere.INNER ? snapshot.inner() : snapshot.outer();
                if (errors.log10Exact().isPresent() && errors.log10Clt().isPresent()) {
                    add(
                            "trained",
                            sphere,
                            errors.log10Exact().getAsDouble(),
                            errors.log10Clt().getAsDouble());
                }
            }
        }

        private void add(String name, Sphere sphere, double log10Exact, double log10Clt) {
            if (log10Exact >= LEAST && log10Exact <= MOST) {
                decades.add(Math.abs(log10Clt - log10Exact));
                points.add(Map.of("alphas", name, "sphere", sphere, "log10Exact", log10Exact, "log10Clt", log10Clt));
            }
        }

        void addAll(MeasurableRates others) {
            decades.addAll(others.decades);
            points.addAll(others.points);
        }

        int count() {
            return decades.size();
        }

        /** The number of ellipsoids with a measurable rate on either sphere. */
        int ellipsoids() {
            return largestOfEllipsoids.size();
        }

        /** How many of them have rates that the formula misses by at most so many decades. */
        long ellipsoidsWithin(double most) {
            return largestOfEllipsoids.stream()
                    .filter(distance -> distance <= most)
                    .count();
        }

        /** The share of rates that the formula misses by at most so many decades. */
        double shareWithin(double most) {
            return (double) decades.stream()
                            .filter(distance -> distance <= most)
                            .count()
                    / count();
        }

        /** What is told beside the share: how far the formula is off, at most and at other limits. */
        Map<String, Object> details() {
            return Map.of(
                    "rates", count(),
                    "largestDecades",
                            decades.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .max()
                                    .orElseThrow(),
                    "shareWithinFactor10", shareWithin(1),
                    "shareWithinFactor2", shareWithin(Math.log10(2)));
        }
    }

    @Verifies("clt-erratum")
    void thePrintedFormulaIsNoErrorRate(ClaimRun run) {
        double[] alphas = middles();
        double[] excess = Arrays.stream(alphas).map(alpha -> alpha - 1).toArray();
        EllipsoidErrorRate rates = rates(run, alphas);
        TailProbability exact = rates.exact(Sphere.INNER);
        Map<String, Object> variants = new LinkedHashMap<>();
        variants.put("log10Exact", exact.log10());
        for (CltForm form : CltForm.values()) {
            variants.put(
                    form.toString(),
                    rates.clt(Sphere.INNER, form)
                            .<Object>map(TailProbability::value)
                            .orElse("no number: the root of a negative variance"));
        }
        double printedSign =
                rates.clt(Sphere.INNER, CltForm.PRINTED_SIGN).orElseThrow().value();

        run.record(
                "printed-variance",
                "the alphas at the middles of their bins",
                new Observation.Exact(2 * Arrays.stream(excess).sum(), 1e-9),
                alphas.length,
                Map.of("variants", variants));
        run.exact(
                "printed-sign-difference",
                "the alphas at the middles of their bins",
                Math.abs(printedSign - exact.value()),
                RATE_ERROR,
                alphas.length);
    }

    @Verifies("published-histogram-rates")
    void thePublishedAlphasHaveThePrintedRateOnOneSphereOnly(ClaimRun run) {
        double radius = run.spheres().outerRadius();
        PublishedDraws draws = new PublishedDraws(run);

        draws.record(run, "bad-alphas", alphas -> rates(run, alphas).badAlphas());
        draws.record(
                run,
                "inner-log10-clt",
                alphas -> rates(run, alphas).clt(Sphere.INNER).log10(),
                Map.of(
                        "log10ExactSpreadEvenly",
                        HISTOGRAM
                                .rate(radius, Sphere.INNER, EllipsoidErrorRate::exact)
                                .even()
                                .log10()));
        draws.record(
                run,
                "outer-log10-clt",
                alphas -> rates(run, alphas).clt(Sphere.OUTER).log10());
        draws.record(
                run,
                "outer-log10-exact",
                alphas -> rates(run, alphas).exact(Sphere.OUTER).log10());
        draws.record(run, "network-log10-clt", alphas -> log10OfNetwork(run, alphas, EllipsoidErrorRate::clt));
        draws.record(run, "network-log10-exact", alphas -> log10OfNetwork(run, alphas, EllipsoidErrorRate::exact));
        List<Map<String, Object>> table = new ArrayList<>();
        for (Sphere sphere : Sphere.values()) {
            table.add(interval("exact", sphere, HISTOGRAM.rate(radius, sphere, EllipsoidErrorRate::exact)));
            table.add(interval("CLT", sphere, HISTOGRAM.rate(radius, sphere, EllipsoidErrorRate::clt)));
        }
        run.figure("published-histogram-rates", table);
    }

    private static Map<String, Object> interval(
            String method, Sphere sphere, PublishedHistogram.RateInterval interval) {
        return Map.of(
                "method",
                method,
                "sphere",
                sphere,
                "log10AtOneEndOfTheBins",
                interval.low().log10(),
                "log10SpreadEvenly",
                interval.even().log10(),
                "log10AtTheOtherEnd",
                interval.high().log10());
    }

    @Verifies("quad-mean-alpha")
    void aMeanNearTheCentreAndASmallVarianceSuffice(ClaimRun run) {
        int d = run.spheres().dimension();
        double centre = new AlphaFreedom(d, run.spheres().outerRadius()).centre();
        double deviation = run.setting("alphaDeviation");
        double spread = run.setting("meanWithin");
        IndexedRandom random = new IndexedRandom(run.seed(), run.stream("sets"));
        long sets = run.size("sets");
        double largest = Double.NEGATIVE_INFINITY;
        double outOfRange = 0;
        for (long index = 0; index < sets; index++) {
            random.seek(index);
            double mean = centre * (1 + spread * (2 * random.nextDouble() - 1));
            double[] shape = switch ((int) (index % 4)) {
                case 0 ->
                    IntStream.range(0, d).mapToDouble(i -> random.nextDouble()).toArray();
                case 1 -> high(d, 0.5);
                case 2 -> high(d, run.setting("shareFarAbove"));
                default -> high(d, 1 - run.setting("shareFarBelow"));
            };
            EllipsoidErrorRate rates = rates(run, standardised(shape, mean, deviation));
            for (Sphere sphere : Sphere.values()) {
                largest = Math.max(largest, rates.exact(sphere).log10());
            }
            outOfRange += (double) rates.badAlphas() / d;
        }
        String subject = sets + " sets of " + d + " alphas";

        run.exact("centre", "the two spheres' margins", centre, 1e-15);
        run.exact("log10-rate", subject, largest, DECADE_ERROR, sets);
        run.exact("out-of-range", subject, outOfRange / sets, 1e-12, sets);
        double mean = Arrays.stream(middles()).average().orElseThrow();
        double halfABin = HISTOGRAM.binWidth() / 2;
        run.exact(
                "published-mean",
                "the alphas at the middles of their bins",
                mean,
                halfABin + PublishedDraws.READ_OFF * (mean + halfABin));
    }

    /** One for that share of the numbers, 0 for the others. */
    private static double[] high(int count, double share) {
        return IntStream.range(0, count)
                .mapToDouble(i -> i < share * count ? 1 : 0)
                .toArray();
    }

    /** The same shape with the given mean and standard deviation. */
    private static double[] standardised(double[] shape, double mean, double deviation) {
        double middle = Arrays.stream(shape).average().orElseThrow();
        double squares = Arrays.stream(shape)
                .map(x -> (x - middle) * (x - middle))
                .average()
                .orElseThrow();
        return Arrays.stream(shape)
                .map(x -> mean + deviation / Math.sqrt(squares) * (x - middle))
                .toArray();
    }

    @Verifies("quad-wrong-alphas-cancel")
    void theWrongAlphasCancelForATypicalSample(ClaimRun run) {
        double radius = run.spheres().outerRadius();
        PublishedDraws draws = new PublishedDraws(run);

        draws.record(run, "wrong-share", alphas -> (double) rates(run, alphas).badAlphas() / alphas.length);
        draws.record(
                run,
                "mean-wrong-alpha",
                alphas -> Arrays.stream(alphas)
                        .filter(alpha -> alpha < 1 / (radius * radius) || alpha > 1)
                        .average()
                        .orElseThrow());
        draws.record(run, "inner-spread", alphas -> spread(alphas, radius, Sphere.INNER));
        draws.record(run, "outer-spread", alphas -> spread(alphas, radius, Sphere.OUTER));
    }

    private static double spread(double[] alphas, double radius, Sphere sphere) {
        return 1 / LogitSpread.of(alphas, radius, sphere).marginInDeviations();
    }

    @Verifies("truncated-half-at-3000")
    void halfTheCoordinatesReachTheAccuracy(ClaimRun run) {
        TruncatedModel model = model(run);
        int coordinates = (int) run.setting("coordinates");
        double error = Math.pow(10, run.setting("log10Error"));
        String subject = "k = " + coordinates + " of d = " + model.dimension();

        run.exact("log10-error", subject, model.exact(coordinates).error().log10(), DECADE_ERROR);
        run.exact("log10-error-clt", subject, model.clt(coordinates).error().log10(), DECADE_ERROR);
        run.record(
                "needed-fraction",
                "an error of " + error,
                new Observation.Exact(fraction(model, model.leastCoordinates(error)), 0),
                1,
                Map.of(
                        "byClt",
                        fraction(model, model.leastCoordinatesByClt(error).orElseThrow())));
    }

    @Verifies("truncated-figure-4")
    void theNeededFractionFallsWithTheDimension(ClaimRun run) {
        double[] dimensions = run.settings("dimensions");
        double[] errors = run.settings("log10Errors");
        List<Map<String, Object>> points = new ArrayList<>();
        int falls = 0;
        int fallsByClt = 0;
        double excess = Double.NEGATIVE_INFINITY;
        for (double log10Error : errors) {
            double before = Double.POSITIVE_INFINITY;
            double beforeByClt = Double.POSITIVE_INFINITY;
            for (double dimension : dimensions) {
                TruncatedModel model = new TruncatedModel((int) dimension, run.setting("outerRadius"));
                double error = Math.pow(10, log10Error);
                double exact = fraction(model, model.leastCoordinates(error));
                OptionalInt cltCoordinates = model.leastCoordinatesByClt(error);
                double clt = fraction(model, cltCoordinates.orElse(model.dimension()));
                if (dimension > dimensions[0]) {
                    falls += exact < before || before == 1 ? 1 : 0;
                    fallsByClt += clt < beforeByClt || beforeByClt == 1 ? 1 : 0;
                }
                if (dimension >= run.setting("excessFrom")) {
                    excess = Math.max(excess, clt - exact);
                }
                before = exact;
                beforeByClt = clt;
                points.add(Map.of(
                        "dimension",
                        model.dimension(),
                        "log10Error",
                        log10Error,
                        "exact",
                        exact,
                        "clt",
                        clt,
                        "reachedByClt",
                        cltCoordinates.isPresent()));
            }
        }
        int pairs = (dimensions.length - 1) * errors.length;
        String subject = pairs + " pairs of neighbouring dimensions";

        run.exact("falling-share", subject, (double) falls / pairs, 0, pairs);
        run.exact("falling-share-clt", subject, (double) fallsByClt / pairs, 0, pairs);
        run.exact("clt-excess", "dimensions from " + (int) run.setting("excessFrom"), excess, 0);
        run.figure("truncated-fractions", points);
    }

    @Verifies("truncated-flexibility")
    void theFreedomOfTheAlphasGrowsWithTheDimension(ClaimRun run) {
        double error = Math.pow(10, run.setting("log10Error"));
        double[] dimensions = run.settings("dimensions");
        double[] spreads = Arrays.stream(dimensions)
                .map(d -> new AlphaFreedom((int) d, run.setting("outerRadius")).largestDeviation(error))
                .toArray();
        int growing = 0;
        for (int i = 1; i < spreads.length; i++) {
            growing += spreads[i] > spreads[i - 1] ? 1 : 0;
        }
        String subject = spreads.length + " dimensions";

        run.record(
                "growing-share",
                subject,
                new Observation.Exact(growing / (spreads.length - 1.0), 0),
                spreads.length,
                Map.of("dimensions", dimensions, "spreads", spreads));
        run.exact("spread-exponent", subject, logSlope(dimensions, spreads), 1e-9, spreads.length);
    }

    /** The slope of the least-squares line through log y against log x. */
    private static double logSlope(double[] x, double[] y) {
        double[] u = Arrays.stream(x).map(Math::log).toArray();
        double middle = Arrays.stream(u).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < u.length; i++) {
            products += (u[i] - middle) * Math.log(y[i]);
            squares += (u[i] - middle) * (u[i] - middle);
        }
        return products / squares;
    }

    @Verifies("truncated-half-size")
    void halfTheUnitsCantMakeNoErrors(ClaimRun run) throws CheckpointException {
        TruncatedModel model = model(run);
        int d = model.dimension();
        int half = (int) run.settings("hidden")[0];
        int networks = run.count("networks");
        int wrong = 0;
        for (int i = 0; i < networks; i++) {
            TrainingPlan plan = TrainingPlan.paper(new QuadraticArchitecture(d, half), run.seed() + i)
                    .withOuterRadius(model.outerRadius());
            boolean trained = i % 2 == 1;
            Network network = trained
                    ? Trainer.withDefaults()
                            .withThreads(1)
                            .train(plan.withSteps(run.size("steps")))
                            .network()
                    : plan.initialNetwork();
            wrong += misjudgesAnOrthogonalPoint(network, run.spheres(), run.seed() + i) ? 1 : 0;
        }

        run.exact(
                "errors-at-half",
                networks + " networks with h = " + half + ", by turns random and trained " + run.size("steps")
                        + " steps",
                (double) wrong / networks,
                0,
                networks);
        run.exact(
                "bad-alphas-at-full",
                "a reflection as W, h = d = " + d,
                new ReflectionNetwork(run.spheres(), run.seed()).mostBadAlphas(),
                0);
        run.exact("size-ratio", "h = " + half, (double) half / leastWithoutErrors(model), 0);
    }

    /** Whether the network gives the point of the outer sphere that W doesn't see to the inner one. */
    private static boolean misjudgesAnOrthogonalPoint(Network network, ConcentricSpheres spheres, long seed) {
        float[] from = new SphereSampler(spheres, seed, 0).pointsOn(Sphere.OUTER, 0, 1);
        float[] point = UnseenDirection.near(QuadraticParameters.of(network), from, spheres.outerRadius());
        Classifier classifier = NetworkClassifier.of(network);
        float[] logit = new float[1];
        classifier.logits(point, 1, logit);
        return Sphere.OUTER.isError(logit[0]);
    }

    /** The least k at which the truncated model, and with it a network of k units, can be without errors. */
    public static int leastWithoutErrors(TruncatedModel model) {
        int k = model.dimension();
        while (k > 1 && model.exact(k - 1).error().logValue() == Double.NEGATIVE_INFINITY) {
            k--;
        }
        return k;
    }

    public static TruncatedModel model(ClaimRun run) {
        return new TruncatedModel(run.spheres().dimension(), run.spheres().outerRadius());
    }

    static double fraction(TruncatedModel model, int coordinates) {
        return (double) coordinates / model.dimension();
    }

    private static EllipsoidErrorRate rates(ClaimRun run, double[] alphas) {
        return EllipsoidErrorRate.of(alphas, run.setting("outerRadius"));
    }

    private static double[] middles() {
        double[] positions = new double[HISTOGRAM.size()];
        Arrays.fill(positions, 0.5);
        return HISTOGRAM.alphas(positions);
    }

    /** The published alphas, each uniform within its bin. */
    public static double[] published(IndexedRandom random, long index) {
        return PublishedDraws.alphas(random, index);
    }

    /** Decimal logarithm of the mean of both spheres' rates. */
    static double log10OfNetwork(ClaimRun run, double[] alphas, PublishedHistogram.Method method) {
        double inner = method.rate(rates(run, alphas), Sphere.INNER).log10();
        double outer = method.rate(rates(run, alphas), Sphere.OUTER).log10();
        double larger = Math.max(inner, outer);
        return larger + Math.log10((1 + Math.pow(10, Math.min(inner, outer) - larger)) / 2);
    }
}
