package spheres.claims.relu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spheres.attack.Attack;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.AttackResult;
import spheres.attack.ManifoldAttack;
import spheres.attack.RefinedAttack;
import spheres.attack.RefinedOptions;
import spheres.attack.Starts;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.ClaimSession;
import spheres.classifier.Classifier;
import spheres.classifier.JudgedAgain;
import spheres.engine.NetworkClassifier;
import spheres.evidence.Evidence;
import spheres.evidence.Manifest;
import spheres.network.Network;
import spheres.network.ReluArchitecture;
import spheres.snapshot.ReluSnapshot;
import spheres.snapshot.Snapshot;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ConfidenceInterval;
import spheres.stats.ErrorRate;
import spheres.stats.SplittingOptions;
import spheres.training.Trainer;
import spheres.training.TrainingPlan;
import spheres.training.TrainingSet;

/**
 * The ReLU network that a claim of section 3 is measured on: where claims get it from, and the one place to change that.
 * It is the kept evidence where there is some; otherwise it is trained in the run, for as many steps as the claim's sizes
 * say. It is got when it is first asked for, and is shared with its error rates and attacked points by all claims of a run.
 */
final class ReluUnderTest {
    private static final int WIDTH = 1000;

    /** The kind of evidence at the paper's dimension. */
    static final String KEPT_PAPER = "relu-online-unit";

    /**
     * The kind of evidence, by dimension. The paper does not give the initial weights; these are the ones from which errors
     * become about as rare as it says.
     */
    private static final Map<Integer, String> KEPT = Map.of(60, "relu-d60-online-unit", 500, KEPT_PAPER);

    /** Of the ascent to the worst case, which halves it towards the end. */
    private static final double WORST_CASE_STEP = 0.01;

    /** log10 of a rate below every limit of a claim: nobody looks for errors that are rarer. */
    private static final double RAREST = -12;

    /** Rows that a device judges together: few keep it waiting for the host. */
    private static final int ON_DEVICE = 1000;

    /** Of splitting: Student's interval at the level of judging is half as wide from twenty runs as from ten. */
    private static final int RUNS = 20;

    /** A network by the plan that it is trained by in the run. */
    private record InTheRun(TrainingPlan plan) {}

    /** A network by the name of its folder. */
    private record Kept(String network) {}

    /** An error rate of a network. */
    private record Rate(TrainingPlan plan, String network, Sphere sphere, long samples, long budget) {}

    /** What an attack of that name found on a network. */
    private record Attacked(
            TrainingPlan plan, String network, String attack, AttackOptions ascent, Sphere sphere, int points) {}

    /**
     * The network on the CPU, which judges, and what samples and attacks: it on the session's device, where that has one.
     */
    private record Judges(Classifier onCpu, Classifier fast) {
        Classifier ofSphere(Sphere sphere) {
            return fast == onCpu ? onCpu : new JudgedAgain(fast, onCpu, sphere);
        }
    }

    /** Gives the network, trained or read. */
    private interface Source {
        Network network() throws IOException;
    }

    private final TrainingPlan plan;
    private final long seed;
    private final String name;
    private final Source source;
    private final @Nullable Evidence kept;
    private final ClaimSession session;
    private @Nullable Judges judges;

    /** The seed is that of what is measured on it. */
    private ReluUnderTest(
            ClaimSession session, TrainingPlan plan, long seed, String name, Source source, @Nullable Evidence kept) {
        this.session = session;
        this.kept = kept;
        this.plan = plan;
        this.seed = seed;
        this.name = name;
        this.source = source;
    }

    /** The network of the claim's setting. */
    static ReluUnderTest of(ClaimRun run) throws IOException {
        return of(run, run.spheres().dimension());
    }

    /** The network of the claim's setting in another dimension; a stand-in where none is kept. */
    static ReluUnderTest of(ClaimRun run, int dimension) throws IOException {
        for (Evidence evidence : run.session().networks(KEPT.getOrDefault(dimension, ""))) {
            if (run.session().weights(evidence).isPresent()
                    && evidence.manifest().steps() == (long) run.setting("steps")) {
                return kept(run, evidence);
            }
        }
        return standIn(run, dimension);
    }

    /** The network of the claim's setting; the test goes on if the precondition "training-steps", which this measures without training, is met. */
    static ReluUnderTest trainedToTheEnd(ClaimRun run) throws IOException {
        return trainedToTheEnd(run, run.spheres().dimension());
    }

    /** The same in another dimension. */
    static ReluUnderTest trainedToTheEnd(ClaimRun run, int dimension) throws IOException {
        ReluUnderTest network = of(run, dimension);
        network.recordTraining(run);
        run.requirePreconditions();
        return network;
    }

    /**
     * The network that a claim about rare errors is about: that of the claim's setting. The test goes on if its errors on those
     * spheres are as rare as the preconditions "training-steps" and "error-rate" say, which this measures.
     */
    static ReluUnderTest withRareErrors(ClaimRun run, Sphere... of) throws IOException {
        return withRareErrors(run, run.spheres().dimension(), of);
    }

