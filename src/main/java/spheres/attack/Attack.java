package spheres.attack;

import spheres.classifier.Classifier;

/** A search for errors from given starts; run it through {@link AttackHarness}, which judges what it returns. */
public abstract sealed class Attack permits ManifoldAttack {
    Attack() {}

    /** Where the points that this attack returns must lie. */
    abstract Region region(Starts starts);

    /** What the attack claims to have found; nobody has checked it yet. */
    abstract Paths search(Classifier classifier, Starts starts);
}
