package spheres.classifier;

/** A network answered NaN where a logit was needed: a measurement on it is inconclusive, and a command ends with code 2. */
public final class NotANumberAnswer extends IllegalStateException {
    private static final String ADVICE =
            "; look at the network's parameters, which training has probably driven to infinity";

    private NotANumberAnswer(String message) {
        super(message);
    }

    /** The same, with what answered so. */
    public NotANumberAnswer of(String what) {
        NotANumberAnswer named = new NotANumberAnswer(what + ": " + getMessage());
        named.initCause(this);
        return named;
    }

    /** At so many of the points that were judged together. */
    static NotANumberAnswer atPoints(int nan, int points) {
        return new NotANumberAnswer("the network answered NaN at " + nan + " of " + points
                + " points: nothing can be read off it" + ADVICE);
    }

    /** Somewhere on the way from so many of an attack's starts. */
    public static NotANumberAnswer fromStarts(int nan, int starts) {
        return new NotANumberAnswer("the network answered NaN from " + nan + " of " + starts
                + " starts: the attack is inconclusive and has no distance" + ADVICE);
    }
}
