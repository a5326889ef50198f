package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static spheres.claim.ExampleNights.SAMPLE;
import static spheres.claim.ExampleNights.VALUE;
import static spheres.claim.ExampleNights.claim;
import static spheres.claim.ExampleNights.night;
import static spheres.claim.ExampleNights.nights;
import static spheres.claim.ExampleNights.together;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import spheres.claim.Nights.Pool;
import spheres.claim.Nights.PooledQuantity;
import spheres.claim.Nights.Standing;
import spheres.claim.Results.ClaimResult;

class NightsTest {
    private static final double MANY_DIGITS = 1 - 1e-6;
    private static final double LEVEL = 1 - 1e-5;

    @Test
    void valuesOfNetworksArePooledAndJudgedByTheirMean() {
        Pool pool = only(nights(12, day -> night(day, claim(VALUE), runs(4.9 + 0.02 * (day % 3), 5.1))));

        assertThat(pool.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(pool.standing()).isEqualTo(Standing.AS_EXPECTED);
        assertThat(pool.nights()).isEqualTo(12);
        assertThat(value(pool).text())
                .isEqualTo("mean 5.01 in [4.99733, 5.02267] (99.968 %) of 12 nights, 24 networks");
    }

    @Test
    void aSingleNightOfNetworksDecidesNothing() {
        Pool pool = only(nights(1, day -> night(day, claim(VALUE), runs(11.9, 12, 12.1))));

        assertThat(pool.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(pool.standing()).isEqualTo(Standing.OPEN);
        assertThat(value(pool).text()).isEqualTo("12 on one night, which shows no scatter, 3 networks");
    }

    @Test
    void networksThatAreOtherwiseFailAsSoonAsTheirMeanIsCertain() {
        List<Results> nights = nights(8, day -> night(day, claim(VALUE), runs(11 + day % 3, 12)));

        assertThat(only(nights.subList(0, 2)).standing()).isEqualTo(Standing.OPEN);
        assertThat(together(nights).standing()).isEqualTo(Standing.NOT_AS_EXPECTED);
        assertThat(only(nights).verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void theIntervalOfEachNetworksMeasurementIsNotAveragedAway() {
        Pool pool = only(nights(
                100, day -> night(day, claim(VALUE), new Observation.OneRun(5 + noise(day), 3, 7, MANY_DIGITS))));

        assertThat(last(value(pool)).low()).isLessThanOrEqualTo(3);
        assertThat(last(value(pool)).high()).isGreaterThanOrEqualTo(7);
        assertThat(pool.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void equalValuesShowNoScatterAndDecideNothingUntilThereAreMany() {
        Observation share = new Observation.OneRun(5, 4.5, 5.5, MANY_DIGITS);
        List<Results> nights = nights(400, day -> night(day, claim(VALUE), share));

        assertThat(value(only(nights.subList(0, 2))).text())
                .isEqualTo("mean 5 in [4.5, 5.5] (99.17 %) of 2 nights, 2 networks, alike: nothing is certain until"
                        + " there are 94");
        assertThat(only(nights.subList(0, 2)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(only(nights).verdict()).isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void aNightWithAnUpperBoundAloneIsNoValue() {
        List<Results> nights = new ArrayList<>(nights(
                9, day -> night(day, claim(VALUE), new Observation.OneRun(5 + noise(day), 5, 6, 1))));
        nights.add(night(10, claim(VALUE), new Observation.OneRun(3, Double.NEGATIVE_INFINITY, 5.5, MANY_DIGITS)));

        assertThat(last(value(only(nights))).low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(value(only(nights)).text()).startsWith("mean at most ");
        assertThat(only(nights).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** Whatever made the interval long, the error of a model or few samples that were looked at until they could tell: no mean makes it shorter. */
    @Test
    void intervalsOfOtherKindsAreNotAveraged() {
        Pool pool = only(nights(
                100,
                day -> night(day, claim(SAMPLE), new Observation.Estimate(5 + noise(day), 3.9, 6.1, MANY_DIGITS))));

        assertThat(pool.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(value(pool).text()).isEqualTo("inconclusive on 100 of 100 nights; certain: nothing yet");
    }

    @Test
    void oneNightsTailFailsNothingAndThreeNightsDo() {
        Observation good = new Observation.Estimate(5, 4.5, 5.5, MANY_DIGITS);
        Observation tail = new Observation.Estimate(12, 11, 13, MANY_DIGITS);

        assertThat(only(nights(300, day -> night(day, claim(SAMPLE), day == 250 ? tail : good)))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
        Pool thrice = only(nights(300, day -> night(day, claim(SAMPLE), day % 90 == 0 ? tail : good)));
        assertThat(thrice.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(value(thrice).text())
                .isEqualTo("refuted on 3, reproduced on 297 of 300 nights; certain: refuted, reproduced");
    }

    @Test
    void whatIsCertainlyRefutedOnceStaysSo() {
        Claim exact = ExampleClaim.claim("example", Verdict.REPRODUCED);
        Claim excess = claim(other("excess", Kind.EXCESS, 0.1));
        Claim search = claim(other("search", Kind.SEARCH, 1e-9));

        assertThat(verdict(exact, new Observation.Exact(11, 0), new Observation.Exact(5, 0)))
                .isEqualTo(Verdict.REFUTED);
        assertThat(verdict(
                        excess,
                        new Observation.Excess(20, 40, 0.05, LEVEL),
                        new Observation.Excess(-2, 40, 0.05, LEVEL)))
                .isEqualTo(Verdict.REFUTED);
        assertThat(verdict(
                        search,
                        new Observation.Search(100, 1, 60, 60, 1e-10),
                        new Observation.Search(100, 0, 60, 60, 1e-10)))
                .isEqualTo(Verdict.REFUTED);
    }

    /** Of 150 nights, the 100th gave the first. */
    private static Verdict verdict(Claim claim, Observation once, Observation otherwise) {
        return only(nights(150, day -> night(day, claim, day == 100 ? once : otherwise)))
                .verdict();
    }

    /** Of the hundredth night: 0.05 / 10100, where one run has 1e-5. */
    @Test
    void anExcessIsJudgedAtTheNightsShareOfTheLevel() {
        Claim claim = claim(other("excess", Kind.EXCESS, 0.1));
        Observation inside = new Observation.Excess(-2, 40, 0.05, LEVEL);
        Observation beyondThatOfOneRun = new Observation.Excess(5.1, 40, 0.05, LEVEL);

        assertThat(Judge.judge(claim.quantities().get(0), beyondThatOfOneRun)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(claim, beyondThatOfOneRun, inside)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(claim, new Observation.Excess(5.3, 40, 0.05, LEVEL), inside))
                .isEqualTo(Verdict.REFUTED);
    }

    @Test
    void nightsThatCertainlyDifferLeaveTheFigureOpen() {
        Claim exact = ExampleClaim.claim("example", Verdict.REPRODUCED);

        assertThat(verdict(exact, new Observation.Exact(8, 0), new Observation.Exact(5, 0)))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void oneRunThatDoesWhatIsSaidToBePossibleStands() {
        Quantity possible =
                new Quantity("possible", Kind.RUNS, "w", null, new Range(0, 10), null, "Chosen.", 0, 0, 0, true);

        assertThat(verdict(claim(possible), runs(20, 5), runs(20, 30))).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(claim(possible), runs(20, 21), runs(20, 30))).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void theSameNightTwiceChangesNothing() {
        List<Results> nights = nights(5, day -> night(day, claim(VALUE), runs(5 + noise(day), 5.3)));
        List<Results> again = new ArrayList<>(nights);
        again.add(0, nights.get(2));
        // A rerun, which gives the same at another time.
        again.add(night(9, "c0ffee", 3, List.of("network-3"), claim(VALUE), runs(5 + noise(3), 5.3)));

        assertThat(Nights.of(nights.get(4), again).pools())
                .isEqualTo(together(nights).pools());
    }

    @Test
    void theSameNetworksWithAnotherSeedAreNoFurtherNetworks() {
        List<Results> nights = nights(4, day -> night(day, claim(VALUE), runs(5 + noise(day), 5.3)));
        List<Results> more = new ArrayList<>(nights);
        for (int seed = 100; seed < 150; seed++) {
            more.add(night(seed, "c0ffee", seed, List.of("network-4"), claim(VALUE), runs(5 + noise(4), 5.3)));
        }

        assertThat(value(only(nights)).text()).contains(" of 4 nights, 8 networks");
        assertThat(value(only(more)).text()).contains(" of 4 nights, 8 networks");
        assertThat(width(value(only(more)))).isGreaterThanOrEqualTo(width(value(only(nights))));
    }

    @Test
    void theSameNetworksMeasuredAgainAreTheMeanOfTheirMeasurements() {
        List<Results> nights = List.of(
                night(1, "c0ffee", 1, List.of("a"), claim(VALUE), new Observation.OneRun(4, 3, 5, 1)),
                night(2, "c0ffee", 2, List.of("a"), claim(VALUE), new Observation.OneRun(6, 5, 7, 1)));

        assertThat(value(only(nights)).text()).isEqualTo("5 on one night, which shows no scatter, 1 network");
    }

    @Test
    void claimsThatNameNoNetworksTrainTheirOwnFromTheSeed() {
        List<Results> nights =
                nights(3, day -> night(day, "c0ffee", day, List.of(), claim(VALUE), runs(5 + noise(day), 5.3)));

        assertThat(value(only(nights)).text()).contains(" of 3 nights, 6 networks");
    }

    @Test
    void aMeanThatWasCertainlyOtherwiseStaysSo() {
        List<Results> nights =
                new ArrayList<>(nights(30, day -> night(day, claim(VALUE), runs(11 + noise(day), 11.3))));

        assertThat(only(nights).verdict()).isEqualTo(Verdict.REFUTED);
        nights.add(night(31, claim(VALUE), new Observation.OneRun(5, Double.NEGATIVE_INFINITY, 6, LEVEL)));

        assertThat(only(nights).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(value(only(nights)).text()).endsWith("; certain on an earlier night: refuted");
    }

    @Test
    void nightsThatShareANetworkAreOneValue() {
        List<Results> nights = nights(
                9,
                day -> night(
                        day,
                        "c0ffee",
                        day,
                        List.of("kept", "network-" + day),
                        claim(VALUE),
                        runs(11 + noise(day), 11.3)));

        assertThat(only(nights).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(value(only(nights)).text()).contains(" on one night, which shows no scatter");
    }

    @Test
    void aSearchThatFindsNothingIsNoCertaintyOnOneNight() {
        Claim claim = claim(other("search", Kind.SEARCH, 1e-9));
        Observation none = new Observation.Search(1000, 0, 60, 60, 1e-9);
        Observation one = new Observation.Search(1000, 1, 60, 60, 1e-9);

        assertThat(only(nights(1, day -> night(day, claim, none))).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(only(nights(40, day -> night(day, claim, none))).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(only(nights(40, day -> night(day, claim, day == 7 ? one : none)))
                        .verdict())
                .isEqualTo(Verdict.REFUTED);
    }

    @Test
    void whereOneRunCannotTellNightsThatCanFailNothing() {
        Claim claim = ExampleClaim.claim("example", Verdict.INCONCLUSIVE, List.of(VALUE), List.of());

        assertThat(only(nights(30, day -> night(day, claim, runs(11 + noise(day), 11.3))))
                        .standing())
                .isEqualTo(Standing.OPEN);
    }

    @Test
    void aClaimThatIsMissingFromAllNightsIsOpen() {
        ClaimResult other = ClaimResult.notRun(ExampleClaim.claim("other", Verdict.REPRODUCED));
        Results night = night(1, claim(SAMPLE), new Observation.Estimate(5, 4.5, 5.5, MANY_DIGITS));
        Results both = ExampleNights.run(1, "c0ffee", 1, night.claims().get(0), other);

        assertThat(Nights.of(night, List.of()).standing()).isEqualTo(Standing.AS_EXPECTED);
        assertThat(Nights.of(both, List.of()).standing()).isEqualTo(Standing.OPEN);
    }

    @Test
    void aChangedClaimFileBeginsAnew() {
        Claim before = claim(ExampleClaim.quantity("value", Kind.RUNS, new Range(0, 10), new Range(4.5, 6)));
        List<Results> nights = new ArrayList<>(nights(7, day -> night(day, before, runs(11, 12))));
        nights.addAll(nights(3, day -> night(10 + day, claim(VALUE), runs(5, 5.1 + noise(day)))));

        Pool pool = only(nights);

        assertThat(pool.nights()).isEqualTo(3);
        assertThat(pool.ofOtherFiles()).isEqualTo(7);
        assertThat(pool.hash()).isEqualTo(Nights.hash(claim(VALUE))).isNotEqualTo(Nights.hash(before));
        assertThat(NightsTable.summary(together(nights)))
                .endsWith(" A changed claim file began anew: example without 7 nights.");
    }

    @Test
    void nightsAtAnotherScaleAreLeftOut() {
        Results paper = night(1, claim(VALUE), runs(11, 12));
        Results elsewhere = new Results(
                paper.schema(),
                paper.when(),
                Scale.PAPER,
                paper.seed(),
                paper.commit(),
                paper.environment(),
                paper.claims(),
                Map.of());
        Nights nights = Nights.of(night(2, claim(VALUE), runs(5, 5.1)), List.of(elsewhere));

        assertThat(nights.pools().get(0).nights()).isEqualTo(1);
        assertThat(NightsTable.summary(nights)).contains(" Left out: 1 run at another scale.");
    }

    @Test
    void aNightWithoutAVerdictIsCountedAndLeftOut() {
        ClaimResult standIn = ClaimResult.judged(
                claim(SAMPLE),
                List.of(ExampleClaim.measured("sample", new Observation.Estimate(12, 11, 13, MANY_DIGITS))),
                "a shorter training",
                1,
                List.of("n"),
                Map.of());
        List<Results> nights = List.of(
                ExampleNights.run(1, "c0ffee", 1, standIn),
                ExampleNights.run(2, "c0ffee", 2, ClaimResult.faulty(claim(SAMPLE), "it broke", List.of(), 1)),
                night(3, claim(SAMPLE), new Observation.Estimate(5, 4.5, 5.5, MANY_DIGITS)));

        assertThat(only(nights).unjudged()).isEqualTo(2);
        assertThat(only(nights).nights()).isEqualTo(1);
        assertThat(together(nights).standing()).isEqualTo(Standing.AS_EXPECTED);
    }

    @Test
    void aFaultOfTheLastRunFails() {
        List<Results> nights = new ArrayList<>(
                nights(5, day -> night(day, claim(SAMPLE), new Observation.Estimate(5, 4.5, 5.5, MANY_DIGITS))));
        nights.add(ExampleNights.run(6, "c0ffee", 6, ClaimResult.faulty(claim(SAMPLE), "it broke", List.of(), 1)));

        assertThat(together(nights).standing()).isEqualTo(Standing.NOT_AS_EXPECTED);
        assertThat(NightsTable.of(together(nights)))
                .contains("example       5  reproduced    reproduced    FAULT in the last run\n");
    }

    @Test
    void aClaimThatNoNightMeasuredIsNotRun() {
        Nights nights = Nights.of(ExampleNights.run(1, "c0ffee", 1, ClaimResult.notRun(claim(SAMPLE))), List.of());

        assertThat(nights.pools().get(0).standing()).isEqualTo(Standing.NOT_RUN);
        assertThat(nights.standing()).isEqualTo(Standing.OPEN);
    }

    @Test
    void readingsAreExpectedEachByItself() {
        Claim two = ExampleClaim.claim(
                "example",
                Verdict.DEPENDS,
                List.of(),
                new Reading("one", "as one", List.of(SAMPLE), Verdict.REPRODUCED),
                new Reading(
                        "other",
                        "as another",
                        List.of(ExampleClaim.quantity("small", Kind.ESTIMATE, new Range(0, 1), null)),
                        Verdict.REFUTED));
        Observation five = new Observation.Estimate(5, 4.5, 5.5, MANY_DIGITS);
        Observation half = new Observation.Estimate(0.5, 0.4, 0.6, MANY_DIGITS);

        assertThat(only(nights(3, day -> night(day, two, five, five))).standing())
                .isEqualTo(Standing.AS_EXPECTED);
        assertThat(only(nights(3, day -> night(day, two, five, half))).standing())
                .isEqualTo(Standing.NOT_AS_EXPECTED);
    }

    @Test
    void aDriftBetweenCommitsIsNamed() {
        List<Results> nights = nights(
                16,
                day -> night(
                        day,
                        day <= 8 ? "aaaa" : "bbbb",
                        day,
                        List.of("network-" + day),
                        claim(VALUE),
                        runs((day <= 8 ? 5 : 5.5) + noise(day), 5.1)));
        PooledQuantity value = value(only(nights));

        assertThat(value.drift())
                .contains("5.05213 in [5.04801, 5.05624] up to commit aaaa (8 nights), 5.30187 in [5.29776, 5.30599]"
                        + " from commit bbbb on (8 nights)");
        assertThat(value.commits())
                .extracting(Nights.OfCommit::commit, Nights.OfCommit::nights)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("aaaa", 8), org.assertj.core.groups.Tuple.tuple("bbbb", 8));
    }

    @Test
    void nightsThatScatterAlikeDriftNowhere() {
        List<Results> nights = nights(
                16,
                day -> night(
                        day,
                        "commit-" + day / 4,
                        day,
                        List.of("network-" + day),
                        claim(VALUE),
                        runs(5 + noise(day), 5.1)));

        assertThat(value(only(nights)).drift()).isEmpty();
    }

    /** One after another with the same value and then another, by chance: not until that is less likely than the level. */
    @Test
    void equalValuesDriftOnlyWhenThereAreManyOfThem() {
        Stream.of(4, 20).forEach(half -> {
            List<Results> nights = nights(
                    2 * half,
                    day -> night(
                            day,
                            day <= half ? "aaaa" : "bbbb",
                            day,
                            List.of("n" + day),
                            ExampleClaim.claim("example", Verdict.REPRODUCED),
                            new Observation.Exact(day <= half ? 5 : 5.5, 0)));
            assertThat(only(nights).quantities().get(0).drift().isPresent()).isEqualTo(half == 20);
        });
    }

    @Test
    void theTableNamesWhatIsNotAsExpectedAndWhatIsOpen() {
        List<Results> nights = nights(2, day -> night(day, claim(VALUE), runs(4.5 + day, 5)));

        assertThat(NightsTable.of(together(nights))).isEqualTo("""
                claim    nights  expected      together
                example       2  reproduced    inconclusive  not certain yet

                example, inconclusive, expected reproduced:
                  value: inconclusive: mean 5.5 in [-13.5975, 24.5975] (99.17 %) of 2 nights, 4 networks: nothing is certain until there are \
                5 nights

                Together: 2 runs at scale quick. Of 1 claims 0 are as expected, 1 not certain yet, 0 not as expected.
                """);
    }

    @Test
    void aHistoryOfOtherClaimsIsRefused() {
        Results other = ExampleNights.run(
                1, "c0ffee", 1, ClaimResult.notRun(ExampleClaim.claim("another", Verdict.REPRODUCED)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nights.of(night(2, claim(VALUE), runs(5, 5.1)), List.of(other)))
                .withMessage("the history has none of the claims of this run, such as example: it has another; give"
                        + " results of the same claims");
    }

    @Test
    void measurementsOfAnotherKindThanTheClaimsAreRefused() {
        Results night = night(1, claim(VALUE), runs(5, 5.1));
        ClaimResult result = night.claims().get(0);
        Results damaged = night.withClaims(List.of(new ClaimResult(
                result.id(),
                result.section(),
                result.expected(),
                result.verdict(),
                true,
                null,
                null,
                result.findings(),
                result.readings(),
                List.of(ExampleClaim.measured("value", new Observation.Exact(5, 0))),
                1,
                List.of(),
                Map.of(),
                result.claim())));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> together(List.of(damaged)))
                .withMessage("claim example: quantity value is of kind runs, its measurement of kind exact");
    }

    private static Quantity other(String name, Kind kind, double reach) {
        return new Quantity(name, kind, "w", null, null, null, "Chosen.", 0, reach, 0, false);
    }

    private static Observation runs(double... values) {
        return new Observation.Runs(DoubleStream.of(values).boxed().toList());
    }

    /** Something small that differs from night to night. */
    private static double noise(int day) {
        return 0.002 * (day * 7 % 5);
    }

    private static Pool only(List<Results> nights) {
        return together(nights).pools().get(0);
    }

    private static PooledQuantity value(Pool pool) {
        return pool.quantities().get(0);
    }

    private static Judge.Interval last(PooledQuantity quantity) {
        return quantity.trend().get(quantity.trend().size() - 1);
    }

    private static double width(PooledQuantity quantity) {
        return last(quantity).high() - last(quantity).low();
    }
}
