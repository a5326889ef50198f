package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class ProportionProperties {

    @Property(tries = 100)
    void intervalCoversTheTruthWithAtLeastItsLevel(
            @ForAll @IntRange(min = 1, max = 40) int trials,
            @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 0.999) double truth,
            @ForAll @Scale(6) @DoubleRange(min = 0.5, max = 0.999) double level) {
        assertThat(coverage(truth, truth, trials, level)).isGreaterThanOrEqualTo(level - 1e-9);
    }

    /** The interval's half width is about 3.3 standard errors at this level, so a truth 8 of them away is rejected. */
    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
    void intervalRejectsANearMiss(@ForAll @Scale(6) @DoubleRange(min = 0.35, max = 0.65) double truth) {
        int trials = 200;
        double standardError = Math.sqrt(truth * (1 - truth) / trials);

        assertThat(coverage(truth, truth + 8 * standardError, trials, 0.999)).isLessThan(1e-4);
        assertThat(coverage(truth, truth - 8 * standardError, trials, 0.999)).isLessThan(1e-4);
    }

    @Property(tries = 200)
    void intervalOfTheComplementIsMirrored(
            @ForAll @IntRange(min = 1, max = 10_000) int trials,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share,
            @ForAll @Scale(6) @DoubleRange(min = 0.5, max = 0.999999) double level) {
        long successes = Math.round(share * trials);

        ConfidenceInterval interval = Proportion.interval(successes, trials, level);
        ConfidenceInterval mirrored = Proportion.interval(trials - successes, trials, level);

        assertThat(mirrored.low()).isCloseTo(1 - interval.high(), within(1e-9));
        assertThat(mirrored.high()).isCloseTo(1 - interval.low(), within(1e-9));
    }

    @Property(tries = 200)
    void higherLevelGivesAWiderInterval(
            @ForAll @IntRange(min = 1, max = 10_000) int trials,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share) {
        long successes = Math.round(share * trials);

        ConfidenceInterval narrow = Proportion.interval(successes, trials, 0.9);
        ConfidenceInterval wide = Proportion.interval(successes, trials, 0.99999);

        assertThat(wide.low()).isLessThanOrEqualTo(narrow.low());
        assertThat(wide.high()).isGreaterThanOrEqualTo(narrow.high());
        assertThat(wide.high() - wide.low()).isGreaterThan(narrow.high() - narrow.low());
    }

    /** The exact probability that the interval of a binomial sample of probability {@code truth} holds {@code asked}. */
    private static double coverage(double truth, double asked, int trials, double level) {
        double covered = 0;
        double logBinomial = 0;
        for (int successes = 0; successes <= trials; successes++) {
            ConfidenceInterval interval = Proportion.interval(successes, trials, level);
            if (interval.low() <= asked && asked <= interval.high()) {
                covered +=
                        Math.exp(logBinomial + successes * Math.log(truth) + (trials - successes) * Math.log1p(-truth));
            }
            logBinomial += Math.log(trials - successes) - Math.log(successes + 1.0);
        }
        return covered;
    }
}
