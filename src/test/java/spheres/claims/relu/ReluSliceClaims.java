package spheres.claims.relu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.ResourceLock;
import spheres.attack.AttackResult;
import spheres.boundary.PlaneSlice;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.ClaimSession;
import spheres.claims.harness.Verifies;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ConfidenceInterval;
import spheres.stats.Proportion;
import spheres.stats.SampleMean;
import spheres.stats.SequentialSample;

/** Section 3 and Figure 1: where the ReLU network puts its boundary. */
@ResourceLock(ClaimSession.EVERY_CORE)
class ReluSliceClaims {
    /** Of the pictures: coordinates from -3 to 3. */
    private static final double EXTENT = 3;

    private static final int RESOLUTION = 61;

    @Verifies("relu-interpolates")
    void theBoundaryLiesBetweenTheSpheres(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.of(run);
        // a stand-in is measured all the same: not for a verdict, but for the reader of the results
        network.recordTraining(run);
        BoundarySlices.Rays rays = new BoundarySlices(network.classifier(), run.spheres())
                .randomRays(network.sampler("rays"), run.count("rays"), run.count("radii"));
        String subject = rays.rays() + " random rays, " + network;

        run.estimate(
                "single-crossing-share",
                subject,
                Proportion.interval(rays.crossedOnce(), rays.rays(), run.level(1)),
                rays.rays());
        double[] radii = rays.radii().stream().mapToDouble(Double::doubleValue).toArray();
        run.estimate("crossing-radius", subject, SampleMean.of(radii).interval(run.level(1)), radii.length);
    }

    @Verifies("relu-random-slice")
    void onRandomPlanesTheBoundaryFollowsTheMaxMarginCircle(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.of(run);
        // a stand-in is measured all the same: not for a verdict, but for the reader of the results
        network.recordTraining(run);
        BoundarySlices slices = new BoundarySlices(network.classifier(), run.spheres());
        float[] pair = network.sampler("planes").pointsOn(Sphere.INNER, 0, 2);
        run.figure("relu-random-slice", picture(network.toString(), slices.slice(pair, 0, pair, 1)));

        run.estimate(
                "close-share",
                "random planes, " + network,
                new CloseShare(slices, network.sampler("planes"), run.count("directions"), run.setting("tolerance")));
    }

    /** The mean share of close directions; planes are judged many at a time. */
    private static final class CloseShare implements SequentialSample {
        private final BoundarySlices slices;
        private final SphereSampler sampler;
        private final int directions;
        private final double tolerance;
        private final List<Double> shares = new ArrayList<>();
        private final SampleMean mean = new SampleMean(plane -> shares.get((int) plane));

        CloseShare(BoundarySlices slices, SphereSampler sampler, int directions, double tolerance) {
            this.slices = slices;
            this.sampler = sampler;
            this.directions = directions;
            this.tolerance = tolerance;
        }

        @Override
        public void extend(long from, long to) {
            for (double share : slices.closeShares(sampler, from, (int) (to - from), directions, tolerance)) {
                shares.add(share);
            }
            mean.extend(from, to);
        }

        @Override
        public ConfidenceInterval interval(double level) {
            return mean.interval(level);
        }
    }

    @Verifies("relu-one-direction-slice")
    void alongAWorstCaseDirectionTheBoundaryIsDistorted(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.OUTER);
        BoundarySlices slices = new BoundarySlices(network.classifier(), run.spheres());
        AttackResult errors = network.worstCases(run, Sphere.OUTER, run.count("planes"));
        float[] worst = BoundarySlices.directions(errors);
        int directions = run.count("directions");
        float[] random = network.sampler("planes").pointsOn(Sphere.INNER, 0, directions);
        int found = errors.diagnostics().found();
        int distorted = slices.count(slices.radii(worst), run.setting("distortion"), Double.POSITIVE_INFINITY);
        int straight = slices.count(slices.radii(random), 0, run.setting("tolerance"));
        run.figure("relu-one-direction-slice", picture(network.toString(), slices.slice(random, 0, worst, 0)));
        String subject = network + ", worst cases on the outer sphere: "
                + errors.diagnostics().summary();

        run.estimate("distorted-share", subject, Proportion.interval(distorted, found, run.level(1)), found);
        run.estimate(
                "straight-share",
                directions + " random directions, " + network,
                Proportion.interval(straight, directions, run.level(1)),
                directions);
    }

    @Verifies("relu-confident-beyond-norm-2")
    void farOutAlongAWorstCaseDirectionTheNetworkIsSureOfTheInnerSphere(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.OUTER);
        AttackResult errors = network.worstCases(run, Sphere.OUTER, run.count("points"));
        int found = errors.diagnostics().found();
        int confident = new BoundarySlices(network.classifier(), run.spheres())
                .confidentlyInner(BoundarySlices.directions(errors), run.setting("norm"), run.setting("confidence"));

        run.estimate(
                "confident-share",
                network + ", worst cases on the outer sphere: "
                        + errors.diagnostics().summary(),
                Proportion.interval(confident, found, run.level(1)),
                found);
    }

    @Verifies("relu-adversarial-slice")
    void onThePlaneOfTwoWorstCasesTheOuterCircleIsMisclassified(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.withRareErrors(run, Sphere.OUTER);
        AttackResult errors = network.worstCases(run, Sphere.OUTER, 2 * run.count("planes"));
        float[] worst = BoundarySlices.directions(errors);
        int planes = errors.diagnostics().found() / 2;
        BoundarySlices slices = new BoundarySlices(network.classifier(), run.spheres());
        int misclassified =
                slices.misclassifiedCircles(worst, run.count("directions"), run.setting("misclassifiedShare"));
        run.figure("relu-adversarial-slice", picture(network.toString(), slices.slice(worst, 0, worst, 1)));

        run.estimate(
                "whole-circle-share",
                planes + " planes of two worst cases, " + network + ": "
                        + errors.diagnostics().summary(),
                Proportion.interval(misclassified, planes, run.level(1)),
                planes);
    }

    @Verifies("relu-adversarial-volume")
    void theMisclassifiedRegionIsTooSmallToBeMetByChance(ClaimRun run) throws IOException {
        ReluUnderTest.trainedToTheEnd(run).recordErrorRateOfRun(run, "log10-outer-error-rate", 1, Sphere.OUTER);
    }

    /** A grid of logits for Figures 1 and 2. */
    static Map<String, Object> picture(String network, PlaneSlice slice) {
        Map<String, Object> picture = new LinkedHashMap<>();
        picture.put("network", network);
        picture.put("extent", EXTENT);
        picture.put("logits", slice.grid(EXTENT, RESOLUTION));
        return picture;
    }
}
