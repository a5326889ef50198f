package spheres.experiment;

import java.util.Arrays;
import spheres.network.AdamSettings;
import spheres.network.BatchNormSettings;
import spheres.network.Network;
import spheres.network.ReluArchitecture;
import spheres.sphere.ConcentricSpheres;

/**
 * A ReLU network that separates the spheres, by construction rather than by training: its first hidden layer holds two
 * units a coordinate and piece, which add up to g(|x_j|) with g the linear interpolation of t^2 between knots; its second
 * has one unit, the sum over all coordinates; the readout subtracts a threshold.
 *
 * <p>The certificate: g(t) >= t^2 up to the last knot, so that the sum is at least R^2 on the outer sphere; and g(t) <= (1
 * + c) t^2 + m(c), so that it is at most 1 + c + d m(c) on the inner one, for every c.
 */
public final class LearnableRelu {
    private static final double[] FOUR_PIECES = {0, 0.04, 0.15, 0.5, 1.3};
    private static final double[] ONE_PIECE = {0, 1.3};

    private final ConcentricSpheres spheres;
    private final double[] knots;
    private final int unitsPerCoordinate;

    /**
     * Eight units a coordinate: enough to separate the paper's spheres.
     *
     * @param spheres with R at most the last knot, 1.3
     */
    public LearnableRelu(ConcentricSpheres spheres) {
        this(spheres, FOUR_PIECES);
    }

    /**
     * As many units in the first hidden layer as the paper's network has at d = 500, two a coordinate: g is a straight line,
     * and nothing is certified.
     *
     * @param spheres with R at most the last knot, 1.3
     */
    public static LearnableRelu ofThePapersWidth(ConcentricSpheres spheres) {
        return new LearnableRelu(spheres, ONE_PIECE);
    }

    private LearnableRelu(ConcentricSpheres spheres, double[] knots) {
        double last = knots[knots.length - 1];
        if (spheres.outerRadius() > last) {
            throw new IllegalArgumentException("outer radius R = " + spheres.outerRadius() + " is not in (1, " + last
                    + "]: the interpolation has no knot beyond");
        }
        this.spheres = spheres;
        this.knots = knots;
        this.unitsPerCoordinate = 2 * (knots.length - 1);
    }

    /** A certified lower bound of the hidden sum over the outer sphere, R^2. */
    public double leastOuterSum() {
        return spheres.outerRadius() * spheres.outerRadius();
    }

    /** A certified upper bound of the hidden sum over the inner sphere: the least over a grid of c. */
    public double largestInnerSum() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 40 * 4000; i++) {
            double c = i / 4000.0;
            least = Math.min(least, 1 + c + spheres.dimension() * largestExcess(c));
        }
        return least;
    }

    /** max over t in [0, 1] of g(t) - (1 + c) t^2, attained on each piece at a knot or where the slopes agree. */
    private double largestExcess(double c) {
        double largest = 0;
        for (int i = 0; i + 1 < knots.length; i++) {
            double low = knots[i];
            double high = Math.min(1, knots[i + 1]);
            double slope = knots[i] + knots[i + 1];
            double peak = Math.min(high, Math.max(low, slope / (2 * (1 + c))));
            for (double t : new double[] {low, peak, high}) {
                largest = Math.max(largest, low * low + slope * (t - low) - (1 + c) * t * t);
            }
        }
        return largest;
    }

    /** The network, with its threshold midway between the two certified bounds. */
    public Network network() {
        int d = spheres.dimension();
        ReluArchitecture architecture =
                new ReluArchitecture(d, java.util.List.of(unitsPerCoordinate * d, 1), BatchNormSettings.DEFAULT);
        float[] values = new float[architecture.parameters()];
        ReluArchitecture.HiddenLayer first = architecture.layers().get(0);
        ReluArchitecture.HiddenLayer second = architecture.layers().get(1);
        for (ReluArchitecture.HiddenLayer layer : architecture.layers()) {
            Arrays.fill(values, layer.variance(), layer.variance() + layer.units(), 1);
            // undoes batch norm's division, so that a unit is its input plus beta
            float identity = (float) Math.sqrt(1 + architecture.batchNorm().epsilon());
            Arrays.fill(values, layer.gamma(), layer.gamma() + layer.units(), identity);
        }
        for (int j = 0; j < d; j++) {
            for (int k = 0; k < unitsPerCoordinate; k++) {
                int unit = j * unitsPerCoordinate + k;
                int knot = k / 2;
                values[first.weights() + unit * d + j] = k % 2 == 0 ? 1 : -1;
                values[first.beta() + unit] = (float) -knots[knot];
                values[second.weights() + unit] = (float) (slope(knot) - (knot == 0 ? 0 : slope(knot - 1)));
            }
        }
        values[architecture.readout()] = 1;
        values[architecture.readout() + 1] = (float) (-(leastOuterSum() + largestInnerSum()) / 2);
        return Network.untrained(architecture, AdamSettings.DEFAULT, values);
    }

    /** The slope of g behind a knot. */
    private double slope(int knot) {
        return knots[knot] + knots[knot + 1];
    }
}
