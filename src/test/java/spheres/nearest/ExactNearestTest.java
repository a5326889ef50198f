package spheres.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import spheres.attack.Domain;
import spheres.attack.ExampleAttack;
import spheres.attack.MeanDistance;
import spheres.attack.Starts;
import spheres.classifier.EllipsoidClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

class ExactNearestTest {
    private static final double R = 1.3;

    @Test
    void in_the_plane_it_is_the_nearest_of_a_dense_scan() {
        Random random = new Random(1);
        for (int trial = 0; trial < 60; trial++) {
            double[] alphas = {0.3 + 1.2 * random.nextDouble(), 0.3 + 1.2 * random.nextDouble()};
            for (Sphere sphere : Sphere.values()) {
                double[] x = onSphere(random, 2, sphere == Sphere.INNER ? 1 : R);
                compareWithScan(alphas, sphere, x, Domain.ON_SPHERE, scanOfCircle(alphas, sphere, x), 3e-3);
                compareWithScan(alphas, sphere, x, Domain.BETWEEN_SPHERES, scanOfAnnulus(alphas, sphere, x), 0.012);
            }
        }
    }

    @Test
    void in_space_it_is_the_nearest_of_a_dense_scan() {
        Random random = new Random(2);
        for (int trial = 0; trial < 4; trial++) {
            double[] alphas = {0.3 + 1.2 * random.nextDouble(), 0.3 + 1.2 * random.nextDouble(), 0.75};
            for (Sphere sphere : Sphere.values()) {
                double[] x = onSphere(random, 3, sphere == Sphere.INNER ? 1 : R);
                double scan = scanOfShells(alphas, sphere, x, false);
                compareWithScan(alphas, sphere, x, Domain.ON_SPHERE, scan, 0.04);
                scan = scanOfShells(alphas, sphere, x, true);
                compareWithScan(alphas, sphere, x, Domain.BETWEEN_SPHERES, scan, 0.05);
            }
        }
    }

    @Test
    void the_hard_case_without_a_component_along_the_extreme_axis_is_solved() {
        // x on the equator of the extreme axis, in the plane and in space
        double[] alphas = {0.5, 1.5};
        double[] x = {1, 0};
        // on the circle 0.5 + sin^2 = 1, so the angle is 45 degrees
        assertThat(exact(alphas).onSphere(Sphere.INNER, x).orElseThrow().distance())
                .isCloseTo(2 * Math.sin(Math.PI / 8), within(1e-12));
        compareWithScan(alphas, Sphere.INNER, x, Domain.BETWEEN_SPHERES, scanOfAnnulus(alphas, Sphere.INNER, x), 0.012);

        double[] outerAlphas = {0.8, 0.3, 0.3};
        double[] y = {R, 0, 0};
        // 1.69 (0.8 cos^2 + 0.3 sin^2) = 1
        double sine = Math.sqrt((0.8 - 1 / 1.69) / 0.5);
        assertThat(exact(outerAlphas).onSphere(Sphere.OUTER, y).orElseThrow().distance())
                .isCloseTo(2 * R * Math.sin(Math.asin(sine) / 2), within(1e-12));
    }

    @Test
    void a_vanishing_component_along_the_extreme_axis_leads_continuously_to_the_hard_case() {
        double[] alphas = {0.5, 0.7, 1.5};
        double[] hard = {Math.sqrt(0.5), Math.sqrt(0.5), 0};
        for (Domain domain : Domain.values()) {
            double limit = distance(alphas, Sphere.INNER, domain, hard);
            for (double tiny : new double[] {1e-3, 1e-8, 1e-20, 1e-100, 1e-139, 1e-141, 1e-300}) {
                double[] x = {hard[0], hard[1], tiny};
                assertThat(distance(alphas, Sphere.INNER, domain, x))
                        .as("%s, component %s", domain, tiny)
                        .isCloseTo(limit, within(2 * tiny + 1e-12));
            }
        }
    }

