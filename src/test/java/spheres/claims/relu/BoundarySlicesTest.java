package spheres.claims.relu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.AttackResult;
import spheres.attack.ManifoldAttack;
import spheres.attack.Starts;
import spheres.classifier.EllipsoidClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/** On ellipsoids, whose boundary along a unit vector e has the radius (sum_i alpha_i e_i^2)^(-1/2). */
class BoundarySlicesTest {
    private static final int D = 20;
    private static final ConcentricSpheres SPHERES = new ConcentricSpheres(D, 1.3);
    private static final SphereSampler SAMPLER = new SphereSampler(SPHERES, 1, 2);
    private static final double ROUND = 1 / (1.15 * 1.15);

    /** The boundary's radius is that along each axis. */
    private static BoundarySlices ofRadii(double... radii) {
        double[] alphas = new double[D];
        Arrays.setAll(alphas, i -> {
            double radius = radii[Math.min(i, radii.length - 1)];
            return 1 / (radius * radius);
        });
        return new BoundarySlices(EllipsoidClassifier.of(alphas), SPHERES);
    }

    private static double radius(float[] directions, int ray, double[] alphas) {
        double form = 0;
        for (int j = 0; j < D; j++) {
            form += alphas[j] * directions[ray * D + j] * directions[ray * D + j];
        }
        return 1 / Math.sqrt(form);
    }

    @Test
    void radiiAreThoseOfTheEllipsoid() {
        double[] alphas = new double[D];
        Arrays.setAll(alphas, i -> 0.2 + 0.05 * i);
        float[] directions = SAMPLER.pointsOn(Sphere.INNER, 0, 50);

        double[] radii = new BoundarySlices(EllipsoidClassifier.of(alphas), SPHERES).radii(directions);

        for (int ray = 0; ray < 50; ray++) {
            assertThat(radii[ray]).isCloseTo(radius(directions, ray, alphas), within(1e-5));
        }
    }

    @Test
    void aBoundaryBeyondWhatIsSeenIsNone() {
        float[] axes = new float[2 * D];
        axes[0] = 1;
        axes[D + 1] = 1;

        assertThat(ofRadii(4, 1.15).radii(axes)[0]).isInfinite();
        assertThat(ofRadii(4, 1.15).radii(axes)[1]).isCloseTo(1.15, within(1e-5));
    }

    @Test
    void randomRaysCrossOnceBetweenTheSpheresWhereTheEllipsoidLiesThere() {
        BoundarySlices.Rays round = ofRadii(1.15).randomRays(SAMPLER, 300, 31);
        BoundarySlices.Rays far = ofRadii(1.5).randomRays(SAMPLER, 300, 31);

        assertThat(round.rays()).isEqualTo(300);
        assertThat(round.crossedOnce()).isEqualTo(300);
        assertThat(round.radii())
                .hasSize(300)
                .allSatisfy(radius -> assertThat(radius).isCloseTo(1.15, within(1e-4)));
        assertThat(far.crossedOnce()).isZero();
        assertThat(far.radii()).isEmpty();
    }

    @Test
    void theShareOfCloseDirectionsIsThatOfTheEllipsoid() {
        double[] alphas = new double[D];
        Arrays.setAll(alphas, i -> i < 10 ? 1 / (1.3 * 1.3) : 1 / (1.05 * 1.05));
        BoundarySlices slices = new BoundarySlices(EllipsoidClassifier.of(alphas), SPHERES);
        int planes = 40;
        int directions = 64;

        double[] shares = slices.closeShares(SAMPLER, 0, planes, directions, 0.05);

        assertThat(shares).hasSize(planes);
        for (int plane = 0; plane < planes; plane++) {
            float[] pair = SAMPLER.pointsOn(Sphere.INNER, 2L * plane, 2);
            float[] circle = slices.slice(pair, 0, pair, 1).directions(directions);
            int close = 0;
            for (int ray = 0; ray < directions; ray++) {
                close += Math.abs(radius(circle, ray, alphas) - 1.15) <= 0.05 ? 1 : 0;
            }
            assertThat(shares[plane]).isEqualTo((double) close / directions);
        }
        assertThat(Arrays.stream(shares).average().orElseThrow()).isBetween(0.2, 0.99);
        assertThat(ofRadii(1.15).closeShares(SAMPLER, 0, 3, 8, 0.05)).containsOnly(1);
        assertThat(ofRadii(1.25).closeShares(SAMPLER, 0, 3, 8, 0.05)).containsOnly(0);
    }