    /** The same in another dimension. */
    static ReluUnderTest withRareErrors(ClaimRun run, int dimension, Sphere... of) throws IOException {
        ReluUnderTest network = trainedToTheEnd(run, dimension);
        for (Sphere sphere : of) {
            network.recordErrorRate(run, "error-rate", of.length, sphere);
            run.requirePreconditions();
        }
        return network;
    }

    private static ReluUnderTest standIn(ClaimRun run, int dimension) throws IOException {
        TrainingPlan plan = TrainingPlan.paper(architecture(dimension), run.seed())
                .withOuterRadius(run.setting("outerRadius"))
                .withSteps(run.size("steps"));
        if (run.hasSetting("steps") && plan.steps() < run.setting("steps")) {
            run.standsIn(plan.architecture() + " trained for " + plan.steps() + " of " + (long) run.setting("steps")
                    + " steps");
        }
        return inTheRun(run, plan);
    }

    private static ReluUnderTest inTheRun(ClaimRun run, TrainingPlan plan) throws IOException {
        String set = plan.trainingSet() instanceof TrainingSet.Fixed ? ", " + plan.trainingSet() : "";
        run.restsOn(plan.architecture() + set + ", seed " + plan.seed());
        return run.session()
                .once(
                        new InTheRun(plan),
                        () -> new ReluUnderTest(
                                run.session(),
                                plan,
                                run.seed(),
                                plan.architecture() + " after " + plan.steps() + " steps" + set,
                                () -> Trainer.withDefaults().train(plan).network(),
                                null));
    }

    private static ReluUnderTest kept(ClaimRun run, Evidence evidence) throws IOException {
        Manifest manifest = evidence.manifest();
        run.restsOn(manifest.id());
        return run.session()
                .once(
                        new Kept(manifest.id()),
                        () -> new ReluUnderTest(
                                run.session(),
                                manifest.plan(),
                                run.seed(),
                                manifest.id(),
                                () -> run.session().weights(evidence).orElseThrow(),
                                evidence));
    }

    /**
     * So many networks in the plane, trained on so many points: those that are kept, and others trained in the run for as
     * many steps as the claim's sizes say.
     */
    static List<ReluUnderTest> inThePlane(ClaimRun run, int points, int networks) throws IOException {
        List<ReluUnderTest> all = new ArrayList<>();
        for (Evidence evidence : Evidence.anyOf(run.session().evidence(), "relu-d2-n" + points)) {
            if (evidence.keepsWeights() && all.size() < networks) {
                all.add(kept(run, evidence));
            }
        }
        for (long seed = run.seed() + all.size(); all.size() < networks; seed++) {
            all.add(inTheRun(
                    run,
                    TrainingPlan.paper(architecture(2), seed)
                            .withOuterRadius(run.setting("outerRadius"))
                            .withTrainingSet(TrainingSet.fixed(points))
                            .withSteps(run.size("steps"))));
        }
        return all;
    }

    static ReluArchitecture architecture(int dimension) {
        return ReluArchitecture.of(dimension, WIDTH, WIDTH);
    }

    /** How it was trained. */
    TrainingPlan plan() {
        return plan;
    }

    Classifier classifier() throws IOException {
        return judges().onCpu();
    }

