package spheres.claims;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.parallel.ResourceLock;
import spheres.attack.AttackResult;
import spheres.attack.MeanDistance;
import spheres.sphere.Sphere;
import spheres.stats.ConfidenceInterval;
import spheres.stats.Proportion;
import spheres.stats.SampleMean;

/** Section 3 and what sections 1 and 6 say of it: how far errors of the trained ReLU network are. */
@ResourceLock(ClaimSession.EVERY_CORE)
class ReluAttackClaims {

    @Verifies("relu-manifold-errors-exist")
    void theAttackOnTheManifoldFindsErrorsFromNearlyEveryStart(ClaimRun run) throws IOException {
        Optional<ReluUnderTest> rare = ReluUnderTest.withRareErrors(run, Sphere.values());
        if (rare.isEmpty()) {
            return;
        }
        ReluUnderTest network = rare.get();
        int half = run.count("points") / 2;
        AttackResult inner = network.firstErrors(run, Sphere.INNER, half);
        AttackResult outer = network.firstErrors(run, Sphere.OUTER, half);

        recordFoundShare(run, network, inner, outer);
    }

    @Verifies("error-below-1e-6")
    void errorsPersistAtErrorRatesBelowOneInAMillion(ClaimRun run) throws IOException {
        Optional<ReluUnderTest> rare = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        if (rare.isEmpty()) {
            return;
        }
        ReluUnderTest network = rare.get();
        AttackResult errors = network.firstErrors(run, Sphere.INNER, run.count("points"));

        recordFoundShare(run, network, errors);
        recordRun(run, "mean-distance", network, errors, mean(run, errors, result -> result.distances(Math.sqrt(2))));
    }

    @Verifies("relu-nearest-on-manifold")
    void theFirstErrorOnTheManifoldIsNear(ClaimRun run) throws IOException {
        Optional<ReluUnderTest> rare = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        if (rare.isEmpty()) {
            return;
        }
        ReluUnderTest network = rare.get();
        AttackResult errors = network.firstErrors(run, Sphere.INNER, run.count("points"));

        recordRun(run, "mean-distance", network, errors, mean(run, errors, AttackResult::distances));
        recordFoundShare(run, network, errors);
    }

    @Verifies("relu-nearest-between")
    void theNearestErrorBetweenTheSpheresIsNearer(ClaimRun run) throws IOException {
        Optional<ReluUnderTest> rare = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        if (rare.isEmpty()) {
            return;
        }
        ReluUnderTest network = rare.get();
        AttackResult errors = network.nearestBetween(run, Sphere.INNER, run.count("points"));

        recordRun(run, "mean-distance", network, errors, mean(run, errors, AttackResult::distances));
    }

    @Verifies("relu-nearest-between-norm")
    void theNearestErrorsBetweenTheSpheresLieNearTheInnerOne(ClaimRun run) throws IOException {
        Optional<ReluUnderTest> rare = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        if (rare.isEmpty()) {
            return;
        }
        ReluUnderTest network = rare.get();
        AttackResult errors = network.nearestBetween(run, Sphere.INNER, run.count("points"));

        recordRun(run, "mean-norm", network, errors, mean(run, errors, AttackResult::norms));
    }

    @Verifies("relu-half-margin")
    void thatDistanceIsAboutHalfTheMargin(ClaimRun run) throws IOException {
        Optional<ReluUnderTest> rare = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        if (rare.isEmpty()) {
            return;
        }
        ReluUnderTest network = rare.get();
        AttackResult errors = network.nearestBetween(run, Sphere.INNER, run.count("points"));
        double margin = run.spheres().maxMarginRadius() - run.spheres().radius(Sphere.INNER);

        recordRun(
                run,
                "ratio",
                network,
                errors,
                mean(
                        run,
                        errors,
                        result -> Arrays.stream(result.distances())
                                .map(distance -> distance / margin)
                                .toArray()));
    }

    @Verifies("relu-on-off-factor-two")
    void errorsOnTheManifoldAreAboutTwiceAsFar(ClaimRun run) throws IOException {
        Optional<ReluUnderTest> rare = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        if (rare.isEmpty()) {
            return;
        }
        ReluUnderTest network = rare.get();
        AttackResult on = network.nearestOnSphere(run, Sphere.INNER, run.count("points"));
        AttackResult off = network.nearestBetween(run, Sphere.INNER, run.count("points"));
        AttackResult first = network.firstErrors(run, Sphere.INNER, run.count("points"));

        run.oneRun(
                "ratio",
                subject(network, on),
                SampleMean.ratio(on.distances(), off.distances(), run.level(1)),
                run.count("points"),
                Map.of("onSphere", details(on), "between", details(off), "papersAttack", details(first)));
    }

    /** The share of the starts of all those attacks from which an error was found. */
    private static void recordFoundShare(ClaimRun run, ReluUnderTest network, AttackResult... results) {
        long starts = 0;
        long found = 0;
        for (AttackResult result : results) {
            starts += result.diagnostics().starts();
            found += result.diagnostics().found();
        }
        run.estimate(
                "found-share",
                starts + " starts, " + network,
                Proportion.interval(found, starts, run.level(1)),
                starts);
    }

    /** The mean over the starts from which an error was found. */
    private static ConfidenceInterval mean(
            ClaimRun run, AttackResult result, Function<AttackResult, double[]> ofErrors) {
        return SampleMean.of(ofErrors.apply(result)).interval(run.level(1));
    }

    /** Records a quantity of one trained network. */
    private static void recordRun(
            ClaimRun run, String quantity, ReluUnderTest network, AttackResult result, ConfidenceInterval interval) {
        run.oneRun(
                quantity,
                subject(network, result),
                interval,
                result.diagnostics().starts(),
                details(result));
    }

    private static String subject(ReluUnderTest network, AttackResult result) {
        return network + ", " + result.diagnostics().summary();
    }

    private static Map<String, Object> details(AttackResult result) {
        MeanDistance distance = result.meanDistance();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("found", distance.found());
        details.put("starts", distance.starts());
        if (distance.found() > 1) {
            details.put("meanDistance", distance.mean());
            details.put("standardError", distance.standardError());
        }
        return details;
    }
}
