package spheres.theory;

import spheres.input.Require;

/**
 * A union of equal spherical caps about any centres. Caps may overlap, so that only an upper bound of the measure is
 * known in closed form; measure and mean distance are found by sampling {@link #distance}.
 */
public final class CapUnion implements ErrorSet {
    private final double[][] centres;
    private final SphericalCap cap;

    /**
     * @param centres {@code [k, n]}, k >= 1 rows of norm 1 (to 1e-6) and length n
     * @param measureOfEach the measure of each cap, in (0, 1)
     */
    public CapUnion(double[][] centres, double measureOfEach) {
        if (centres.length == 0) {
            throw new IllegalArgumentException("centres has length 0: give at least one");
        }
        this.centres = new double[centres.length][];
        for (int k = 0; k < centres.length; k++) {
            if (centres[k].length != centres[0].length) {
                throw new IllegalArgumentException("centre " + k + " has length " + centres[k].length + ", not "
                        + centres[0].length + " like the first");
            }
            double squares = dot(centres[k], centres[k]);
            if (!(Math.abs(squares - 1) <= 1e-6)) {
                throw new IllegalArgumentException("centre " + k + " has squared norm " + squares + ", not 1");
            }
            this.centres[k] = centres[k].clone();
        }
        cap = SphericalCap.ofMeasure(centres[0].length, measureOfEach);
    }

    /** Caps about the first k coordinate axes, of measure mu / k each, k in 1..n. */
    public static CapUnion aboutAxes(int dimension, int caps, double measure) {
        if (caps < 1 || caps > dimension) {
            throw Require.notIn("[1, " + dimension + "]", "caps k", caps);
        }
        double[][] axes = new double[caps][dimension];
        for (int k = 0; k < caps; k++) {
            axes[k][k] = 1;
        }
        return new CapUnion(axes, measure / caps);
    }

    @Override
    public int dimension() {
        return cap.dimension();
    }

    /** An upper bound of mu(E), the sum of the caps' measures; the measure itself where they do not overlap. */
    public double measureBound() {
        return Math.min(1, centres.length * cap.measure());
    }

    @Override
    public double distance(double[] point) {
        double highest = -1;
        for (double[] centre : centres) {
            highest = Math.max(highest, dot(centre, point));
        }
        double angle = Math.acos(Math.min(1, highest)) - cap.geodesicRadius();
        return 2 * Math.sin(Math.max(0, angle) / 2);
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