    private Judges judges() throws IOException {
        if (judges == null) {
            Network network = source.network();
            Classifier onCpu = NetworkClassifier.of(network);
            judges = new Judges(onCpu, session.onDevice(network).orElse(onCpu));
        }
        return judges;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Records for how long the network is trained, without training it: the precondition "training-steps". */
    void recordTraining(ClaimRun run) {
        run.exact("training-steps", name, (double) plan.steps(), 0);
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

    /**
     * Records the decimal logarithm of the error rate on a sphere as that of one training, which another number of steps would have left elsewhere: the
     * interval holds those of the end and of the last snapshot before it.
     */
    void recordErrorRateOfRun(ClaimRun run, String quantity, int measurements, Sphere sphere) throws IOException {
        ErrorRate rate = errorRate(run, sphere);
        if (run.session().universe().isPresent()) {
            // judged over several trainings
            run.oneRun(
                    quantity,
                    rate.method() + " on the " + sphere + " sphere, " + name,
                    log10(rate.interval(run.level(measurements))),
                    rate.judged(),
                    Map.of());
            return;
        }
        List<Snapshot> trajectory = kept == null ? List.of() : kept.trajectory();
        if (trajectory.size() < 2) {
            throw new IllegalStateException(
                    name + " has no snapshot before its last: how its error rate moves is unknown");
        }
        ReluSnapshot before = (ReluSnapshot) trajectory.get(trajectory.size() - 2);
        ErrorRate earlier =
                sphere == Sphere.INNER ? before.inner() : before.outer().orElseThrow();
        double level = run.level(measurements);
        double ofEach = (1 + level) / 2;
        ConfidenceInterval now = rate.interval(ofEach);
        ConfidenceInterval then = earlier.interval(ofEach);
        run.oneRun(
                quantity,
                rate.method() + " on the " + sphere + " sphere, " + name + ", with the interval at step "
                        + before.step(),
                log10(new ConfidenceInterval(
                        now.value(), Math.min(now.low(), then.low()), Math.max(now.high(), then.high()), level)),
                rate.judged(),
                Map.of(
                        "rate", now.value(),
                        "rateLow", now.low(),
                        "rateHigh", now.high(),
                        "stepBefore", before.step(),
                        "rateBefore", then.value(),
                        "rateBeforeLow", then.low(),
                        "rateBeforeHigh", then.high()));
    }

    /**
     * The interval of a rate on the axis of its decimal logarithm. It begins at -Infinity where no rate is too small; where that
     * of the estimate is 0, it is the upper bound that is shown.
     */
    static ConfidenceInterval log10(ConfidenceInterval rate) {
        return new ConfidenceInterval(
                Math.log10(rate.value() > 0 ? rate.value() : rate.high()),
                Math.log10(rate.low()),
                Math.log10(rate.high()),
                rate.level());
    }

    /** The error rate on a sphere, from as many samples and points as the claim's sizes say. */
    ErrorRate errorRate(ClaimRun run, Sphere sphere) throws IOException {
        long samples = run.size("samples");
        long budget = run.size("budget");
        return run.once(new Rate(plan, name, sphere, samples, budget), () -> {
            SphereSampler sampler = sampler("samples of the error rate");
            SplittingOptions options = SplittingOptions.withDefaults()
                    .withBudget(budget)
                    .withRuns(RUNS)
                    .withFloor(RAREST)
                    .withSeed(run.seed());
            return ErrorRate.of(judges().ofSphere(sphere), sampler, sphere, samples, options);
        });
    }

    /** The paper's attack: steps of the claim's size along the sphere to the first error. */
    AttackResult firstErrors(ClaimRun run, Sphere sphere, int points) throws IOException {
        return attacked(run, "first errors", papersAttack(run), ascent(run), sphere, points);
    }

    /** The same walk with norms free between 1 and R. */
    AttackResult firstErrorsBetween(ClaimRun run, Sphere sphere, int points) throws IOException {
        return attacked(
                run,
                "first errors between",
                ManifoldAttack.firstErrorBetween(ascent(run)),
                ascent(run),
                sphere,
                points);
    }

    /** The nearest errors on the sphere that the refined attack finds. */
    AttackResult nearestOnSphere(ClaimRun run, Sphere sphere, int points) throws IOException {
        return nearestOnSphere(run, sphere, points, run.count("attackSteps"));
    }

    /** The same with so many steps of an ascent. */
    AttackResult nearestOnSphere(ClaimRun run, Sphere sphere, int points, int steps) throws IOException {
        AttackOptions ascent = ascent(run).withSteps(steps);
        RefinedOptions refined = refined(run).withAscent(ascent);
        return attacked(run, "nearest on the sphere", RefinedAttack.onSphere(refined), ascent, sphere, points);
    }

    /** The nearest points between the spheres that the refined attack finds. */
    AttackResult nearestBetween(ClaimRun run, Sphere sphere, int points) throws IOException {
        return attacked(
                run, "nearest between", RefinedAttack.betweenSpheres(refined(run)), ascent(run), sphere, points);
    }

    /** The worst cases that are reached from the starts. */
    AttackResult worstCases(ClaimRun run, Sphere sphere, int points) throws IOException {
        return worstCases(run, sphere, points, run.count("attackSteps"));
    }

    /** The same with that many steps at most. */
    AttackResult worstCases(ClaimRun run, Sphere sphere, int points, int steps) throws IOException {
        AttackOptions ascent = AttackOptions.withDefaults()
                .withStep(WORST_CASE_STEP)
                .withSteps(steps)
                .withConvergence(true);
        return attacked(run, "worst cases", ManifoldAttack.worstCase(ascent), ascent, sphere, points);
    }

    /** The paper's attack with steps of the claim's size. */
    static ManifoldAttack papersAttack(ClaimRun run) {
        return ManifoldAttack.firstError(ascent(run));
    }

    /** The uniform points that attacks of a sphere start from. */
    Starts starts(Sphere sphere, int points) {
        return Starts.uniform(sampler("starts of attacks"), sphere, 0, points);
    }

    private static AttackOptions ascent(ClaimRun run) {
        AttackOptions ascent = AttackOptions.withDefaults()
                .withStep(run.setting("attackStepSize"))
                .withSteps(run.count("attackSteps"));
        return run.session().hasDevice() ? ascent.withBatch(ON_DEVICE) : ascent;
    }

    private static RefinedOptions refined(ClaimRun run) {
        return RefinedOptions.withDefaults().withAscent(ascent(run)).withSeed(run.seed());
    }

    private AttackResult attacked(
            ClaimRun run, String name, Attack attack, AttackOptions ascent, Sphere sphere, int points)
            throws IOException {
        return run.once(new Attacked(plan, this.name, name, ascent, sphere, points), () -> {
            return new AttackHarness(judges().onCpu(), judges().fast()).run(attack, starts(sphere, points));
        });
    }

    /** Random points that all claims on this network share. */
    SphereSampler sampler(String purpose) {
        return new SphereSampler(plan.spheres(), seed, purpose.hashCode());
    }
}
