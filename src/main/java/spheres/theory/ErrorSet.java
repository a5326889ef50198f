package spheres.theory;

/**
 * A set of points on the unit sphere of R^n that a model might get wrong: a competitor of the spherical cap for the
 * largest mean distance d(E) at a given measure.
 */
public sealed interface ErrorSet permits ZonalSet, CapUnion {

    /** n, the dimension of the space. */
    int dimension();

    /**
     * The straight-line distance from a point of the sphere to the set, 0 inside.
     *
     * @param point {@code [n]}, of norm 1
     */
    double distance(double[] point);
}
