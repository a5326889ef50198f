package spheres.claims.dataset;

import java.util.Arrays;
import java.util.List;
import spheres.network.AdamSettings;
import spheres.network.BatchNormSettings;
import spheres.network.Network;
import spheres.network.ReluArchitecture;
import spheres.sphere.ConcentricSpheres;

/**
 * A ReLU network of the paper's shape, two hidden layers of 2 d units each, that separates the spheres by construction rather
 * than by training. It computes the sum over the coordinates of g(|x_j|), where g is 0 up to a first knot, then straight
 * between knots, and close to t^2.
 *
 * <p>The first layer has two units a coordinate, {@code relu(x_j - k)} and {@code relu(-x_j - k)}, with k the coordinate's
 * first knot; together they are {@code relu(|x_j| - k)}. The second has one unit for each further knot of a coordinate, where g
 * bends, and one for all first pieces together: their sum is never negative, so that ReLU leaves it as it is. That makes two
 * further knots a coordinate, but one for the last, which has knots of its own.
 *
 * <p>The certificate is that of a dual: for every c, a point of the inner sphere has a sum of at most {@code c + sum_j max_t (g_j(t)
 * - c t^2)}, t in [0, 1], and a point of the outer one a sum of at least {@code c R^2 + sum_j min_t (g_j(t) - c t^2)}, t in [0, R].
 */
public final class LearnableRelu {
    /** Where g bends, and by how much its slope grows there. */
    private record Knot(double at, double bend) {}

    /**
     * Found by a linear program for the bends, given the knots, and a simplex search for the knots: for d = 500 and R = 1.3
     * the largest gap between the certificate's two bounds.
     */
    private static final List<Knot> OF_EACH =
            List.of(new Knot(0.01868, 0.07474), new Knot(0.09293, 0.22225), new Knot(0.35057, 0.8083));

    private static final List<Knot> OF_THE_LAST = List.of(new Knot(0.06929, 0.27716), new Knot(0.34461, 0.82413));

    /** The values of c that are tried, from 0 to 2; any of them proves a bound. */
    private static final int MULTIPLIERS = 200_000;

    private final ConcentricSpheres spheres;

    /** For the paper's spheres, or others: then the bounds say whether it separates them. */
    public LearnableRelu(ConcentricSpheres spheres) {
        this.spheres = spheres;
    }

    /** A certified lower bound of the sum over the outer sphere. */
    public double leastOuterSum() {
        double radius = spheres.outerRadius();
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= MULTIPLIERS; i++) {
            double c = 2.0 * i / MULTIPLIERS;
            double rest = (spheres.dimension() - 1) * least(OF_EACH, c, radius) + least(OF_THE_LAST, c, radius);
            largest = Math.max(largest, c * radius * radius + rest);
        }
        return largest;
    }

    /** A certified upper bound of the sum over the inner sphere. */
    public double largestInnerSum() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i <= MULTIPLIERS; i++) {
            double c = 2.0 * i / MULTIPLIERS;
            least = Math.min(least, c + (spheres.dimension() - 1) * largest(OF_EACH, c) + largest(OF_THE_LAST, c));
        }
        return least;
    }

    /** min over t in [0, end] of g(t) - c t^2: each piece is concave, so that it is least at an end. */
    private static double least(List<Knot> knots, double c, double end) {
        double least = Math.min(0, value(knots, end) - c * end * end);
        for (Knot knot : knots) {
            least = Math.min(least, value(knots, knot.at) - c * knot.at * knot.at);
        }
        return least;
    }

    /** max over t in [0, 1] of g(t) - c t^2: on each piece at an end or where the slopes agree. */
    private static double largest(List<Knot> knots, double c) {
        double largest = 0;
        double slope = 0;
        for (int i = 0; i < knots.size(); i++) {
            slope += knots.get(i).bend;
            double low = knots.get(i).at;
            double high = i + 1 < knots.size() ? knots.get(i + 1).at : 1;
            double peak = Math.min(high, Math.max(low, slope / (2 * c)));
            largest = Math.max(largest, value(knots, peak) - c * peak * peak);
        }
        return largest;
    }

    private static double value(List<Knot> knots, double t) {
        double value = 0;
        for (Knot knot : knots) {
            value += knot.bend * Math.max(0, t - knot.at);
        }
        return value;
    }

    /** The network, with its threshold midway between the two certified bounds. */
    public Network network() {
        int d = spheres.dimension();
        ReluArchitecture architecture = new ReluArchitecture(d, List.of(2 * d, 2 * d), BatchNormSettings.DEFAULT);
        float[] values = new float[architecture.parameters()];
        ReluArchitecture.HiddenLayer first = architecture.layers().get(0);
        ReluArchitecture.HiddenLayer second = architecture.layers().get(1);
        for (ReluArchitecture.HiddenLayer layer : architecture.layers()) {
            Arrays.fill(values, layer.variance(), layer.variance() + layer.units(), 1);
            // undoes batch norm's division, so that a unit is its input plus beta
            float identity = (float) Math.sqrt(1 + architecture.batchNorm().epsilon());
            Arrays.fill(values, layer.gamma(), layer.gamma() + layer.units(), identity);
        }
        int allFirstPieces = 0;
        int unit = 1;
        values[architecture.readout() + allFirstPieces] = 1;
        for (int j = 0; j < d; j++) {
            List<Knot> knots = j + 1 < d ? OF_EACH : OF_THE_LAST;
            for (int side = 0; side < 2; side++) {
                int of = 2 * j + side;
                values[first.weights() + of * d + j] = side == 0 ? 1 : -1;
                values[first.beta() + of] = (float) -knots.get(0).at;
                values[second.weights() + allFirstPieces * first.units() + of] = (float) knots.get(0).bend;
            }
            for (Knot knot : knots.subList(1, knots.size())) {
                for (int side = 0; side < 2; side++) {
                    values[second.weights() + unit * first.units() + 2 * j + side] = 1;
                }
                values[second.beta() + unit] = (float) (knots.get(0).at - knot.at);
                values[architecture.readout() + unit] = (float) knot.bend;
                unit++;
            }
        }
        values[architecture.readout() + second.units()] = (float) (-(leastOuterSum() + largestInnerSum()) / 2);
        return Network.untrained(architecture, AdamSettings.DEFAULT, values);
    }
}
