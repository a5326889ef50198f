package spheres.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import spheres.classifier.EllipsoidClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ConfidenceInterval;
import spheres.theory.EllipsoidErrorRate;

class SampledErrorRateTest {
    private static final double[] ALPHAS = new double[20];

    static {
        Arrays.setAll(ALPHAS, i -> 0.4 + 0.042 * i);
    }

    @Test
    void theIntervalHoldsTheExactRateOfAnEllipsoid() {
        ConcentricSpheres spheres = new ConcentricSpheres(20, 1.3);
        for (Sphere sphere : Sphere.values()) {
            double exact = EllipsoidErrorRate.of(ALPHAS, 1.3).exact(sphere).value();
            SampledErrorRate rate =
                    new SampledErrorRate(EllipsoidClassifier.of(ALPHAS), new SphereSampler(spheres, 3, 4), sphere);
            rate.extend(0, 40_000);

            ConfidenceInterval interval = rate.interval(0.9999);

            assertThat(exact).isBetween(interval.low(), interval.high());
            assertThat(interval.high() - interval.low()).isLessThan(0.02);
        }
    }

    @Test
    void aSampleInPartsIsTheSampleAsAWhole() {
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(20, 1.3), 3, 4);
        EllipsoidClassifier classifier = EllipsoidClassifier.of(ALPHAS);
        SampledErrorRate whole = new SampledErrorRate(classifier, sampler, Sphere.INNER);
        SampledErrorRate parts = new SampledErrorRate(classifier, sampler, Sphere.INNER);

        whole.extend(0, 5000);
        parts.extend(0, 1);
        parts.extend(1, 1234);
        parts.extend(1234, 5000);

        assertThat(whole.errors()).isPositive().isEqualTo(parts.errors());
        assertThat(whole.interval(0.9)).isEqualTo(parts.interval(0.9));
    }
}
