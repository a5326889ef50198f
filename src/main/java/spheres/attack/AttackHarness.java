package spheres.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spheres.attack.Attempt.Outcome;
import spheres.classifier.Ascent.Ending;
import spheres.classifier.Classifier;
import spheres.classifier.Logits;
import spheres.classifier.NotANumberAnswer;
import spheres.classifier.Rows;
import spheres.sphere.Sphere;

/**
 * Runs attacks and believes none of them: each returned point is projected to where it should lie and judged once
 * more, distances are measured here, and what an attack claims without being right is counted.
 */
public final class AttackHarness {
    private final Classifier judge;
    private final Classifier attacked;

    /** The classifier that is attacked judges what the attack returns. */
    public AttackHarness(Classifier classifier) {
        this(classifier, classifier);
    }

    /**
     * A judge beside the classifier that is attacked: what one machine finds is an error if the other says so.
     *
     * @param judge answers for starts and for returned points
     * @param attacked the same network, faster
     */
    public AttackHarness(Classifier judge, Classifier attacked) {
        this.judge = judge;
        this.attacked = attacked;
    }

    /**
     * Attacks from every start.
     *
     * @throws IllegalArgumentException if starts and classifier differ in dimension
     * @throws NotANumberAnswer if the classifier answers NaN where an error is brought nearer; what it answers elsewhere is
     *     an attempt's outcome
     */
    public AttackResult run(Attack attack, Starts starts) {
        int d = starts.spheres().dimension();
        if (judge.dimension() != d) {
            throw new IllegalArgumentException("the classifier takes points of dimension " + judge.dimension()
                    + ", the starts have d = " + d + ": give starts of the classifier's dimension");
        }
        float[] startLogits = Logits.logits(judge, starts.rows(), starts.count());
        float[] before = judge == attacked ? startLogits : ClassifierCheck.before(attacked, starts);
        Paths paths = attack.search(attacked, starts);
        float[] points = paths.points;
        double drift = reProjected(points, paths, attack.domain().region(starts), d);
        float[] logits = Logits.logits(judge, points, starts.count());
        ClassifierCheck check = ClassifierCheck.of(attacked, starts, before);
        return result(attack, starts, startLogits, paths, logits, drift, check);
    }

    private static double reProjected(float[] points, Paths paths, Region region, int d) {
        double drift = 0;
        for (int i = 0; i < paths.count(); i++) {
            if (paths.endings[i] != Ending.NOT_A_NUMBER) {
                drift = Math.max(drift, region.drift(points, i * d, d));
                region.project(points, i * d, d);
            }
        }
        return drift;
    }

    private static AttackResult result(
            Attack attack,
            Starts starts,
            float[] startLogits,
            Paths paths,
            float[] logits,
            double normDrift,
            ClassifierCheck check) {
        Sphere sphere = starts.sphere();
        int d = starts.spheres().dimension();
        List<Attempt> attempts = new ArrayList<>(starts.count());
        int found = 0;
        int zeroGradients = 0;
        int notANumber = 0;
        int rejected = 0;
        for (int i = 0; i < starts.count(); i++) {
            Outcome outcome = outcome(sphere, startLogits[i], logits[i], paths.endings[i]);
            boolean lost = outcome == Outcome.NOT_FOUND;
            rejected += lost && paths.towardsError[i] >= 0 ? 1 : 0;
            zeroGradients += lost && paths.endings[i] == Ending.NO_GRADIENT ? 1 : 0;
            notANumber += outcome == Outcome.NOT_A_NUMBER ? 1 : 0;
            boolean nan = outcome == Outcome.NOT_A_NUMBER;
            float[] point = nan ? starts.point(i) : Arrays.copyOfRange(paths.points, i * d, (i + 1) * d);
            double moved = Rows.distance(starts.rows(), i * d, point, 0, d);
            Attempt attempt = new Attempt(i, outcome, point, moved, nan ? Double.NaN : logits[i], paths.steps[i]);
            found += attempt.found() ? 1 : 0;
            attempts.add(attempt);
        }
        return new AttackResult(
                sphere,
                attack.domain(),
                attempts,
                new AttackDiagnostics(
                        starts.count(),
                        found,
                        zeroGradients,
                        notANumber,
                        rejected,
                        normDrift,
                        restartAgreement(paths),
                        paths.evaluations,
                        check));
    }

    private static double restartAgreement(Paths paths) {
        return paths.compared == 0 ? Double.NaN : (double) paths.agreeing / paths.compared;
    }

    private static Outcome outcome(Sphere sphere, float startLogit, float logit, Ending ending) {
        if (Float.isNaN(startLogit) || Float.isNaN(logit) || ending == Ending.NOT_A_NUMBER) {
            return Outcome.NOT_A_NUMBER;
        }
        if (sphere.isError(startLogit)) {
            return Outcome.ERROR_AT_START;
        }
        return sphere.isError(logit) ? Outcome.FOUND : Outcome.NOT_FOUND;
    }
}
