package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class ErrorSetProperties {
    /** What rounding may add to a distance that equals the cap's. */
    private static final double ROUNDING = 1e-11;

    @Property(tries = 200, seed = "1801")
    void the_zone_at_a_pole_is_the_cap(
            @ForAll @IntRange(min = 2, max = 2000) int n, @ForAll @DoubleRange(min = -9, max = -0.01) double log10) {
        double mu = Math.pow(10, log10);
        double cap = DistanceBound.exact(n, mu);
        // A gap of 1 - mu is a double, which moves mu = 1e-9 by 1e-7 of itself.
        assertThat(ZonalSet.cap(n, mu).meanDistance()).isCloseTo(cap, within(cap * 1e-6 + 1e-13));
    }

    @Property(tries = 200, seed = "1801")
    void two_opposite_caps_are_nearer_than_one_of_their_measure(
            @ForAll @IntRange(min = 2, max = 5000) int n, @ForAll @DoubleRange(min = -12, max = -0.05) double log10) {
        double mu = Math.pow(10, log10);
        assertThat(ZonalSet.oppositeCaps(n, mu).meanDistance()).isLessThan(DistanceBound.exact(n, mu));
    }

    @Property(tries = 200, seed = "1801")
    void a_band_is_nearer_than_the_cap_of_its_measure(
            @ForAll @IntRange(min = 2, max = 5000) int n, @ForAll @DoubleRange(min = -12, max = -0.05) double log10) {
        double mu = Math.pow(10, log10);
        assertThat(ZonalSet.band(n, mu).meanDistance()).isLessThan(DistanceBound.exact(n, mu));
    }

    @Property(tries = 300, seed = "1801")
    void a_random_union_of_zones_is_no_farther_than_the_cap_of_its_measure(
            @ForAll @IntRange(min = 2, max = 3000) int n,
            @ForAll @DoubleRange(min = -9, max = -0.05) double log10,
            @ForAll long seed) {
        double mu = Math.pow(10, log10);
        ZonalSet zones = randomZones(n, mu, new Random(seed));
        assertThat(zones.measure()).isCloseTo(mu, within(1e-12));
        assertThat(zones.meanDistance()).isLessThanOrEqualTo(DistanceBound.exact(n, zones.measure()) * (1 + ROUNDING));
    }

    private static ZonalSet randomZones(int n, double mu, Random random) {
        int zones = 1 + random.nextInt(4);
        double[] gaps = shares(zones + 1, 1 - mu, random);
        double[] widths = shares(zones, mu, random);
        double[] both = new double[2 * zones];
        for (int i = 0; i < zones; i++) {
            both[2 * i] = gaps[i];
            both[2 * i + 1] = widths[i];
        }
        return ZonalSet.ofMeasures(n, both);
    }

    private static double[] shares(int count, double total, Random random) {
        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            shares[i] = -Math.log(1 - random.nextDouble());
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] *= total / sum;
        }
        return shares;
    }

    @Property(tries = 12, seed = "1801")
    void a_random_union_of_caps_is_no_farther_than_the_cap_of_its_measure(
            @ForAll @IntRange(min = 2, max = 60) int n,
            @ForAll @IntRange(min = 2, max = 8) int caps,
            @ForAll @DoubleRange(min = 0.01, max = 0.3) double mu,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[][] centres = new double[caps][n];
        for (double[] centre : centres) {
            double squares = 0;
            for (int j = 0; j < n; j++) {
                centre[j] = random.nextGaussian();
                squares += centre[j] * centre[j];
            }
            for (int j = 0; j < n; j++) {
                centre[j] /= Math.sqrt(squares);
            }
        }
        assertNearerThanItsCap(new CapUnion(centres, mu / caps), seed);
    }

    @Property(tries = 8, seed = "1801")
    void caps_about_coordinate_axes_are_nearer_than_one_cap_of_their_measure(
            @ForAll @IntRange(min = 8, max = 60) int n,
            @ForAll @IntRange(min = 2, max = 8) int caps,
            @ForAll @DoubleRange(min = 0.01, max = 0.3) double mu,
            @ForAll long seed) {
        assertNearerThanItsCap(CapUnion.aboutAxes(n, caps, mu), seed);
    }

    /** Judged at five standard errors: the false alarm of all tries together stays below 1e-5. */
    private static void assertNearerThanItsCap(CapUnion set, long seed) {
        int samples = 4000;
        int n = set.dimension();
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(n, 1.3), seed, 3);
        float[] point = new float[n];
        double[] x = new double[n];
        int inside = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < samples; i++) {
            sampler.pointOn(Sphere.INNER, i, point, 0);
            for (int j = 0; j < n; j++) {
                x[j] = point[j];
            }
            double distance = set.distance(x);
            inside += distance == 0 ? 1 : 0;
            sum += distance;
            squares += distance * distance;
        }
        double mean = sum / samples;
        double error = Math.sqrt((squares / samples - mean * mean) / samples);
        double share = (double) inside / samples;
        double shareError = Math.sqrt((share + 1.0 / samples) / samples);
        assertThat(share).isLessThanOrEqualTo(set.measureBound() + 5 * shareError);
        double least = Math.max(1e-9, share - 5 * shareError);
        assertThat(mean - 5 * error).isLessThanOrEqualTo(DistanceBound.exact(n, least));
    }
}
