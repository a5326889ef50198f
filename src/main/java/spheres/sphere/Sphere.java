package spheres.sphere;

/** One of the two spheres. The label y of the outer one is 1, as the probabilities in the paper's section 4 imply. */
public enum Sphere {
    INNER,
    OUTER;

    /** The label y: 0 for the inner sphere, 1 for the outer one. */
    public int label() {
        return this == OUTER ? 1 : 0;
    }

    /** +1 where an error is a high logit (inner sphere), -1 where it is a low one. */
    public int errorSign() {
        return this == INNER ? 1 : -1;
    }

    /** The logit of a point of this sphere, signed so that it is positive, or zero, on errors. */
    public double towardsError(double logit) {
        return errorSign() * logit;
    }

    /** Whether a classifier that gives this logit answers with the other sphere; a logit of 0 is an error on both. */
    public boolean isError(double logit) {
        if (Double.isNaN(logit)) {
            throw new IllegalArgumentException(
                    "logit = NaN is neither an error nor none: look for the fault in the classifier");
        }
        return towardsError(logit) >= 0;
    }

    /** "inner" or "outer". */
    @Override
    public String toString() {
        return this == INNER ? "inner" : "outer";
    }
}
