package spheres.claims.relu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.ResourceLock;
import spheres.attack.AttackResult;
import spheres.attack.Attempt;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.ClaimSession;
import spheres.claims.harness.Verifies;
import spheres.classifier.Classifier;
import spheres.engine.TrainingData;
import spheres.network.ReluArchitecture;
import spheres.sphere.Sphere;
import spheres.training.TrainingPlan;

/** Section 3: the ReLU network. */
@ResourceLock(ClaimSession.EVERY_CORE)
class ReluClaims {
    @Verifies("relu-training-budget")
    void trainingShowsFiftyMillionDifferentPoints(ClaimRun run) {
        TrainingPlan plan = TrainingPlan.paper(architecture(run), run.seed());
        int samples = run.count("samples");
        long[] fingerprints = new long[samples];
        TrainingData.Reader reader = plan.data().reader();
        float[] point = new float[run.spheres().dimension()];
        for (int i = 0; i < samples; i++) {
            reader.read(i, point, 0);
            long first = bits(point[0], point[1]);
            long second = bits(point[2], point[3]);
            fingerprints[i] = first * 0x9E3779B97F4A7C15L + Long.rotateLeft(second, 31);
        }
        Arrays.sort(fingerprints);
        int repeated = 0;
        for (int i = 1; i < samples; i++) {
            repeated += fingerprints[i] == fingerprints[i - 1] ? 1 : 0;
        }

        run.exact("points", "the plan of the paper's ReLU network", (double) plan.steps() * plan.batch(), 0);
        run.exact("repeated", "the first " + samples + " samples of its stream", repeated, 0, samples);
    }

    private static long bits(float high, float low) {
        return ((long) Float.floatToRawIntBits(high) << 32) | (Float.floatToRawIntBits(low) & 0xFFFFFFFFL);
    }

    @Verifies("relu-d2-no-errors")
    void inTwoDimensionsThereAreNoErrors(ClaimRun run) throws IOException {
        int angles = run.count("angles");
        List<ReluUnderTest> networks =
                ReluUnderTest.inThePlane(run, (int) run.setting("training"), run.count("networks"));
        illustrate(run, networks.get(0));
        List<Double> errors = new ArrayList<>();
        double leastMargin = Double.POSITIVE_INFINITY;
        for (ReluUnderTest network : networks) {
            int own = 0;
            for (Sphere sphere : Sphere.values()) {
                Circle circle =
                        Circle.of(network.classifier(), sphere, run.spheres().radius(sphere), angles);
                own += circle.errors();
                leastMargin = Math.min(leastMargin, circle.certifiedMargin());
            }
            errors.add((double) own);
        }
        String subject = networks + ", " + angles + " angles of both circles";
        long judged = 2L * networks.size() * angles;

        run.runs("errors", subject, errors, judged, Map.of());
        run.exact("least-margin", subject, leastMargin, 0, judged);
    }

    /** Figure 2: the plane, and the points that the network was trained on. */
    private static void illustrate(ClaimRun run, ReluUnderTest network) throws IOException {
        float[] axes = {1, 0, 0, 1};
        BoundarySlices slices = new BoundarySlices(network.classifier(), run.spheres());
        run.figure("plane-network", ReluSliceClaims.picture(network.toString(), slices.slice(axes, 0, axes, 1)));
        TrainingData.Reader data = network.plan().data().reader();
        List<Map<String, Object>> points = new ArrayList<>();
        float[] point = new float[2];
        for (int position = 0; position < (int) run.setting("training"); position++) {
            Sphere sphere = data.read(position, point, 0) == Sphere.OUTER.label() ? Sphere.OUTER : Sphere.INNER;
            points.add(Map.of("x", point[0], "y", point[1], "sphere", sphere.toString()));
        }
        run.figure("plane-training-points", points);
    }

    /**
     * A circle seen at equally spaced angles.
     *
     * @param errors the number of angles at which the classifier errs
     * @param leastMargin the least logit of the right class
     * @param largestSlope the largest slope of the logit along the circle, per unit of length
     * @param spacing the length of the arc between neighbouring angles
     */
    private record Circle(int errors, double leastMargin, double largestSlope, double spacing) {
        private static final int BATCH = 1000;

        /** What is left of the margin between two angles. */
        double certifiedMargin() {
            return leastMargin - largestSlope * spacing / 2;
        }

        static Circle of(Classifier classifier, Sphere sphere, double radius, int angles) {
            float[] points = new float[2 * BATCH];
            float[] logits = new float[BATCH];
            float[] gradients = new float[2 * BATCH];
            int errors = 0;
            double leastMargin = Double.POSITIVE_INFINITY;
            double largestSlope = 0;
            for (int from = 0; from < angles; from += BATCH) {
                int count = Math.min(BATCH, angles - from);
                for (int i = 0; i < count; i++) {
                    double angle = 2 * Math.PI * (from + i) / angles;
                    points[2 * i] = (float) (radius * Math.cos(angle));
                    points[2 * i + 1] = (float) (radius * Math.sin(angle));
                }
                classifier.logitsAndGradients(points, count, logits, gradients);
                for (int i = 0; i < count; i++) {
                    double slope =
                            (points[2 * i] * gradients[2 * i + 1] - points[2 * i + 1] * gradients[2 * i]) / radius;
                    errors += sphere.isError(logits[i]) ? 1 : 0;
                    leastMargin = Math.min(leastMargin, sphere == Sphere.INNER ? -logits[i] : logits[i]);
                    largestSlope = Math.max(largestSlope, Math.abs(slope));
                }
            }
            return new Circle(errors, leastMargin, largestSlope, 2 * Math.PI * radius / angles);
        }
    }

    @Verifies("relu-attack-stays-on-manifold")
    void attackedPointsKeepTheirNorm(ClaimRun run) throws IOException {
        ReluUnderTest network = ReluUnderTest.of(run);
        double drift = 0;
        int moved = 0;
        int attacked = 0;
        for (Sphere sphere : Sphere.values()) {
            AttackResult result = network.firstErrors(run, sphere, run.count("points"));
            drift = Math.max(drift, result.diagnostics().normDrift());
            for (Attempt attempt : result.attempts()) {
                if (attempt.outcome() != Attempt.Outcome.ERROR_AT_START) {
                    attacked++;
                    moved += attempt.moved() > run.setting("attackStepSize") / 2 ? 1 : 0;
                }
            }
        }
        String subject = attacked + " attacked points of both spheres, " + network;

        run.exact("norm-drift", subject, drift, 0, attacked);
        run.exact("moved-share", subject, (double) moved / attacked, 0, attacked);
    }

    private static ReluArchitecture architecture(ClaimRun run) {
        return ReluUnderTest.architecture(run.spheres().dimension());
    }
}
