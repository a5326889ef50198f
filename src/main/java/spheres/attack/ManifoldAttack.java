package spheres.attack;

/**
 * The on-manifold attack of arXiv:1801.02774, section 3.1: gradient ascent on the other class's logit with steps along
 * the sphere, each followed by a projection back to the sphere's radius, so that the attacked point is as probable as
 * its start.
 */
public final class ManifoldAttack extends GradientAttack {
    private enum Goal {
        FIRST_ERROR,
        ANY_ERROR,
        WORST_CASE
    }

    private final Goal goal;

    private ManifoldAttack(Goal goal, Domain domain, AttackOptions options) {
        super(domain, options);
        this.goal = goal;
    }

    /** Stops at the first error of its path, as the paper does for distances; a nearer one may exist. */
    public static ManifoldAttack firstError(AttackOptions options) {
        return new ManifoldAttack(Goal.FIRST_ERROR, Domain.ON_SPHERE, options);
    }

    /**
     * The same walk with norms free between 1 and R: its first error lies anywhere between the spheres. What the attack on
     * the manifold is compared with off it.
     */
    public static ManifoldAttack firstErrorBetween(AttackOptions options) {
        return new ManifoldAttack(Goal.FIRST_ERROR, Domain.BETWEEN_SPHERES, options);
    }

    /**
     * Takes all steps, or with {@link AttackOptions#convergence} those until the logit stops improving, and returns the
     * point of the path that the classifier is surest to be of the other class.
     */
    public static ManifoldAttack worstCase(AttackOptions options) {
        return new ManifoldAttack(Goal.WORST_CASE, Domain.ON_SPHERE, options);
    }

    /** Stops at the first error, or when the logit has stopped improving: for searches from many starts. */
    public static ManifoldAttack anyError(AttackOptions options) {
        return new ManifoldAttack(Goal.ANY_ERROR, Domain.ON_SPHERE, options);
    }

    @Override
    protected StoppingRule stopping() {
        int batch = options().batch();
        return switch (goal) {
            case FIRST_ERROR -> StoppingRule.firstError();
            case ANY_ERROR -> StoppingRule.firstErrorOrConverged(batch);
            case WORST_CASE -> options().convergence() ? StoppingRule.converged(batch) : StoppingRule.never();
        };
    }
}
