package spheres.attack;

/**
 * What tells whether an attack's result can be trusted; docs/diagnostics.md says what to do.
 *
 * @param starts how many starts were attacked
 * @param found from how many an error was found, starts that are errors included
 * @param zeroGradients paths that ended without an error because no direction raised the logit to single precision: a
 *     flat network, or one that masks its gradient
 * @param nanLogits starts from which the classifier answered NaN
 * @param rejected points that the attack took for errors and the harness, after re-projection, did not
 * @param normDrift largest relative deviation of a returned point from its sphere, or out of its shell, before
 *     re-projection; rounding alone gives up to 6e-8
 * @param restartAgreement of the starts with errors from several restarts, the part whose best two distances agree to
 *     1 %; NaN where the attack has no restarts
 * @param evaluations points judged by the attack, with or without gradient
 * @param classifier what the classifier itself answered when it was asked
 */
public record AttackDiagnostics(
        int starts,
        int found,
        int zeroGradients,
        int nanLogits,
        int rejected,
        double normDrift,
        double restartAgreement,
        long evaluations,
        ClassifierCheck classifier) {

    /** found / starts. */
    public double successRate() {
        return (double) found / starts;
    }

    /** One sentence for a verdict. */
    public String summary() {
        String text = "errors found from " + found + " of " + starts + " starts";
        if (zeroGradients > 0) {
            text += "; no gradient to follow from " + zeroGradients;
        }
        if (rejected > 0) {
            text += "; " + rejected + " rejected when judged again";
        }
        if (nanLogits > 0) {
            text += "; the network answered NaN from " + nanLogits;
        }
        if (classifier.unsteady() > 0) {
            text += "; asked twice, the network answered differently at " + classifier.unsteady() + " of "
                    + classifier.asked();
        }
        if (classifier.flat() > 0) {
            text += "; the gradient is 0 at " + classifier.flat() + " of " + classifier.asked();
        }
        if (classifier.probabilities()) {
            text += "; all answers lie in [0, 1], as probabilities do and logits do not";
        }
        return text;
    }
}
