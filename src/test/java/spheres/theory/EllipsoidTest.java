package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EllipsoidTest {

    /** W = U S V' with Householder reflections for U and V, so that singular values and axes are known. */
    private static double[] withSingularValues(int h, int d, double... singular) {
        double[] weights = new double[h * d];
        double[] u = reflection(h);
        double[] v = reflection(d);
        for (int i = 0; i < h; i++) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < singular.length; k++) {
                    weights[i * d + j] += u[i * h + k] * singular[k] * v[j * d + k];
                }
            }
        }
        return weights;
    }

    private static double[] reflection(int n) {
        double squares = n * (n + 1.0) * (2 * n + 1) / 6;
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = (i == j ? 1 : 0) - 2 * (i + 1.0) * (j + 1) / squares;
            }
        }
        return matrix;
    }

    @ParameterizedTest(name = "h = {0}, d = {1}")
    @CsvSource({"5, 3", "3, 3", "3, 6"})
    void alphas_are_scaled_squares_of_the_singular_values_and_zeros_where_there_are_fewer_units(int h, int d) {
        double[] weights = withSingularValues(h, d, 2, 0.5, 3);
        double[] expected = new double[d];
        expected[0] = 9 * 0.1;
        expected[1] = 4 * 0.1;
        expected[2] = 0.25 * 0.1;
        Ellipsoid ellipsoid = Ellipsoid.ofNetwork(weights, h, d, 0.3, -3);
        assertThat(ellipsoid.alphas()).containsExactly(expected, within(ellipsoid.alphaError() + 1e-17));
        assertThat(ellipsoid.alphaError())
                .isEqualTo(d * Math.ulp(1.0) * ellipsoid.alphas()[0]);
        assertThat(ellipsoid.dimension()).isEqualTo(d);
        assertThat(ellipsoid.flipped()).isFalse();
        assertThat(ellipsoid.scale()).isEqualTo(3);
        assertThat(ellipsoid.axes()).isEmpty();
        for (int i = 3; i < d; i++) {
            assertThat(ellipsoid.alphas()[i]).isZero();
        }
    }

    @ParameterizedTest(name = "h = {0}, d = {1}")
    @CsvSource({"5, 3", "3, 6"})
    void axes_are_the_right_singular_vectors(int h, int d) {
        Ellipsoid ellipsoid = Ellipsoid.ofNetworkWithAxes(withSingularValues(h, d, 2, 0.5, 3), h, d, 0.3, -3);
        double[] axes = ellipsoid.axes().orElseThrow();
        double[] v = reflection(d);
        int[] order = {2, 0, 1};
        for (int i = 0; i < 3; i++) {
            double overlap = 0;
            for (int j = 0; j < d; j++) {
                overlap += axes[i * d + j] * v[j * d + order[i]];
            }
            assertThat(Math.abs(overlap)).isCloseTo(1, within(1e-13));
        }
        assertThat(ellipsoid.alphas()[0]).isCloseTo(0.9, within(1e-14));
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                double dot = 0;
                for (int j = 0; j < d; j++) {
                    dot += axes[i * d + j] * axes[k * d + j];
                }
                assertThat(dot).isCloseTo(i == k ? 1 : 0, within(1e-13));
            }
        }
    }

    @Test
    void swapped_signs_are_the_same_ellipsoid_flipped() {
        double[] weights = withSingularValues(4, 3, 2, 0.5, 3);
        Ellipsoid ellipsoid = Ellipsoid.ofNetwork(weights, 4, 3, -0.3, 3);
        assertThat(ellipsoid.flipped()).isTrue();
        assertThat(ellipsoid.scale()).isEqualTo(-3);
        assertThat(ellipsoid.alphas())
                .containsExactly(Ellipsoid.ofNetwork(weights, 4, 3, 0.3, -3).alphas());
    }

    @Test
    void one_unit_and_one_input_make_an_interval() {
        assertThat(Ellipsoid.ofNetwork(new double[] {-2}, 1, 1, 0.5, -4).alphas())
                .containsExactly(0.5);
    }

    @Test
    void float_weights_are_taken_as_they_are() {
        float[] weights = {0.1f, 0, 0, 0.7f};
        double[] expected = {(double) 0.7f * 0.7f, (double) 0.1f * 0.1f};
        assertThat(Ellipsoid.ofNetwork(weights, 2, 2, 1, -1).alphas()).containsExactly(expected, within(1e-16));
        assertThat(Ellipsoid.ofNetworkWithAxes(weights, 2, 2, 1, -1).alphas()).containsExactly(expected, within(1e-16));
    }

    @ParameterizedTest(name = "outer {0}, vectors {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void without_native_libraries_the_eigensystem_is_the_same(boolean outer, boolean withVectors) {
        int rows = 7;
        int columns = 5;
        Random random = new Random(1801);
        double[] a = random.doubles((long) rows * columns).toArray();
        SymmetricEigensystem lapack = SymmetricEigensystem.byLapack(a, rows, columns, outer, withVectors);
        SymmetricEigensystem java = SymmetricEigensystem.byJava(a, rows, columns, outer, withVectors);
        int n = outer ? rows : columns;
        assertThat(java.values()).hasSize(n).containsExactly(lapack.values(), within(1e-13));
        assertThat(java.vectors().isPresent()).isEqualTo(withVectors);
        assertThat(lapack.vectors().isPresent()).isEqualTo(withVectors);
        if (!withVectors) {
            return;
        }
        double[] vectors = java.vectors().orElseThrow();
        double[] same = lapack.vectors().orElseThrow();
        for (int i = 0; i < columns; i++) {
            double overlap = 0;
            for (int j = 0; j < n; j++) {
                overlap += vectors[i * n + j] * same[i * n + j];
            }
            // Seven rows of rank five share a null space, in which any basis will do.
            assertThat(Math.abs(overlap)).isCloseTo(1, within(1e-10));
        }
    }

    @ParameterizedTest(name = "scale {0}")
    @ValueSource(doubles = {1, 1e-150, 1e150})
    void without_native_libraries_many_null_directions_are_found_too(double scale) {
        int rows = 20;
        int columns = 100;
        double[] a =
                new Random(1801).doubles((long) rows * columns, -scale, scale).toArray();
        SymmetricEigensystem java = SymmetricEigensystem.byJava(a, rows, columns, false, true);
        // The non-zero eigenvalues of A' A are those of A A'.
        double[] few =
                SymmetricEigensystem.byJava(a, rows, columns, true, false).values();
        for (int i = 0; i < columns; i++) {
            assertThat(java.values()[i]).isCloseTo(i < rows ? few[i] : 0, within(1e-13 * few[0]));
        }
        double[] vectors = java.vectors().orElseThrow();
        for (int i = 0; i < columns; i++) {
            double square = 0;
            for (int row = 0; row < rows; row++) {
                double product = 0;
                for (int j = 0; j < columns; j++) {
                    product += a[row * columns + j] * vectors[i * columns + j];
                }
                square += product * product;
            }
            assertThat(square).as("|A v|^2").isCloseTo(java.values()[i], within(1e-13 * few[0]));
        }
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        double[] weights = new double[4];
        for (double[] bad : new double[][] {
            {1, 1},
            {-1, -1},
            {0, 1},
            {1, 0},
            {Double.NaN, 1},
            {1, Double.NEGATIVE_INFINITY},
            {Double.POSITIVE_INFINITY, -1}
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Ellipsoid.ofNetwork(weights, 2, 2, bad[0], bad[1]))
                    .withMessage("w = " + bad[0] + " and b = " + bad[1]
                            + " are not finite and of opposite signs: the boundary of w |W x|^2 + b is no ellipsoid");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ellipsoid.ofNetwork(weights, 0, 2, 1, -1))
                .withMessage("hidden h = 0 and inputs d = 2 are not both in [1, 2147483647]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ellipsoid.ofNetwork(weights, 2, 0, 1, -1))
                .withMessage("hidden h = 2 and inputs d = 0 are not both in [1, 2147483647]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ellipsoid.ofNetwork(weights, 2, 3, 1, -1))
                .withMessage("weights has length 4, not h * d = 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ellipsoid.ofNetwork(new double[] {0, Double.NaN}, 1, 2, 1, -1))
                .withMessage("weights[1] = NaN is not finite");
    }
}
