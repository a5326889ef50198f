package spheres.claims;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spheres.attack.Attack;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.AttackResult;
import spheres.attack.ManifoldAttack;
import spheres.attack.RefinedAttack;
import spheres.attack.RefinedOptions;
import spheres.attack.Starts;
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.evidence.Evidence;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;
import spheres.evidence.Manifest;
import spheres.network.Network;
import spheres.network.ReluArchitecture;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ErrorRate;
import spheres.stats.SplittingOptions;
import spheres.training.Trainer;
import spheres.training.TrainingPlan;

/**
 * The ReLU network that a claim of section 3 is measured on: where claims get it from, and the one place to change that.
 * It is the kept evidence where there is some; otherwise it is trained in the run, for as many steps as the claim's sizes
 * say. It is got when it is first asked for, and is shared with its error rates and attacked points by all claims of a run.
 */
final class ReluUnderTest {
    private static final int WIDTH = 1000;

    /** The kinds of evidence, by dimension. */
    private static final Map<Integer, String> KEPT = Map.of(60, "relu-d60-online", 500, "relu-online");

    /** Of the ascent to the worst case, which halves it towards the end. */
    private static final double WORST_CASE_STEP = 0.01;

    /** log10 of a rate below every limit of a claim: nobody looks for errors that are rarer. */
    private static final double RAREST = -12;

    private static final Map<Object, ReluUnderTest> SHARED = new HashMap<>();

    /** Gives the network, trained or read. */
    private interface Source {
        Network network() throws IOException;
    }

    private final ConcentricSpheres spheres;
    private final long seed;
    private final String name;
    private final long steps;
    private final Source source;
    private final Map<List<Object>, AttackResult> attacked = new HashMap<>();
    private final Map<List<Object>, ErrorRate> errorRates = new HashMap<>();
    private @Nullable Classifier classifier;

    private ReluUnderTest(ConcentricSpheres spheres, long seed, String name, long steps, Source source) {
        this.spheres = spheres;
        this.seed = seed;
        this.name = name;
        this.steps = steps;
        this.source = source;
    }

    /** The network of the claim's setting. */
    static ReluUnderTest of(ClaimRun run) throws IOException {
        return of(run, run.spheres().dimension());
    }

    /** The network of the claim's setting in another dimension. */
    static synchronized ReluUnderTest of(ClaimRun run, int dimension) throws IOException {
        ConcentricSpheres spheres = new ConcentricSpheres(dimension, run.setting("outerRadius"));
        Optional<Evidence> kept = kept(run, dimension);
        if (kept.isPresent()) {
            Manifest manifest = kept.get().manifest();
            return SHARED.computeIfAbsent(
                    manifest.id(),
                    id -> new ReluUnderTest(spheres, run.seed(), manifest.id(), manifest.steps(), kept.get()::network));
        }
        TrainingPlan plan = TrainingPlan.paper(architecture(dimension), run.seed())
                .withOuterRadius(spheres.outerRadius())
                .withSteps(run.size("steps"));
        String name = plan.architecture() + " after " + plan.steps() + " steps";
        if (run.hasSetting("steps") && plan.steps() < run.setting("steps")) {
            run.standsIn(plan.architecture() + " trained for " + plan.steps() + " of " + (long) run.setting("steps")
                    + " steps");
        }
        return SHARED.computeIfAbsent(
                plan,
                key -> new ReluUnderTest(
                        spheres,
                        run.seed(),
                        name,
                        plan.steps(),
                        () -> Trainer.withDefaults().train(plan).network()));
    }

    /** The first seed's network, if it was trained for as long as the claim's setting says and its weights are kept. */
    private static Optional<Evidence> kept(ClaimRun run, int dimension) throws IOException {
        String kind = KEPT.get(dimension);
        if (kind == null || !run.hasSetting("steps")) {
            return Optional.empty();
        }
        for (EvidencePlan plan : EvidencePlans.read(run.session().evidence()).all()) {
            Path folder = run.session().evidence().resolve(plan.id());
            if (plan.id().equals(kind + "-" + plan.training().seed()) && Evidence.isIn(folder)) {
                Evidence evidence = Evidence.open(folder);
                if (evidence.keepsWeights() && evidence.manifest().steps() == (long) run.setting("steps")) {
                    return Optional.of(evidence);
                }
            }
        }
        return Optional.empty();
    }

    static ReluArchitecture architecture(int dimension) {
        return ReluArchitecture.of(dimension, WIDTH, WIDTH);
    }

