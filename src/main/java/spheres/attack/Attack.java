package spheres.attack;

import spheres.classifier.Classifier;

/** A search for errors from given starts; run it through {@link AttackHarness}, which judges what it returns. */
public abstract sealed class Attack permits ManifoldAttack, RefinedAttack {
    Attack() {}

    /** Where the points that this attack returns must lie. */
    abstract Domain domain();

    /** What the attack claims to have found; nobody has checked it yet. */
    abstract Paths search(Classifier classifier, Starts starts);
}
