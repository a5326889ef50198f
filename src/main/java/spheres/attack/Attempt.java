package spheres.attack;

import java.util.OptionalDouble;
import spheres.classifier.Rows;

/** What an attack made of one start, as the harness judged it. */
public final class Attempt {
    /** How the search from a start came out. */
    public enum Outcome {
        /** The start itself is an error: distance 0, wherever the search went from there. */
        ERROR_AT_START,
        /** The returned point is an error. */
        FOUND,
        /** No error; the returned point is the best that was reached. */
        NOT_FOUND,
        /** The classifier answered NaN on the way: neither an error nor none. */
        NOT_A_NUMBER
    }

    private final int start;
    private final Outcome outcome;
    private final float[] point;
    private final double moved;
    private final double logit;
    private final int steps;

    Attempt(int start, Outcome outcome, float[] point, double moved, double logit, int steps) {
        this.start = start;
        this.outcome = outcome;
        this.point = point;
        this.moved = moved;
        this.logit = logit;
        this.steps = steps;
    }

    /** The index of the start. */
    public int start() {
        return start;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Whether there is an error at {@link #point}. */
    public boolean found() {
        return outcome == Outcome.ERROR_AT_START || outcome == Outcome.FOUND;
    }

    /** A copy of the returned point, re-projected, {@code [d]}; the start where the classifier answered NaN. */
    public float[] point() {
        return point.clone();
    }

    /** L2 norm of the returned point. */
    public double norm() {
        return Rows.norm(point, 0, point.length);
    }

    /** L2 distance of start and error, 0 where the start itself is one; empty where no error was found. */
    public OptionalDouble distance() {
        return switch (outcome) {
            case ERROR_AT_START -> OptionalDouble.of(0);
            case FOUND -> OptionalDouble.of(moved);
            case NOT_FOUND, NOT_A_NUMBER -> OptionalDouble.empty();
        };
    }

    /** L2 distance of start and returned point, error or not. */
    public double moved() {
        return moved;
    }

    /** The classifier's logit at the returned point; NaN exactly where the outcome says so. */
    public double logit() {
        return logit;
    }

    /** Gradient steps from the start to the returned point. */
    public int steps() {
        return steps;
    }

    @Override
    public String toString() {
        return "start " + start + ": " + outcome + " after " + steps + " steps, moved " + moved + ", logit " + logit;
    }
}
