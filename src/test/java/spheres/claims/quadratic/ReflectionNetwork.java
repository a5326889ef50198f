package spheres.claims.quadratic;

import org.apache.commons.rng.sampling.UnitSphereSampler;
import spheres.network.AdamSettings;
import spheres.network.Network;
import spheres.network.QuadraticParameters;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.IndexedRandom;

/**
 * A quadratic network with h = d and no errors: W is a multiple of a reflection I - 2 v v^T in a random direction v, so
 * that all alphas are equal but for the rounding of W to single precision. What that rounding can do is bounded, which
 * takes d^2 operations where eigenvalues take d^3.
 */
public final class ReflectionNetwork {
    private static final double READOUT_WEIGHT = 2;
    private static final double READOUT_BIAS = -8;

    private final ConcentricSpheres spheres;
    private final double scale;
    private final double[] direction;

    public ReflectionNetwork(ConcentricSpheres spheres, long seed) {
        this.spheres = spheres;
        double alpha = (1 + Math.pow(spheres.outerRadius(), -2)) / 2;
        scale = Math.sqrt(alpha * -READOUT_BIAS / READOUT_WEIGHT);
        direction = UnitSphereSampler.of(new IndexedRandom(seed, "reflection".hashCode()), spheres.dimension())
                .sample();
    }

    public Network network() {
        int d = direction.length;
        float[] weights = new float[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                weights[i * d + j] = (float) reflection(i, j);
            }
        }
        return new QuadraticParameters(d, d, weights, (float) READOUT_WEIGHT, (float) READOUT_BIAS)
                .network(AdamSettings.DEFAULT);
    }

    /**
     * The most alphas that can lie outside [1/R^2, 1]: 0 if the singular values of W, which differ from those of the
     * reflection by at most the Frobenius norm of their difference (Weyl), all lie where they should; otherwise d.
     */
    public int mostBadAlphas() {
        QuadraticParameters network = QuadraticParameters.of(network());
        int d = direction.length;
        double squares = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double difference = network.weights()[i * d + j] - reflection(i, j);
                squares += difference * difference;
            }
        }
        // The reflection itself is orthogonal to the rounding of v's norm.
        double error = Math.sqrt(squares) + scale * d * Math.ulp(1.0);
        double factor = network.readoutWeight() / -(double) network.readoutBias();
        double least = factor * (scale - error) * (scale - error);
        double largest = factor * (scale + error) * (scale + error);
        return least >= Math.pow(spheres.outerRadius(), -2) && largest <= 1 ? 0 : d;
    }

    private double reflection(int i, int j) {
        return scale * ((i == j ? 1 : 0) - 2 * direction[i] * direction[j]);
    }
}
