package spheres.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import spheres.classifier.EllipsoidClassifier;
import spheres.classifier.Rows;
import spheres.nearest.ExactNearest;
import spheres.nearest.Optimality;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class AttackProperties {

    @Property(tries = 300)
    void projection_is_idempotent_and_reaches_the_region(
            @ForAll @IntRange(min = 1, max = 40) int d,
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.01, max = 5) double scale,
            @ForAll boolean shell) {
        Region region = shell ? new Region.Shell(1, 1.3) : new Region.OnSphere(1.3);
        float[] point = gaussian(d, seed, scale);
        region.project(point, 0, d);
        assertThat(region.drift(point, 0, d)).isLessThan(1e-7);
        float[] again = point.clone();
        region.project(again, 0, d);
        assertThat(again).isEqualTo(point);
    }

    @Property(tries = 300)
    void a_step_along_a_sphere_has_its_length_and_climbs(
            @ForAll @IntRange(min = 2, max = 40) int d,
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.01, max = 0.1) double length,
            @ForAll boolean up) {
        Region region = new Region.OnSphere(1.3);
        float[] point = gaussian(d, seed, 1);
        region.project(point, 0, d);
        float[] direction = gaussian(d, seed + 1, 1);
        float[] before = point.clone();

        double norm = region.step(point, direction, 0, up ? length : -length, d);

        // the chord of the projected step is that of the angle atan(length / radius)
        double chord = 2 * 1.3 * Math.sin(Math.atan(length / 1.3) / 2);
        assertThat(Rows.distance(before, 0, point, 0, d)).isCloseTo(chord, within(1e-4));
        assertThat(region.drift(point, 0, d)).isLessThan(1e-7);
        double gain = Rows.dot(point, 0, direction, 0, d) - Rows.dot(before, 0, direction, 0, d);
        double slope = (up ? 1 : -1) * norm * length;
        double curvature = Rows.norm(direction, 0, d) * length * length;
        assertThat(gain).isCloseTo(slope, within(curvature + 1e-3));
    }

    @Property(tries = 300)
    void every_point_of_a_region_is_reached_where_it_is_seen(
            @ForAll @IntRange(min = 2, max = 30) int d, @ForAll long seed, @ForAll boolean shell) {
        Region region = shell ? new Region.Shell(1, 1.3) : new Region.OnSphere(1);
        float[] start = gaussian(d, seed, 1);
        new Region.OnSphere(1).project(start, 0, d);
        float[] point = gaussian(d, seed + 1, 1);
        region.project(point, 0, d);
        double[] direction = new double[d];
        double t = region.look(start, 0, point, 0, direction, 0, d);
        float[] reached = new float[d];
        region.reach(start, 0, direction, 0, t, reached, 0, d);
        assertThat(Rows.distance(reached, 0, point, 0, d)).isLessThan(1e-6);
    }

    @Property(tries = 300)
    void distance_grows_along_the_curves_of_a_region(
            @ForAll @IntRange(min = 2, max = 30) int d, @ForAll long seed, @ForAll boolean shell) {
        Region region = shell ? new Region.Shell(1, 1.3) : new Region.OnSphere(1);
        float[] start = gaussian(d, seed, 1);
        new Region.OnSphere(1).project(start, 0, d);
        float[] other = gaussian(d, seed + 1, 1);
        region.project(other, 0, d);
        double[] direction = new double[d];
        region.look(start, 0, other, 0, direction, 0, d);
        float[] point = new float[d];
        double before = -1;
        for (double t = 0; t < 3; t += 0.1) {
            region.reach(start, 0, direction, 0, t, point, 0, d);
            double distance = Rows.distance(start, 0, point, 0, d);
            assertThat(distance).isGreaterThan(before - 1e-6);
            before = distance;
        }
    }

    @Property(tries = 200)
    void distance_is_symmetric(@ForAll @IntRange(min = 1, max = 30) int d, @ForAll long seed) {
        float[] a = gaussian(d, seed, 1);
        float[] b = gaussian(d, seed + 1, 1);
        assertThat(Rows.distance(a, 0, b, 0, d)).isEqualTo(Rows.distance(b, 0, a, 0, d));
        assertThat(Rows.distance(a, 0, a, 0, d)).isZero();
    }

    @Property(tries = 30)
    void attacked_points_keep_their_norm(
            @ForAll @IntRange(min = 2, max = 30) int d, @ForAll long seed, @ForAll Sphere sphere) {
        ConcentricSpheres spheres = new ConcentricSpheres(d, 1.3);
        Starts starts = Starts.uniform(new SphereSampler(spheres, seed, 0), sphere, 0, 5);
        AttackOptions options = AttackOptions.withDefaults().withStep(0.02).withSteps(100);
        AttackResult result = new AttackHarness(ellipsoid(d, seed)).run(ManifoldAttack.worstCase(options), starts);
        assertThat(result.diagnostics().normDrift()).isLessThan(1e-7);
        assertThat(result.attempts())
                .allSatisfy(
                        f -> assertThat(Rows.norm(f.point(), 0, d)).isCloseTo(spheres.radius(sphere), within(1e-6)));
    }

    @Property(tries = 30)
    void no_attack_is_nearer_than_the_exact_error(
            @ForAll @IntRange(min = 2, max = 30) int d,
            @ForAll long seed,
            @ForAll Sphere sphere,
            @ForAll Domain domain) {
        ConcentricSpheres spheres = new ConcentricSpheres(d, 1.3);
        EllipsoidClassifier classifier = ellipsoid(d, seed);
        Starts starts = Starts.uniform(new SphereSampler(spheres, seed, 0), sphere, 0, 5);
        RefinedAttack attack = domain == Domain.ON_SPHERE
                ? RefinedAttack.onSphere(RefinedOptions.withDefaults())
                : RefinedAttack.betweenSpheres(RefinedOptions.withDefaults());
        AttackResult result = new AttackHarness(classifier).run(attack, starts);

        Optimality optimality = Optimality.of(classifier, starts, result); // throws where one is nearer

        boolean exist = ExactNearest.of(classifier, spheres).errorsExist(sphere, domain);
        assertThat(optimality.found() > 0).isEqualTo(exist);
        if (optimality.found() > 0 && optimality.exact() > 1e-3) {
            assertThat(optimality.ratio()).isBetween(1 - 1e-6, 1.1);
        }
    }

    @Property(tries = 100)
    void an_exact_nearest_error_between_the_spheres_is_no_farther_than_the_one_on_the_sphere(
            @ForAll @IntRange(min = 2, max = 50) int d, @ForAll long seed, @ForAll Sphere sphere) {
        ConcentricSpheres spheres = new ConcentricSpheres(d, 1.3);
        ExactNearest nearest = ExactNearest.of(ellipsoid(d, seed), spheres);
        Starts starts = Starts.uniform(new SphereSampler(spheres, seed, 0), sphere, 0, 5);
        double[] on = nearest.distances(starts, Domain.ON_SPHERE);
        double[] between = nearest.distances(starts, Domain.BETWEEN_SPHERES);
        for (int i = 0; i < on.length; i++) {
            assertThat(between[i]).isLessThanOrEqualTo(on[i] + 1e-7);
        }
    }

    private static EllipsoidClassifier ellipsoid(int d, long seed) {
        Random random = new Random(seed);
        return EllipsoidClassifier.of(random.doubles(d).map(x -> 0.4 + 0.8 * x).toArray());
    }

    private static float[] gaussian(int d, long seed, double scale) {
        Random random = new Random(seed);
        float[] point = new float[d];
        for (int j = 0; j < d; j++) {
            point[j] = (float) (scale * random.nextGaussian());
        }
        return point;
    }
}
