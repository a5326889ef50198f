package spheres.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

class LearnableReluTest {

    @Test
    void theBoundsAreThoseOfAnIndependentCalculation() {
        // numpy: min over c in linspace(0, 1, 4001) of c + 1 + 500 max over t in linspace(0, 1, 2000001) of
        // interp(t, knots, knots**2) - (1 + c) t**2 gives 1.576632 (c = 0.43775)
        LearnableRelu construction = new LearnableRelu(ConcentricSpheres.PAPER);

        assertThat(construction.leastOuterSum()).isCloseTo(1.69, within(1e-12));
        assertThat(construction.largestInnerSum()).isCloseTo(1.576632, within(2e-6));
    }

    @Test
    void withThePapersWidthNothingIsCertified() {
        LearnableRelu construction = LearnableRelu.ofThePapersWidth(ConcentricSpheres.PAPER);

        // g(t) = 1.3 t adds up to 1.3 sqrt(500) where all coordinates are equal, which the certificate finds
        assertThat(construction.largestInnerSum()).isCloseTo(1.3 * Math.sqrt(500), within(1e-4));
        assertThat(construction.leastOuterSum() - construction.largestInnerSum())
                .isNegative();
        assertThat(construction.network().architecture().toString()).contains("1000");
    }

    @Test
    void theNetworkComputesTheInterpolatedSquares() {
        ConcentricSpheres spheres = new ConcentricSpheres(3, 1.3);
        LearnableRelu construction = new LearnableRelu(spheres);
        Classifier classifier = NetworkClassifier.of(construction.network());
        float[] logit = new float[1];

        classifier.logits(new float[] {0.04f, -0.5f, 0.8f}, 1, logit);

        double threshold = (construction.leastOuterSum() + construction.largestInnerSum()) / 2;
        double between = 0.25 + (0.8 - 0.5) * (0.5 + 1.3); // on the chord from (0.5, 0.25) to (1.3, 1.69)
        assertThat(logit[0]).isCloseTo((float) (0.0016 + 0.25 + between - threshold), within(2e-6f));
    }

    @Test
    void theWorstDirectionsOfBothSpheresAreJudgedRight() {
        ConcentricSpheres spheres = ConcentricSpheres.PAPER;
        Classifier classifier = NetworkClassifier.of(new LearnableRelu(spheres).network());
        int d = spheres.dimension();
        float[] logit = new float[1];
        for (Sphere sphere : Sphere.values()) {
            for (int coordinates : new int[] {1, 2, 10, 100, d}) {
                float[] point = new float[d];
                for (int j = 0; j < coordinates; j++) {
                    point[j] = (float) (spheres.radius(sphere) / Math.sqrt(coordinates));
                }
                classifier.logits(point, 1, logit);
                assertThat(sphere.isError(logit[0]))
                        .as("%s, %d coordinates", sphere, coordinates)
                        .isFalse();
            }
        }
    }

    @Test
    void anOuterRadiusBeyondTheLastKnotIsRefused() {
        assertThatThrownBy(() -> new LearnableRelu(new ConcentricSpheres(2, 1.4)))
                .hasMessage("outer radius R = 1.4 is not in (1, 1.3]: the interpolation has no knot beyond");
    }
}
