package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static spheres.theory.Tables.assertClose;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class CoordinateLawTest {
    @ParameterizedTest(name = "x = {0}")
    @ValueSource(doubles = {-0.99, -0.3, 0, 0.5})
    void the_law_is_the_arc_sine_law_on_the_circle_and_uniform_on_the_ordinary_sphere(double x) {
        assertClose("circle", new CoordinateLaw(2).below(x).value(), 0.5 + Math.asin(x) / Math.PI, 1e-12);
        assertClose("sphere", new CoordinateLaw(3).below(x).value(), (1 + x) / 2, 1e-13);
    }

    @ParameterizedTest(name = "x = {0}")
    @ValueSource(doubles = {-0.4, -0.05, 0.1, 0.8})
    void tails_are_the_measures_of_caps(double x) {
        assertThat(new CoordinateLaw(500).below(x).logComplement())
                .isCloseTo(SphericalCap.ofEdgeHeight(500, x).logMeasure(), within(2e-12));
    }

    @Test
    void samples_follow_the_law() {
        int n = 20;
        int samples = 20_000;
        CoordinateLaw law = new CoordinateLaw(n);
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(n, 1.3), 1801, 11);
        float[] point = new float[n];
        double[] sorted = new double[samples];
        double squares = 0;
        for (int i = 0; i < samples; i++) {
            sampler.pointOn(Sphere.INNER, i, point, 0);
            sorted[i] = point[0];
            squares += sorted[i] * sorted[i];
        }
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < samples; i++) {
            distance = Math.max(distance, Math.abs(law.below(sorted[i]).value() - (i + 0.5) / samples));
        }
        // Kolmogorov's limit: beyond 2.7 / sqrt(N) with a probability below 1e-6.
        assertThat(distance).isLessThan(2.7 / Math.sqrt(samples));
        assertThat(squares / samples).isCloseTo(law.variance(), within(5 * law.variance() * Math.sqrt(2.0 / samples)));
    }

    @Test
    void beyond_the_sphere_nothing_or_everything_lies_below() {
        assertThat(new CoordinateLaw(5).below(-1).value()).isZero();
        assertThat(new CoordinateLaw(5).below(Double.NEGATIVE_INFINITY).value()).isZero();
        assertThat(new CoordinateLaw(5).below(1).value()).isEqualTo(1);
    }
}
