package spheres.nearest;

import java.util.Optional;

/**
 * The nearest point y to x with {@code sum_i a_i y_i^2 >= c}, on a sphere about the origin or in a shell.
 *
 * <p>Stationary points satisfy {@code x = (p + q - q a_i)_i y} with multipliers p of the norm and q of the quadric. Where
 * that diagonal is nowhere negative, the Lagrangian is convex in y, so the point is a global minimum; such points form
 * a path with one parameter u > 0, {@code y_i ~ x_i / (u + max a - a_i)}, along which the constraint is monotone. If x
 * has no component where a is extreme, the path may end at u = 0 before the constraint is met; then the rest is made up
 * by a component along an extreme axis, of either sign (the hard case of the trust-region problem).
 *
 * <p>One instance serves one thread at a time.
 */
final class KktPath {
    /** Components below this part of |x| count as 0: their squares could underflow, and u with them. */
    private static final double NO_COMPONENT = 1e-140;

    private static final double LOG_RANGE = 345; // u from 1e-150 to 1e150 of the spread of a
    private static final int MOST_ITERATIONS = 200;

    private final double[] a;
    private final double c;
    private final double largest;
    private final int extreme;

    /** max a - a_i. */
    private final double[] gap;

    private final double spread;

    /** The last solution. */
    private final double[] y;

    private double value;
    private double slope;

