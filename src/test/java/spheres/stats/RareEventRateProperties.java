package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class RareEventRateProperties {

    @Provide
    Arbitrary<double[]> logs() {
        return Arbitraries.doubles()
                .between(-40, 0)
                .array(double[].class)
                .ofMinSize(2)
                .ofMaxSize(40);
    }

    @Property(tries = 300)
    void intervalHoldsTheMeanOfTheRunsAndWidensWithTheLevel(
            @ForAll("logs") double[] logs, @ForAll @DoubleRange(min = 0.05, max = 0.9) double level) {
        RareEventRate rate = RareEventRate.of(logs, true, 1);

        ConfidenceInterval narrow = rate.log10Interval(level);
        ConfidenceInterval wide = rate.log10Interval(level + 0.0999);

        assertThat(narrow.value()).isEqualTo(rate.log10()).isBetween(narrow.low(), narrow.high());
        assertThat(wide.low()).isLessThanOrEqualTo(narrow.low());
        assertThat(wide.high()).isGreaterThanOrEqualTo(narrow.high());
    }

    /** It widens with the scatter too, up to the limit above which there is none. */
    @Property(tries = 300)
    void intervalWidensWithTheScatter(
            @ForAll @DoubleRange(min = 0, max = 0.5) double variation,
            @ForAll @Scale(6) @DoubleRange(min = 0.5, max = 0.99999) double level) {
        RunsInterval interval = new RunsInterval(20, level);

        assertThat(interval.above(variation + 0.1)).isGreaterThan(interval.above(variation));
        assertThat(interval.below(variation + 0.1)).isGreaterThan(interval.below(variation));
    }

    /** The estimate is the mean of the runs, never what a model of their scatter makes of it. */
    @Property(tries = 300)
    void rateIsTheMeanOfTheRuns(@ForAll("logs") double[] logs) {
        double mean = 0;
        for (double log : logs) {
            mean += Math.pow(10, log) / logs.length;
        }

        assertThat(Math.pow(10, RareEventRate.of(logs, true, 1).log10())).isCloseTo(mean, within(mean));
    }

    private static org.assertj.core.data.Offset<Double> within(double mean) {
        return org.assertj.core.api.Assertions.within(1e-12 * mean);
    }
}
