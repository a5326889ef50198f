package spheres.claims.quadratic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import spheres.claim.Observation;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.Verifies;
import spheres.classifier.Classifier;
import spheres.engine.TrainingData;
import spheres.network.Network;
import spheres.network.PerfectInitialisation;
import spheres.network.QuadraticArchitecture;
import spheres.network.QuadraticParameters;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.training.SideBySide;
import spheres.training.TrainingPlan;
import spheres.training.TrainingSet;

/** Section 4: the quadratic network. */
class QuadraticClaims {
    private static final int HIDDEN_WIDTH = TrainedQuadratics.HIDDEN_WIDTH;
    private static final List<String> VARIANTS = List.of("text", "figure");
    /** What the text leaves open is how alpha is split between the weights. */
    private static final List<String> READINGS_OF_THE_START = List.of("text", "text-w5", "text-w1", "figure");

    @Verifies("quad-parameters")
    void theNetworkHasTwoParametersBesideItsWeights(ClaimRun run) {
        int d = run.spheres().dimension();
        List<QuadraticArchitecture> shapes = List.of(
                new QuadraticArchitecture(d, HIDDEN_WIDTH),
                new QuadraticArchitecture(d, d),
                new QuadraticArchitecture(2, 1),
                new QuadraticArchitecture(1, 7),
                new QuadraticArchitecture(60, 1000),
                new QuadraticArchitecture(33, 5));
        long excess = 0;
        for (QuadraticArchitecture shape : shapes) {
            excess = Math.max(
                    excess,
                    Math.abs(parametersInDl4j(shape) - ((long) shape.inputDimension() * shape.hiddenWidth() + 2)));
        }

        run.exact("parameters", "the DL4J network of the paper's shape", (double) parametersInDl4j(shapes.get(0)), 0);
        run.exact("excess", "DL4J networks of " + shapes, (double) excess, 0, shapes.size());
    }

    private static long parametersInDl4j(QuadraticArchitecture shape) {
        return TrainingPlan.paper(shape, 1).initialNetwork().toDl4j().numParams();
    }

    @Verifies("quad-ellipsoid")
    void theBoundaryIsAnEllipsoidInRotatedCoordinates(ClaimRun run) {
        int d = run.spheres().dimension();
        int points = run.count("points");
        QuadraticPopulation population = new QuadraticPopulation(run.spheres(), run.seed());
        List<QuadraticMember> members =
                new ArrayList<>(population.constructed(HIDDEN_WIDTH, run.count("networks") / 2));
        int narrow = d / 5;
        List<QuadraticMember> untrained = new ArrayList<>();
        for (int i = members.size(); i < run.count("networks"); i++) {
            int width = i % 2 == 0 ? narrow : HIDDEN_WIDTH;
            Network network = TrainingPlan.paper(new QuadraticArchitecture(d, width), run.seed() + i)
                    .initialNetwork();
            untrained.add(QuadraticMember.of("untrained", network));
        }
        members.addAll(untrained);
        SphereSampler sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("points"));
        double logitError = 0;
        double rotationError = 0;
        for (QuadraticMember member : members) {
            logitError = Math.max(logitError, logitError(member, sampler, points));
            rotationError = Math.max(rotationError, rotationError(member.axes(), d));
        }
        long missing = untrained.stream()
                .filter(member -> QuadraticParameters.of(member.network()).hiddenWidth() == narrow)
                .mapToLong(member -> d - narrow - zeros(member.ellipsoid().alphas()))
                .max()
                .orElseThrow();
        String subject = members.size() + " networks, constructed and untrained";

