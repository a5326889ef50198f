package spheres.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import spheres.sphere.IndexedRandom;

class SymmetricEigenTest {

    @Test
    void theEigenvaluesOfTheSecondDifferenceAreKnownInClosedForm() {
        // of tridiag(-1, 2, -1) of order d: 4 sin^2(k pi / (2 (d + 1))), k = 1 .. d
        int d = 40;
        double[] matrix = new double[d * d];
        for (int i = 0; i < d; i++) {
            matrix[i * d + i] = 2;
            if (i + 1 < d) {
                matrix[i * d + i + 1] = -1;
                matrix[(i + 1) * d + i] = -1;
            }
        }

        for (SymmetricEigen eigen : List.of(SymmetricEigen.of(matrix, d), SymmetricEigen.byHipparchus(matrix, d))) {
            for (int k = 1; k <= d; k++) {
                double expected = 4 * Math.pow(Math.sin(k * Math.PI / (2 * (d + 1))), 2);
                assertThat(eigen.values()[d - k]).isCloseTo(expected, within(1e-13));
            }
        }
    }

    @Test
    void theVectorsAreOrthonormalAndDiagoniseTheMatrixAlsoWhereItIsSingular() {
        int d = 30;
        int rank = 7;
        IndexedRandom random = new IndexedRandom(1, 2);
        double[][] factors = new double[rank][d];
        for (double[] factor : factors) {
            for (int i = 0; i < d; i++) {
                factor[i] = random.nextDouble() - 0.5;
            }
        }
        double[] matrix = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                for (double[] factor : factors) {
                    matrix[i * d + j] += factor[i] * factor[j];
                }
            }
        }

        SymmetricEigen eigen = SymmetricEigen.of(matrix, d);

        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                assertThat(form(eigen.vectors()[i], matrix, eigen.vectors()[k], d))
                        .isCloseTo(i == k ? eigen.values()[i] : 0, within(1e-13));
            }
        }
        assertThat(eigen.values()[rank - 1]).isGreaterThan(1e-3);
        assertThat(eigen.values()[rank]).isCloseTo(0, within(1e-14));
    }

    @Test
    void aMatrixThatIsNotSquareIsRefused() {
        assertThatThrownBy(() -> SymmetricEigen.of(new double[5], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length of the matrix = 5 is not d * d with d = 2, at least 1");
    }

    private static double form(double[] left, double[] matrix, double[] right, int d) {
        double sum = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                sum += left[i] * matrix[i * d + j] * right[j];
            }
        }
        return sum;
    }
}