    @Test
    void in_high_dimension_the_optimality_conditions_hold_with_a_convex_lagrangian() {
        Random random = new Random(3);
        for (int d : new int[] {20, 500}) {
            ConcentricSpheres spheres = new ConcentricSpheres(d, R);
            for (int trial = 0; trial < 20; trial++) {
                double[] alphas = new double[d];
                for (int i = 0; i < d; i++) {
                    alphas[i] = 0.75 * Math.exp(0.3 * random.nextGaussian());
                }
                ExactNearest nearest = ExactNearest.of(EllipsoidClassifier.of(alphas), spheres);
                for (Sphere sphere : Sphere.values()) {
                    double[] x = onSphere(random, d, spheres.radius(sphere));
                    double[] y = nearest.onSphere(sphere, x).orElseThrow().point();
                    assertThat(norm(y)).isCloseTo(spheres.radius(sphere), within(1e-12));
                    checkOptimality(alphas, sphere, x, y, true);

                    double[] free = nearest.between(sphere, x).orElseThrow().point();
                    boolean bounded = norm(free) < 1 + 1e-9 || norm(free) > R - 1e-9;
                    checkOptimality(alphas, sphere, x, free, bounded);
                }
            }
        }
    }

    @Test
    void where_the_boundary_lies_beyond_the_outer_sphere_the_norm_binds_with_the_right_sign() {
        // only the third axis reaches the outer class, and only near norm R
        double[] alphas = {0.1, 0.2, 0.62};
        Random random = new Random(5);
        for (int trial = 0; trial < 5; trial++) {
            double[] x = onSphere(random, 3, 1);
            double[] y = exact(alphas).between(Sphere.INNER, x).orElseThrow().point();
            assertThat(norm(y)).isBetween(1.0, R + 1e-12);
            double scan = scanOfShells(alphas, Sphere.INNER, x, true);
            compareWithScan(alphas, Sphere.INNER, x, Domain.BETWEEN_SPHERES, scan, 0.05);
        }
    }

