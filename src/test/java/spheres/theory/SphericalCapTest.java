package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static spheres.theory.Tables.assertClose;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class SphericalCapTest {
    private static final double RELATIVE = 1e-12;

    @TestFactory
    List<DynamicTest> height_radius_and_distance_agree_with_thirty_digits() {
        return Tables.rows("caps.csv").stream()
                .map(row -> DynamicTest.dynamicTest("n = " + row[0] + ", mu = " + row[1], () -> {
                    int n = Integer.parseInt(row[0]);
                    double mu = Double.parseDouble(row[1]);
                    SphericalCap cap = SphericalCap.ofMeasure(n, mu);
                    assertClose("edge height", cap.edgeHeight(), Double.parseDouble(row[2]), RELATIVE);
                    assertClose("geodesic radius", cap.geodesicRadius(), Double.parseDouble(row[3]), RELATIVE);
                    assertClose("mean distance", cap.meanDistance(), Double.parseDouble(row[4]), RELATIVE);
                    assertClose("measure", cap.measure(), mu, RELATIVE);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> the_cap_is_found_again_from_its_radius_and_from_its_distance() {
        return Tables.rows("caps.csv").stream()
                .filter(row -> Integer.parseInt(row[0]) >= 100)
                .map(row -> DynamicTest.dynamicTest("n = " + row[0] + ", mu = " + row[1], () -> {
                    int n = Integer.parseInt(row[0]);
                    double mu = Double.parseDouble(row[1]);
                    double distance = Double.parseDouble(row[4]);
                    assertClose(
                            "measure from distance",
                            SphericalCap.ofMeanDistance(n, distance).measure(),
                            mu,
                            1e-10);
                    assertClose(
                            "measure from radius",
                            SphericalCap.ofGeodesicRadius(n, Double.parseDouble(row[3]))
                                    .measure(),
                            mu,
                            1e-10);
                }))
                .toList();
    }

    @ParameterizedTest(name = "n = 500, mu = {0}")
    @CsvSource({
        "1e-7, .2297, .2312",
        "1e-6, .2105, .2116",
        "1e-5, .1893, .1901",
        "1e-3, .1377, .1381",
        ".01, .1039, .1042",
        ".1, .0574, .0595",
        ".5, 0, .0179"
    })
    void caps_in_500_dimensions_have_the_heights_and_distances_of_an_independent_calculation(
            double mu, double height, double distance) {
        SphericalCap cap = SphericalCap.ofMeasure(500, mu);
        assertThat(cap.edgeHeight()).isCloseTo(height, within(5e-5));
        assertThat(cap.meanDistance()).isCloseTo(distance, within(5e-5));
    }

    @ParameterizedTest(name = "mu = {0}")
    @ValueSource(doubles = {1e-200, 1e-9, 0.03, 0.49, 0.62, 0.97})
    void a_cap_of_the_circle_is_an_arc(double mu) {
        SphericalCap arc = SphericalCap.ofMeasure(2, mu);
        assertClose("radius", arc.geodesicRadius(), Math.PI * mu, RELATIVE);
        assertClose(
                "distance",
                arc.meanDistance(),
                8 / (2 * Math.PI) * 2 * square(Math.sin(Math.PI * (1 - mu) / 4)),
                1e-11);
    }

    @ParameterizedTest(name = "mu = {0}")
    @ValueSource(doubles = {1e-200, 1e-9, 0.03, 0.49, 0.62, 0.97})
    void on_the_ordinary_sphere_the_height_is_linear_in_the_measure(double mu) {
        SphericalCap cap = SphericalCap.ofMeasure(3, mu);
        assertClose("height", cap.edgeHeight(), 1 - 2 * mu, RELATIVE);
        assertClose("radius", cap.geodesicRadius(), 2 * Math.asin(Math.sqrt(mu)), RELATIVE);
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void half_the_sphere_has_height_zero() {
        SphericalCap half = SphericalCap.ofMeasure(500, 0.5);
        assertThat(half.edgeHeight()).isZero();
        assertThat(half.geodesicRadius()).isEqualTo(Math.PI / 2);
        assertThat(half.distanceFromEquator()).isZero();
    }

    @Test
    void measures_beyond_a_double_are_given_by_their_logarithm() {
        SphericalCap cap = SphericalCap.ofLogMeasure(500, -5000);
        assertThat(cap.measure()).isZero();
        assertThat(cap.logMeasure()).isCloseTo(-5000, within(1e-9));
        assertThat(cap.log10Measure()).isCloseTo(-5000 / Math.log(10), within(1e-9));
        assertClose(
                "distance back to the measure",
                SphericalCap.ofMeanDistance(
                                500, SphericalCap.ofLogMeasure(500, -900).meanDistance())
                        .logMeasure(),
                -900,
                1e-10);
    }

    @ParameterizedTest(name = "mu = {0}")
    @ValueSource(doubles = {1e-12, 0.2, 0.5, 0.6, 0.999})
    void a_measure_and_its_logarithm_give_the_same_cap(double mu) {
        SphericalCap cap = SphericalCap.ofMeasure(60, mu);
        SphericalCap same = SphericalCap.ofLogMeasure(60, Math.log(mu));
        assertThat(same.edgeHeight()).isCloseTo(cap.edgeHeight(), within(1e-12));
        assertClose("distance", same.meanDistance(), cap.meanDistance(), 1e-11);
    }

    @ParameterizedTest(name = "z = {0}")
    @ValueSource(doubles = {-0.9, -0.2, 0, 0.05, 0.7, 0.95})
    void the_measure_of_a_given_height_is_the_tail_of_the_coordinate_law(double height) {
        SphericalCap cap = SphericalCap.ofEdgeHeight(12, height);
        assertThat(cap.edgeHeight()).isCloseTo(height, within(1e-15));
        assertClose(
                "measure",
                cap.measure(),
                org.apache.commons.numbers.gamma.RegularizedBeta.value((1 - height) / 2, 5.5, 5.5),
                1e-12);
    }

    @Test
    void the_complement_is_the_cap_about_the_other_pole() {
        SphericalCap cap = SphericalCap.ofMeasure(40, 0.2);
        SphericalCap rest = cap.complement();
        assertThat(rest.dimension()).isEqualTo(40);
        assertClose("measure", rest.measure(), 0.8, RELATIVE);
        assertThat(rest.edgeHeight()).isEqualTo(-cap.edgeHeight());
        assertThat(rest.geodesicRadius()).isEqualTo(Math.PI - cap.geodesicRadius());
        assertThat(rest.distanceFromEquator()).isZero();
        assertThat(rest.complement().meanDistance()).isEqualTo(cap.meanDistance());
    }

    @ParameterizedTest(name = "mu = {0}")
    @ValueSource(doubles = {1e-30, 0.01, 0.5, 0.8})
    void the_mean_depth_is_the_distance_of_the_complement_shared_among_the_points_of_the_cap(double mu) {
        SphericalCap cap = SphericalCap.ofMeasure(500, mu);
        assertClose("depth", cap.meanDepth() * cap.measure(), cap.complement().meanDistance(), 1e-11);
    }

    @Test
    void the_mean_depth_of_the_least_arc_is_a_quarter_of_its_length() {
        // Distances to the nearer end of an arc of length 2 a are uniform on (0, a).
        double radius = SphericalCap.ofMeasure(2, 1e-304).geodesicRadius();
        assertClose("depth", SphericalCap.ofMeasure(2, 1e-304).meanDepth(), radius / 2, 1e-11);
    }

    @ParameterizedTest(name = "n = {0}")
    @ValueSource(ints = {2, 3, 500, 1_000_000, Integer.MAX_VALUE})
    void distances_just_below_the_largest_are_kept(int n) {
        double distance = SphericalCap.ofGeodesicRadius(n, 1e-304).meanDistance();
        for (int ulps = 0; ulps < 8; ulps++) {
            distance = Math.nextDown(distance);
            assertClose("distance", SphericalCap.ofMeanDistance(n, distance).meanDistance(), distance, 1e-14);
        }
    }

    @ParameterizedTest(name = "n = {0}")
    @ValueSource(ints = {3, 4, 500})
    void the_least_double_is_a_measure_in_three_and_more_dimensions(int n) {
        SphericalCap cap = SphericalCap.ofMeasure(n, Double.MIN_VALUE);
        assertThat(cap.logMeasure()).isCloseTo(Math.log(Double.MIN_VALUE), within(1e-9));
    }

    @Test
    void a_typical_error_lies_near_correct_points() {
        assertThat(SphericalCap.ofMeasure(500, 0.01).meanDepth()).isCloseTo(0.015, within(5e-4));
    }

    @Test
    void the_distance_from_the_equator_on_a_circle_is_the_chord_printed_in_the_third_version() {
        assertThat(SphericalCap.ofMeasure(2, 0.01).distanceFromEquator()).isCloseTo(1.392, within(5e-4));
    }

    @Test
    void sampled_distances_to_a_cap_average_to_its_mean_distance() {
        int n = 30;
        int samples = 40_000;
        for (double mu : new double[] {0.02, 0.7}) {
            SphericalCap cap = SphericalCap.ofMeasure(n, mu);
            SphereSampler sampler = new SphereSampler(new ConcentricSpheres(n, 1.3), 1801, 7);
            float[] point = new float[n];
            double sum = 0;
            double squares = 0;
            int inside = 0;
            for (int i = 0; i < samples; i++) {
                sampler.pointOn(Sphere.INNER, i, point, 0);
                double angle = Math.acos(Math.max(-1, Math.min(1, point[0])));
                double distance = 2 * Math.sin(Math.max(0, angle - cap.geodesicRadius()) / 2);
                inside += distance == 0 ? 1 : 0;
                sum += distance;
                squares += distance * distance;
            }
            double mean = sum / samples;
            double deviation = Math.sqrt((squares / samples - mean * mean) / samples);
            assertThat(mean).as("five standard errors").isCloseTo(cap.meanDistance(), within(5 * deviation));
            assertThat((double) inside / samples)
                    .as("five standard errors")
                    .isCloseTo(mu, within(5 * Math.sqrt(mu * (1 - mu) / samples)));
        }
    }

    @Test
    void a_cap_prints_its_dimension_and_height() {
        assertThat(SphericalCap.ofEdgeHeight(3, 0)).hasToString("SphericalCap[dimension=3, edgeHeight=0.0]");
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SphericalCap.ofMeasure(1, 0.5))
                .withMessage("dimension n = 1 is not in [2, 2147483647]");
        for (double bad : new double[] {0, 1, -0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SphericalCap.ofMeasure(2, bad))
                    .withMessage("measure mu = " + bad + " is not in (0, 1)");
        }
        for (double bad : new double[] {Double.MIN_VALUE, 1e-320, Math.nextDown(1e-304)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SphericalCap.ofMeasure(2, bad))
                    .withMessage("measure mu = " + bad + " is not in [1.0E-304, 1), the range for n = 2");
        }
        for (double bad : new double[] {0, -1e-305, -1400, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SphericalCap.ofLogMeasure(3, bad))
                    .withMessage(
                            "log of the measure = " + bad + " is not in (-1400.0, -1.0E-304], the range for n = 3");
        }
        for (double bad : new double[] {-1, 1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SphericalCap.ofEdgeHeight(3, bad))
                    .withMessage("edge height z = " + bad + " is not in (-1, 1)");
        }
        for (double bad : new double[] {0, Double.MIN_VALUE, Math.PI, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SphericalCap.ofGeodesicRadius(3, bad))
                    .withMessage("geodesic radius = " + bad + " is not in [1.0E-304, pi)");
        }
        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> SphericalCap.ofLogMeasure(1, -1),
            () -> SphericalCap.ofEdgeHeight(1, 0),
            () -> SphericalCap.ofGeodesicRadius(1, 1),
            () -> SphericalCap.ofMeanDistance(1, 0.1)
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessage("dimension n = 1 is not in [2, 2147483647]");
        }
        for (double bad : new double[] {0, 1.4, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SphericalCap.ofMeanDistance(3, bad))
                    .withMessage("mean distance d = " + bad + " is not in (0, "
                            + SphericalCap.ofGeodesicRadius(3, 1e-304).meanDistance()
                            + "), the range for n = 3: no cap is farther than a point");
        }
    }
}
