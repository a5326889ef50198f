package spheres.attack;

import spheres.classifier.Classifier;

/**
 * A search for errors from given starts; run it through {@link AttackHarness}, which judges what it returns. A new one by
 * gradient ascent is a {@link GradientAttack}.
 */
public abstract sealed class Attack permits GradientAttack, RefinedAttack {
    Attack() {}

    /** Where the points that this attack returns must lie. */
    abstract Domain domain();

    /** What the attack claims to have found; nobody has checked it yet. */
    abstract Paths search(Classifier classifier, Starts starts);
}
