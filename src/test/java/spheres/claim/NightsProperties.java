package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static spheres.claim.ExampleNights.SAMPLE;
import static spheres.claim.ExampleNights.VALUE;
import static spheres.claim.ExampleNights.claim;
import static spheres.claim.ExampleNights.night;
import static spheres.claim.ExampleNights.nights;
import static spheres.claim.ExampleNights.together;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import spheres.claim.Judge.Interval;

class NightsProperties {
    private static final int YEAR = 365;
    private static final int YEARS = 60;
    private static final double SHARE = 0.05;

    /** More of 60 years than this are wrong with a probability of 1e-6 if each is with 0.05. */
    private static final int MOST_WRONG = 14;

    /** The truth is at the edge of a range: an interval that leaves it out gives a wrong verdict. */
    @Example
    void overAYearOfNightsTheMeanIsWrongAtAnyTimeNoMoreOftenThanStated() {
        UniformRandomProvider random = new XoRoShiRo128PlusPlus(1801, 1);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        int wrong = 0;
        int wrongAtOneLevel = 0;
        for (int year = 0; year < YEARS; year++) {
            NightValues nights = values(
                    IntStream.range(0, YEAR).mapToObj(day -> normal.sample()).toList());
            wrong += nights.trend(SHARE, 0).stream().allMatch(NightsProperties::holdsZero) ? 0 : 1;
            // Judged anew every night at the whole level, as if each were the only one: the first month is enough to
            // see it.
            wrongAtOneLevel += IntStream.rangeClosed(2, 30)
                            .mapToObj(day -> new NightValues(nights.seen().subList(0, day)).mean(1 - SHARE))
                            .allMatch(NightsProperties::holdsZero)
                    ? 0
                    : 1;
        }

        assertThat(wrong).isLessThanOrEqualTo(MOST_WRONG);
        assertThat(wrongAtOneLevel).isGreaterThan(MOST_WRONG);
    }

    private static boolean holdsZero(Interval interval) {
        return interval.low() <= 0 && 0 <= interval.high();
    }

    /** Every night errs with the probability that its interval states. */
    @Example
    void overAYearNightsSideBySideAreWrongAtAnyTimeNoMoreOftenThanStated() {
        UniformRandomProvider random = new XoRoShiRo128PlusPlus(1801, 2);
        Observation right = new Observation.Estimate(5, 4.5, 5.5, 0.99);
        Observation wrong = new Observation.Estimate(12, 11, 13, 0.99);
        int years = 0;
        for (int year = 0; year < YEARS; year++) {
            List<Nights.Night> nights =
                    nights(YEAR, day -> run(day, random.nextDouble() < 0.01 ? wrong : right)).stream()
                            .map(run -> new Nights.Night(run, run.claims().get(0)))
                            .toList();
            years += new NightPool(claim(SAMPLE), nights, SHARE)
                                    .quantities()
                                    .get(0)
                                    .verdict()
                            == Verdict.REPRODUCED
                    ? 0
                    : 1;
        }

        assertThat(years).isLessThanOrEqualTo(MOST_WRONG);
    }

    /** Without a judgement of its own: the level is no claim's share. */
    private static Results run(int day, Observation observed) {
        Claim claim = claim(SAMPLE);
        return ExampleNights.run(
                day,
                "c0ffee",
                day,
                new Results.ClaimResult(
                        claim.id(),
                        claim.section(),
                        claim.expect(),
                        Verdict.REPRODUCED,
                        true,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        List.of(ExampleClaim.measured("sample", observed)),
                        1,
                        List.of(),
                        java.util.Map.of(),
                        claim));
    }

    /** But for the level, which is spent over more nights: by a ninth from 100 nights to 400. */
    @Property(tries = 20)
    void theIntervalOfFreshNetworksNarrowsWithTheRootOfTheNights(
            @ForAll @DoubleRange(min = -100, max = 100) double mean,
            @ForAll @DoubleRange(min = 0.01, max = 10) double spread) {
        ZigguratSampler.NormalizedGaussian normal =
                ZigguratSampler.NormalizedGaussian.of(new XoRoShiRo128PlusPlus(Double.doubleToLongBits(mean), 3));
        List<Interval> trend = values(IntStream.range(0, 400)
                        .mapToObj(day -> mean + spread * normal.sample())
                        .toList())
                .trend(SHARE, 0);

        assertThat(width(trend.get(399)) / width(trend.get(99))).isCloseTo(0.5 * 1.11, within(0.1));
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }

    @Property(tries = 30)
    void neitherTheOrderOfFilesNorRepetitionMatters(
            @ForAll @Size(min = 2, max = 8) List<@DoubleRange(min = -20, max = 20) Double> values,
            @ForAll @IntRange(max = 1000) int shuffle) {
        List<Results> nights =
                nights(values.size(), day -> night(day, claim(VALUE), Observation.OneRun.exact(values.get(day - 1))));
        List<Results> otherwise = new ArrayList<>(nights);
        otherwise.addAll(nights.subList(0, values.size() / 2));
        Collections.shuffle(otherwise, new java.util.Random(shuffle));

        assertThat(Nights.of(nights.get(values.size() - 1), otherwise).pools())
                .isEqualTo(together(nights).pools());
    }

    /** What is certain was so after fewer nights, too, and a refutation has no end. */
    @Property(tries = 50)
    void aCertainRefutationOutlastsWhateverFollows(
            @ForAll @Size(min = 2, max = 12) List<@DoubleRange(min = -5, max = 15) Double> values) {
        Claim exact = ExampleClaim.claim("example", Verdict.REPRODUCED);
        List<Results> nights =
                nights(values.size(), day -> night(day, exact, new Observation.Exact(values.get(day - 1), 0)));
        boolean refuted = false;
        for (int i = 1; i <= nights.size(); i++) {
            Verdict verdict = together(nights.subList(0, i)).pools().get(0).verdict();
            refuted |= verdict == Verdict.REFUTED;
            assertThat(verdict == Verdict.REFUTED).isEqualTo(refuted);
        }
        assertThat(refuted).isEqualTo(values.stream().anyMatch(value -> value < 0 || value > 10));
    }

    @Property(tries = 50)
    void theLevelSpentOverAllNightsIsTheShare(@ForAll @IntRange(min = 1, max = 5000) int nights) {
        double spent = IntStream.rangeClosed(1, nights)
                .mapToDouble(night -> NightPool.spent(SHARE, night))
                .sum();

        assertThat(spent).isCloseTo(SHARE * (1 - 1 / (nights + 1.0)), within(1e-9));
    }

    private static NightValues values(List<Double> values) {
        return new NightValues(IntStream.range(0, values.size())
                .mapToObj(day -> new NightValues.Seen(
                        "c0ffee", day, new Interval(values.get(day), values.get(day), values.get(day))))
                .toList());
    }
}
