package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class SphereDistancesTest {
    @Test
    void the_mean_distance_of_two_points_has_its_closed_form_in_low_dimensions() {
        assertThat(SphereDistances.mean(2)).isCloseTo(4 / Math.PI, within(1e-14));
        assertThat(SphereDistances.mean(3)).isCloseTo(4.0 / 3, within(1e-14));
    }

    @Test
    void the_mean_distance_of_two_points_agrees_with_an_independent_calculation() {
        assertThat(SphereDistances.mean(60)).isCloseTo(1.41122, within(5e-6));
        assertThat(SphereDistances.mean(500)).isCloseTo(1.41386, within(5e-6));
        assertThat(SphereDistances.mean(1_000_000)).isCloseTo(Math.sqrt(2), within(1e-6));
    }

    /** SciPy 1.17.1: betaincinv((n-1)/2, (n-1)/2, -log(p)/M), and the trapezoidal rule on the survival function. */
    @Test
    void the_nearest_pair_of_many_points_is_where_an_independent_calculation_has_it() {
        assertThat(SphereDistances.expectedNearestPair(500, 10_000)).isCloseTo(1.22766887, within(1e-8));
        assertThat(SphereDistances.expectedNearestPair(500, 2_000)).isCloseTo(1.24810786, within(1e-8));
        assertThat(SphereDistances.nearestPairExceededWith(500, 10_000, 0.99)).isCloseTo(1.20443450, within(1e-8));
        assertThat(SphereDistances.nearestPairExceededWith(500, 10_000, 0.5)).isCloseTo(1.22881438, within(1e-8));
        assertThat(SphereDistances.nearestPairExceededWith(500, 10_000, 0.01)).isCloseTo(1.24064138, within(1e-8));
    }

    @Test
    void on_a_circle_the_nearest_pair_has_the_exponential_law_of_the_least_gap() {
        // P(no pair nearer than angle a) = exp(-pairs a / pi) and a chord of a small angle is the angle.
        double expected = Math.PI / (1000 * 999 / 2.0);
        assertThat(SphereDistances.expectedNearestPair(2, 1000)).isCloseTo(expected, within(1e-9 * expected));
    }

    @Test
    void sampled_nearest_pairs_average_to_the_expected_one() {
        int n = 40;
        int points = 60;
        int runs = 300;
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(n, 1.3), 1801, 8);
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            double nearest = nearestPair(sampler.pointsOn(Sphere.INNER, (long) run * points, points), n, points);
            sum += nearest;
            squares += nearest * nearest;
        }
        double mean = sum / runs;
        double error = Math.sqrt((squares / runs - mean * mean) / runs);
        assertThat(mean)
                .as("five standard errors")
                .isCloseTo(SphereDistances.expectedNearestPair(n, points), within(5 * error));
    }

    private static double nearestPair(float[] x, int n, int points) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < i; j++) {
                double squares = 0;
                for (int k = 0; k < n; k++) {
                    double difference = x[i * n + k] - x[j * n + k];
                    squares += difference * difference;
                }
                least = Math.min(least, squares);
            }
        }
        return Math.sqrt(least);
    }

    @Test
    void a_probability_that_no_distance_reaches_gives_the_diameter() {
        assertThat(SphereDistances.nearestPairExceededWith(5, 2, 0.3)).isEqualTo(2);
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SphereDistances.mean(1))
                .withMessage("dimension n = 1 is not in [2, 2147483647]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SphereDistances.expectedNearestPair(1, 2))
                .withMessage("dimension n = 1 is not in [2, 2147483647]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SphereDistances.expectedNearestPair(3, 1))
                .withMessage("points N = 1 is not in [2, 9223372036854775807]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SphereDistances.nearestPairExceededWith(3, 1, 0.5))
                .withMessage("points N = 1 is not in [2, 9223372036854775807]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SphereDistances.nearestPairExceededWith(1, 2, 0.3))
                .withMessage("dimension n = 1 is not in [2, 2147483647]");
        for (double bad : new double[] {0, 1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SphereDistances.nearestPairExceededWith(3, 5, bad))
                    .withMessage("probability p = " + bad + " is not in (0, 1)");
        }
    }
}
