package spheres.evidence;

import spheres.attack.Attack;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.ManifoldAttack;
import spheres.attack.MeanDistance;
import spheres.attack.RefinedAttack;
import spheres.attack.RefinedOptions;
import spheres.attack.Starts;
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.network.Network;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ErrorRate;
import spheres.stats.SplittingOptions;

/**
 * What samples, splitting and attacks say of a ReLU network.
 *
 * @param step the number of training steps done
 * @param inner error rate on the inner sphere
 * @param outer error rate on the outer sphere
 * @param paperAttack from points of the inner sphere to the first error on it that the paper's attack finds
 * @param refinedAttack from the same points to the nearest error on it that is found
 */
public record ReluSnapshot(
        long step, ErrorRate inner, ErrorRate outer, MeanDistance paperAttack, MeanDistance refinedAttack)
        implements Snapshot {
    private static final long SAMPLES = 100_000;
    private static final SplittingOptions SPLITTING =
            SplittingOptions.withDefaults().withBudget(1_000_000).withFloor(-20);

    /** Measures a network; any classifier would do. */
    static ReluSnapshot of(Network network, ConcentricSpheres spheres, long seed, int threads, int starts) {
        SphereSampler sampler = new SphereSampler(spheres, seed, STREAM);
        SphereSampler others = new SphereSampler(spheres, seed, STREAM + 1);
        SplittingOptions splitting = SPLITTING.withSeed(seed);
        Classifier classifier = NetworkClassifier.of(network, threads);
        return new ReluSnapshot(
                network.step(),
                ErrorRate.of(classifier, others, Sphere.INNER, SAMPLES, splitting),
                ErrorRate.of(classifier, others, Sphere.OUTER, SAMPLES, splitting),
                paperAttack(classifier, sampler, starts),
                distance(classifier, sampler, starts, RefinedAttack.onSphere(RefinedOptions.withDefaults())));
    }

    /** To the first errors on the inner sphere along the paper's path: 1,000 steps of 0.001. */
    static MeanDistance paperAttack(Classifier classifier, SphereSampler sampler, int starts) {
        return distance(
                classifier,
                sampler,
                starts,
                ManifoldAttack.nearest(
                        AttackOptions.withDefaults().withStep(0.001).withSteps(1_000)));
    }

    private static MeanDistance distance(Classifier classifier, SphereSampler sampler, int starts, Attack attack) {
        return new AttackHarness(classifier)
                .run(attack, Starts.uniform(sampler, Sphere.INNER, 0, starts))
                .meanDistance();
    }
}
