package spheres.attack;

import spheres.classifier.Classifier;

/**
 * Gradient ascent from each start towards the other class. An attack of this kind is what it overrides: where its paths
 * begin ({@link #place}), the direction of a step ({@link #direction}) and when a path ends ({@link #stopping}); where it
 * may go is its domain, to which each step is projected. Batches, bookkeeping and diagnostics are the loop's.
 */
public abstract non-sealed class GradientAttack extends Attack {
    private final Domain domain;
    private final AttackOptions options;

    /**
     * An attack.
     *
     * @param domain where its paths may go
     * @param options step length, the most steps, batch
     */
    protected GradientAttack(Domain domain, AttackOptions options) {
        this.domain = domain;
        this.options = options;
    }

    /**
     * Writes where a path begins, to be projected to the domain: its start, unless an attack says otherwise.
     *
     * @param points {@code [batch, d]}; the path's row begins at {@code offset}
     */
    protected void place(Starts starts, int path, float[] points, int offset) {
        int d = starts.spheres().dimension();
        System.arraycopy(starts.rows(), path * d, points, offset, d);
    }

    /**
     * What turns a gradient into the direction of a step: by the options, unless an attack says otherwise.
     *
     * @param dimension d
     */
    protected Direction direction(int dimension) {
        return Direction.of(options, dimension);
    }

    /** When a path ends before its steps are spent. */
    protected abstract StoppingRule stopping();

    public final AttackOptions options() {
        return options;
    }

    @Override
    final Domain domain() {
        return domain;
    }

    @Override
    final Paths search(Classifier classifier, Starts starts) {
        return new AttackLoop(classifier, domain.region(starts), direction(classifier.dimension()), stopping(), options)
                .run(starts.sphere(), starts.count(), (path, points, offset) -> place(starts, path, points, offset));
    }
}
