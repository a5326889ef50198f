package spheres.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class PlaneSliceTest {
    private static final int D = 20;
    private static final ConcentricSpheres SPHERES = new ConcentricSpheres(D, 1.3);

    /** The outer class begins at 1/sqrt(alpha): 2 along the first axis, 1.15 along the others. */
    private static final EllipsoidClassifier STRETCHED = stretched(0.25, 1 / (1.15 * 1.15));

    @Test
    void its_grid_holds_the_logits_of_the_plane() {
        PlaneSlice slice = PlaneSlice.of(STRETCHED, SPHERES, axis(0, 3), axis(1, 0.5));
        float[][] grid = slice.grid(3, 61);

        assertThat(grid).hasDimensions(61, 61);
        assertThat(grid[30][30]).isEqualTo(-1);
        assertThat(grid[30][60]).isCloseTo(0.25f * 9 - 1, within(1e-5f));
        assertThat(grid[0][30]).isCloseTo(9 / (1.15f * 1.15f) - 1, within(1e-4f));
    }

    @Test
    void directions_are_made_orthogonal() {
        float[] oblique = axis(0, 1);
        oblique[1] = 1;
        float[][] grid = PlaneSlice.of(STRETCHED, SPHERES, axis(0, 1), oblique).grid(2, 3);
        assertThat(grid[2][1]).isCloseTo(4 / (1.15f * 1.15f) - 1, within(1e-4f));
    }

    @Test
    void the_share_of_errors_on_its_circles_is_that_of_the_ellipse() {
        PlaneSlice slice = PlaneSlice.of(STRETCHED, SPHERES, axis(0, 1), axis(1, 1));
        // 1.69 (c^2 / 4 + (1 - c^2) / 1.3225) < 1 where c^2 > (1 - 1.3225 / 1.69) / (1 - 1.3225 / 4)
        double cosine = Math.sqrt((1 - 1.3225 / 1.69) / (1 - 1.3225 / 4));
        assertThat(slice.errorShare(Sphere.OUTER, 10_000)).isCloseTo(2 * Math.acos(cosine) / Math.PI, within(1e-3));
        assertThat(slice.errorShare(Sphere.INNER, 360)).isZero();
    }

    @Test
    void its_boundary_is_the_ellipse() {
        PlaneSlice slice = PlaneSlice.of(STRETCHED, SPHERES, axis(0, 1), axis(1, 1));
        RadialBoundary boundary = slice.boundary(360, 3);

        assertThat(boundary.rays()).isEqualTo(360);
        assertThat(boundary.smallest()).isCloseTo(1.15, within(1e-6));
        assertThat(boundary.largest()).isCloseTo(2, within(1e-6));
        assertThat(boundary.crossingOnceBetween()).isBetween(0.3, 0.7);
        assertThat(boundary.uncrossed()).isZero();
    }

    @Test
    void a_round_boundary_lies_between_the_spheres_along_every_ray() {
        RadialBoundary boundary = RadialBoundary.alongRandomRays(
                stretched(1 / 1.3225, 1 / 1.3225), new SphereSampler(SPHERES, 1, 1), 200, 3);
        assertThat(boundary.crossingOnceBetween()).isEqualTo(1);
        assertThat(boundary.mean()).isCloseTo(1.15, within(1e-5));
        assertThat(boundary.standardDeviation()).isCloseTo(0, within(1e-5));
    }

    @Test
    void rays_that_never_leave_the_inner_class_are_counted() {
        RadialBoundary boundary =
                RadialBoundary.alongRandomRays(stretched(0, 0), new SphereSampler(SPHERES, 1, 1), 10, 3);
        assertThat(boundary.uncrossed()).isEqualTo(10);
        assertThat(boundary.mean()).isNaN();
        assertThat(boundary.smallest()).isInfinite();
        assertThat(boundary.largest()).isZero();
        assertThat(boundary.crossingOnceBetween()).isZero();
    }

    @Test
    void a_line_is_inner_up_to_the_boundary_and_confident_below_it() {
        double scale = 100;
        LineProfile profile = LineProfile.of(STRETCHED.scaled(scale), axis(0, 7), 3, 6001);

        assertThat(profile.innerUpTo(true)).isCloseTo(2, within(2e-3));
        assertThat(profile.innerUpTo(false)).isCloseTo(2, within(2e-3));
        // 100 (1 - t^2 / 4) >= log 99
        double confident = 2 * Math.sqrt(1 - Math.log(99) / scale);
        assertThat(profile.confidentInnerUpTo(true, 0.99)).isCloseTo(confident, within(2e-3));
        assertThat(profile.logits()).hasSize(6001);
    }

    @Test
    void the_tube_about_an_adversarial_plane_ends_where_the_ellipsoid_says() {
        // errors on the outer sphere where 1.69 (0.4 c^2 + 0.7 (1 - c^2)) <= 1
        double[] alphas = ManifoldAttackTest.filled(D, 0.7);
        alphas[0] = 0.4;
        alphas[1] = 0.4;
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas);
        PlaneTube tube =
                PlaneSlice.of(classifier, SPHERES, axis(0, 1), axis(1, 1)).tube(Sphere.OUTER, 50, 1);

        double square = (0.7 - 1 / 1.69) / 0.3;
        assertThat(tube.smallestShare()).isCloseTo(Math.sqrt(square), within(1e-4));
        assertThat(tube.meanShare()).isCloseTo(Math.sqrt(square), within(1e-4));
        assertThat(tube.log10Probability()).isCloseTo(9 * Math.log10(1 - square), within(1e-3));
    }

    @Test
    void a_plane_without_errors_has_no_tube() {
        PlaneSlice slice = PlaneSlice.of(PlantedCapTest.perfect(D), SPHERES, axis(0, 1), axis(1, 1));
        assertThatIllegalStateException()
                .isThrownBy(() -> slice.tube(Sphere.OUTER, 5, 1))
                .withMessage("the plane's circle on the outer sphere has no errors among 3600 points:"
                        + " choose a plane of adversarial directions");
    }

    @Test
    void bad_input_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlaneSlice.of(STRETCHED, SPHERES, axis(0, 1), axis(0, -2)))
                .withMessage("sine of the angle between the directions = 0.0 is not in [0.001, 1]:"
                        + " choose directions that span a plane");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlaneSlice.of(STRETCHED, SPHERES, axis(0, 1), new float[3]))
                .withMessage("dimensions differ: spheres d = 20, classifier 20, directions 20 and 3:"
                        + " give all of one dimension");
        PlaneSlice slice = PlaneSlice.of(STRETCHED, SPHERES, axis(0, 1), axis(1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> slice.grid(0, 10))
                .withMessage("extent = 0.0 is not in (0, Infinity): choose say 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> slice.grid(3, 1))
                .withMessage("resolution = 1 is not in [2, 2147483647]: choose say 200");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> slice.errorShare(Sphere.INNER, 0))
                .withMessage("points = 0 is not in [1, 2147483647]: choose say 360");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> slice.boundary(10, 1.2))
                .withMessage("extent = 1.2 is not in (1.3, Infinity): follow rays beyond the outer sphere");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> slice.tube(Sphere.OUTER, 0, 1))
                .withMessage("pairs = 0 is not in [1, 2147483647]: choose say 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LineProfile.of(STRETCHED, new float[D], 3, 10))
                .withMessage("direction has 20 coordinates and must have d = 20 that are not all 0 or NaN:"
                        + " give a direction");
    }

    @Test
    void nan_is_named_and_draws_no_picture() {
        Classifier broken = new Classifier() {
            @Override
            public int dimension() {
                return D;
            }

            @Override
            public void logits(float[] points, int batch, float[] logits) {
                Arrays.fill(logits, 0, batch, Float.NaN);
            }

            @Override
            public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
                logits(points, batch, logits);
            }
        };
        PlaneSlice slice = PlaneSlice.of(broken, SPHERES, axis(0, 1), axis(1, 1));
        assertThatThrownBy(() -> slice.grid(3, 10))
                .isInstanceOf(NotANumberAnswer.class)
                .hasMessage("the network answered NaN at 10 of 10 points: nothing can be read off it; look at the"
                        + " network's parameters, which training has probably driven to infinity");
    }

    private static EllipsoidClassifier stretched(double first, double others) {
        double[] alphas = ManifoldAttackTest.filled(D, others);
        alphas[0] = first;
        return EllipsoidClassifier.of(alphas);
    }

    private static float[] axis(int index, double length) {
        float[] axis = new float[D];
        axis[index] = (float) length;
        return axis;
    }
}
