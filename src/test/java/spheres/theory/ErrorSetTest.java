package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static spheres.theory.Tables.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class ErrorSetTest {
    private static double chord(double degrees) {
        return 2 * Math.sin(Math.toRadians(degrees) / 2);
    }

    private static double[] atLatitude(double degrees) {
        return new double[] {Math.sin(Math.toRadians(degrees)), Math.cos(Math.toRadians(degrees))};
    }

    @ParameterizedTest(name = "n = {0}")
    @ValueSource(ints = {2, 3, 40, 2000})
    void the_zone_at_a_pole_is_the_cap(int n) {
        ZonalSet cap = ZonalSet.cap(n, 0.125);
        assertClose("distance", cap.meanDistance(), DistanceBound.exact(n, 0.125), 1e-12);
        assertThat(cap.measure()).isEqualTo(0.125);
    }

    /** On the circle a third of the measure in one band is the latitudes within 30 degrees, in two caps those from 60. */
    @ParameterizedTest(name = "latitude {0}")
    @CsvSource({"0, 0, 60", "29, 0, 31", "-31, 1, 29", "45, 15, 15", "-62, 32, 0", "90, 60, 0", "-90, 60, 0"})
    void points_of_the_circle_have_the_chord_to_the_nearest_edge(double latitude, double toBand, double toCaps) {
        double[] point = atLatitude(latitude);
        assertThat(ZonalSet.band(2, 1.0 / 3).distance(point)).isCloseTo(chord(toBand), within(1e-13));
        assertThat(ZonalSet.oppositeCaps(2, 1.0 / 3).distance(point)).isCloseTo(chord(toCaps), within(1e-13));
    }

    @Test
    void a_point_just_outside_the_sphere_by_rounding_is_its_pole() {
        assertThat(ZonalSet.band(2, 1.0 / 3).distance(new double[] {1 + 1e-15, 0}))
                .isCloseTo(1, within(1e-13));
        assertThat(ZonalSet.band(2, 1.0 / 3).distance(new double[] {-1 - 1e-15, 0}))
                .isCloseTo(1, within(1e-13));
    }

    @Test
    void on_the_circle_a_band_and_two_caps_leave_the_same_gaps() {
        assertClose(
                "distance",
                ZonalSet.band(2, 0.3).meanDistance(),
                ZonalSet.oppositeCaps(2, 0.3).meanDistance(),
                1e-13);
    }

    @ParameterizedTest(name = "n = {0}")
    @ValueSource(ints = {2, 7, 300})
    void zones_read_from_the_other_pole_are_as_far(int n) {
        double up = ZonalSet.ofMeasures(n, 0.1, 0.05, 0.3, 0.15, 0.125, 0.025).meanDistance();
        double down =
                ZonalSet.ofMeasures(n, 0.25, 0.025, 0.125, 0.15, 0.3, 0.05).meanDistance();
        assertClose("distance", down, up, 1e-12);
        assertThat(up).isLessThan(DistanceBound.exact(n, 0.225));
    }

    @Test
    void a_sum_of_one_but_for_rounding_is_the_whole_sphere() {
        ZonalSet all = ZonalSet.ofMeasures(5, 0, 0.1, 0, 0.2, 0, 0.7 + 1e-13);
        assertThat(all.measure()).isEqualTo(1);
        assertThat(all.meanDistance()).isZero();
    }

    @Test
    void a_union_of_caps_is_as_near_as_its_nearest_cap() {
        // Arcs of a quarter of the circle each, 45 degrees to either side of e_1 and e_2.
        CapUnion union = CapUnion.aboutAxes(2, 2, 0.5);
        assertThat(union.dimension()).isEqualTo(2);
        assertThat(union.measureBound()).isCloseTo(0.5, within(1e-13));
        assertThat(union.distance(new double[] {-1, 0})).isCloseTo(chord(45), within(1e-13));
        assertThat(union.distance(new double[] {0, -1})).isCloseTo(chord(45), within(1e-13));
        assertThat(union.distance(new double[] {-Math.sqrt(0.5), -Math.sqrt(0.5)}))
                .isCloseTo(chord(90), within(1e-13));
        assertThat(union.distance(new double[] {1, 0})).isZero();
        assertThat(union.distance(new double[] {Math.sqrt(0.5), Math.sqrt(0.5)}))
                .isCloseTo(0, within(1e-13));
        assertThat(new CapUnion(new double[][] {{-1, 0}}, 0.25).distance(new double[] {1, 0}))
                .isCloseTo(chord(135), within(1e-13));
    }

    @Test
    void the_measure_of_overlapping_caps_is_at_most_one() {
        assertThat(new CapUnion(new double[][] {{1, 0, 0}, {0, 1, 0}}, 0.7).measureBound())
                .isEqualTo(1);
        assertThat(CapUnion.aboutAxes(3, 1, 0.25).measureBound()).isCloseTo(0.25, within(1e-13));
    }

    @Test
    void a_union_does_not_change_with_the_array_it_was_made_from() {
        double[][] centres = {{1, 0}};
        CapUnion union = new CapUnion(centres, 0.25);
        centres[0][0] = -1;
        assertThat(union.distance(new double[] {1, 0})).isZero();
    }

    @Test
    void distances_to_zones_average_to_the_exact_mean() {
        int n = 20;
        int samples = 40_000;
        ZonalSet set = ZonalSet.ofMeasures(n, 0.1, 0.05, 0.5, 0.1);
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(n, 1.3), 1801, 4);
        float[] point = new float[n];
        double sum = 0;
        double squares = 0;
        int inside = 0;
        for (int i = 0; i < samples; i++) {
            sampler.pointOn(Sphere.INNER, i, point, 0);
            double distance = set.distance(new double[] {point[0]});
            inside += distance == 0 ? 1 : 0;
            sum += distance;
            squares += distance * distance;
        }
        double mean = sum / samples;
        double error = Math.sqrt((squares / samples - mean * mean) / samples);
        assertThat(mean).isCloseTo(set.meanDistance(), within(5 * error));
        assertThat((double) inside / samples).isCloseTo(0.15, within(5 * Math.sqrt(0.15 * 0.85 / samples)));
    }

    @Test
    void on_the_circle_two_opposite_arcs_have_the_closed_form_of_four_gaps_halved() {
        // Each of the two gaps has the angle pi (1 - mu); its mean distance is 8 (1 - cos(gap / 4)) over 2 pi.
        double gap = Math.PI * 0.7;
        assertThat(ZonalSet.oppositeCaps(2, 0.3).meanDistance())
                .isCloseTo(2 * 8 * (1 - Math.cos(gap / 4)) / (2 * Math.PI), within(1e-13));
    }

    @Test
    void zones_print_their_latitudes() {
        assertThat(ZonalSet.ofMeasures(3, 0, 1))
                .hasToString("ZonalSet[dimension=3, measure=1.0, latitudes=[-1.5707963267948966, 1.5707963267948966]]");
        assertThat(ZonalSet.ofMeasures(3, 0, 1).meanDistance()).isZero();
        assertThat(ZonalSet.ofMeasures(3, 0, 1).dimension()).isEqualTo(3);
    }

    @Test
    void illegal_arguments_are_named_with_their_value_and_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZonalSet.ofMeasures(1, 0, 1))
                .withMessage("dimension n = 1 is not in [2, 2147483647]");
        for (double[] bad : new double[][] {{}, {0.1}, {0.1, 0.1, 0.1}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ZonalSet.ofMeasures(2, bad))
                    .withMessage("gaps and zones have length " + bad.length
                            + ": give an even number, gap, zone, gap, zone, ...");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZonalSet.ofMeasures(2, 0, 0))
                .withMessage("zone measure [1] = 0.0 is not in (0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZonalSet.ofMeasures(2, -0.1, 0.1))
                .withMessage("gap measure [0] = -0.1 is not in [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZonalSet.ofMeasures(2, Double.NaN, 0.1))
                .withMessage("gap measure [0] = NaN is not in [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZonalSet.ofMeasures(2, 0.5, 0.75))
                .withMessage("gaps and zones have the sum 1.25: it is at most 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapUnion(new double[0][], 0.1))
                .withMessage("centres has length 0: give at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapUnion(new double[][] {{1, 0}, {1}}, 0.1))
                .withMessage("centre 1 has length 1, not 2 like the first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapUnion(new double[][] {{1, 1}}, 0.1))
                .withMessage("centre 0 has squared norm 2.0, not 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapUnion(new double[][] {{1, 0}, {0.5, 0}}, 0.1))
                .withMessage("centre 1 has squared norm 0.25, not 1");
        for (int bad : new int[] {0, 4}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CapUnion.aboutAxes(3, bad, 0.1))
                    .withMessage("caps k = " + bad + " is not in [1, 3]");
        }
    }
}
