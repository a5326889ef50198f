package spheres.search;

import spheres.attack.ExampleAttack;
import spheres.classifier.EllipsoidClassifier;

/** What tests of searches begin with. */
final class ExampleSearch {
    private ExampleSearch() {}

    /** A classifier without errors: its boundary is the max-margin sphere, but for rounding. */
    static EllipsoidClassifier perfect(int d) {
        return EllipsoidClassifier.of(ExampleAttack.filled(d, 0.7959));
    }
}
