package spheres.claims.quadratic;

import spheres.network.QuadraticParameters;

/**
 * A direction that a quadratic network with fewer hidden units than coordinates doesn't see: orthogonal to all rows of W,
 * so that the logit there is b at any norm.
 */
public final class UnseenDirection {
    private static final int MOST_STEPS = 2000;
    private static final double RESIDUAL = 1e-12;

    private UnseenDirection() {}

    /**
     * The part of a vector that is orthogonal to the rows of W, scaled to a norm.
     *
     * @param network with h below d and rows of full rank
     * @param from {@code [d]}, a vector in general position
     * @return {@code [d]}; |W x| is about 1e-7 |W| |x|, the rounding to single precision
     */
    public static float[] near(QuadraticParameters network, float[] from, double norm) {
        double[] x = new double[network.dimension()];
        for (int j = 0; j < x.length; j++) {
            x[j] = from[j];
        }
        subtractRows(network, coefficients(network, times(network, x)), x);
        double squares = dot(x, x);
        float[] point = new float[x.length];
        for (int j = 0; j < x.length; j++) {
            point[j] = (float) (norm * x[j] / Math.sqrt(squares));
        }
        return point;
    }

    /** The y with W W^T y = seen, by conjugate gradients. */
    private static double[] coefficients(QuadraticParameters network, double[] seen) {
        double[] y = new double[seen.length];
        double[] residual = seen.clone();
        double[] direction = seen.clone();
        double squares = dot(residual, residual);
        double enough = squares * RESIDUAL * RESIDUAL;
        for (int step = 0; squares > enough; step++) {
            if (step == MOST_STEPS) {
                throw new ArithmeticException("no direction orthogonal to the rows of W found in " + MOST_STEPS
                        + " steps: W is singular or nearly so");
            }
            double[] back = new double[network.dimension()];
            subtractRows(network, direction, back);
            double[] image = times(network, back);
            double length = -squares / dot(direction, image);
            for (int i = 0; i < y.length; i++) {
                y[i] += length * direction[i];
                residual[i] += length * image[i];
            }
            double next = dot(residual, residual);
            for (int i = 0; i < y.length; i++) {
                direction[i] = residual[i] + next / squares * direction[i];
            }
            squares = next;
        }
        return y;
    }

    /** W x. */
    private static double[] times(QuadraticParameters network, double[] x) {
        float[] weights = network.weights();
        double[] product = new double[network.hiddenWidth()];
        for (int i = 0; i < product.length; i++) {
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                sum += weights[i * x.length + j] * x[j];
            }
            product[i] = sum;
        }
        return product;
    }

    /** x - W^T y, in place. */
    private static void subtractRows(QuadraticParameters network, double[] y, double[] x) {
        float[] weights = network.weights();
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                x[j] -= y[i] * weights[i * x.length + j];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