    /**
     * @param a {@code [d]}, of one sign
     * @param c what the quadratic form must reach, of the sign of a
     */
    KktPath(double[] a, double c) {
        this.a = a;
        this.c = c;
        int argmax = 0;
        double smallest = a[0];
        for (int i = 1; i < a.length; i++) {
            argmax = a[i] > a[argmax] ? i : argmax;
            smallest = Math.min(smallest, a[i]);
        }
        extreme = argmax;
        largest = a[argmax];
        spread = largest - smallest;
        gap = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            gap[i] = largest - a[i];
        }
        y = new double[a.length];
    }

    /** Whether errors exist there; where the quadric only touches the sphere there are none. */
    boolean reachableOnSphere(double radius) {
        return radius * radius * largest > c;
    }

    boolean reachableInShell(double inner, double outer) {
        return reachableOnSphere(largest > 0 ? outer : inner);
    }

    /** Whether x, scaled to a radius, meets the constraint itself. */
    boolean meets(double[] x, double radius) {
        return form(x) / squares(x) * radius * radius >= c;
    }

    /** The nearest point on the sphere of a radius; empty if the quadric does not reach it. */
    Optional<NearestError> onSphere(double[] x, double radius) {
        if (!reachableOnSphere(radius)) {
            return Optional.empty();
        }
        double norm = Math.sqrt(squares(x));
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * (radius / norm);
        }
        if (form(y) < c) {
            double margin = largest - c / (radius * radius);
            solveOnSphere(x, norm, radius, margin);
        }
        return Optional.of(from(x));
    }

    /** The nearest point with a norm from inner to outer, x being one; empty if the quadric does not reach the shell. */
    Optional<NearestError> inShell(double[] x, double inner, double outer) {
        if (form(x) >= c) {
            return Optional.of(new NearestError(0, x.clone()));
        }
        if (!reachableInShell(inner, outer)) {
            return Optional.empty();
        }
        solveFree(x);
        double norm = Math.sqrt(squares(y));
        if (norm > outer) {
            return onSphere(x, outer);
        }
        return norm < inner ? onSphere(x, inner) : Optional.of(from(x));
    }

    /** Writes y with |y| = radius and {@code sum gap_i y_i^2 = radius^2 * margin}, margin in [0, spread). */
    private void solveOnSphere(double[] x, double norm, double radius, double margin) {
        double extremePart = 0;
        double limitTop = 0;
        double limitBottom = 0;
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.abs(x[i]) > NO_COMPONENT * norm ? x[i] : 0;
            if (gap[i] == 0) {
                extremePart += y[i] * y[i];
            } else {
                double ratio = y[i] / gap[i];
                limitTop += y[i] * ratio;
                limitBottom += ratio * ratio;
            }
        }
        if (margin == 0 && extremePart > 0) {
            keepExtremePart(radius / Math.sqrt(extremePart));
            return;
        }
        boolean hard = extremePart == 0 && limitTop >= margin * limitBottom;
        if (hard) {
            double scale = limitTop == 0 ? 0 : radius * Math.sqrt(margin / limitTop);
            for (int i = 0; i < y.length; i++) {
                y[i] = gap[i] == 0 ? 0 : scale * y[i] / gap[i];
            }
            y[extreme] = Math.sqrt(Math.max(0, radius * radius - scale * scale * limitBottom));
            return;
        }
        double target = Math.log(margin);
        double u = root(t -> evaluateGapQuotient(x, norm, t), target);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * (u / (u + gap[i]));
            sum += y[i] * y[i];
        }
        double factor = radius / Math.sqrt(sum);
        for (int i = 0; i < y.length; i++) {
            y[i] *= factor;
        }
    }

    private void keepExtremePart(double factor) {
        for (int i = 0; i < y.length; i++) {
            y[i] = gap[i] == 0 ? y[i] * factor : 0;
        }
    }

    /** log of {@code sum gap_i w_i^2 / sum w_i^2}, w = x / (u + gap), and its slope in log u. */
    private void evaluateGapQuotient(double[] x, double norm, double u) {
        double w0 = 0;
        double w1 = 0;
        double d0 = 0;
        double d1 = 0;
        double floor = NO_COMPONENT * norm;
        for (int i = 0; i < x.length; i++) {
            double xi = Math.abs(x[i]) > floor ? x[i] : 0;
            double share = u / (u + gap[i]);
            double w = xi * share;
            double square = w * w;
            w0 += square;
            w1 += gap[i] * square;
            d0 += square * share;
            d1 += gap[i] * square * share;
        }
        value = Math.log(w1 / w0);
        slope = 2 * (d0 / w0 - d1 / w1);
    }

    /** Writes the nearest y to x with the form equal to c and no bound on the norm. */
    private void solveFree(double[] x) {
        if (largest <= 0) {
            // towards smaller forms: y = x s / (s + alpha), and s = 0 is the origin
            double s = root(t -> evaluateShrinkingForm(x, t), Math.log(-c));
            for (int i = 0; i < x.length; i++) {
                y[i] = x[i] * (s / (s - a[i]));
            }
            return;
        }
        double norm = Math.sqrt(squares(x));
        double extremePart = 0;
        double limit = 0;
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.abs(x[i]) > NO_COMPONENT * norm ? x[i] : 0;
            if (gap[i] == 0) {
                extremePart += y[i] * y[i];
            } else {
                double at = y[i] * (largest / gap[i]);
                limit += a[i] * at * at;
            }
        }
        if (extremePart == 0 && limit <= c) {
            for (int i = 0; i < y.length; i++) {
                y[i] = gap[i] == 0 ? 0 : y[i] * (largest / gap[i]);
            }
            y[extreme] = Math.sqrt((c - limit) / largest);
            return;
        }
        double u = root(t -> evaluateGrowingForm(x, norm, t), Math.log(c));
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * ((u + largest) / (u + gap[i]));
        }
    }

    /** log of {@code sum -a_i y_i^2}, y = x s / (s - a), and its slope in log s. */
    private void evaluateShrinkingForm(double[] x, double s) {
        double form = 0;
        double derivative = 0;
        for (int i = 0; i < x.length; i++) {
            double share = s / (s - a[i]);
            double w = x[i] * share;
            double term = -a[i] * w * w;
            form += term;
            derivative += term * (1 - share);
        }
        value = Math.log(form);
        slope = 2 * derivative / form;
    }

    /** log of {@code sum a_i y_i^2}, y = x (u + max a) / (u + gap), and its slope in log u. */
    private void evaluateGrowingForm(double[] x, double norm, double u) {
        double form = 0;
        double derivative = 0;
        double floor = NO_COMPONENT * norm;
        for (int i = 0; i < x.length; i++) {
            double xi = Math.abs(x[i]) > floor ? x[i] : 0;
            double w = xi * ((u + largest) / (u + gap[i]));
            double term = a[i] * w * w;
            form += term;
            derivative += term * (u / (u + largest) - u / (u + gap[i]));
        }
        value = Math.log(form);
        slope = 2 * derivative / form;
    }

    private interface Evaluation {
        void at(double u);
    }

    /** The u at which a monotone log-log function takes its target: Newton, kept inside a shrinking bracket. */
    private double root(Evaluation function, double target) {
        double scale = spread > 0 ? spread : Math.abs(largest);
        double low = Math.log(scale) - LOG_RANGE;
        double high = Math.log(scale) + LOG_RANGE;
        function.at(Math.exp(low));
        boolean increasing = value < target;
        double t = Math.log(scale);
        for (int i = 0; i < MOST_ITERATIONS && high - low > 1e-14 * Math.max(1, Math.abs(t)); i++) {
            function.at(Math.exp(t));
            double miss = value - target;
            if (miss == 0) {
                break;
            }
            if (miss < 0 == increasing) {
                low = t;
            } else {
                high = t;
            }
            double newton = t - miss / slope;
            boolean inside = newton > low && newton < high; // false for NaN as well
            double next = inside ? newton : (low + high) / 2;
            if (inside && Math.abs(next - t) <= 1e-15 * Math.max(1, Math.abs(t))) {
                break;
            }
            t = next;
        }
        return Math.exp(t);
    }

    private double form(double[] point) {
        double sum = 0;
        for (int i = 0; i < point.length; i++) {
            sum += a[i] * point[i] * point[i];
        }
        return sum;
    }

    private static double squares(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return sum;
    }

    private NearestError from(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (y[i] - x[i]) * (y[i] - x[i]);
        }
        return new NearestError(Math.sqrt(sum), y.clone());
    }
}