    @Test
    void aPlaneIsTheSameHoweverManyAreFollowedTogether() {
        double[] few = ofRadii(1.3, 1.1).closeShares(SAMPLER, 0, 5, 3000, 0.05);

        assertThat(ofRadii(1.3, 1.1).closeShares(SAMPLER, 0, 2, 3000, 0.05)).containsExactly(few[0], few[1]);
        assertThat(ofRadii(1.3, 1.1).closeShares(SAMPLER, 3, 2, 3000, 0.05)).containsExactly(few[3], few[4]);
    }

    @Test
    void radiiAreCountedByTheirDistanceFromTheMaxMarginCircle() {
        double[] radii = {0.8, 1.1, 1.15, 1.2, 1.5, Double.POSITIVE_INFINITY};

        assertThat(ofRadii(1).count(radii, 0, 0.06)).isEqualTo(3);
        assertThat(ofRadii(1).count(radii, 0.3, Double.POSITIVE_INFINITY)).isEqualTo(3);
    }

    @Test
    void farPointsAreConfidentlyInnerWhereTheLogitSaysSo() {
        double[] alphas = new double[D];
        Arrays.fill(alphas, ROUND);
        alphas[0] = 0.01;
        BoundarySlices slices =
                new BoundarySlices(EllipsoidClassifier.of(alphas).scaled(5), SPHERES);
        float[] axes = new float[2 * D];
        axes[0] = 1;
        axes[D + 1] = 1;

        // along the first axis the logit at norm 2 is 5 (0.04 - 1) = -4.8: 0.9918 of being inner
        assertThat(slices.confidentlyInner(axes, 2, 0.99)).isEqualTo(1);
        assertThat(slices.confidentlyInner(axes, 2, 0.992)).isZero();
        assertThat(slices.confidentlyInner(axes, 0.1, 0.99)).isEqualTo(2);
    }

    @Test
    void circlesAreCountedOnPlanesOfConsecutiveDirections() {
        BoundarySlices slices = ofRadii(2, 2, 2, 1.15);
        float[] axes = new float[5 * D];
        for (int k = 0; k < 5; k++) {
            axes[k * D + new int[] {0, 1, 2, 7, 8}[k]] = 1;
        }

        // the plane of axes 0 and 1 is inner up to norm 2; that of 2 and 7 is partly so; 8 is left over
        assertThat(slices.misclassifiedCircles(axes, 100, 0.95)).isEqualTo(1);
        assertThat(slices.misclassifiedCircles(axes, 100, 0.3)).isEqualTo(2);
    }

    @Test
    void directionsAreThoseOfTheErrorsFoundAlone() {
        double[] alphas = new double[D];
        Arrays.fill(alphas, ROUND);
        alphas[3] = 0.4;
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas);
        Starts starts = Starts.uniform(SAMPLER, Sphere.OUTER, 0, 10);
        AttackOptions options = AttackOptions.withDefaults().withStep(0.05).withConvergence(true);

        AttackResult worst = new AttackHarness(classifier).run(ManifoldAttack.worstCase(options), starts);
        AttackResult none = new AttackHarness(classifier).run(ManifoldAttack.firstError(options.withSteps(1)), starts);
        float[] directions = BoundarySlices.directions(worst);

        assertThat(directions).hasSize(10 * D);
        for (int ray = 0; ray < 10; ray++) {
            assertThat(Math.abs(directions[ray * D + 3])).isCloseTo(1, within(1e-2f));
        }
        assertThat(none.diagnostics().found()).isZero();
        assertThat(BoundarySlices.directions(none)).isEmpty();
        BoundarySlices slices = new BoundarySlices(classifier, SPHERES);
        for (double radius : slices.radii(directions)) {
            assertThat(radius).isCloseTo(1 / Math.sqrt(0.4), within(0.01));
        }
    }
}
