package spheres.theory;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/** Roots of monotone functions to the last digits of a double. */
final class Roots {
    private static final double RELATIVE = 1e-15;
    private static final double NONE = Double.MIN_NORMAL;
    private static final int MOST_EVALUATIONS = 1000;

    private Roots() {}

    /** The root between two ends at which f has opposite signs (or is zero). */
    static double between(DoubleUnaryOperator f, double low, double high) {
        return new BracketingNthOrderBrentSolver(RELATIVE, NONE, NONE, 5)
                .solve(MOST_EVALUATIONS, f::applyAsDouble, low, high);
    }
}
