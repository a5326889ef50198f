package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import spheres.claim.PooledMean.Part;

class PooledMeanTest {
    private static final double Z95 = 1.959964;

    private static Part part(double value, double half, long n) {
        return new Part(value, value - half, value + half, 0.95, n);
    }

    @Test
    void equalEstimatesNarrowByTheRootOfTheirNumber() {
        PooledMean mean =
                PooledMean.of(List.of(part(5, 0.3, 10), part(5, 0.3, 10), part(5, 0.3, 10), part(5, 0.3, 10)));

        assertThat(mean.value()).isEqualTo(5);
        assertThat(mean.low()).isCloseTo(4.85, within(1e-12));
        assertThat(mean.high()).isCloseTo(5.15, within(1e-12));
        assertThat(mean.standardError()).isCloseTo(0.15 / Z95, within(1e-6));
    }

    @Test
    void estimatesWeighAsTheirSamples() {
        PooledMean mean = PooledMean.of(List.of(part(1, 0.4, 300), part(1.1, 0.4, 100)));

        assertThat(mean.value()).isCloseTo(1.025, within(1e-12));
        assertThat(mean.high() - mean.value()).isCloseTo(Math.hypot(0.3, 0.1), within(1e-12));
    }

    @Test
    void endsThatLieUnequallyFarStayUnequal() {
        Part skewed = new Part(1, 0.9, 1.4, 0.95, 1);
        PooledMean mean = PooledMean.of(List.of(skewed, skewed));

        assertThat(mean.value() - mean.low()).isCloseTo(0.1 / Math.sqrt(2), within(1e-12));
        assertThat(mean.high() - mean.value()).isCloseTo(0.4 / Math.sqrt(2), within(1e-12));
    }

    @Test
    void whatDiffersIsKnownByItsScatter() {
        PooledMean mean = PooledMean.ofDifferent(List.of(part(1, 0.001, 1), part(2, 0.001, 1), part(3, 0.001, 1)));

        assertThat(mean.value()).isEqualTo(2);
        assertThat(mean.standardError()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
        // Student's quantile of 95 % with two degrees of freedom
        assertThat(mean.high()).isCloseTo(2 + 4.302653 / Math.sqrt(3), within(1e-6));
    }

    @Test
    void certainValuesThatDifferAreJudgedAtTheLevelOfJudging() {
        Part two = new Part(2, 2, 2, 1, 1);
        Part four = new Part(4, 4, 4, 1, 1);

        assertThat(PooledMean.of(List.of(two, two)).high()).isEqualTo(2);
        // Student's quantile with one degree of freedom: 1 / tan(pi 1e-5 / 2)
        assertThat(PooledMean.ofDifferent(List.of(two, four)).high()).isCloseTo(3 + 63662, within(1.0));
    }

    @Test
    void oneEstimateIsItself() {
        assertThat(PooledMean.of(List.of(new Part(1, 0.9, 1.4, 0.99, 7)))).satisfies(mean -> {
            assertThat(mean.low()).isEqualTo(0.9);
            assertThat(mean.high()).isEqualTo(1.4);
        });
    }

    /** At 95 %, within 4.5 standard deviations of 4000 cases. */
    @Property(tries = 8)
    void coversTheTruthOfOneThingAndOfThingsThatDiffer(
            @ForAll @DoubleRange(min = 0, max = 5) double between, @ForAll @IntRange(min = 2, max = 40) int runs) {
        SplittableRandom random = new SplittableRandom(runs);
        int ofOne = 0;
        int ofDifferent = 0;
        int cases = 4000;
        for (int i = 0; i < cases; i++) {
            List<Part> one = new ArrayList<>();
            List<Part> different = new ArrayList<>();
            for (int k = 0; k < runs; k++) {
                one.add(part(random.nextGaussian(), Z95, 100));
                different.add(part(between * random.nextGaussian() + random.nextGaussian(), Z95, 100));
            }
            ofOne += covers(PooledMean.of(one)) ? 1 : 0;
            ofDifferent += covers(PooledMean.ofDifferent(different)) ? 1 : 0;
        }
        assertThat((double) ofOne / cases).isBetween(0.934, 0.966);
        assertThat((double) ofDifferent / cases).isBetween(0.934, 0.966);
    }

    private static boolean covers(PooledMean mean) {
        return mean.low() <= 0 && 0 <= mean.high();
    }

    @Test
    void driftIsWhatChanceHardlyDoes() {
        PooledMean before = new PooledMean(1, 0.9, 1.1, 0.05);

        assertThat(new PooledMean(1.28, 1, 1.4, 0.05).partsFrom(before)).isFalse();
        assertThat(new PooledMean(1.29, 1, 1.4, 0.05).partsFrom(before)).isTrue();
        assertThat(PooledMean.ofValues(List.of(1.0))).isEmpty();
        assertThat(PooledMean.ofValues(List.of(1.0, 2.0, 3.0)).orElseThrow().standardError())
                .isCloseTo(1 / Math.sqrt(3), within(1e-12));
    }
}
