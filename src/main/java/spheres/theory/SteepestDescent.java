package spheres.theory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The contour integral of a quadratic form's tail, {@code 1/(2 pi i) int exp(F(z)) dz} over the upward path of steepest
 * descent through z = 0, where {@code F(z) = -1/2 sum_j nu_j log(1 - 2 w_j z) - x z} and F'(0) = 0.
 *
 * <p>F' is a sum of simple poles with positive weights (and a constant), so that its zeros are all real and, in the upper
 * half plane, Im F increases along every horizontal line: there is just one path with Im F = 0, and no other saddle on
 * it. It is followed as {@code F(z(v)) = -v^2}. The integrand {@code exp(-v^2) Im z'(v)} is even, analytic and falls
 * like a Gaussian, and the trapezoidal rule converges geometrically (Trefethen and Weideman 2014,
 * doi:10.1137/130932132); the step is halved until two sums agree.
 */
final class SteepestDescent {
    private static final double FIRST_STEP = 0.5;
    private static final int MOST_HALVINGS = 8;
    private static final double AGREEMENT = 1e-12;
    private static final double NEGLIGIBLE = 1e-18;

    /** The largest modulus of the weights; z is measured in its inverse, so that nothing over- or underflows. */
    private final double unit;

    private final double[] weights;
    private final double[] degrees;
    private final double x;

    // F and F' at the last point of evaluation.
    private double re;
    private double im;
    private double slopeRe;
    private double slopeIm;

    // The nodes v = k * step of the current sum: z(v) and z'(v).
    private Node[] nodes = {};

    private record Node(double v, double zRe, double zIm, double tangentRe, double tangentIm) {}

    /**
     * @param value the integral
     * @param relativeError the relative difference of the last two sums, an upper estimate of the error
     */
    record Result(double value, double relativeError) {}

    SteepestDescent(double[] weights, double[] degrees, double x) {
        unit = Arrays.stream(weights).map(Math::abs).max().orElseThrow();
        this.weights = Arrays.stream(weights).map(weight -> weight / unit).toArray();
        this.degrees = degrees;
        this.x = x / unit;
    }

    Result integral() {
        double curvature = 0;
        for (int j = 0; j < weights.length; j++) {
            curvature += 2 * degrees[j] * weights[j] * weights[j];
        }
        Node origin = new Node(0, 0, 0, 0, Math.sqrt(2 / curvature));
        double step = FIRST_STEP;
        double sum = origin.tangentIm / 2;
        nodes = new Node[] {origin};
        for (int k = 1; ; k++) {
            Node node = next(nodes[k - 1], k * step);
            nodes = Arrays.copyOf(nodes, k + 1);
            nodes[k] = node;
            double term = term(node);
            sum += term;
            if (term < NEGLIGIBLE * sum) {
                break;
            }
        }
        double total = sum * step;
        double difference = Double.POSITIVE_INFINITY;
        for (int halving = 0; halving < MOST_HALVINGS && difference > AGREEMENT; halving++) {
            step /= 2;
            sum += between(step);
            difference = Math.abs(sum * step / total - 1);
            total = sum * step;
        }
        return new Result(total / Math.PI / unit, difference);
    }

    /** Puts a node halfway after each of the present ones, and returns the sum of the new terms. */
    private double between(double step) {
        Node[] finer = new Node[2 * nodes.length];
        double sum = 0;
        for (int k = 0; k < nodes.length; k++) {
            finer[2 * k] = nodes[k];
            finer[2 * k + 1] = next(nodes[k], (2 * k + 1) * step);
            sum += term(finer[2 * k + 1]);
        }
        nodes = finer;
        return sum;
    }

    private static double term(Node node) {
        return Math.exp(-node.v * node.v) * node.tangentIm;
    }

    /** Continues the path from a node to a larger v, in smaller steps where Newton's method needs them. */
    private Node next(Node from, double v) {
        Node at = from;
        double stride = v - from.v;
        while (at.v < v) {
            double target = at.v + stride >= v - 1e-14 ? v : at.v + stride;
            Node found = newton(at, target);
            if (found == null) {
                stride /= 2;
                if (stride < 1e-6) {
                    throw new ArithmeticException("the path of steepest descent was lost at v = " + at.v);
                }
            } else {
                at = found;
            }
        }
        return at;
    }

    private @Nullable Node newton(Node from, double v) {
        double stride = v - from.v;
        double zRe = from.zRe + stride * from.tangentRe;
        double zIm = from.zIm + stride * from.tangentIm;
        double last = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < 30; iteration++) {
            if (!(zIm > 0)) {
                return null;
            }
            evaluate(zRe, zIm);
            double residualRe = re + v * v;
            double residual = Math.hypot(residualRe, im);
            boolean settled = residual < 1e-9 && residual >= last / 4;
            if (residual < 1e-14 || settled) {
                double squares = slopeRe * slopeRe + slopeIm * slopeIm;
                return new Node(v, zRe, zIm, -2 * v * slopeRe / squares, 2 * v * slopeIm / squares);
            }
            if (iteration > 0 && residual > last) {
                return null;
            }
            last = residual;
            double squares = slopeRe * slopeRe + slopeIm * slopeIm;
            zRe -= (residualRe * slopeRe + im * slopeIm) / squares;
            zIm -= (im * slopeRe - residualRe * slopeIm) / squares;
        }
        return null;
    }

    /** F and F' at a point of the upper half plane. */
    private void evaluate(double zRe, double zIm) {
        double logs = 0;
        double angles = 0;
        double productRe = 1;
        double productIm = 0;
        int turns = 0;
        double sumRe = 0;
        double sumIm = 0;
        for (int j = 0; j < weights.length; j++) {
            double w = weights[j];
            double a = 1 - 2 * w * zRe;
            double b = -2 * w * zIm;
            double share = degrees[j] * w / (a * a + b * b);
            sumRe += share * a;
            sumIm -= share * b;
            if (degrees[j] == 1) {
                // One logarithm of a product instead of one for each factor: factors turn by less than half a circle,
                // so that crossing the negative axis tells the product's angle.
                double nextRe = productRe * a - productIm * b;
                double nextIm = productRe * b + productIm * a;
                if (w < 0 && productIm >= 0 && nextIm < 0) {
                    turns++;
                } else if (w > 0 && productIm < 0 && nextIm >= 0) {
                    turns--;
                }
                double size = Math.abs(nextRe) + Math.abs(nextIm);
                if (size > 1e100 || size < 1e-100) {
                    logs += Math.log(size);
                    nextRe /= size;
                    nextIm /= size;
                }
                productRe = nextRe;
                productIm = nextIm;
            } else {
                logs += degrees[j] * 0.5 * Math.log(a * a + b * b);
                angles += degrees[j] * Math.atan2(b, a);
            }
        }
        logs += 0.5 * Math.log(productRe * productRe + productIm * productIm);
        angles += Math.atan2(productIm, productRe) + 2 * Math.PI * turns;
        re = -0.5 * logs - x * zRe;
        im = -0.5 * angles - x * zIm;
        slopeRe = sumRe - x;
        slopeIm = sumIm;
    }
}
