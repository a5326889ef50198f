package spheres.claims.harness;

/** Ends a claim test whose precondition is not met: the claim is judged by what was measured so far, which leaves it unjudged. */
final class UnmetPrecondition extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnmetPrecondition() {
        super("a precondition is not met", null, false, false);
    }
}
