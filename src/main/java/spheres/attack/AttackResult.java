package spheres.attack;

import java.util.Arrays;
import java.util.List;
import spheres.classifier.Logits;
import spheres.classifier.NotANumberAnswer;
import spheres.sphere.Sphere;

/**
 * What an attack found, start by start, judged by the harness. A start without an error stays in the list.
 *
 * @param sphere the sphere of the starts
 * @param domain where the errors were looked for
 * @param attempts one for each start, in their order
 */
public record AttackResult(Sphere sphere, Domain domain, List<Attempt> attempts, AttackDiagnostics diagnostics) {

    public AttackResult {
        attempts = List.copyOf(attempts);
    }

    /**
     * Mean L2 distance over the starts from which an error was found, with those that are errors themselves at 0.
     *
     * @throws NotANumberAnswer if the network answered NaN from any start
     */
    public MeanDistance meanDistance() {
        return MeanDistance.of(distances(), attempts.size());
    }

    /**
     * L2 distances of the starts from which an error was found, in their order, with those that are errors themselves at 0.
     *
     * @throws NotANumberAnswer if the network answered NaN from any start
     */
    public double[] distances() {
        requireNumbers();
        return attempts.stream().flatMapToDouble(f -> f.distance().stream()).toArray();
    }

    /**
     * L2 norms of the errors that were found, in the order of their starts.
     *
     * @throws NotANumberAnswer if the network answered NaN from any start
     */
    public double[] norms() {
        requireNumbers();
        return attempts.stream()
                .filter(Attempt::found)
                .mapToDouble(Attempt::norm)
                .toArray();
    }

    /**
     * Mean L2 distance, made more exact by the logits of the starts, which were drawn uniformly from their sphere; the plain
     * mean where some start led to no error.
     *
     * @param logits of the starts, {@code [starts]}
     * @param others of other uniform points of the same sphere, {@code [m]}, at least 2
     * @throws IllegalArgumentException if there are not as many logits as starts, or fewer than 2 others
     * @throws NotANumberAnswer if the network answered NaN from any start, or at any of the points
     */
    public MeanDistance meanDistance(float[] logits, float[] others) {
        if (logits.length != attempts.size() || others.length < 2) {
            throw new IllegalArgumentException(logits.length + " logits of " + attempts.size() + " starts and "
                    + others.length + " of other points: give one for each start, and at least 2 of others");
        }
        MeanDistance plain = meanDistance();
        Logits.requireNumbers(logits, logits.length);
        Logits.requireNumbers(others, others.length);
        return plain.found() < plain.starts()
                ? plain
                : MeanDistance.controlled(
                        attempts.stream()
                                .mapToDouble(attempt -> attempt.distance().orElseThrow())
                                .toArray(),
                        logits,
                        others);
    }

    /**
     * L2 distances of all starts, where one without an error counts as so far away.
     *
     * @param failed the distance of a start without an error
     * @throws NotANumberAnswer if the network answered NaN from any start
     */
    public double[] distances(double failed) {
        requireNumbers();
        return attempts.stream()
                .mapToDouble(attempt -> attempt.distance().orElse(failed))
                .toArray();
    }

    /**
     * Mean L2 norm of the errors that were found; NaN if there is none.
     *
     * @throws NotANumberAnswer if the network answered NaN from any start
     */
    public double meanNorm() {
        return Arrays.stream(norms()).average().orElse(Double.NaN);
    }

    /**
     * The largest logit that was reached towards the other class, signed so that an error is positive.
     *
     * @throws NotANumberAnswer if the network answered NaN from any start
     */
    public double largestLogitTowardsError() {
        requireNumbers();
        return attempts.stream()
                .mapToDouble(attempt -> sphere.towardsError(attempt.logit()))
                .max()
                .orElseThrow();
    }

    private void requireNumbers() {
        if (diagnostics.nanLogits() > 0) {
            throw NotANumberAnswer.fromStarts(diagnostics.nanLogits(), diagnostics.starts());
        }
    }
}
