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

/**
 * How far the errors on the inner sphere are that attacks find, from the same points by each attack.
 *
 * @param classifier what is attacked
 * @param sampler of the points
 * @param starts how many points
 */
record NearestErrors(Classifier classifier, SphereSampler sampler, int starts) {

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
        return new AttackHarness(classifier)
                .run(attack, Starts.uniform(sampler, Sphere.INNER, 0, starts))
                .meanDistance();
    }
}