    @Test
    void axes_rotate_the_answer_and_leave_its_distance() {
        double angle = 0.7;
        double[] axes = {Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)};
        EllipsoidClassifier straight = EllipsoidClassifier.of(new double[] {0.5, 1.5});
        EllipsoidClassifier turned = straight.rotated(axes);
        ConcentricSpheres spheres = new ConcentricSpheres(2, R);
        Starts starts = ExampleAttack.starts(spheres, Sphere.INNER, 9);
        ExactNearest nearest = ExactNearest.of(turned, spheres);
        double[] distances = nearest.distances(starts, Domain.ON_SPHERE);
        for (int i = 0; i < 9; i++) {
            double[] x = {starts.point(i)[0], starts.point(i)[1]};
            NearestError error = nearest.onSphere(Sphere.INNER, x).orElseThrow();
            // a start that is an error counts 0, however its coordinates are rounded
            double expected = error.distance() < 1e-7 ? 0 : error.distance();
            assertThat(distances[i]).isCloseTo(expected, within(expected == 0 ? 0 : 1e-12));
            double[] y = error.point();
            assertThat(Math.hypot(x[0] - y[0], x[1] - y[1])).isCloseTo(error.distance(), within(1e-12));
            double z0 = axes[0] * y[0] + axes[1] * y[1];
            double z1 = axes[2] * y[0] + axes[3] * y[1];
            assertThat(0.5 * z0 * z0 + 1.5 * z1 * z1).isGreaterThan(1 - 1e-12);
        }
    }

    @Test
    void a_perfect_ellipsoid_has_no_nearest_error_on_its_spheres_but_one_between_them() {
        ExactNearest nearest = exact(new double[] {0.6, 0.8, 0.9});
        double[] x = {1, 0, 0};
        for (Sphere sphere : Sphere.values()) {
            assertThat(nearest.errorsExist(sphere, Domain.ON_SPHERE)).isFalse();
            assertThat(nearest.onSphere(sphere, x)).isEmpty();
            assertThat(nearest.errorsExist(sphere, Domain.BETWEEN_SPHERES)).isTrue();
            assertThat(nearest.between(sphere, x)).isPresent();
        }
        Starts starts = Starts.of(new ConcentricSpheres(3, R), Sphere.INNER, new float[] {1, 0, 0});
        assertThat(nearest.distances(starts, Domain.ON_SPHERE)).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(nearest.meanDistance(starts, Domain.ON_SPHERE))
                .isEqualTo(new MeanDistance(Double.NaN, Double.NaN, 0, 1));
    }

    @Test
    void an_ellipsoid_that_calls_everything_inner_has_no_errors_for_inner_points_anywhere() {
        ExactNearest nearest = exact(new double[] {0, 0, 0.1});
        double[] x = {0, 1, 0};
        assertThat(nearest.between(Sphere.INNER, x)).isEmpty();
        assertThat(nearest.between(Sphere.OUTER, x).orElseThrow().distance()).isZero();
        assertThat(nearest.worstLogit(Sphere.OUTER)).isEqualTo(-1);
    }

    @Test
    void a_point_in_the_error_set_has_distance_zero() {
        ExactNearest nearest = exact(new double[] {0.5, 1.5});
        for (Domain domain : Domain.values()) {
            assertThat(distance(new double[] {0.5, 1.5}, Sphere.INNER, domain, new double[] {0, 1}))
                    .isZero();
        }
        assertThat(nearest.worstLogit(Sphere.INNER)).isEqualTo(0.5);
    }

    @Test
    void points_of_another_dimension_or_norm_are_refused() {
        ExactNearest nearest = exact(new double[] {0.5, 1.5});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nearest.onSphere(Sphere.INNER, new double[3]))
                .withMessage("the point has 3 coordinates, the ellipsoid d = 2: give one for each dimension");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nearest.onSphere(Sphere.INNER, new double[2]))
                .withMessage("the point has norm 0.0, which is not in (0, Infinity): choose another point");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nearest.between(Sphere.INNER, new double[] {2, 0}))
                .withMessage("the point has norm 2.0, which is not in [1, 1.3]: choose another point");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ExactNearest.of(EllipsoidClassifier.of(new double[] {1}), new ConcentricSpheres(2, R)))
                .withMessage("the classifier takes points of dimension 1, the spheres have d = 2:"
                        + " give spheres of the same dimension");
    }

    /** x = p y - q a y + (its multiplier) with p - q max a >= 0, q >= 0, and p = 1 where the norm does not bind. */
    private static void checkOptimality(double[] alphas, Sphere sphere, double[] x, double[] y, boolean normBinds) {
        int d = x.length;
        double sign = sphere == Sphere.INNER ? 1 : -1;
        double form = 0;
        for (int i = 0; i < d; i++) {
            form += alphas[i] * y[i] * y[i];
        }
        assertThat(form).isCloseTo(1, within(1e-10));
        // least squares for x = p y - q (sign alpha y)
        double yy = 0;
        double ya = 0;
        double aa = 0;
        double xy = 0;
        double xa = 0;
        for (int i = 0; i < d; i++) {
            double ay = -sign * alphas[i] * y[i];
            yy += y[i] * y[i];
            ya += y[i] * ay;
            aa += ay * ay;
            xy += x[i] * y[i];
            xa += x[i] * ay;
        }
        double determinant = yy * aa - ya * ya;
        double p = normBinds ? (xy * aa - xa * ya) / determinant : 1;
        double q = normBinds ? (yy * xa - ya * xy) / determinant : (xa - ya) / aa;
        double largest = Double.NEGATIVE_INFINITY;
        double residual = 0;
        for (int i = 0; i < d; i++) {
            largest = Math.max(largest, sign * alphas[i]);
            double r = x[i] - (p - q * sign * alphas[i]) * y[i];
            residual += r * r;
        }
        assertThat(Math.sqrt(residual)).isLessThan(1e-9);
        assertThat(q).isPositive();
        assertThat(p - q * largest).isGreaterThan(-1e-9);
    }

    private static void compareWithScan(
            double[] alphas, Sphere sphere, double[] x, Domain domain, double scan, double tolerance) {
        double distance = distance(alphas, sphere, domain, x);
        if (scan == Double.POSITIVE_INFINITY) {
            // a scan may miss an error set of a size below its mesh
            ExactNearest nearest = exact(alphas);
            assertThat(!nearest.errorsExist(sphere, domain) || Math.abs(nearest.worstLogit(sphere)) < 0.02)
                    .isTrue();
            return;
        }
        assertThat(distance)
                .as(
                        "%s %s alphas %s x %s",
                        sphere, domain, java.util.Arrays.toString(alphas), java.util.Arrays.toString(x))
                .isLessThanOrEqualTo(scan + 1e-9)
                .isCloseTo(scan, within(tolerance));
    }

    private static double scanOfCircle(double[] alphas, Sphere sphere, double[] x) {
        double radius = sphere == Sphere.INNER ? 1 : R;
        return scanOfCircle(alphas, sphere, x, radius, 5_000);
    }

    private static double scanOfCircle(double[] alphas, Sphere sphere, double[] x, double radius, int points) {
        double best = Double.POSITIVE_INFINITY;
        for (int k = 0; k < points; k++) {
            double angle = 2 * Math.PI * k / points;
            double a = radius * Math.cos(angle);
            double b = radius * Math.sin(angle);
            if (sphere.isError(alphas[0] * a * a + alphas[1] * b * b - 1)) {
                best = Math.min(best, Math.hypot(a - x[0], b - x[1]));
            }
        }
        return best;
    }

    private static double scanOfAnnulus(double[] alphas, Sphere sphere, double[] x) {
        double best = Double.POSITIVE_INFINITY;
        for (int k = 0; k <= 60; k++) {
            best = Math.min(best, scanOfCircle(alphas, sphere, x, 1 + (R - 1) * k / 60, 500));
        }
        return best;
    }

    private static double scanOfShells(double[] alphas, Sphere sphere, double[] x, boolean between) {
        double best = Double.POSITIVE_INFINITY;
        int shells = between ? 15 : 0;
        for (int k = 0; k <= shells; k++) {
            double radius = between ? 1 + (R - 1) * k / shells : sphere == Sphere.INNER ? 1 : R;
            for (int n = 0; n < 100; n++) {
                double height = radius * Math.cos(Math.PI * n / 99);
                double ring = Math.sqrt(Math.max(0, radius * radius - height * height));
                for (int m = 0; m < 200; m++) {
                    double a = ring * Math.cos(2 * Math.PI * m / 200);
                    double b = ring * Math.sin(2 * Math.PI * m / 200);
                    double form = alphas[0] * a * a + alphas[1] * b * b + alphas[2] * height * height;
                    if (sphere.isError(form - 1)) {
                        double square =
                                (a - x[0]) * (a - x[0]) + (b - x[1]) * (b - x[1]) + (height - x[2]) * (height - x[2]);
                        best = Math.min(best, square);
                    }
                }
            }
        }
        return Math.sqrt(best);
    }

    private static double distance(double[] alphas, Sphere sphere, Domain domain, double[] x) {
        ExactNearest nearest = exact(alphas);
        return (domain == Domain.ON_SPHERE ? nearest.onSphere(sphere, x) : nearest.between(sphere, x))
                .map(NearestError::distance)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static ExactNearest exact(double[] alphas) {
        return ExactNearest.of(EllipsoidClassifier.of(alphas), new ConcentricSpheres(alphas.length, R));
    }

    private static double[] onSphere(Random random, int d, double radius) {
        double[] x = new double[d];
        for (int i = 0; i < d; i++) {
            x[i] = random.nextGaussian();
        }
        double norm = norm(x);
        for (int i = 0; i < d; i++) {
            x[i] *= radius / norm;
        }
        return x;
    }

    private static double norm(double[] x) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
