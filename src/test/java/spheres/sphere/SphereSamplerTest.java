package spheres.sphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistical laws are checked at fixed seeds; each bound is 5 standard errors, or the DKW band at level 1 - 2e-9. */
class SphereSamplerTest {
    private static final int N = 100_000;
    /** sqrt(ln(2 / 2e-9) / (2 N)). */
    private static final double BAND = 0.0102;

    /**
     * A coordinate x of the unit sphere has (x + 1) / 2 ~ Beta((d - 1) / 2, (d - 1) / 2): the arcsine law at d = 2, the
     * uniform law at d = 3 (Archimedes).
     */
    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1", "3, 0", "3, 2", "50, 49"})
    void coordinatesHaveTheLawOfTheUniformSphere(int dimension, int coordinate) {
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(dimension, 1.3), 1801, 2774);
        float[] point = new float[dimension];
        double[] values = new double[N];
        for (int i = 0; i < N; i++) {
            sampler.pointOn(Sphere.INNER, i, point, 0);
            values[i] = point[coordinate];
        }
        Arrays.sort(values);
        BetaDistribution law = BetaDistribution.of((dimension - 1) / 2.0, (dimension - 1) / 2.0);
        double distance = 0;
        for (int i = 0; i < N; i++) {
            double probability = law.cumulativeProbability(Math.max(0, Math.min(1, (values[i] + 1) / 2)));
            distance = Math.max(distance, Math.max(probability - (double) i / N, (i + 1.0) / N - probability));
        }

