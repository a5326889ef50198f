package spheres.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import spheres.attack.ExampleAttack;
import spheres.classifier.AnswersNaN;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.classifier.NotANumberAnswer;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

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
    }

    @Test
    void nan_is_named_and_draws_no_picture() {
        Classifier broken = new AnswersNaN(D);
        PlaneSlice slice = PlaneSlice.of(broken, SPHERES, axis(0, 1), axis(1, 1));
        assertThatThrownBy(() -> slice.grid(3, 10))
                .isInstanceOf(NotANumberAnswer.class)
                .hasMessage("the network answered NaN at 10 of 10 points: nothing can be read off it; look at the"
                        + " network's parameters, which training has probably driven to infinity");
    }

    private static EllipsoidClassifier stretched(double first, double others) {
        double[] alphas = ExampleAttack.filled(D, others);
        alphas[0] = first;
        return EllipsoidClassifier.of(alphas);
    }

    private static float[] axis(int index, double length) {
        float[] axis = new float[D];
        axis[index] = (float) length;
        return axis;
    }
}
