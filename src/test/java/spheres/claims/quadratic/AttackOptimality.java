package spheres.claims.quadratic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spheres.attack.Attack;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.AttackResult;
import spheres.attack.Domain;
import spheres.attack.ManifoldAttack;
import spheres.attack.MeanDistance;
import spheres.attack.RefinedAttack;
import spheres.attack.RefinedOptions;
import spheres.attack.Starts;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.nearest.ExactNearest;
import spheres.nearest.Optimality;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

/**
 * How near the attacks come to the exact nearest error, and to the worst case, on classifiers whose boundary is an
 * ellipsoid: what a distance that they give for another network is worth.
 */
public final class AttackOptimality {
    private static final AttackOptions PAPER = AttackOptions.withDefaults();
    private static final RefinedOptions REFINED = RefinedOptions.withDefaults();
    private static final AttackOptions WORST_CASE =
            AttackOptions.withDefaults().withStep(0.05).withSteps(2000).withConvergence(true);

    private final String name;
    private final Classifier classifier;
    private final EllipsoidClassifier ellipsoid;

    private AttackOptimality(String name, Classifier classifier, EllipsoidClassifier ellipsoid) {
        this.name = name;
        this.classifier = classifier;
        this.ellipsoid = ellipsoid;
    }

    /** Of the attacks on an ellipsoid itself. */
    public static AttackOptimality of(String name, EllipsoidClassifier ellipsoid) {
        return new AttackOptimality(name, ellipsoid, ellipsoid);
    }

    /** Of the attacks on a quadratic network: they see the network, the exact answer its ellipsoid. */
    public static AttackOptimality of(QuadraticMember member) {
        return new AttackOptimality(member.name(), member.classifier(), EllipsoidClassifier.of(member.ellipsoid()));
    }

    /**
     * One attack against the exact nearest errors of the same starts.
     *
     * @param domain "on the sphere" or "between the spheres"
     * @param attack "paper" or "refined"
     * @param found from how many of the starts the attack found an error; means are over these, errors themselves at 0
     * @param standardError of the attack's mean; null below two distances, as the mean is below one
     * @param exact the mean distance to the nearest error over the starts that the attack succeeded from
     * @param ratio attack / exact
     * @param exactOfAll the same over all starts
     * @param exactStandardError of that mean
     */
    public record Distance(
            String network,
            int dimension,
            String sphere,
            String domain,
            String attack,
            int starts,
            int found,
            @Nullable Double mean,
            @Nullable Double standardError,
            @Nullable Double exact,
            @Nullable Double ratio,
            double exactOfAll,
            double exactStandardError) {}

    /**
     * The ascent to the worst case against the extreme principal axis.
     *
     * @param exactLogit the largest logit towards the other class on the sphere
     * @param reachedLogit the largest that was reached from any start
     * @param reachedAlpha the alpha that belongs to the reached logit: that of a unit vector z is sum_i alpha_i z_i^2
     * @param exactAlpha the extreme alpha
     */
    public record WorstCase(
            String network,
            int dimension,
            String sphere,
            int starts,
            double exactLogit,
            double reachedLogit,
            double exactAlpha,
            double reachedAlpha) {}

    /**
     * The paper's attack and the refined one on the sphere of the starts, and the refined one between the spheres: those of
     * the three for which an error exists.
     *
     * @throws spheres.attack.HarnessFault if an attack reports an error that is nearer than the nearest
     */
    public List<Distance> distances(Starts starts) {
        ExactNearest exact = ExactNearest.of(ellipsoid, starts.spheres());
        List<Distance> rows = new ArrayList<>();
        if (exact.errorsExist(starts.sphere(), Domain.ON_SPHERE)) {
            rows.add(row("paper", ManifoldAttack.firstError(PAPER), starts, exact));
            rows.add(row("refined", RefinedAttack.onSphere(REFINED), starts, exact));
        }
        if (exact.errorsExist(starts.sphere(), Domain.BETWEEN_SPHERES)) {
            rows.add(row("refined", RefinedAttack.betweenSpheres(REFINED), starts, exact));
        }
        return rows;
    }

    private Distance row(String attackName, Attack attack, Starts starts, ExactNearest exact) {
        AttackResult result = new AttackHarness(classifier).run(attack, starts);
        MeanDistance found = result.meanDistance();
        MeanDistance truth = exact.meanDistance(starts, result.domain());
        Optimality optimality = Optimality.of(ellipsoid, starts, result);
        return new Distance(
                name,
                ellipsoid.dimension(),
                starts.sphere().toString(),
                result.domain() == Domain.ON_SPHERE ? "on the sphere" : "between the spheres",
                attackName,
                starts.count(),
                found.found(),
                finite(found.mean()),
                finite(found.standardError()),
                finite(optimality.exact()),
                finite(optimality.ratio()),
                truth.mean(),
                truth.standardError());
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** The ascent to convergence from all starts. */
    public WorstCase worstCase(Starts starts) {
        ConcentricSpheres spheres = starts.spheres();
        Sphere sphere = starts.sphere();
        double sign = sphere == Sphere.INNER ? 1 : -1;
        double reached = new AttackHarness(classifier)
                .run(ManifoldAttack.worstCase(WORST_CASE), starts)
                .largestLogitTowardsError();
        double exact = sign * ExactNearest.of(ellipsoid, spheres).worstLogit(sphere);
        return new WorstCase(
                name,
                ellipsoid.dimension(),
                sphere.toString(),
                starts.count(),
                exact,
                reached,
                alpha(sign * exact, spheres.radius(sphere)),
                alpha(sign * reached, spheres.radius(sphere)));
    }

    private double alpha(double logit, double radius) {
        return (logit / ellipsoid.scale() + 1) / (radius * radius);
    }
}
