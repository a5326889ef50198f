package spheres.attack;

import spheres.classifier.Classifier;

/**
 * The search for the nearest error: {@link Repeated} ascents to an error from each start, each followed by a descent along
 * the boundary back towards the start. On ellipsoid classifiers it reaches the exact one, as package
 * nearest solves for it; elsewhere its distances are upper bounds.
 */
public final class RefinedAttack extends Attack {
    /** The round that climbs on past the first error, to the worst case. */
    private static final int WORST_CASE = 1;

    private final Domain domain;
    private final RefinedOptions options;

    private RefinedAttack(Domain domain, RefinedOptions options) {
        this.domain = domain;
        this.options = options;
    }

    /** Searches the sphere of the start. */
    public static RefinedAttack onSphere(RefinedOptions options) {
        return new RefinedAttack(Domain.ON_SPHERE, options);
    }

    /** Searches all points of norm 1 to R, on the spheres or between them. */
    public static RefinedAttack betweenSpheres(RefinedOptions options) {
        return new RefinedAttack(Domain.BETWEEN_SPHERES, options);
    }

    public RefinedOptions options() {
        return options;
    }

    @Override
    Domain domain() {
        return domain;
    }

    @Override
    Paths search(Classifier classifier, Starts starts) {
        Region region = domain.region(starts);
        AttackOptions ascent = options.ascent();
        BoundaryDescent descent =
                new BoundaryDescent(classifier, region, starts.sphere(), ascent.batch(), options.iterations());
        return new Repeated(starts, descent, options.seed()).run(options.restarts(), (round, start) -> {
            StoppingRule rule =
                    round == WORST_CASE ? StoppingRule.converged(ascent.batch()) : StoppingRule.firstError();
            Direction direction = Direction.of(ascent, classifier.dimension());
            return new AttackLoop(classifier, region, direction, rule, ascent)
                    .run(starts.sphere(), starts.count(), start);
        });
    }
}
