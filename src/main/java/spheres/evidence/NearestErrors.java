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
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/** How far the errors on the inner sphere are that attacks find, from the same points by each attack. */
final class NearestErrors {
    /** Points whose logits tell the sphere's mean logit: cheap beside an attack, and enough for what it adds to the error. */
    private static final int OTHERS = 20_000;

    private final Classifier classifier;
    private final Starts starts;
    private final float[] logits;
    private final float[] others;

    /**
     * Draws the points.
     *
     * @param classifier what is attacked
     * @param sampler of the points
     * @param count how many points are attacked
     */
    NearestErrors(Classifier classifier, SphereSampler sampler, int count) {
        this.classifier = classifier;
        starts = Starts.uniform(sampler, Sphere.INNER, 0, count);
        logits = logits(classifier, sampler, 0, count);
        others = logits(classifier, sampler, count, OTHERS);
    }

    private static float[] logits(Classifier classifier, SphereSampler sampler, long from, int count) {
        float[] logits = new float[count];
        classifier.logits(sampler.pointsOn(Sphere.INNER, from, count), count, logits);
        return logits;
    }

    /** To the first errors along the paper's path: 1,000 steps of 0.001. */
    MeanDistance byPaperAttack() {
        return by(ManifoldAttack.nearest(
                AttackOptions.withDefaults().withStep(0.001).withSteps(1_000)));
    }

    /** To the nearest errors that the refined attack finds. */
    MeanDistance byRefinedAttack() {
        return by(RefinedAttack.onSphere(RefinedOptions.withDefaults()));
    }

    private MeanDistance by(Attack attack) {
        return new AttackHarness(classifier).run(attack, starts).meanDistance(logits, others);
    }
}
