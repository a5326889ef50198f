package spheres.claims.relu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLock;
import spheres.attack.AttackHarness;
import spheres.attack.AttackResult;
import spheres.attack.MeanDistance;
import spheres.attack.Starts;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.ClaimSession;
import spheres.claims.harness.Verifies;
import spheres.claims.quadratic.QuadraticMember;
import spheres.claims.quadratic.QuadraticPopulation;
import spheres.sphere.IndexedRandom;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ConfidenceInterval;
import spheres.stats.Proportion;
import spheres.stats.SampleMean;
import spheres.theory.PublishedHistogram;
import spheres.theory.SphereDistances;

/** Section 3 and what sections 1, 2 and 6 say of it: how far errors of the trained ReLU network are. */
@ResourceLock(ClaimSession.EVERY_CORE)
class ReluAttackClaims {

    @Verifies("relu-manifold-errors-exist")
    void theAttackOnTheManifoldFindsErrorsFromNearlyEveryStart(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.values());
        int half = run.count("points") / 2;
        AttackResult inner = network.firstErrors(run, Sphere.INNER, half);
        AttackResult outer = network.firstErrors(run, Sphere.OUTER, half);

        recordFoundShare(run, network, inner, outer);
    }

    @Verifies("error-below-1e-6")
    void errorsPersistAtErrorRatesBelowOneInAMillion(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        AttackResult errors = network.firstErrors(run, Sphere.INNER, run.count("points"));

        recordFoundShare(run, network, errors);
        recordRun(run, "mean-distance", network, errors, mean(run, errors, result -> result.distances(Math.sqrt(2))));
    }

    @Verifies("relu-nearest-on-manifold")
    void theFirstErrorOnTheManifoldIsNear(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        AttackResult first = network.firstErrors(run, Sphere.INNER, run.count("points"));
        AttackResult nearest = network.nearestOnSphere(run, Sphere.INNER, run.count("nearestPoints"));

        recordRun(run, "first-distance", network, first, mean(run, first, AttackResult::distances));
        recordRun(run, "nearest-distance", network, nearest, mean(run, nearest, AttackResult::distances));
        recordFoundShare(run, network, first);
    }

    @Verifies("relu-nearest-between")
    void theNearestErrorBetweenTheSpheresIsNearer(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        AttackResult errors = network.nearestBetween(run, Sphere.INNER, run.count("points"));

        recordRun(run, "mean-distance", network, errors, mean(run, errors, AttackResult::distances));
    }

    @Verifies("relu-nearest-between-norm")
    void theNearestErrorsBetweenTheSpheresLieNearTheInnerOne(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        AttackResult errors = network.nearestBetween(run, Sphere.INNER, run.count("points"));

        recordRun(run, "mean-norm", network, errors, mean(run, errors, AttackResult::norms));
    }

    @Verifies("relu-half-margin")
    void thatDistanceIsAboutHalfTheMargin(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.INNER);
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
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        AttackResult on = network.nearestOnSphere(run, Sphere.INNER, run.count("points"));
        AttackResult off = network.nearestBetween(run, Sphere.INNER, run.count("points"));
        recordRatio(run, "ratio-of-nearest", network, on, off);
        recordRatio(
                run,
                "ratio-of-first",
                network,
                network.firstErrors(run, Sphere.INNER, run.count("points")),
                network.firstErrorsBetween(run, Sphere.INNER, run.count("points")));
    }

    /** Over the starts from which both attacks found an error; from how many each did stands in the subject. */
    private static void recordRatio(
            ClaimRun run, String quantity, ReluUnderTest network, AttackResult on, AttackResult off) {
        double[][] pairs = pairs(on, off);
        run.oneRun(
                quantity,
                subject(network, on) + "; between: " + off.diagnostics().summary(),
                SampleMean.ratio(pairs[0], pairs[1], run.level(1)),
                pairs[0].length,
                Map.of("onSphere", details(on), "between", details(off)));
    }

    /** The distances of the starts from which both attacks found an error. */
    private static double[][] pairs(AttackResult on, AttackResult off) {
        int[] both = IntStream.range(0, on.attempts().size())
                .filter(i ->
                        on.attempts().get(i).found() && off.attempts().get(i).found())
                .toArray();
        return Stream.of(on, off)
                .map(result -> Arrays.stream(both)
                        .mapToDouble(i -> result.attempts().get(i).distance().orElseThrow())
                        .toArray())
                .toArray(double[][]::new);
    }

    @Verifies("nearest-much-below-typical")
    void theNearestErrorIsFarNearerThanAnotherPoint(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.INNER);
        double typical = SphereDistances.mean(run.spheres().dimension());
        List<Double> published = new ArrayList<>();
        for (int i = 0; i < run.count("draws"); i++) {
            published.add(mean(publishedAlphas(run, i), typical) / typical);
        }
        AttackResult errors = network.firstErrors(run, Sphere.INNER, run.count("points"));

        recordRun(
                run,
                "distance-ratio",
                network,
                errors,
                mean(
                        run,
                        errors,
                        result -> Arrays.stream(result.distances(typical))
                                .map(distance -> distance / typical)
                                .toArray()));
        run.runs(
                "distance-ratio-of-published-alphas",
                published.size() + " quadratic networks with the published alphas",
                published,
                published.size(),
                Map.of());
    }

    /** The paper's attack on a quadratic network whose alphas are drawn within the bins of figure 3 (left). */
    private static AttackResult publishedAlphas(ClaimRun run, int draw) {
        PublishedHistogram published = PublishedHistogram.load();
        IndexedRandom random = new IndexedRandom(run.seed(), run.stream("positions within bins"));
        double[] positions = new double[published.size()];
        random.seek(draw);
        Arrays.setAll(positions, j -> random.nextDouble());
        QuadraticMember member = QuadraticMember.of(
                "published alphas", QuadraticPopulation.network(published.alphas(positions), 1000, run.seed() + draw));
        Starts starts = Starts.uniform(
                new SphereSampler(run.spheres(), run.seed(), run.stream("starts")),
                Sphere.INNER,
                draw * run.size("publishedPoints"),
                run.count("publishedPoints"));
        return new AttackHarness(member.classifier()).run(ReluUnderTest.papersAttack(run), starts);
    }

    private static double mean(AttackResult result, double ofFailures) {
        return Arrays.stream(result.distances(ofFailures)).average().orElseThrow();
    }

    @Verifies("relu-worst-case-converged")
    void moreStepsLeadToNoSurerErrors(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.trainedToTheEnd(run);
        int points = run.count("points");
        AttackResult plain = network.worstCases(run, Sphere.OUTER, points);
        AttackResult doubled = network.worstCases(run, Sphere.OUTER, points, 2 * run.count("attackSteps"));
        long newlyFound = IntStream.range(0, points)
                .filter(i -> doubled.attempts().get(i).found()
                        && !plain.attempts().get(i).found())
                .count();
        String subject = network + ", worst cases on the outer sphere with " + run.count("attackSteps")
                + " steps and with twice as many: " + doubled.diagnostics().summary();

        run.oneRun(
                "logit-ratio",
                subject,
                SampleMean.ratio(towardsInner(doubled), towardsInner(plain), run.level(1)),
                points,
                Map.of("plain", details(plain), "doubled", details(doubled)));
        run.estimate("newly-found-share", subject, Proportion.interval(newlyFound, points, run.level(1)), points);
    }

    /** The logits that an attack from the outer sphere reached, signed so that an error is positive. */
    private static double[] towardsInner(AttackResult result) {
        return result.attempts().stream()
                .mapToDouble(attempt -> -attempt.logit())
                .toArray();
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
