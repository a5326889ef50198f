package spheres.sphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConcentricSpheresTest {

    @Test
    void paperUsesFiveHundredDimensionsAndRadius1Point3() {
        assertThat(ConcentricSpheres.PAPER).isEqualTo(new ConcentricSpheres(500, 1.3));
        assertThat(ConcentricSpheres.PAPER.radius(Sphere.INNER)).isEqualTo(1);
        assertThat(ConcentricSpheres.PAPER.radius(Sphere.OUTER)).isEqualTo(1.3);
        assertThat(ConcentricSpheres.PAPER.maxMarginRadius()).isEqualTo(1.15);
    }

    @Test
    void oneDimensionAndAnyRadiusAboveOneAreLegal() {
        assertThat(new ConcentricSpheres(1, Math.nextUp(1.0)).dimension()).isEqualTo(1);
        assertThat(new ConcentricSpheres(1, Double.MAX_VALUE).outerRadius()).isEqualTo(Double.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void dimensionBelowOneIsRefused(int dimension) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConcentricSpheres(dimension, 1.3))
                .withMessage("dimension d = " + dimension + " is not in [1, 2147483647]: choose d >= 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, 0, -2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void outerRadiusThatIsNotFiniteAndAboveOneIsRefused(double radius) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConcentricSpheres(500, radius))
                .withMessage("outer radius R = " + radius + " is not in (1, Infinity): the inner sphere has radius 1");
    }

    @Test
    void outerSphereHasLabelOne() {
        assertThat(Sphere.INNER.label()).isZero();
        assertThat(Sphere.OUTER.label()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "INNER, -1e-9, false", "INNER, 0, true", "INNER, -0.0, true", "INNER, 1e-9, true", "INNER, Infinity, true",
        "OUTER, -1e-9, true", "OUTER, 0, true", "OUTER, -0.0, true", "OUTER, 1e-9, false", "OUTER, -Infinity, true"
    })
    void logitOfTheOtherSphereOrOfNoneIsAnError(Sphere sphere, double logit, boolean error) {
        assertThat(sphere.isError(logit)).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-2.5, -0.0, 0, 1e-300, Double.POSITIVE_INFINITY})
    void logitTowardsErrorIsAtLeastZeroExactlyOnErrors(double logit) {
        assertThat(Sphere.INNER.towardsError(logit)).isEqualTo(logit);
        assertThat(Sphere.OUTER.towardsError(logit)).isEqualTo(-logit);
        for (Sphere sphere : Sphere.values()) {
            assertThat(sphere.towardsError(logit) >= 0).isEqualTo(sphere.isError(logit));
        }
    }

    @Test
    void logitNaNIsNeitherAnErrorNorNone() {
        for (Sphere sphere : Sphere.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sphere.isError(Double.NaN))
                    .withMessage("logit = NaN is neither an error nor none: look for the fault in the classifier");
        }
    }
}