        assertThat(distance).isLessThan(BAND);
    }

    /** On the unit sphere E[x_i x_j] is 1/d for i = j, otherwise 0 with variance 1 / (d (d + 2)). */
    @Test
    void coordinatesAreUncorrelated() {
        int d = 6;
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(d, 1.3), 5, 6);
        double[] products = new double[d * d];
        float[] point = new float[d];
        for (int i = 0; i < N; i++) {
            sampler.pointOn(Sphere.INNER, i, point, 0);
            for (int j = 0; j < d * d; j++) {
                products[j] += (double) point[j / d] * point[j % d] / N;
            }
        }

        for (int j = 0; j < d * d; j++) {
            // the variance of x^2 is 2 (d - 1) / (d^2 (d + 2)), 0.0347 at d = 6; that of x y is 0.0208
            assertThat(products[j]).isCloseTo(j / d == j % d ? 1.0 / d : 0, within(5 * Math.sqrt(0.0347 / N)));
        }
    }

    @Test
    void eachSphereHasHalfOfTheSamplesWhateverTheDirection() {
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(3, 1.3), 7, 8);
        float[] point = new float[3];
        int outer = 0;
        int outerAbove = 0;
        int above = 0;
        int repeated = 0;
        Sphere last = Sphere.INNER;
        for (int i = 0; i < N; i++) {
            Sphere sphere = sampler.sample(i, point, 0);
            outer += sphere.label();
            above += point[0] > 0 ? 1 : 0;
            outerAbove += point[0] > 0 ? sphere.label() : 0;
            repeated += sphere == last ? 1 : 0;
            last = sphere;
        }

        assertThat((double) outer / N).isCloseTo(0.5, within(0.0079));
        assertThat((double) above / N).isCloseTo(0.5, within(0.0079));
        assertThat((double) outerAbove / N).isCloseTo(0.25, within(0.0069));
        assertThat((double) repeated / N).isCloseTo(0.5, within(0.0079));
    }

    @Test
    void oneDimensionHasFourPoints() {
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(1, 1.5), 9, 10);
        int[] counts = new int[4];
        float[] point = new float[1];
        for (int i = 0; i < N; i++) {
            Sphere sphere = sampler.sample(i, point, 0);
            assertThat(Math.abs(point[0])).isCloseTo(sphere == Sphere.OUTER ? 1.5f : 1f, within(2e-7f));
            counts[2 * sphere.label() + (point[0] > 0 ? 1 : 0)]++;
        }

        for (int count : counts) {
            assertThat((double) count / N).isCloseTo(0.25, within(0.0069));
        }
    }

    /** The inner product of two independent points has mean 0 and variance 1/d. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "0, 0, -1",
        "0, 0, 4096",
        "0, 1, 0",
        "0, -1, 0",
        "1, 0, 0",
        "-1, 0, 0",
        "1, -1, 0",
        "0, 1, -1"
    })
    void pointsOfOtherSeedsStreamsAndIndicesAreUncorrelated(long seed, long stream, long index) {
        int d = 10;
        int n = 20_000;
        ConcentricSpheres spheres = new ConcentricSpheres(d, 1.3);
        SphereSampler one = new SphereSampler(spheres, 11, 12);
        SphereSampler other = new SphereSampler(spheres, 11 + seed, 12 + stream);
        float[] a = new float[d];
        float[] b = new float[d];
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            one.pointOn(Sphere.INNER, i, a, 0);
            other.pointOn(Sphere.INNER, i + index, b, 0);
            double product = 0;
            for (int j = 0; j < d; j++) {
                product += (double) a[j] * b[j];
            }
            mean += product / n;
            squares += product * product / n;
        }

        assertThat(mean).isCloseTo(0, within(5 / Math.sqrt((double) d * n)));
        // the fourth moment is 3 / (d (d + 2)), so the variance of the square is 0.015 at d = 10
        assertThat(squares).isCloseTo(1.0 / d, within(5 * Math.sqrt(0.015 / n)));
    }

    @Test
    void seedAndStreamAreNotInterchangeable() {
        ConcentricSpheres spheres = new ConcentricSpheres(5, 1.3);

        assertThat(new SphereSampler(spheres, 1, 2).pointsOn(Sphere.INNER, 0, 3))
                .isNotEqualTo(new SphereSampler(spheres, 2, 1).pointsOn(Sphere.INNER, 0, 3));
    }

    @Test
    void numberOfThreadsDoesNotMatter() {
        ConcentricSpheres spheres = new ConcentricSpheres(7, 1.3);
        float[] alone = new SphereSampler(spheres, 13, 14).pointsOn(Sphere.OUTER, 0, 1000);
        float[] together = new float[7 * 1000];

        IntStream.range(0, 10).parallel().forEach(part -> {
            SphereSampler sampler = new SphereSampler(spheres, 13, 14);
            for (int i = 100 * part + 99; i >= 100 * part; i--) {
                sampler.pointOn(Sphere.OUTER, i, together, 7 * i);
            }
        });

        assertThat(together).isEqualTo(alone);
    }

    /** The first bit of an index decides: 1 is the outer sphere, as its label is. */
    @Test
    void sphereOfASampleIsTheFirstBitOfItsIndex() {
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(2, 1.3), 1, 2);
        IndexedRandom random = new IndexedRandom(1, 2);
        for (int i = 0; i < 20; i++) {
            random.seek(i);
            assertThat(sampler.sample(i, new float[2], 0).label()).isEqualTo(random.nextBoolean() ? 1 : 0);
        }
    }

    @Test
    void samplerNamesItsSpheres() {
        assertThat(new SphereSampler(ConcentricSpheres.PAPER, 1, 2).spheres()).isSameAs(ConcentricSpheres.PAPER);
    }

    @Test
    void largestRadiusOfSinglePrecisionIsSampled() {
        float[] point = new float[1];
        new SphereSampler(new ConcentricSpheres(1, Float.MAX_VALUE), 1, 2).pointOn(Sphere.OUTER, 0, point, 0);

        assertThat(Math.abs(point[0])).isEqualTo(Float.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3.5e38, 1e300})
    void radiusBeyondSinglePrecisionIsRefused(double radius) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SphereSampler(new ConcentricSpheres(2, radius), 1, 2))
                .withMessage(
                        "outer radius R = " + radius + " is beyond single precision: choose R in (1, 3.4028235E38]");
    }

    @Test
    void negativeCountIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SphereSampler(ConcentricSpheres.PAPER, 1, 2).pointsOn(Sphere.INNER, 0, -1))
                .withMessage("count = -1 is not in [0, 2147483647]");
    }
}
