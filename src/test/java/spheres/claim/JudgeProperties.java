package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;

class JudgeProperties {

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

    private static Verdict judge(Quantity quantity, double low, double high) {
        return Judge.judge(quantity, new Observation.Estimate(low, low, high, 0.99));
    }
}
