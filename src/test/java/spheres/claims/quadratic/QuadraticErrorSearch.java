package spheres.claims.quadratic;

import java.util.Optional;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.Attempt;
import spheres.attack.ManifoldAttack;
import spheres.attack.Starts;
import spheres.classifier.Classifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/**
 * Looks for an error of a quadratic network on a sphere in three ways: at both ends of every principal axis, by the
 * on-manifold attack to convergence, and among random samples. An error is a point that the network itself misjudges.
 */
public final class QuadraticErrorSearch {
    private static final int JUDGED_TOGETHER = 500;

    private final ConcentricSpheres spheres;
    private final SphereSampler sampler;
    private final int starts;
    private final int attackSteps;
    private final int samples;

    /**
     * @param starts how many random points the attack starts from
     * @param attackSteps its most steps from each
     * @param samples how many random points are judged
     */
    public QuadraticErrorSearch(SphereSampler sampler, int starts, int attackSteps, int samples) {
        this.spheres = sampler.spheres();
        this.sampler = sampler;
        this.starts = starts;
        this.attackSteps = attackSteps;
        this.samples = samples;
    }

    /** An error on the sphere, if one is found. */
    public Optional<float[]> find(QuadraticMember member, Sphere sphere) {
        return firstError(member.classifier(), sphere, axisPoints(member, spheres.radius(sphere)))
                .or(() -> attacked(member.classifier(), sphere))
                .or(() -> sampled(member.classifier(), sphere));
    }

    /**
     * The least logit of the right class over both spheres, by the network itself: it is attained on the axis of an
     * extreme alpha. Negative where there are errors.
     */
    public static double leastMarginOnAxes(QuadraticMember member, ConcentricSpheres spheres) {
        double least = Double.POSITIVE_INFINITY;
        for (Sphere sphere : Sphere.values()) {
            float[] points = axisPoints(member, spheres.radius(sphere));
            int count = points.length / spheres.dimension();
            float[] logits = new float[count];
            member.classifier().logits(points, count, logits);
            for (float logit : logits) {
                least = Math.min(least, sphere == Sphere.INNER ? -logit : logit);
            }
        }
        return least;
    }

    private Optional<float[]> attacked(Classifier classifier, Sphere sphere) {
        AttackOptions options = AttackOptions.withDefaults()
                .withStep(0.05)
                .withSteps(attackSteps)
                .withConvergence(true);
        return new AttackHarness(classifier)
                .run(ManifoldAttack.worstCase(options), Starts.uniform(sampler, sphere, 0, starts)).attempts().stream()
                        .filter(Attempt::found)
                        .map(Attempt::point)
                        .findFirst();
    }

    private Optional<float[]> sampled(Classifier classifier, Sphere sphere) {
        for (int from = 0; from < samples; from += JUDGED_TOGETHER) {
            int count = Math.min(JUDGED_TOGETHER, samples - from);
            Optional<float[]> error =
                    firstError(classifier, sphere, sampler.pointsOn(sphere, (long) starts + from, count));
            if (error.isPresent()) {
                return error;
            }
        }
        return Optional.empty();
    }

    /** Both ends of each axis, {@code [2 d, d]}. */
    private static float[] axisPoints(QuadraticMember member, double radius) {
        double[] axes = member.axes();
        float[] points = new float[2 * axes.length];
        for (int i = 0; i < axes.length; i++) {
            points[i] = (float) (radius * axes[i]);
            points[axes.length + i] = (float) (-radius * axes[i]);
        }
        return points;
    }

    private static Optional<float[]> firstError(Classifier classifier, Sphere sphere, float[] points) {
        int d = classifier.dimension();
        int count = points.length / d;
        float[] logits = new float[count];
        classifier.logits(points, count, logits);
        for (int i = 0; i < count; i++) {
            if (sphere.isError(logits[i])) {
                return Optional.of(java.util.Arrays.copyOfRange(points, i * d, (i + 1) * d));
            }
        }
        return Optional.empty();
    }
}
