package spheres.claims;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import spheres.attack.AttackResult;
import spheres.attack.ErrorSearch;
import spheres.attack.SearchOptions;
import spheres.claim.Observation;
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.experiment.DimensionSweep;
import spheres.experiment.ReachedSearch;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.stats.ConfidenceInterval;
import spheres.stats.ErrorRate;
import spheres.stats.Proportion;
import spheres.training.Trainer;
import spheres.training.TrainingPlan;
import spheres.training.TrainingSet;

/** Section 3: how rare errors are, and in which dimensions there are any to be found. */
class ReluSearchClaims {

    @Verifies("relu-d60-no-errors")
    void inSixtyDimensionsNoErrorIsFound(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.of(run);
        if (!network.isTrainedToTheEnd(run)) {
            return;
        }
        for (Sphere sphere : Sphere.values()) {
            recordSearch(run, sphere + "-errors", network.toString(), network.classifier(), run.spheres(), sphere);
        }
    }

    @Verifies("relu-d-threshold")
    void aboutSixtyIsTheHighestDimensionWithoutErrors(ClaimRun run) throws IOException {
        List<DimensionSweep.Entry> entries = new ArrayList<>();
        for (double dimension : run.settings("dimensions")) {
            ReluUnderTest network = ReluUnderTest.of(run, (int) dimension);
            if (!network.isTrainedToTheEnd(run)) {
                return;
            }
            ErrorSearch search = new ErrorSearch(
                    network.classifier(), network.spheres(), effort(run).withStopAtFirst(true));
            entries.add(new DimensionSweep.Entry((int) dimension, search.run(Sphere.INNER), search.run(Sphere.OUTER)));
        }
        DimensionSweep sweep = new DimensionSweep(entries);

        run.record(
                "highest-dimension",
                "one network for each of " + entries.size() + " dimensions",
                new Observation.Runs(List.of((double) sweep.highestWithoutErrors())),
                run.size("starts"),
                Map.of("searches", sweep.summaries()));
    }

    @Verifies("only-high-dimension")
    void unlikelyButNearErrorsAppearInHighDimensionOnly(ClaimRun run) throws IOException {
        ReluUnderTest high = ReluUnderTest.of(run, dimension(run, 2));
        if (!high.hasRareErrors(run, Sphere.INNER)) {
            return;
        }
        ReluUnderTest middle = ReluUnderTest.of(run, dimension(run, 1));
        ConcentricSpheres plane = new ConcentricSpheres(dimension(run, 0), run.setting("outerRadius"));
        TrainingPlan low = TrainingPlan.paper(ReluUnderTest.architecture(plane.dimension()), run.seed())
                .withOuterRadius(plane.outerRadius())
                .withTrainingSet(TrainingSet.fixed((long) run.setting("trainingInThePlane")))
                .withSteps(run.size("steps"));
        Classifier circles =
                NetworkClassifier.of(Trainer.withDefaults().train(low).network());
        String onCircles = low.architecture() + " after " + low.steps() + " steps, " + low.trainingSet();
        for (Sphere sphere : Sphere.values()) {
            recordSearch(run, "errors-at-2", onCircles, circles, plane, sphere);
            recordSearch(run, "errors-at-60", middle.toString(), middle.classifier(), middle.spheres(), sphere);
        }
        AttackResult errors = high.firstErrors(run, Sphere.INNER, run.count("starts"));
        int found = errors.diagnostics().found();
        run.estimate(
                "found-share-at-500",
                high + ", " + errors.diagnostics().summary(),
                Proportion.interval(found, run.size("starts"), run.level(1)),
                run.size("starts"));
    }

    @Verifies("relu-no-errors-observed")
    void tenMillionPointsOfEitherSphereShowNoError(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.of(run);
        if (!network.isTrainedToTheEnd(run)) {
            return;
        }
        for (Sphere sphere : Sphere.values()) {
            ErrorRate rate = network.errorRate(run, sphere);
            ConfidenceInterval interval = rate.interval(run.level(1));
            run.record(
                    "none-" + sphere,
                    rate.method() + " on the " + sphere + " sphere, " + network,
                    new Observation.Absence(interval.value(), interval.low(), interval.high(), interval.level()),
                    rate.judged(),
                    Map.of("errors", rate.errors(), "samples", rate.samples()));
        }
    }

    @Verifies("relu-error-below-1e-7")
    void theErrorRateIsBelowOneInTenMillion(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.of(run);
        if (!network.isTrainedToTheEnd(run)) {
            return;
        }
        for (Sphere sphere : Sphere.values()) {
            network.recordErrorRate(run, "error-rate", Sphere.values().length, sphere);
        }
    }

    private static int dimension(ClaimRun run, int index) {
        return (int) run.settings("dimensions")[index];
    }

    /** One search of a sphere and its reach: caps of the measure that the claim asks for. */
    private static void recordSearch(
            ClaimRun run,
            String quantity,
            String network,
            Classifier classifier,
            ConcentricSpheres spheres,
            Sphere sphere) {
        ReachedSearch search = ReachedSearch.of(
                classifier,
                spheres,
                sphere,
                run.claim().quantity(quantity).reach(),
                run.settings("signals"),
                run.count("planted"),
                effort(run));
        run.record(
                quantity,
                network + ", " + search.summary(),
                search.observation(),
                search.report().starts(),
                search.details());
    }

    private static SearchOptions effort(ClaimRun run) {
        return SearchOptions.withDefaults()
                .withStarts(run.count("starts"))
                .withSteps(run.count("attackSteps"))
                .withSeed(run.seed());
    }
}
