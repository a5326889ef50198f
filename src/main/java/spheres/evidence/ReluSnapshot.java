package spheres.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
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

/**
 * What samples and attacks say of a ReLU network.
 *
 * @param step the number of training steps done
 * @param samples points judged on each sphere
 * @param innerErrors errors among those of the inner sphere
 * @param outerErrors errors among those of the outer sphere
 * @param paperAttack distances from {@value #STARTS} points of the inner sphere to the paper's first error
 * @param refinedAttack distances from the same points to the nearest error that is found
 */
public record ReluSnapshot(
        long step, long samples, long innerErrors, long outerErrors, Distance paperAttack, Distance refinedAttack)
        implements Snapshot {
    static final int STARTS = 100;

    private static final long SAMPLES = 100_000;
    private static final int BATCH = 1_000;
    private static final long STREAM = 0x736e_6170L;

    /**
     * Mean distance over the starts from which an error was found; absent if there is none.
     *
     * @param mean over those found
     * @param standardError of that mean
     * @param found how many were found
     * @param starts how many points were attacked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Distance(@Nullable Double mean, @Nullable Double standardError, int found, int starts) {
        static Distance of(MeanDistance distance) {
            return new Distance(
                    finite(distance.mean()), finite(distance.standardError()), distance.found(), distance.starts());
        }

        private static @Nullable Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }

    /** Measures a network; any classifier would do. */
    public static ReluSnapshot of(Network network, ConcentricSpheres spheres, long seed, int threads) {
        SphereSampler sampler = new SphereSampler(spheres, seed, STREAM);
        Classifier classifier = NetworkClassifier.of(network, threads);
        return new ReluSnapshot(
                network.step(),
                SAMPLES,
                errors(classifier, sampler, Sphere.INNER),
                errors(classifier, sampler, Sphere.OUTER),
                distance(
                        classifier,
                        sampler,
                        ManifoldAttack.nearest(
                                AttackOptions.withDefaults().withStep(0.001).withSteps(1_000))),
                distance(classifier, sampler, RefinedAttack.onSphere(RefinedOptions.withDefaults())));
    }

    private static long errors(Classifier classifier, SphereSampler sampler, Sphere sphere) {
        float[] logits = new float[BATCH];
        long errors = 0;
        for (long from = 0; from < SAMPLES; from += BATCH) {
            classifier.logits(sampler.pointsOn(sphere, STARTS + from, BATCH), BATCH, logits);
            for (float logit : logits) {
                errors += sphere.isError(logit) ? 1 : 0;
            }
        }
        return errors;
    }

    private static Distance distance(Classifier classifier, SphereSampler sampler, Attack attack) {
        Starts starts = Starts.uniform(sampler, Sphere.INNER, 0, STARTS);
        return Distance.of(new AttackHarness(classifier).run(attack, starts).meanDistance());
    }
}
