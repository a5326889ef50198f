package spheres.claims;

import java.util.HashMap;
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
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.experiment.SampledErrorRate;
import spheres.network.CheckpointException;
import spheres.network.ReluArchitecture;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ConfidenceInterval;
import spheres.stats.Proportion;
import spheres.stats.SequentialSample;
import spheres.training.Trainer;
import spheres.training.TrainingPlan;
import spheres.training.TrainingResult;

/**
 * The ReLU network that a claim of section 3 is measured on: where claims get it from, and the one place to change that.
 * It is trained when it is first asked for, and with its error rates and attacked points shared by all claims of a run.
 */
final class ReluUnderTest {
    private static final int WIDTH = 1000;

    /** Steps of the ascent to the worst case; it is halved towards the end. */
    private static final double WORST_CASE_STEP = 0.01;

    private static final Map<TrainingPlan, ReluUnderTest> SHARED = new HashMap<>();

    private final ConcentricSpheres spheres;
    private final TrainingPlan plan;
    private final Map<List<Object>, AttackResult> attacked = new HashMap<>();
    private final Map<List<Object>, Long> errors = new HashMap<>();
    private @Nullable TrainingResult training;
    private @Nullable Classifier classifier;

    private ReluUnderTest(ConcentricSpheres spheres, TrainingPlan plan) {
        this.spheres = spheres;
        this.plan = plan;
    }

    /** The network of the claim's setting, trained for the steps of its sizes: a stand-in if these are fewer than the setting's. */
    static ReluUnderTest of(ClaimRun run) {
        return of(run, run.spheres().dimension());
    }

    /** Likewise in another dimension. */
    static synchronized ReluUnderTest of(ClaimRun run, int dimension) {
        ConcentricSpheres spheres = new ConcentricSpheres(dimension, run.setting("outerRadius"));
        TrainingPlan plan = TrainingPlan.paper(architecture(dimension), run.seed())
                .withOuterRadius(spheres.outerRadius())
                .withSteps(run.size("steps"));
        if (run.hasSetting("steps") && plan.steps() < run.setting("steps")) {
            run.standsIn(plan.architecture() + " trained for " + plan.steps() + " of " + (long) run.setting("steps")
                    + " steps");
        }
        return SHARED.computeIfAbsent(plan, key -> new ReluUnderTest(spheres, key));
    }

    static ReluArchitecture architecture(int dimension) {
        return ReluArchitecture.of(dimension, WIDTH, WIDTH);
    }

    ConcentricSpheres spheres() {
        return spheres;
    }

    TrainingResult training() throws CheckpointException {
        if (training == null) {
            training = Trainer.withDefaults().train(plan);
        }
        return training;
    }

    Classifier classifier() throws CheckpointException {
        if (classifier == null) {
            classifier = NetworkClassifier.of(training().network());
        }
        return classifier;
    }

    @Override
    public String toString() {
        return plan.architecture() + " after " + plan.steps() + " steps";
    }

    /** Records for how long the network is trained, without training it: the precondition "training-steps". */
    boolean isTrainedToTheEnd(ClaimRun run) {
        run.exact("training-steps", plan.architecture().toString(), (double) plan.steps(), 0);
        return run.preconditionsAreMet();
    }

    /** Measures the precondition "error-rate" on those spheres: whether errors are too rare to sample. */
    boolean hasRareErrors(ClaimRun run, Sphere... of) throws CheckpointException {
        for (Sphere sphere : of) {
            run.estimate(
                    "error-rate", of.length, "uniform points of the " + sphere + " sphere, " + this, errorRate(sphere));
        }
        return run.preconditionsAreMet();
    }

    /** The error rate on a sphere; claims see the same samples, each judged once. */
    SequentialSample errorRate(Sphere sphere) throws CheckpointException {
        SphereSampler sampler = sampler("samples of the error rate");
        Classifier judge = classifier();
        return new SequentialSample() {
            private long seen;
            private long wrong;

            @Override
            public void extend(long from, long to) {
                wrong += errors.computeIfAbsent(List.of(sphere, from, to), key -> {
                    SampledErrorRate rate = new SampledErrorRate(judge, sampler, sphere);
                    rate.extend(from, to);
                    return rate.errors();
                });
                seen += to - from;
            }

            @Override
            public ConfidenceInterval interval(double level) {
                return Proportion.interval(wrong, seen, level);
            }
        };
    }

    /** The paper's attack: steps of the claim's size along the sphere to the first error. */
    AttackResult firstErrors(ClaimRun run, Sphere sphere, int points) throws CheckpointException {
        return attacked("first errors", ManifoldAttack.nearest(ascent(run)), ascent(run), sphere, points);
    }

    /** The nearest errors on the sphere that the refined attack finds. */
    AttackResult nearestOnSphere(ClaimRun run, Sphere sphere, int points) throws CheckpointException {
        return attacked("nearest on the sphere", RefinedAttack.onSphere(refined(run)), ascent(run), sphere, points);
    }

    /** The nearest points between the spheres that the refined attack finds. */
    AttackResult nearestBetween(ClaimRun run, Sphere sphere, int points) throws CheckpointException {
        return attacked("nearest between", RefinedAttack.betweenSpheres(refined(run)), ascent(run), sphere, points);
    }

    /** The worst cases that are reached from the starts. */
    AttackResult worstCases(ClaimRun run, Sphere sphere, int points) throws CheckpointException {
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
            throws CheckpointException {
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
        return new SphereSampler(spheres, plan.seed(), purpose.hashCode());
    }
}