    ConcentricSpheres spheres() {
        return spheres;
    }

    Classifier classifier() throws IOException {
        if (classifier == null) {
            classifier = NetworkClassifier.of(source.network());
        }
        return classifier;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Records for how long the network is trained, without training it: the precondition "training-steps". */
    boolean isTrainedToTheEnd(ClaimRun run) {
        run.exact("training-steps", name, (double) steps, 0);
        return run.preconditionsAreMet();
    }

    /**
     * Measures the preconditions "training-steps" and, on those spheres, "error-rate", up to the first that is not met: a stand-in
     * is not even trained.
     */
    boolean isTrainedToRareErrors(ClaimRun run, Sphere... of) throws IOException {
        if (!isTrainedToTheEnd(run)) {
            return false;
        }
        for (Sphere sphere : of) {
            recordErrorRate(run, "error-rate", of.length, sphere);
            if (!run.preconditionsAreMet()) {
                return false;
            }
        }
        return true;
    }

    /** Records the error rate on a sphere, as one of so many measurements of the quantity. */
    void recordErrorRate(ClaimRun run, String quantity, int measurements, Sphere sphere) throws IOException {
        ErrorRate rate = errorRate(run, sphere);
        run.estimate(
                quantity,
                rate.method() + " on the " + sphere + " sphere, " + name,
                rate.interval(run.level(measurements)),
                rate.judged());
    }

    /** The error rate on a sphere, from as many samples and points as the claim's sizes say. */
    ErrorRate errorRate(ClaimRun run, Sphere sphere) throws IOException {
        long samples = run.size("samples");
        long budget = run.size("budget");
        List<Object> key = List.of(sphere, samples, budget);
        ErrorRate rate = errorRates.get(key);
        if (rate == null) {
            SphereSampler sampler = sampler("samples of the error rate");
            SplittingOptions options = SplittingOptions.withDefaults()
                    .withBudget(budget)
                    .withFloor(RAREST)
                    .withSeed(run.seed());
            rate = ErrorRate.of(classifier(), sampler, sphere, samples, options);
            errorRates.put(key, rate);
        }
        return rate;
    }

    /** The paper's attack: steps of the claim's size along the sphere to the first error. */
    AttackResult firstErrors(ClaimRun run, Sphere sphere, int points) throws IOException {
        return attacked("first errors", ManifoldAttack.nearest(ascent(run)), ascent(run), sphere, points);
    }

    /** The nearest errors on the sphere that the refined attack finds. */
    AttackResult nearestOnSphere(ClaimRun run, Sphere sphere, int points) throws IOException {
        return attacked("nearest on the sphere", RefinedAttack.onSphere(refined(run)), ascent(run), sphere, points);
    }

    /** The nearest points between the spheres that the refined attack finds. */
    AttackResult nearestBetween(ClaimRun run, Sphere sphere, int points) throws IOException {
        return attacked("nearest between", RefinedAttack.betweenSpheres(refined(run)), ascent(run), sphere, points);
    }

    /** The worst cases that are reached from the starts. */
    AttackResult worstCases(ClaimRun run, Sphere sphere, int points) throws IOException {
        AttackOptions ascent = AttackOptions.withDefaults()
                .withStep(WORST_CASE_STEP)
                .withSteps(run.count("attackSteps"))
                .withConvergence(true);
        return attacked("worst cases", ManifoldAttack.worstCase(ascent), ascent, sphere, points);
    }

    private static AttackOptions ascent(ClaimRun run) {
        return AttackOptions.withDefaults()
                .withStep(run.setting("attackStepSize"))
                .withSteps(run.count("attackSteps"));
    }

    private static RefinedOptions refined(ClaimRun run) {
        return RefinedOptions.withDefaults().withAscent(ascent(run)).withSeed(run.seed());
    }

    private AttackResult attacked(String name, Attack attack, AttackOptions ascent, Sphere sphere, int points)
            throws IOException {
        List<Object> key = List.of(name, ascent, sphere, points);
        AttackResult result = attacked.get(key);
        if (result == null) {
            Starts starts = Starts.uniform(sampler("starts of attacks"), sphere, 0, points);
            result = new AttackHarness(classifier()).run(attack, starts);
            attacked.put(key, result);
        }
        return result;
    }

    /** Random points that all claims on this network share. */
    SphereSampler sampler(String purpose) {
        return new SphereSampler(spheres, seed, purpose.hashCode());
    }
}
