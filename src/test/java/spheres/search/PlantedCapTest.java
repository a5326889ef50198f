package spheres.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spheres.classifier.Logits;
import spheres.classifier.Rows;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.theory.SphericalCap;

public class PlantedCapTest {
    private static final ConcentricSpheres D60 = new ConcentricSpheres(60, 1.3);

    @ParameterizedTest
    @EnumSource
    void the_errors_on_its_sphere_are_the_cap_and_the_other_sphere_has_none(Sphere sphere) {
        PlantedCap planted = PlantedCap.of(ExampleSearch.perfect(60), D60, sphere, 1e-2, 0.3, 1, 0);
        int n = 10_000;
        for (Sphere judged : Sphere.values()) {
            float[] points = new SphereSampler(D60, 2, 0).pointsOn(judged, 0, n);
            float[] logits = Logits.numbers(planted, points, n);
            int errors = 0;
            for (int i = 0; i < n; i++) {
                double cosine = Rows.dot(points, i * 60, planted.pole(), 0, 60) / D60.radius(judged);
                boolean inCap = judged == sphere && cosine >= planted.edgeHeight();
                boolean error = judged.isError(logits[i]);
                if (Math.abs(cosine - planted.edgeHeight()) > 1e-6) {
                    assertThat(error).isEqualTo(inCap);
                }
                errors += error ? 1 : 0;
            }
            // 100 expected; six standard deviations are 60
            assertThat(errors).isBetween(judged == sphere ? 40 : 0, judged == sphere ? 160 : 0);
        }
    }

    @Test
    void the_height_of_its_edge_belongs_to_its_measure() {
        PlantedCap planted =
                PlantedCap.of(ExampleSearch.perfect(500), ConcentricSpheres.PAPER, Sphere.INNER, 1e-7, 0.5, 1, 0);
        assertThat(planted.edgeHeight())
                .isCloseTo(SphericalCap.ofMeasure(500, 1e-7).edgeHeight(), within(1e-12))
                .isCloseTo(0.2297, within(1e-4));
        assertThat(Rows.norm(planted.pole(), 0, 500)).isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void its_gradient_agrees_with_differences_of_its_logit_within_the_signal_and_outside(Sphere sphere) {
        PlantedCap planted =
                PlantedCap.of(ExampleSearch.perfect(5), new ConcentricSpheres(5, 1.3), sphere, 0.05, 0.4, 3, 1);
        Random random = new Random(4);
        float[] logit = new float[1];
        float[] gradient = new float[5];
        double step = 2e-3;
        for (int trial = 0; trial < 200; trial++) {
            float[] point = new float[5];
            double norm = 0.9 + 0.5 * random.nextDouble();
            for (int j = 0; j < 5; j++) {
                point[j] = (float) (random.nextGaussian() + planted.pole()[j]);
            }
            Rows.scale(point, 0, 5, norm / Rows.norm(point, 0, 5));
            planted.logitsAndGradients(point, 1, logit, gradient);
            float[] alone = new float[1];
            planted.logits(point, 1, alone);
            assertThat(logit[0]).isCloseTo(alone[0], within(1e-6f));
            for (int j = 0; j < 5; j++) {
                float[] up = point.clone();
                float[] down = point.clone();
                up[j] += (float) step;
                down[j] -= (float) step;
                float[] high = new float[1];
                float[] low = new float[1];
                planted.logits(up, 1, high);
                planted.logits(down, 1, low);
                assertThat((high[0] - low[0]) / (up[j] - down[j])).isCloseTo(gradient[j], within(0.02f));
            }
        }
    }

    @Test
    void equal_seed_and_index_give_the_same_place() {
        assertThat(PlantedCap.of(ExampleSearch.perfect(60), D60, Sphere.INNER, 1e-3, 0.5, 1, 7)
                        .pole())
                .isEqualTo(PlantedCap.of(ExampleSearch.perfect(60), D60, Sphere.OUTER, 1e-6, 0.5, 1, 7)
                        .pole())
                .isNotEqualTo(PlantedCap.of(ExampleSearch.perfect(60), D60, Sphere.INNER, 1e-3, 0.5, 1, 8)
                        .pole());
    }

    @Test
    void a_signal_no_larger_than_the_cap_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlantedCap.of(ExampleSearch.perfect(60), D60, Sphere.INNER, 1e-3, 1e-3, 1, 0))
                .withMessage("signal = 0.001 is not in (0.001, 1): choose the share of the sphere on which the logit"
                        + " tells of the cap, such as 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlantedCap.of(ExampleSearch.perfect(60), D60, Sphere.INNER, 0, 0.5, 1, 0))
                .withMessageContaining("measure mu = 0.0 is not in (0, 1)");
    }
}
