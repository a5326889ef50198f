package spheres.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.theory.SphericalCap;

class MeanDistanceTest {
    private static final int D = 100;
    private static final int OTHERS = 20_000;

    @Property(tries = 20)
    void whereTheLogitTellsTheDistanceOnlyTheSpheresMeanLogitIsUncertain(
            @ForAll @IntRange(min = 30, max = 100) int n,
            @ForAll @FloatRange(min = -3, max = 3) float slope,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        float[] logits = heights(seed, n);
        float[] others = heights(seed + 2000, OTHERS);
        double[] distances = IntStream.range(0, n)
                .mapToDouble(i -> 1 + (double) slope * logits[i])
                .toArray();

        MeanDistance mean = MeanDistance.controlled(distances, logits, others);

        double ofOthers =
                IntStream.range(0, OTHERS).mapToDouble(i -> others[i]).average().orElseThrow();
        double spread = Math.sqrt(IntStream.range(0, OTHERS)
                        .mapToDouble(i -> Math.pow(others[i] - ofOthers, 2))
                        .sum()
                / (OTHERS - 1.0));
        assertThat(mean.mean()).isCloseTo(1 + slope * ofOthers, within(1e-12));
        assertThat(mean.standardError()).isCloseTo(Math.abs(slope) * spread / Math.sqrt(OTHERS), within(1e-12));
        assertThat(mean.found()).isEqualTo(n);
        assertThat(mean.starts()).isEqualTo(n);
    }

    @Property(tries = 20)
    void scaleAndOriginOfTheLogitDoNotMatter(
            @ForAll @FloatRange(min = 0.1f, max = 100) float scale,
            @ForAll @FloatRange(min = -1, max = 1) float origin) {
        float[] logits = heights(1, 50);
        float[] others = heights(2, 1000);
        double[] distances = toCap(logits, SphericalCap.ofMeasure(D, 0.01));

        MeanDistance mean = MeanDistance.controlled(distances, logits, others);
        MeanDistance again =
                MeanDistance.controlled(distances, moved(logits, scale, origin), moved(others, scale, origin));

        assertThat(again.mean()).isCloseTo(mean.mean(), within(1e-6));
        assertThat(again.standardError()).isCloseTo(mean.standardError(), within(1e-6));
    }

    /** The mean distance to a cap is known: theory.SphericalCap. */
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySayAndAreNarrower() {
        int n = 50;
        SphericalCap cap = SphericalCap.ofMeasure(D, 0.01);
        double t = TDistribution.of(n - 1.0).inverseSurvivalProbability(0.025);
        int runs = 1000;
        int held = 0;
        double narrower = 0;
        for (int run = 0; run < runs; run++) {
            float[] logits = heights(10 + run, n);
            double[] distances = toCap(logits, cap);

            MeanDistance mean = MeanDistance.controlled(distances, logits, heights(10 + runs + run, 2000));

            held += Math.abs(mean.mean() - cap.meanDistance()) <= t * mean.standardError() ? 1 : 0;
            narrower += MeanDistance.of(distances, n).standardError() / mean.standardError() / runs;
        }

        // Binomial at 0.95: 1000 runs give fewer than 925 once in 3000 times.
        assertThat(held).isBetween(925, 975);
        assertThat(narrower).isGreaterThan(3);
    }

    @Test
    void isThePlainMeanWhereNothingIsToBeLearntFromLogits() {
        float[] logits = heights(1, 40);
        double[] distances = toCap(logits, SphericalCap.ofMeasure(D, 0.01));
        double[] few = toCap(heights(1, 29), SphericalCap.ofMeasure(D, 0.01));

        assertThat(MeanDistance.controlled(distances, new float[40], logits)).isEqualTo(MeanDistance.of(distances, 40));
        assertThat(MeanDistance.controlled(few, heights(1, 29), logits)).isEqualTo(MeanDistance.of(few, 29));
    }

    /** First coordinates of uniform points: logits of a linear classifier. */
    private static float[] heights(long seed, int count) {
        float[] points = new SphereSampler(new ConcentricSpheres(D, 1.3), seed, 0).pointsOn(Sphere.INNER, 0, count);
        float[] heights = new float[count];
        for (int i = 0; i < count; i++) {
            heights[i] = points[i * D];
        }
        return heights;
    }

    private static double[] toCap(float[] heights, SphericalCap cap) {
        return IntStream.range(0, heights.length)
                .mapToDouble(i -> Math.max(0, Math.acos(heights[i]) - cap.geodesicRadius()))
                .map(angle -> 2 * Math.sin(angle / 2))
                .toArray();
    }

    private static float[] moved(float[] values, float scale, float origin) {
        float[] moved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i] = scale * values[i] + origin;
        }
        return moved;
    }
}
