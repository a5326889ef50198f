package spheres.claims.quadratic;

import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.network.Network;
import spheres.network.QuadraticParameters;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.theory.Ellipsoid;

/**
 * A quadratic network seen both ways: as what it computes and as the ellipsoid that this is.
 *
 * @param name how it came to be
 * @param network the network
 * @param classifier its logits
 * @param ellipsoid its alphas and principal axes
 */
public record QuadraticMember(String name, Network network, Classifier classifier, Ellipsoid ellipsoid) {

    public static QuadraticMember of(String name, Network network) {
        QuadraticParameters values = QuadraticParameters.of(network);
        Ellipsoid ellipsoid = Ellipsoid.ofNetworkWithAxes(
                values.weights(),
                values.hiddenWidth(),
                values.dimension(),
                values.readoutWeight(),
                values.readoutBias());
        return new QuadraticMember(name, network, NetworkClassifier.of(network), ellipsoid);
    }

    /** The same with a classifier of its own, since one serves one thread at a time. */
    public QuadraticMember withOwnClassifier() {
        return new QuadraticMember(name, network, NetworkClassifier.of(network), ellipsoid);
    }

    /** The principal axes, {@code [d, d]}, row-major, in the order of the alphas. */
    public double[] axes() {
        return ellipsoid.axes().orElseThrow();
    }

    /** Whether some alpha says that there are errors on a sphere: above 1 for the inner, below 1/R^2 for the outer. */
    public boolean hasBadAlpha(ConcentricSpheres spheres, Sphere sphere) {
        return badAlphas(spheres, sphere) > 0;
    }

    /** How many alphas are out of range at the end that belongs to a sphere. */
    public int badAlphas(ConcentricSpheres spheres, Sphere sphere) {
        double limit = Math.pow(spheres.radius(sphere), -2);
        int count = 0;
        for (double alpha : ellipsoid.alphas()) {
            if (sphere == Sphere.INNER ? alpha > limit : alpha < limit) {
                count++;
            }
        }
        return count;
    }

    /** How many alphas lie outside [1/R^2, 1]. */
    public int badAlphas(ConcentricSpheres spheres) {
        return badAlphas(spheres, Sphere.INNER) + badAlphas(spheres, Sphere.OUTER);
    }
}
