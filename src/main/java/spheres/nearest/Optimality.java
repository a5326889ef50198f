package spheres.nearest;

import java.util.List;
import spheres.attack.AttackResult;
import spheres.attack.Attempt;
import spheres.attack.Domain;
import spheres.attack.HarnessFault;
import spheres.attack.MeanDistance;
import spheres.attack.Starts;
import spheres.classifier.EllipsoidClassifier;
import spheres.classifier.NotANumberAnswer;
import spheres.sphere.Sphere;

/**
 * How near an attack on an ellipsoid classifier comes to the truth, over the starts from which it found errors.
 *
 * @param attack mean distance that the attack found
 * @param exact mean distance to the nearest error over the same starts
 * @param ratio attack / exact; NaN where the exact mean is 0 or nothing was found
 * @param largestRatio of a single start, starts that are errors apart; NaN where there is none
 * @param found from how many starts the attack found errors
 * @param starts how many starts were attacked
 */
public record Optimality(double attack, double exact, double ratio, double largestRatio, int found, int starts) {

    /** Beyond what the single-precision logit of a returned point explains: that of its coordinates. */
    private static final double ROUNDING = 1e-6;

    private static final double LARGEST_SLACK = 1e-4;

    /**
     * Compares start by start.
     *
     * @param result of an attack on this classifier from these starts
     * @throws HarnessFault where an attack reports an error that is nearer than the nearest, or one that can't exist
     * @throws NotANumberAnswer if the classifier answered NaN
     */
    public static Optimality of(EllipsoidClassifier classifier, Starts starts, AttackResult result) {
        if (result.attempts().size() != starts.count()) {
            throw new IllegalArgumentException(
                    "the result has " + result.attempts().size() + " attempts for " + starts.count()
                            + " starts: give the starts that were attacked");
        }
        MeanDistance attack = result.meanDistance();
        List<Attempt> attempts = result.attempts();
        double[] exact = ExactNearest.of(classifier, starts.spheres()).distances(starts, result.domain());
        double slack = slack(classifier, starts, result);
        double[] least =
                ExactNearest.withSlack(classifier, starts.spheres(), slack).distances(starts, result.domain());
        double sum = 0;
        double largest = Double.NaN;
        for (int i = 0; i < exact.length; i++) {
            if (attempts.get(i).found()) {
                double distance = attempts.get(i).distance().orElseThrow();
                if (!(distance >= least[i] - ROUNDING)) {
                    throw new HarnessFault("start " + i + ": the attack reports an error at distance " + distance
                            + ", but the nearest one is at " + exact[i]
                            + ": the attack, its judging or the exact solution is wrong");
                }
                // where only rounding makes an error, the truth without rounding is no measure
                double truth = Math.min(exact[i], distance);
                sum += truth;
                largest = truth > 0 && !(distance / truth <= largest) ? distance / truth : largest;
            }
        }
        double mean = sum / attack.found();
        double ratio = attack.mean() / mean;
        return new Optimality(attack.mean(), mean, ratio, largest, attack.found(), attack.starts());
    }

    /**
     * By how much, in {@code sum_i alpha_i z_i^2}, the found points miss the boundary in double precision, once their norm
     * is that of the domain in double precision too: near a cap that barely exists, both roundings move its edge.
     */
    private static double slack(EllipsoidClassifier classifier, Starts starts, AttackResult result) {
        PrincipalAxes axes = PrincipalAxes.of(classifier);
        double[] alphas = classifier.alphas();
        Sphere sphere = starts.sphere();
        double radius = starts.spheres().radius(sphere);
        boolean onSphere = result.domain() == Domain.ON_SPHERE;
        double least = onSphere ? radius : 1;
        double most = onSphere ? radius : starts.spheres().outerRadius();
        double slack = 0;
        for (Attempt attempt : result.attempts()) {
            if (attempt.found()) {
                double[] z = axes.into(widened(attempt.point()));
                double form = 0;
                double squares = 0;
                for (int i = 0; i < z.length; i++) {
                    form += alphas[i] * z[i] * z[i];
                    squares += z[i] * z[i];
                }
                double norm = Math.max(least, Math.min(most, Math.sqrt(squares)));
                form *= norm * norm / squares;
                slack = Math.max(slack, -sphere.towardsError(form - 1));
            }
        }
        // a single-precision logit is not further off; more is a wrong verdict, which must not excuse a distance
        return Math.min(slack, LARGEST_SLACK);
    }

    private static double[] widened(float[] point) {
        double[] wide = new double[point.length];
        for (int j = 0; j < wide.length; j++) {
            wide[j] = point[j];
        }
        return wide;
    }
}
