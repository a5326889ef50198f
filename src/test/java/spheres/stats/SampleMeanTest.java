package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleMeanTest {

    /** SciPy 1.17.1: {@code t.interval(level, 7, mean, std(ddof=1) / sqrt(8))} of 2 4 4 4 5 5 7 9. */
    @ParameterizedTest
    @CsvSource({
        "0.95, 3.21251208176379, 6.787487918236209",
        "0.9999996666666666, -8.990929544856796, 18.990929544856797"
    })
    void intervalIsStudents(double level, double low, double high) {
        SampleMean sample = SampleMean.of(2, 4, 4, 4, 5, 5, 7, 9);

        assertThat(sample.mean()).isEqualTo(5);
        assertThat(sample.standardError()).isCloseTo(0.7559289460184544, within(1e-15));
        ConfidenceInterval interval = sample.interval(level);
        assertThat(interval.value()).isEqualTo(5);
        assertThat(interval.level()).isEqualTo(level);
        assertThat(interval.low()).isCloseTo(low, within(1e-8));
        assertThat(interval.high()).isCloseTo(high, within(1e-8));
    }

    @Test
    void growingSampleIsTheWholeSample() {
        SampleMean sample = new SampleMean(index -> index * index);
        sample.extend(0, 3);
        sample.extend(3, 5);

        assertThat(sample.interval(0.9)).isEqualTo(SampleMean.of(0, 1, 4, 9, 16).interval(0.9));
        assertThat(sample.mean()).isEqualTo(6);
    }

    @Test
    void smallSpreadOfLargeValuesIsNotLost() {
        // the values 4, 7, 13, 16 far from 0: variance 30, so the standard error is sqrt(30 / 4)
        assertThat(SampleMean.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16).standardError())
                .isCloseTo(Math.sqrt(7.5), within(1e-9));
    }

    /**
     * 4000 intervals at level 0.9 from 10 normal values each: the share that holds the truth has standard error 0.0047, and
     * 0.9 is accepted within 5 of them. A truth three standard errors away lies in less than 10 % of them: Student's half
     * width at 9 degrees of freedom is 1.83 standard errors.
     */
    @Test
    void intervalAcceptsTheTruthAtItsLevelAndRejectsANearMiss() {
        NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(new SplitMix64(20180109));
        int runs = 4000;
        int truth = 0;
        int nearMiss = 0;
        for (int run = 0; run < runs; run++) {
            SampleMean sample = new SampleMean(index -> 3 + 2 * gaussian.sample());
            sample.extend(0, 10);
            ConfidenceInterval interval = sample.interval(0.9);
            truth += interval.low() <= 3 && 3 <= interval.high() ? 1 : 0;
            double missed = 3 + 3 * 2 / Math.sqrt(10);
            nearMiss += interval.low() <= missed && missed <= interval.high() ? 1 : 0;
        }

        assertThat((double) truth / runs).isCloseTo(0.9, within(0.024));
        assertThat((double) nearMiss / runs).isLessThan(0.2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void fewerThanTwoSamplesAreRefused(int samples) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMean.of(new double[samples]).interval(0.95))
                .withMessage("samples = " + samples + " is too small: at least 2 is needed");
    }

    @Test
    void twoSamplesAreEnough() {
        assertThat(SampleMean.of(1, 3).standardError()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 2, -1, Double.NaN})
    void levelOutsideTheUnitIntervalIsRefused(double level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMean.of(1, 2, 3).interval(level))
                .withMessage("level = " + level + " is not in (0, 1)");
    }

    @Test
    void sampleWithNaNGivesNoInterval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMean.of(1, Double.NaN, 3).interval(0.95))
                .withMessage("interval [NaN, NaN] does not hold its value NaN: low <= value <= high is needed");
    }
}
