package spheres.snapshot;

import spheres.attack.Attack;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.AttackResult;
import spheres.attack.ManifoldAttack;
import spheres.attack.MeanDistance;
import spheres.attack.RefinedAttack;
import spheres.attack.RefinedOptions;
import spheres.attack.Starts;
import spheres.classifier.Classifier;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/** How far the errors are that attacks find, from the same points of a sphere by each attack. */
final class NearestErrors {
    /** Points whose logits tell the sphere's mean logit: cheap beside an attack, and enough for what it adds to the error. */
    private static final int OTHERS = 20_000;

    /**
     * The nearest errors on the spheres or between them.
     *
     * @param meanNorm NaN where none was found
     */
    record Between(MeanDistance distance, double meanNorm) {}

    private final Classifier classifier;
    private final Starts starts;
    private final float[] logits;
    private final float[] others;

    /**
     * Draws the points.
     *
     * @param classifier what is attacked
     * @param sampler of the points
     * @param sphere of the points
     * @param count how many points are attacked
     */
    NearestErrors(Classifier classifier, SphereSampler sampler, Sphere sphere, int count) {
        this.classifier = classifier;
        starts = Starts.uniform(sampler, sphere, 0, count);
        logits = logits(classifier, sampler, sphere, 0, count);
        others = logits(classifier, sampler, sphere, count, OTHERS);
    }

    private static float[] logits(Classifier classifier, SphereSampler sampler, Sphere sphere, long from, int count) {
        float[] logits = new float[count];
        classifier.logits(sampler.pointsOn(sphere, from, count), count, logits);
        return logits;
    }

    /** To the first errors along the paper's path: 1,000 steps of 0.001. */
    MeanDistance byPaperAttack() {
        return by(ManifoldAttack.firstError(
                AttackOptions.withDefaults().withStep(0.001).withSteps(1_000)));
    }

    /** To the nearest errors that the refined attack finds. */
    MeanDistance byRefinedAttack() {
        return by(RefinedAttack.onSphere(RefinedOptions.withDefaults()));
    }

    /** To the nearest errors that the refined attack finds on the spheres or between them. */
    Between betweenSpheres() {
        AttackResult result =
                new AttackHarness(classifier).run(RefinedAttack.betweenSpheres(RefinedOptions.withDefaults()), starts);
        return new Between(result.meanDistance(logits, others), result.meanNorm());
    }

    private MeanDistance by(Attack attack) {
        return new AttackHarness(classifier).run(attack, starts).meanDistance(logits, others);
    }
}
