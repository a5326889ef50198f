package spheres.claims.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.network.Network;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

class LearnableReluTest {
    private static final ConcentricSpheres SPHERES = ConcentricSpheres.PAPER;

    private final LearnableRelu construction = new LearnableRelu(SPHERES);

    @Test
    void theBoundsAreThoseOfAnIndependentCalculation() {
        // numpy: min over c in linspace(0.999, 1.001, 2001) of c + 499 max(g(t) - c t**2) + max(h(t) - c t**2), t in
        // linspace(0,
        // 1, 100001), gives 1.0001947; max over c in linspace(0.669, 0.671, 2001) of 1.69 c + 499 min(...) + min(...),
        // t in
        // linspace(0, 1.3, 130001), gives 1.0118706, with g and h as sums of bend * maximum(t - knot, 0)
        assertThat(construction.largestInnerSum()).isCloseTo(1.0001947, within(1e-5));
        assertThat(construction.leastOuterSum()).isCloseTo(1.0118706, within(1e-5));
    }

    @Test
    void itHasThePapersShape() {
        assertThat(construction.network().architecture().toString()).isEqualTo("relu 500-1000-1000-1");
    }

    @Test
    void theNetworkComputesTheSumOfPieces() {
        LearnableRelu small = new LearnableRelu(new ConcentricSpheres(3, 1.3));
        Classifier classifier = NetworkClassifier.of(small.network());
        float[] logit = new float[1];

        classifier.logits(new float[] {0.05f, -0.5f, -0.4f}, 1, logit);

        double first = 0.07474 * (0.05 - 0.01868);
        double second = 0.07474 * (0.5 - 0.01868) + 0.22225 * (0.5 - 0.09293) + 0.8083 * (0.5 - 0.35057);
        double last = 0.27716 * (0.4 - 0.06929) + 0.82413 * (0.4 - 0.34461);
        double threshold = (small.leastOuterSum() + small.largestInnerSum()) / 2;
        assertThat(logit[0]).isCloseTo((float) (first + second + last - threshold), within(1e-6f));
    }

    /** Where all of the radius is in k equal coordinates, the last among them or not. */
    @ParameterizedTest
    @EnumSource(Sphere.class)
    void pointsOfEqualCoordinatesAreJudgedRight(Sphere sphere) {
        int d = SPHERES.dimension();
        Classifier classifier = NetworkClassifier.of(construction.network());
        float[] points = new float[2 * d * d];
        float[] logits = new float[2 * d];
        for (int k = 1; k <= d; k++) {
            float coordinate = (float) (SPHERES.radius(sphere) / Math.sqrt(k));
            for (int j = 0; j < k; j++) {
                points[(2 * k - 2) * d + j] = j % 2 == 0 ? coordinate : -coordinate;
                points[(2 * k - 1) * d + d - 1 - j] = coordinate;
            }
        }

        classifier.logits(points, 2 * d, logits);

        for (float logit : logits) {
            assertThat(sphere.isError(logit)).isFalse();
        }
    }

    /** The certificate is tight: next to its worst points the sum comes close to the bound. */
    @Test
    void someInnerPointComesCloseToTheBound() {
        int d = SPHERES.dimension();
        Network network = construction.network();
        float[] logits = new float[d];
        float[] points = new float[d * d];
        for (int k = 1; k <= d; k++) {
            java.util.Arrays.fill(points, (k - 1) * d, (k - 1) * d + k, (float) (1 / Math.sqrt(k)));
        }

        NetworkClassifier.of(network).logits(points, d, logits);

        double halfGap = (construction.leastOuterSum() - construction.largestInnerSum()) / 2;
        double closest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            closest = Math.max(closest, logit);
        }
        assertThat(closest).isLessThanOrEqualTo(-halfGap + 1e-5).isGreaterThan(-halfGap - 0.01);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.05, 1.2})
    void spheresThatAreCloserAreNotCertified(double outerRadius) {
        LearnableRelu closer = new LearnableRelu(new ConcentricSpheres(500, outerRadius));

        assertThat(closer.leastOuterSum() - closer.largestInnerSum()).isNegative();
    }
}
