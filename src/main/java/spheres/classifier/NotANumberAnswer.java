package spheres.classifier;

/** A network answered NaN where a logit was needed: a measurement on it is inconclusive. */
public final class NotANumberAnswer extends IllegalStateException {
    public NotANumberAnswer(String message) {
        super(message);
    }
}