        run.exact("logit-error", subject, logitError, 0, (long) members.size() * points);
        run.exact("rotation-error", subject, rotationError, 0, members.size());
        run.exact("missing-zeros", "untrained networks with h = " + narrow, (double) missing, 0);
    }

    /** Largest difference between the network's logit and the ellipsoid's, relative to the size of its two terms. */
    private static double logitError(QuadraticMember member, SphereSampler sampler, int points) {
        int d = sampler.spheres().dimension();
        double bias = QuadraticParameters.of(member.network()).readoutBias();
        double[] alphas = member.ellipsoid().alphas();
        double[] axes = member.axes();
        float[] batch = new float[points * d];
        for (int i = 0; i < points; i++) {
            sampler.sample(i, batch, i * d);
        }
        float[] logits = new float[points];
        member.classifier().logits(batch, points, logits);
        double largest = 0;
        for (int i = 0; i < points; i++) {
            double form = 0;
            for (int k = 0; k < d; k++) {
                double z = 0;
                for (int j = 0; j < d; j++) {
                    z += axes[k * d + j] * batch[i * d + j];
                }
                form += alphas[k] * z * z;
            }
            double expected = -bias * (form - 1);
            largest = Math.max(largest, Math.abs(logits[i] - expected) / (Math.abs(bias) * (Math.abs(form) + 1)));
        }
        return largest;
    }

    private static double rotationError(double[] axes, int d) {
        double largest = 0;
        for (int i = 0; i < d; i++) {
            for (int k = 0; k <= i; k++) {
                double product = 0;
                for (int j = 0; j < d; j++) {
                    product += axes[i * d + j] * axes[k * d + j];
                }
                largest = Math.max(largest, Math.abs(product - (i == k ? 1 : 0)));
            }
        }
        return largest;
    }

    private static int zeros(double[] alphas) {
        double largest = 0;
        for (double alpha : alphas) {
            largest = Math.max(largest, Math.abs(alpha));
        }
        int zeros = 0;
        for (double alpha : alphas) {
            zeros += Math.abs(alpha) <= 1e-9 * largest ? 1 : 0;
        }
        return zeros;
    }

    @Verifies("quad-inner-errors")
    void innerErrorsExistExactlyIfSomeAlphaIsAboveOne(ClaimRun run) throws IOException {
        Equivalence equivalence = new Equivalence(run);

        equivalence.record(
                "share-with-errors",
                member -> member.hasBadAlpha(run.spheres(), Sphere.INNER),
                member -> equivalence.search.find(member, Sphere.INNER).isPresent());
    }

    @Verifies("quad-outer-errors")
    void outerErrorsExistExactlyIfSomeAlphaIsBelowTheOuterLimit(ClaimRun run) throws IOException {
        Equivalence equivalence = new Equivalence(run);

        equivalence.record(
                "share-with-errors",
                member -> member.hasBadAlpha(run.spheres(), Sphere.OUTER),
                member -> equivalence.search.find(member, Sphere.OUTER).isPresent());
    }

    @Verifies("quad-perfect")
    void theAccuracyIsPerfectExactlyIfAllAlphasAreInRange(ClaimRun run) throws IOException {
        Equivalence equivalence = new Equivalence(run);

        equivalence.record(
                "share-perfect",
                member -> member.badAlphas(run.spheres()) == 0,
                member -> equivalence.search.find(member, Sphere.INNER).isEmpty()
                        && equivalence.search.find(member, Sphere.OUTER).isEmpty());
    }

    /** "What the alphas say" against "what points show", over a population of networks. */
    private static final class Equivalence {
        /** The networks of the three equivalences, by everything that enters. */
        private record Population(ConcentricSpheres spheres, int constructed, int trained, long steps) {}

        final QuadraticErrorSearch search;
        private final ClaimRun run;
        private final List<QuadraticMember> members;

        Equivalence(ClaimRun run) throws IOException {
            this.run = run;
            search = new QuadraticErrorSearch(
                    new SphereSampler(run.spheres(), run.seed(), run.stream("starts and samples")),
                    run.count("starts"),
                    run.count("attackSteps"),
                    run.count("samples"));
            members = population(run);
        }

        /** The three equivalences are measured on the same networks, which are built once. */
        private static List<QuadraticMember> population(ClaimRun run) throws IOException {
            Population key = new Population(
                    run.spheres(), run.count("networks"), run.count("trainedNetworks"), run.size("steps"));
            return run.once(key, () -> {
                List<QuadraticMember> all = new ArrayList<>(
                        new QuadraticPopulation(run.spheres(), run.seed()).constructed(HIDDEN_WIDTH, key.constructed));
                all.addAll(TrainedQuadratics.of(run));
                all.removeIf(member -> isUndecidable(member, run.spheres()));
                return all;
            });
        }

        /** An alpha so near to an end of its range that single precision can't tell on which side the network is. */
        private static boolean isUndecidable(QuadraticMember member, ConcentricSpheres spheres) {
            double low = Math.pow(spheres.outerRadius(), -2);
            for (double alpha : member.ellipsoid().alphas()) {
                if (Math.abs(alpha - 1) < 1e-5 || Math.abs(alpha - low) < 1e-5) {
                    return true;
                }
            }
            return false;
        }

        void record(
                String share,
                java.util.function.Predicate<QuadraticMember> byAlphas,
                java.util.function.Predicate<QuadraticMember> byPoints) {
            int agree = 0;
            int positive = 0;
            List<Map<String, Object>> networks = new ArrayList<>();
            for (QuadraticMember member : members) {
                boolean alphas = byAlphas.test(member);
                boolean points = byPoints.test(member);
                agree += alphas == points ? 1 : 0;
                positive += points ? 1 : 0;
                networks.add(Map.of("network", member.name(), "alphas", alphas, "points", points));
            }
            double n = members.size();
            String subject = members.size() + " networks, constructed and trained";
            run.record(
                    "agreement",
                    subject,
                    new Observation.Exact(agree / n, 0),
                    members.size(),
                    Map.of("networks", networks));
            run.exact(share, subject, positive / n, 0, members.size());
        }
    }

    @Verifies("quad-perfect-init")
    void aNetworkCanBeginPerfect(ClaimRun run) {
        QuadraticMember member =
                QuadraticMember.of("perfect initialisation", perfectPlan(run).initialNetwork());
        int points = run.count("points");
        SphereSampler sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("points"));
        for (Sphere sphere : Sphere.values()) {
            double sum = 0;
            for (float logit : logits(member.classifier(), sampler.pointsOn(sphere, 0, points))) {
                sum += sigmoid(logit);
            }
            run.record(
                    sphere == Sphere.INNER ? "inner-probability" : "outer-probability",
                    points + " points of the sphere",
                    new Observation.Exact(sum / points, 1e-6),
                    points,
                    Map.of());
        }
        run.exact("bad-alphas", "the initial network", member.badAlphas(run.spheres()), 0);
    }

    @Verifies("quad-perfect-init-gradient")
    void theGradientOfThePerfectNetworkIsNotZero(ClaimRun run) {
        TrainingPlan plan = perfectPlan(run);
        Network network = plan.initialNetwork();
        QuadraticMember member = QuadraticMember.of("perfect initialisation", network);
        int points = run.count("points");
        SphereSampler sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("points"));
        QuadraticParameters parameters = QuadraticParameters.of(network);
        double slope = 0;
        for (Sphere sphere : Sphere.values()) {
            for (float logit : logits(member.classifier(), sampler.pointsOn(sphere, 0, points))) {
                double form = (logit - parameters.readoutBias()) / parameters.readoutWeight();
                slope += (sigmoid(logit) - sphere.label()) * form / (2.0 * points);
            }
        }
        MultiLayerNetwork dl4j = network.toDl4j();
        long zero = 0;
        for (int batch = 0; batch < run.count("batches"); batch++) {
            zero += gradientNorm(dl4j, plan, batch) < 1e-4 ? 1 : 0;
        }

        run.exact("bad-alphas", "the initial network", member.badAlphas(run.spheres()), 0);
        run.exact("population-gradient", points + " points of each sphere", Math.abs(slope), 1e-6, 2L * points);
        run.exact("zero-gradient-batches", run.count("batches") + " batches", (double) zero, 0, run.count("batches"));
    }

    private static double gradientNorm(MultiLayerNetwork network, TrainingPlan plan, int batch) {
        int d = plan.architecture().inputDimension();
        int size = plan.batch();
        float[] points = new float[size * d];
        float[] labels = new float[size];
        TrainingData.Reader reader = plan.data().reader();
        for (int i = 0; i < size; i++) {
            labels[i] = reader.read((long) batch * size + i, points, i * d);
        }
        network.setInput(Nd4j.createFromArray(points).reshape(size, d));
        network.setLabels(Nd4j.createFromArray(labels).reshape(size, 1));
        network.computeGradientAndScore();
        return network.gradient().gradient().norm2Number().doubleValue();
    }

    @Verifies("quad-perfect-init-diverges")
    void trainingFromThePerfectNetworkMakesErrors(ClaimRun run) throws IOException {
        int seeds = run.count("seeds");
        QuadraticErrorSearch search =
                new QuadraticErrorSearch(new SphereSampler(run.spheres(), run.seed(), run.stream("starts")), 1, 1, 0);
        int badBefore = 0;
        for (String variant : READINGS_OF_THE_START) {
            List<Double> errors = new ArrayList<>();
            List<Map<String, Object>> runs = new ArrayList<>();
            for (FromPerfect one : fromPerfect(run, variant)) {
                badBefore = Math.max(badBefore, one.before().badAlphas(run.spheres()));
                boolean inner = search.find(one.after(), Sphere.INNER).isPresent();
                boolean outer = search.find(one.after(), Sphere.OUTER).isPresent();
                errors.add(inner || outer ? 1.0 : 0.0);
                runs.add(Map.of(
                        "seed",
                        one.plan().seed(),
                        "badAlphas",
                        one.after().badAlphas(run.spheres()),
                        "innerErrors",
                        inner,
                        "outerErrors",
                        outer));
            }
            run.runs(
                    "errors-after-" + variant,
                    seeds + " runs of " + run.size("steps") + " steps from the initialisation " + variant,
                    errors,
                    seeds,
                    Map.of("runs", runs));
        }

        run.exact(
                "bad-alphas-before", "the initial networks", badBefore, 0, (long) READINGS_OF_THE_START.size() * seeds);
    }

    @Verifies("quad-perfect-init-losses")
    void theAverageLossFallsAndTheWorstRises(ClaimRun run) throws IOException {
        int seeds = run.count("seeds");
        SphereSampler sampler = new SphereSampler(run.spheres(), run.seed(), run.stream("samples"));
        for (String variant : VARIANTS) {
            List<Double> average = new ArrayList<>();
            List<Double> worst = new ArrayList<>();
            for (FromPerfect one : fromPerfect(run, variant)) {
                average.add(one.ratio(member -> averageLoss(member, sampler, run.count("samples"))));
                worst.add(one.ratio(member -> worstLoss(member, run.spheres())));
            }
            String subject =
                    seeds + " runs of " + run.size("steps") + " steps from the initialisation of the " + variant;

            run.runs("average-loss-ratio", subject, average, seeds, Map.of());
            run.runs("worst-loss-ratio", subject, worst, seeds, Map.of());
        }
    }

    @Verifies("quad-enough-data-perfect")
    void enoughDataMakesALargeEnoughNetworkPerfect(ClaimRun run) {
        QuadraticArchitecture shape =
                new QuadraticArchitecture(run.spheres().dimension(), (int) run.settings("hidden")[0]);
        List<Map<String, Object>> networks = new ArrayList<>();
        Map<String, List<Double>> bad = new LinkedHashMap<>();
        List<TrainingSet> sets = new ArrayList<>(List.of(TrainingSet.ONLINE));
        for (double size : run.settings("fixedTraining")) {
            sets.add(TrainingSet.fixed((long) size));
        }
        for (TrainingSet trainingSet : sets) {
            String set = trainingSet instanceof TrainingSet.Fixed fixed ? Long.toString(fixed.size()) : "online";
            List<TrainingPlan> plans = IntStream.range(0, run.count("seeds"))
                    .mapToObj(seed -> TrainingPlan.paper(shape, run.seed() + seed)
                            .withOuterRadius(run.spheres().outerRadius())
                            .withTrainingSet(trainingSet)
                            .withSteps((long) run.setting("steps")))
                    .toList();
            List<Network> trained = SideBySide.train(plans);
            for (int i = 0; i < plans.size(); i++) {
                int wrong = QuadraticMember.of(set, trained.get(i)).badAlphas(run.spheres());
                bad.computeIfAbsent(set, key -> new ArrayList<>()).add((double) wrong);
                networks.add(Map.of("trainingSet", set, "seed", plans.get(i).seed(), "badAlphas", wrong));
            }
        }
        run.figure("bad-alphas-by-training-set", networks);

        bad.forEach((set, values) -> {
            if (run.claim().judgedQuantities().stream()
                    .anyMatch(quantity -> quantity.name().equals("bad-alphas-" + set))) {
                run.runs("bad-alphas-" + set, "training set " + set + ", " + shape, values, values.size(), Map.of());
            }
        });
    }

    private record FromPerfectPlans(List<TrainingPlan> plans) {}

    /** A network from a perfect initialisation, before and after its training. */
    private record FromPerfect(TrainingPlan plan, QuadraticMember before, QuadraticMember after) {
        double ratio(ToDoubleFunction<QuadraticMember> quantity) {
            return quantity.applyAsDouble(after) / quantity.applyAsDouble(before);
        }
    }

    /** As many seeds as the claim's sizes say, trained for as many steps; claims of equal sizes share them. */
    private static List<FromPerfect> fromPerfect(ClaimRun run, String variant) throws IOException {
        List<TrainingPlan> plans = IntStream.range(0, run.count("seeds"))
                .mapToObj(i -> perfectPlan(run, variant, i).withSteps(run.size("steps")))
                .toList();
        return run.once(new FromPerfectPlans(plans), () -> {
            List<Network> networks = SideBySide.train(plans);
            return IntStream.range(0, plans.size())
                    .mapToObj(i -> new FromPerfect(
                            plans.get(i),
                            QuadraticMember.of("before", plans.get(i).initialNetwork()),
                            QuadraticMember.of("after " + run.size("steps") + " steps", networks.get(i))))
                    .toList();
        });
    }

    /** Mean loss over points of both spheres in equal parts. */
    static double averageLoss(QuadraticMember member, SphereSampler sampler, int points) {
        double sum = 0;
        int each = points / 2;
        for (Sphere sphere : Sphere.values()) {
            for (int from = 0; from < each; from += HIDDEN_WIDTH) {
                int count = Math.min(HIDDEN_WIDTH, each - from);
                for (float logit : logits(member.classifier(), sampler.pointsOn(sphere, from, count))) {
                    sum += loss(logit, sphere);
                }
            }
        }
        return sum / (2.0 * each);
    }

    /** The largest loss on either sphere: at the longest axis of the inner one, or the shortest of the outer one. */
    static double worstLoss(QuadraticMember member, ConcentricSpheres spheres) {
        double bias = -QuadraticParameters.of(member.network()).readoutBias();
        double largest = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (double alpha : member.ellipsoid().alphas()) {
            largest = Math.max(largest, alpha);
            least = Math.min(least, alpha);
        }
        double outerSquare = spheres.outerRadius() * spheres.outerRadius();
        return Math.max(loss(bias * (largest - 1), Sphere.INNER), loss(bias * (least * outerSquare - 1), Sphere.OUTER));
    }

    /** The plan from given logits on the two spheres. */
    private static TrainingPlan perfectPlan(ClaimRun run) {
        return plan(
                run,
                PerfectInitialisation.ofLogits(
                        run.setting("initialisation", "innerLogit"),
                        run.setting("initialisation", "outerLogit"),
                        run.spheres().outerRadius(),
                        run.setting("initialisation", "outputWeight")),
                0);
    }

    /** The plan from w, b and alpha, in the variant of the paper's text or of its figure. */
    private static TrainingPlan perfectPlan(ClaimRun run, String variant, int seed) {
        return plan(
                run,
                new PerfectInitialisation(
                        run.setting("initialisation", variant, "outputWeight"),
                        run.setting("initialisation", variant, "bias"),
                        run.setting("initialisation", variant, "alpha")),
                seed);
    }

    private static TrainingPlan plan(ClaimRun run, PerfectInitialisation initialisation, int seed) {
        return TrainingPlan.paper(new QuadraticArchitecture(run.spheres().dimension(), HIDDEN_WIDTH), run.seed() + seed)
                .withOuterRadius(run.spheres().outerRadius())
                .withInitialisation(initialisation);
    }

    private static float[] logits(Classifier classifier, float[] points) {
        float[] logits = new float[points.length / classifier.dimension()];
        classifier.logits(points, logits.length, logits);
        return logits;
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** Sigmoid cross-entropy of a logit on a point of that sphere. */
    private static double loss(double logit, Sphere sphere) {
        double wrong = sphere == Sphere.INNER ? logit : -logit;
        return Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
    }
}
