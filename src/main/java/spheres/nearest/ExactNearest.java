package spheres.nearest;

import java.util.Optional;
import spheres.attack.Domain;
import spheres.attack.MeanDistance;
import spheres.attack.Starts;
import spheres.classifier.EllipsoidClassifier;
import spheres.input.Require;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

/**
 * The true nearest error of an ellipsoid classifier, which the quadratic network of arXiv:1801.02774, section 4, is: the
 * nearest point that the classifier gives to the other class, found on the path of the optimality conditions in the
 * principal axes, in double precision. A global minimum, not a local one; relative error about 1e-12.
 *
 * <p>Owns scratch memory: one instance serves one thread at a time.
 */
public final class ExactNearest {
    private final EllipsoidClassifier classifier;
    private final ConcentricSpheres spheres;
    private final PrincipalAxes axes;
    private final double[] alphas;
    private final KktPath towardsOuter;
    private final KktPath towardsInner;

    private ExactNearest(EllipsoidClassifier classifier, ConcentricSpheres spheres, double slack) {
        this.classifier = classifier;
        this.spheres = spheres;
        this.axes = PrincipalAxes.of(classifier);
        this.alphas = classifier.alphas();
        double[] negative = new double[alphas.length];
        for (int i = 0; i < alphas.length; i++) {
            negative[i] = -alphas[i];
        }
        towardsOuter = new KktPath(alphas, 1 - slack);
        towardsInner = new KktPath(negative, -(1 + slack));
    }

    /**
     * The exact answer for a classifier between two spheres.
     *
     * @throws IllegalArgumentException if classifier and spheres differ in dimension
     */
    public static ExactNearest of(EllipsoidClassifier classifier, ConcentricSpheres spheres) {
        return withSlack(classifier, spheres, 0);
    }

    /** As if points within {@code slack} of the boundary, in {@code sum_i alpha_i z_i^2}, were errors as well. */
    static ExactNearest withSlack(EllipsoidClassifier classifier, ConcentricSpheres spheres, double slack) {
        Require.sameDimension(classifier.dimension(), spheres.dimension());
        return new ExactNearest(classifier, spheres, slack);
    }

    /** Whether any point of the domain is an error with regard to a start on the given sphere. */
    public boolean errorsExist(Sphere sphere, Domain domain) {
        KktPath path = path(sphere);
        return domain == Domain.ON_SPHERE
                ? path.reachableOnSphere(spheres.radius(sphere))
                : path.reachableInShell(1, spheres.outerRadius());
    }

    /**
     * The nearest error on a sphere.
     *
     * @param sphere the true class, and where the error lies
     * @param point {@code [d]}, of any norm above 0
     */
    public Optional<NearestError> onSphere(Sphere sphere, double[] point) {
        return nearest(sphere, Domain.ON_SPHERE, point);
    }

    /**
     * The nearest point with a norm in [1, R] that is given to the other class.
     *
     * @param sphere the class that the point counts to
     * @param point {@code [d]}, its norm in [1, R] to a relative 1e-5
     */
    public Optional<NearestError> between(Sphere sphere, double[] point) {
        return nearest(sphere, Domain.BETWEEN_SPHERES, point);
    }

    private Optional<NearestError> nearest(Sphere sphere, Domain domain, double[] point) {
        if (point.length != alphas.length) {
            throw new IllegalArgumentException("the point has " + point.length + " coordinates, the ellipsoid d = "
                    + alphas.length + ": give one for each dimension");
        }
        double norm = norm(point);
        boolean legal = domain == Domain.ON_SPHERE
                ? norm > 0 && norm < Double.POSITIVE_INFINITY
                : norm >= 1 - 1e-5 && norm <= spheres.outerRadius() * (1 + 1e-5);
        if (!legal) {
            throw new IllegalArgumentException("the point has norm " + norm + ", which is not in "
                    + (domain == Domain.ON_SPHERE ? "(0, Infinity)" : "[1, " + spheres.outerRadius() + "]")
                    + ": choose another point");
        }
        return inAxes(sphere, domain, axes.into(point))
                .map(error -> new NearestError(error.distance(), axes.outOf(error.point())));
    }

    private Optional<NearestError> inAxes(Sphere sphere, Domain domain, double[] z) {
        return domain == Domain.ON_SPHERE
                ? path(sphere).onSphere(z, spheres.radius(sphere))
                : path(sphere).inShell(z, 1, spheres.outerRadius());
    }

    /**
     * Distance of each start to its nearest error, {@code [count]}: 0 for a start that is one itself, Infinity where no
     * error exists.
     */
    public double[] distances(Starts starts, Domain domain) {
        double[][] z = axes.into(starts);
        double radius = spheres.radius(starts.sphere());
        double[] distances = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            // a start lies on its sphere to single precision only: that is no distance to an error
            boolean error = path(starts.sphere()).meets(z[i], radius);
            distances[i] = error
                    ? 0
                    : inAxes(starts.sphere(), domain, z[i])
                            .map(NearestError::distance)
                            .orElse(Double.POSITIVE_INFINITY);
        }
        return distances;
    }

    /**
     * Mean distance to the nearest error over the starts, errors among them at 0: with uniform starts of the inner
     * sphere an estimate of the paper's d(E), whose only error is that of sampling.
     */
    public MeanDistance meanDistance(Starts starts, Domain domain) {
        double[] distances = distances(starts, domain);
        return errorsExist(starts.sphere(), domain)
                ? MeanDistance.of(distances, distances.length)
                : MeanDistance.of(new double[0], distances.length);
    }

    /** The highest logit on the inner sphere, or the lowest on the outer one: that of the extreme axis. */
    public double worstLogit(Sphere sphere) {
        double extreme = alphas[0];
        for (double alpha : alphas) {
            extreme = sphere == Sphere.INNER ? Math.max(extreme, alpha) : Math.min(extreme, alpha);
        }
        double radius = spheres.radius(sphere);
        return classifier.scale() * (radius * radius * extreme - 1);
    }

    private KktPath path(Sphere sphere) {
        return sphere == Sphere.INNER ? towardsOuter : towardsInner;
    }

    private static double norm(double[] x) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
