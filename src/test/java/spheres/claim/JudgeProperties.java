package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeProperties {
    private static final int CASES = 2_000;

    @Property(tries = 200)
    void mergedVerdictIsOneOfTheVerdictsAndDependsNeitherOnOrderNorOnRepetition(
            @ForAll @NotEmpty List<Verdict> verdicts) {
        List<Verdict> reversed = new ArrayList<>(verdicts);
        Collections.reverse(reversed);
        reversed.addAll(verdicts);

        Verdict merged = Verdict.merge(verdicts);

        assertThat(verdicts).contains(merged);
        assertThat(Verdict.merge(reversed)).isEqualTo(merged);
        for (Verdict verdict : verdicts) {
            assertThat(Verdict.merge(List.of(merged, verdict))).isEqualTo(merged);
        }
    }

    /** A sequential measurement may look again: a narrower interval never turns one firm verdict into another. */
    @Property(tries = 500)
    void narrowerIntervalKeepsAFirmVerdict(
            @ForAll @DoubleRange(min = -20, max = 20) double a,
            @ForAll @DoubleRange(min = -20, max = 20) double b,
            @ForAll @DoubleRange(min = 0, max = 1) double from,
            @ForAll @DoubleRange(min = 0, max = 1) double to) {
        Quantity quantity = ExampleClaim.quantity("q", Kind.ESTIMATE, new Range(-10, 10), new Range(-3, 4));
        double low = Math.min(a, b);
        double high = Math.max(a, b);
        double innerLow = Math.min(high, low + Math.min(from, to) * (high - low));
        double innerHigh = Math.max(innerLow, Math.min(high, low + Math.max(from, to) * (high - low)));

        Verdict wide = judge(quantity, low, high);

        if (wide != Verdict.INCONCLUSIVE) {
            assertThat(judge(quantity, innerLow, innerHigh)).isEqualTo(wide);
        }
    }

    /** Where the interval holds the truth, the verdict is that on the truth, or none: the judge adds no false alarm. */
    @Property(tries = 500)
    void intervalThatHoldsTheTruthIsNeverJudgedAgainstIt(
            @ForAll @DoubleRange(min = -20, max = 20) double truth,
            @ForAll @DoubleRange(min = 0, max = 5) double below,
            @ForAll @DoubleRange(min = 0, max = 5) double above) {
        Quantity quantity = ExampleClaim.quantity("q", Kind.ESTIMATE, new Range(-10, 10), new Range(-3, 4));

        assertThat(judge(quantity, truth - below, truth + above))
                .isIn(judge(quantity, truth, truth), Verdict.INCONCLUSIVE);
    }

    /** No noise, and no number of runs, makes a figure hold that lies at the edge of what is accepted or beyond: at most 2.5 % of cases. */
    @Example
    void wrongFigureIsReproducedInAtMostTwoAndAHalfPercentOfCases() {
        UniformRandomProvider random = new XoRoShiRo128PlusPlus(1801, 1);
        var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        Quantity quantity = ExampleClaim.quantity("q", Kind.RUNS, new Range(-1e6, 1e6), new Range(12.8, 19.2));
        for (int runs : new int[] {2, 3, 4, 5, 10, 30}) {
            for (double spread : new double[] {0.01, 0.1, 1, 3, 10, 100}) {
                for (double mean : new double[] {10, 12, 12.8, 19.2, 22}) {
                    int reproduced = 0;
                    for (int i = 0; i < CASES; i++) {
                        List<Double> values = gaussian.samples(runs)
                                .mapToObj(value -> mean + spread * value)
                                .toList();
                        if (Judge.judge(quantity, new Observation.Runs(values)) == Verdict.REPRODUCED) {
                            reproduced++;
                        }
                    }
                    // 2.5 % by the theory, and 4.5 standard deviations of the count.
                    assertThat((double) reproduced)
                            .as("%d runs, mean %s, spread %s: reproduced of %d", runs, mean, spread, CASES)
                            .isLessThan(0.025 * CASES + 4.5 * Math.sqrt(0.025 * 0.975 * CASES));
                }
            }
        }
    }

    /**
     * What claims/README.md says of runs that do not scatter like a normal variable. At the edge of what is accepted, from the
     * side on which the mean is missed more often: long tails above, shares near 1.
     */
    @ParameterizedTest(name = "{0}, {1} runs: at most {2}")
    @CsvSource({
        "lognormal 0.5, 5, 0.08",
        "lognormal 1, 5, 0.18",
        "share of 60, 3, 0.05",
        "share of 60, 2, 0.13",
        "share of 400, 5, 0.035"
    })
    void otherScatterIsReproducedMoreOften(String scatter, int runs, double most) {
        UniformRandomProvider random = new XoRoShiRo128PlusPlus(1801, 3);
        double parameter = Double.parseDouble(scatter.substring(scatter.lastIndexOf(' ') + 1));
        boolean share = scatter.startsWith("share");
        var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        double mean = share ? 0.95 : Math.exp(parameter * parameter / 2);
        Range accepted = share ? new Range(mean, 1e9) : new Range(-1e9, mean);
        Quantity quantity = ExampleClaim.quantity("q", Kind.RUNS, new Range(-1e9, 1e9), accepted);
        int reproduced = 0;
        for (int i = 0; i < CASES; i++) {
            List<Double> values = IntStream.range(0, runs)
                    .mapToObj(run -> share
                            ? random.doubles((long) parameter)
                                            .filter(value -> value < mean)
                                            .count()
                                    / parameter
                            : Math.exp(parameter * gaussian.sample()))
                    .toList();
            if (Judge.judge(quantity, new Observation.Runs(values)) == Verdict.REPRODUCED) {
                reproduced++;
            }
        }

        double spread = 4.5 * Math.sqrt(most * (1 - most) * CASES);
        assertThat((double) reproduced).isBetween(most * CASES / 2, most * CASES + spread);
    }

    /** The rule can also succeed: a figure in the middle is reproduced from four quiet runs nearly always. */
    @Example
    void rightFigureIsReproducedFromFourQuietRuns() {
        UniformRandomProvider random = new XoRoShiRo128PlusPlus(1801, 2);
        var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        Quantity quantity = ExampleClaim.quantity("q", Kind.RUNS, new Range(0, 30), new Range(12.8, 19.2));

        long reproduced = IntStream.range(0, CASES)
                .filter(i -> Judge.judge(
                                quantity,
                                new Observation.Runs(gaussian.samples(4)
                                        .mapToObj(value -> 16 + 0.5 * value)
                                        .toList()))
                        == Verdict.REPRODUCED)
                .count();

        assertThat(reproduced).isGreaterThan((long) (0.95 * CASES));
    }

    private static Verdict judge(Quantity quantity, double low, double high) {
        return Judge.judge(quantity, new Observation.Estimate(low, low, high, 0.99));
    }
}
