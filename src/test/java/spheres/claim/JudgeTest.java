package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static spheres.claim.ExampleClaim.claim;
import static spheres.claim.ExampleClaim.measured;
import static spheres.claim.ExampleClaim.quantity;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final Range HOLDS = new Range(0, 10);
    private static final Range FIGURE = new Range(4, 6);

    @ParameterizedTest
    @CsvSource({
        "4, 6, REPRODUCED",
        "5, 5, REPRODUCED",
        "3, 5, INCONCLUSIVE",
        "5, 7, INCONCLUSIVE",
        "3, 7, INCONCLUSIVE",
        "3, 4, INCONCLUSIVE",
        "6, 7, INCONCLUSIVE",
        "0, 3.9, DEVIATES",
        "6.1, 10, DEVIATES",
        "0, 0, DEVIATES",
        "10, 10, DEVIATES",
        "-1, 1, INCONCLUSIVE",
        "9, 11, INCONCLUSIVE",
        "-1, 11, INCONCLUSIVE",
        "-1, 0, INCONCLUSIVE",
        "10, 11, INCONCLUSIVE",
        "-2, -0.1, REFUTED",
        "10.1, 11, REFUTED",
        "-Infinity, -1, REFUTED",
        "-Infinity, Infinity, INCONCLUSIVE"
    })
    void estimateIsJudgedByWhereItsIntervalLies(double low, double high, Verdict verdict) {
        assertThat(Judge.judge(
                        quantity("q", Kind.ESTIMATE, HOLDS, FIGURE), new Observation.Estimate(low, low, high, 0.99)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 6, REPRODUCED",
        "3, 5, INCONCLUSIVE",
        "6, 7, INCONCLUSIVE",
        "3, 7, INCONCLUSIVE",
        "6.1, 7, REFUTED",
        "1, 3.9, REFUTED"
    })
    void singleRangeIsBothStatementAndFigure(double low, double high, Verdict verdict) {
        Observation observed = new Observation.Estimate(low, low, high, 0.99);

        assertThat(Judge.judge(quantity("q", Kind.ESTIMATE, FIGURE, null), observed))
                .isEqualTo(verdict);
        assertThat(Judge.judge(quantity("q", Kind.ESTIMATE, null, FIGURE), observed))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 1, REPRODUCED",
        "4, 0, REPRODUCED",
        "6, 0.5, INCONCLUSIVE",
        "7, 0.5, DEVIATES",
        "3, 0.5, DEVIATES",
        "10.6, 0.5, REFUTED",
        "10.5, 0.5, INCONCLUSIVE",
        "-0.6, 0.5, REFUTED",
        "Infinity, 0, REFUTED"
    })
    void exactValueIsJudgedWithItsError(double value, double error, Verdict verdict) {
        assertThat(Judge.judge(quantity("q", Kind.EXACT, HOLDS, FIGURE), new Observation.Exact(value, error)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 3, 4, REPRODUCED",
        "1, 3, 3, 4, REPRODUCED",
        "4, 4, 4, 4, REPRODUCED",
        "1, 4, 3, 4, INCONCLUSIVE",
        "4, 4, 3, 4, INCONCLUSIVE",
        "4, 5, 3, 4, INCONCLUSIVE",
        "1, 5, 3, 4, INCONCLUSIVE",
        "4.1, 5, 3, 4, REFUTED",
        "4.1, 4.1, 4, 4, REFUTED"
    })
    void aBoundIsKeptOrViolatedWhereTheIntervalsAreApart(
            double low, double high, double limitLow, double limitHigh, Verdict verdict) {
        assertThat(Judge.judge(
                        quantity("q", Kind.BOUND, null, null),
                        new Observation.Bound(low, high, limitLow, limitHigh, 1)))
                .isEqualTo(verdict);
    }

    /** None in 10^7 has the probability exp(-10^7 rate): 0.9048 at 1e-8, 0.6065 at 5e-8, 4.5e-5 at 1e-6. */
    @ParameterizedTest
    @CsvSource({
        "0, 1e-8, REPRODUCED",
        "2e-8, 5e-8, DEVIATES",
        "1e-8, 5e-8, INCONCLUSIVE",
        "2e-8, 1e-6, INCONCLUSIVE",
        "1e-6, 2e-6, REFUTED",
        "1, 1, REFUTED",
        "0, 1, INCONCLUSIVE"
    })
    void absenceIsJudgedByTheProbabilityOfSeeingNone(double low, double high, Verdict verdict) {
        Quantity none = new Quantity(
                "q",
                Kind.ABSENCE,
                "none",
                null,
                new Range(0.5, Double.POSITIVE_INFINITY),
                new Range(0.9, Double.POSITIVE_INFINITY),
                "Chosen.",
                10_000_000,
                0,
                0,
                false);

        assertThat(Judge.judge(none, new Observation.Absence(low, low, high, 1)))
                .isEqualTo(verdict);
    }

    /** mpmath at 30 digits: {@code (1 - mpf('1e-7')) ** 10**7} and so on. */
    @ParameterizedTest
    @CsvSource({
        "1e-7, 10000000, 0.367879422777469497",
        "1e-12, 10000000, 0.999990000049999828",
        "2.2e-7, 10000000, 0.110803131547968871",
        "0, 10000000, 1",
        "1, 1, 0",
        "0.5, 3, 0.125"
    })
    void probabilityOfNoneIsExactForTinyRates(double rate, long n, double probability) {
        assertThat(Judge.probabilityOfNone(rate, n)).isCloseTo(probability, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 95, 1e-9, REPRODUCED", "0, 100, 100, 1e-12, REPRODUCED", "0, 1, 1, 1e-9, INCONCLUSIVE",
        "0, 58, 58, 1e-9, INCONCLUSIVE", "0, 59, 59, 1e-9, REPRODUCED", "0, 60, 57, 1e-9, REPRODUCED",
        "0, 100, 94, 1e-9, INCONCLUSIVE", "0, 100, 100, 1.1e-9, INCONCLUSIVE", "0, 0, 0, 1e-9, INCONCLUSIVE",
        "1, 100, 100, 1e-9, REFUTED", "1, 0, 0, 1e-9, REFUTED"
    })
    void searchIsBelievedOnlyWithItsProvenReach(
            long found, long planted, long plantedFound, double measure, Verdict verdict) {
        Quantity search = new Quantity("q", Kind.SEARCH, "errors", null, null, null, "Chosen.", 0, 1e-9, 0, false);

        assertThat(Judge.judge(search, new Observation.Search(1000, found, planted, plantedFound, measure)))
                .isEqualTo(verdict);
    }

    /** All of the least number by luck, and all of one less. */
    @Test
    void fewestPlantedErrorsTellAShareOf95PercentFromLess() {
        assertThat(Math.pow(Quantity.REACH_SHARE, Quantity.LEAST_PLANTED)).isLessThan(0.05);
        assertThat(Math.pow(Quantity.REACH_SHARE, Quantity.LEAST_PLANTED - 1)).isGreaterThan(0.05);
    }

    /**
     * Three runs with a spread s have their mean within 2.484 s, and a further run within 4.968 s (Student's 4.303 with two
     * degrees of freedom): 0.1 gives [6.75, 7.25] and [6.5, 7.5].
     */
    @ParameterizedTest
    @CsvSource({
        "4.9, 5, 5.1, REPRODUCED",
        "5, 5, 5, REPRODUCED",
        "6.9, 7, 7.1, DEVIATES",
        // the mean's interval reaches the figure, so that more runs are needed
        "6.5, 7, 7.5, INCONCLUSIVE",
        "6.1, 6.3, 6.5, INCONCLUSIVE",
        // a further run may leave the statement's range
        "4.2, 5, 5.8, INCONCLUSIVE",
        "8.8, 9, 9.3, INCONCLUSIVE",
        "10.9, 11, 11.1, REFUTED",
        "10.3, 10.4, 10.5, REFUTED",
        "10.1, 10.4, 10.7, INCONCLUSIVE",
        "-0.3, -0.2, -0.1, INCONCLUSIVE"
    })
    void runsAreJudgedByTheIntervalOfTheirMeanAndTheStatementByThatOfAFurtherRun(
            double a, double b, double c, Verdict verdict) {
        assertThat(Judge.judge(quantity("q", Kind.RUNS, HOLDS, FIGURE), new Observation.Runs(List.of(a, b, c))))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 4.5, 5.5, REPRODUCED",
        "4, 4, 4, REPRODUCED",
        "4, 3.9, 4.1, INCONCLUSIVE",
        "7, 6.5, 7.5, DEVIATES",
        "10, 9.5, 10.5, INCONCLUSIVE",
        "11, 10.5, 11.5, REFUTED"
    })
    void oneRunIsJudgedByTheIntervalOfItsMeasurement(double value, double low, double high, Verdict verdict) {
        assertThat(Judge.judge(
                        quantity("q", Kind.RUNS, HOLDS, FIGURE), new Observation.OneRun(value, low, high, 0.99999)))
                .isEqualTo(verdict);
    }

    /**
     * SciPy 1.17.1: {@code v.mean() -+ t.ppf((1 + level) / 2, 4) * v.std(ddof=1) * sqrt(1 + 1 / 5)}; the factor at 0.95 is
     * the table's 2.776.
     */
    @ParameterizedTest
    @CsvSource({"0.95, 378.2320882918345, 409.36791170816554", "0.9, 381.8464402185595, 405.7535597814405"})
    void predictionIntervalIsStudents(double level, double low, double high) {
        Judge.Interval interval =
                Judge.predictionInterval(new Observation.Runs(List.of(390.0, 394.0, 401.0, 388.0, 396.0)), level);

        assertThat(interval.low()).isCloseTo(low, within(1e-8));
        assertThat(interval.high()).isCloseTo(high, within(1e-8));
    }

    /** SciPy 1.17.1, as above with sqrt(1 / 5) for sqrt(1 + 1 / 5). */
    @Test
    void intervalOfTheMeanIsStudents() {
        Judge.Interval interval = Judge.interval(
                        quantity("q", Kind.RUNS, HOLDS, null),
                        new Observation.Runs(List.of(390.0, 394.0, 401.0, 388.0, 396.0)))
                .orElseThrow();

        assertThat(interval.value()).isCloseTo(393.8, within(1e-9));
        assertThat(interval.low()).isCloseTo(393.8 - (409.36791170816554 - 393.8) / Math.sqrt(6), within(1e-8));
        assertThat(interval.high()).isCloseTo(393.8 + (409.36791170816554 - 393.8) / Math.sqrt(6), within(1e-8));
    }

    @Test
    void intervalsOfEqualRunsAreTheirValue() {
        Observation.Runs equal = new Observation.Runs(List.of(3.0, 3.0, 3.0));

        assertThat(Judge.predictionInterval(equal, 0.95)).isEqualTo(new Judge.Interval(3, 3, 3));
        assertThat(Judge.interval(quantity("q", Kind.RUNS, HOLDS, null), equal)).contains(new Judge.Interval(3, 3, 3));
    }

    @ParameterizedTest
    @CsvSource({"5, 11, REPRODUCED", "11, 5, REPRODUCED", "7, 11, DEVIATES", "11, 12, INCONCLUSIVE"})
    void existentialStatementIsBorneOutByOneRunAndNotRefutedByOthers(double one, double other, Verdict verdict) {
        Quantity existential = new Quantity("q", Kind.RUNS, "w", null, HOLDS, FIGURE, "Chosen.", 0, 0, 0, true);

        assertThat(Judge.judge(existential, new Observation.Runs(List.of(one, other))))
                .isEqualTo(verdict);
        assertThat(Judge.judge(existential, Observation.OneRun.exact(11))).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Judge.judge(existential, Observation.OneRun.exact(5))).isEqualTo(Verdict.REPRODUCED);
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 11, REPRODUCED", "7, 0, 11, DEVIATES", "5, 3, 11, INCONCLUSIVE", "11, 0, 12, INCONCLUSIVE"})
    void runsOfAnExistentialStatementThatHaveIntervalsAreJudgedByThem(
            double one, double half, double other, Verdict verdict) {
        Quantity existential = new Quantity("q", Kind.RUNS, "w", null, HOLDS, FIGURE, "Chosen.", 0, 0, 0, true);
        Claim claim = claim("c", Verdict.REPRODUCED, List.of(existential), List.of());
        List<Measurement> runs = List.of(
                measured("q", new Observation.OneRun(one, one - half, one + half, 1)),
                measured("q", Observation.OneRun.exact(other)));

        assertThat(Judge.judge(claim, runs).verdict()).isEqualTo(verdict);
    }

    @Test
    void oneRunBesideSeveralOfAQuantityIsAFault() {
        Quantity quantity = new Quantity("q", Kind.RUNS, "w", null, HOLDS, FIGURE, "Chosen.", 0, 0, 0, false);
        Claim claim = claim("c", Verdict.REPRODUCED, List.of(quantity), List.of());
        List<Measurement> mixed = List.of(
                measured("q", new Observation.Runs(List.of(5.0, 5.1))), measured("q", Observation.OneRun.exact(5)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judge.judge(claim, mixed))
                .withMessage("claim c: quantity q has one run beside several: give the value of every run in one"
                        + " measurement");
    }

    /** Python 3.11: {@code -statistics.NormalDist().inv_cdf(1e-5 / n)} is 5.1326 for n = 70, 5.1573 for n = 80. */
    @ParameterizedTest
    @CsvSource({
        "-3, 70, 0.05, REPRODUCED",
        "5.13, 70, 0.1, REPRODUCED",
        "5.14, 70, 0.1, REFUTED",
        "5.14, 80, 0.1, REPRODUCED",
        "5.14, 80, 0.11, INCONCLUSIVE",
        "9, 70, 0.5, REFUTED"
    })
    void excessIsJudgedAgainstWhatChanceShowsAmongSoMany(
            double largest, long count, double detectable, Verdict verdict) {
        Quantity quantity = new Quantity("q", Kind.EXCESS, "w", null, null, null, "Chosen.", 0, 0.1, 0, false);

        assertThat(Judge.judge(quantity, new Observation.Excess(largest, count, detectable, 1 - 1e-5)))
                .isEqualTo(verdict);
    }

    @Test
    void intervalThatIsLessCertainThanTheClaimsShareIsAFault() {
        Claim claim = claim(
                "c",
                Verdict.REPRODUCED,
                List.of(quantity("a", Kind.ESTIMATE, HOLDS, FIGURE), quantity("b", Kind.RUNS, HOLDS, FIGURE)),
                List.of());
        Measurement firm = measured("b", new Observation.OneRun(5, 4.5, 5.5, 1 - 5e-6));

        assertThat(verdict(claim, measured("a", new Observation.Estimate(5, 4.5, 5.5, 1 - 5e-6)), firm))
                .isEqualTo(Verdict.REPRODUCED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> verdict(claim, measured("a", new Observation.Estimate(5, 4.5, 5.5, 0.99)), firm))
                .withMessage(
                        "claim c: quantity a: an interval of level 99 % is less certain than the 99.9995 % that its"
                                + " share of the claim's level demands");
        // Two measurements share it.
        Measurement half = measured("a", new Observation.Estimate(5, 4.5, 5.5, 1 - 5e-6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> verdict(claim, half, half, firm))
                .withMessage("claim c: quantity a: an interval of level 99.9995 % is less certain than the 99.99975 %"
                        + " that its share of the claim's level demands");
    }

    @Test
    void excessAtAHigherLevelThanItsShareIsAFault() {
        Quantity excess = new Quantity("q", Kind.EXCESS, "w", null, null, null, "Chosen.", 0, 0.1, 0, false);
        Claim claim = claim("c", Verdict.REPRODUCED, List.of(excess), List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> verdict(claim, measured("q", new Observation.Excess(5, 1, 0.01, 1 - 1e-10))))
                .withMessage("claim c: quantity q: an excess at the level 99.99999999 % is allowed more than at the"
                        + " 99.999 % that is its share: it would hide one");
    }

    @Test
    void severalRunsShareTheirLevelAmongLooks() {
        Claim once = claim("c", Verdict.REPRODUCED, List.of(quantity("q", Kind.RUNS, HOLDS, FIGURE)), List.of());
        Claim twice = new Claim(
                once.id(),
                once.section(),
                once.source(),
                once.recollected(),
                once.statement(),
                once.setting(),
                once.quantities(),
                once.readings(),
                once.preconditions(),
                once.sizes(),
                2,
                once.expect(),
                once.erratumOrNull(),
                once.noteOrNull());

        assertThat(once.judged(once.quantity("q")).level()).isEqualTo(0.95);
        assertThat(twice.judged(twice.quantity("q")).level()).isCloseTo(0.975, within(1e-15));
        // Student's 4.303 becomes 6.205: the mean of three runs with a spread of 0.35 is within 0.87 once, 1.25 twice.
        Measurement runs = measured("q", new Observation.Runs(List.of(4.65, 5.0, 5.35)));
        assertThat(verdict(once, runs)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(twice, runs)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static final Quantity SHARE = quantity("share", Kind.ESTIMATE, new Range(0.5, 1), null);

    private static List<Measurement> run(double value, double low, double high) {
        return List.of(
                measured("q", new Observation.OneRun(value, value - 9, value + 9, 1 - 1e-6)),
                measured("share", new Observation.Estimate((low + high) / 2, low, high, 1 - 1e-6)));
    }

    private static Judgement over(List<List<Measurement>> runs) {
        Claim claim =
                claim("c", Verdict.REPRODUCED, List.of(quantity("q", Kind.RUNS, HOLDS, FIGURE), SHARE), List.of());
        return Judge.judgeRuns(claim, runs);
    }

    @Test
    void runsOfOneSettingAreJudgedByTheirMeanNotByTheIntervalOfEach() {
        Judgement three = over(List.of(run(4.8, 0.8, 0.9), run(5.0, 0.8, 0.9), run(5.2, 0.8, 0.9)));

        assertThat(three.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(three.findings())
                .extracting(Judgement.Finding::text)
                .first()
                .asString()
                .startsWith("q of the example: measured [4.8, 5, 5.2], mean in [4.5")
                .contains("on 3 runs, the first of them: the example");
    }

    @Test
    void oneRunOfASettingTellsNothing() {
        assertThat(over(List.of(run(5, 0.8, 0.9))).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void runsThatDifferInAnythingElseLeaveItOpen() {
        Judgement differ = over(List.of(run(4.8, 0.8, 0.9), run(5, 0.8, 0.9), run(5.2, 0.1, 0.2)));

        assertThat(differ.findings())
                .extracting(Judgement.Finding::verdict)
                .containsExactly(Verdict.REPRODUCED, Verdict.INCONCLUSIVE);
        assertThat(over(List.of(run(5, 0.1, 0.2), run(5, 0.1, 0.2))).verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void boundOnOneRunLeavesTheQuantityOpen() {
        List<Measurement> bounded = List.of(
                measured("q", new Observation.OneRun(5, Double.NEGATIVE_INFINITY, 5, 1 - 1e-6)),
                measured("share", new Observation.Estimate(0.8, 0.7, 0.9, 1 - 1e-6)));
        Judgement none = over(List.of(bounded, run(5, 0.8, 0.9)));

        assertThat(none.findings())
                .extracting(Judgement.Finding::verdict)
                .containsExactly(Verdict.INCONCLUSIVE, Verdict.REPRODUCED);
    }

    @Test
    void preconditionMustBeMetOnEveryRun() {
        Quantity rare = quantity("rare", Kind.EXACT, new Range(0, 1), null);
        Claim claim = claim("c", Verdict.REPRODUCED, List.of(quantity("q", Kind.RUNS, HOLDS, FIGURE)), List.of(rare));
        List<Measurement> met =
                List.of(measured("rare", new Observation.Exact(0.5, 0)), measured("q", Observation.OneRun.exact(5)));
        List<Measurement> unmet = List.of(measured("rare", new Observation.Exact(2, 0)));

        assertThat(Judge.judgeRuns(claim, List.of(met, met)).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(Judge.judgeRuns(claim, List.of(met, unmet)))
                .extracting(Judgement::verdict, Judgement::judged)
                .containsExactly(Verdict.INCONCLUSIVE, false);
    }

    @Test
    void runsWithDifferentNumbersOfMeasurementsAreRefused() {
        Claim claim = claim("c", Verdict.REPRODUCED, List.of(quantity("q", Kind.RUNS, HOLDS, FIGURE)), List.of());
        Measurement one = measured("q", Observation.OneRun.exact(5));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judge.judgeRuns(claim, List.of(List.of(one), List.of(one, one))))
                .withMessage(
                        "claim c: runs have [1, 2] measurements of q: only the same number can be judged together");
    }

    @Test
    void quantityMayStateALevelOfItsOwn() {
        Quantity stated = new Quantity("q", Kind.ESTIMATE, "w", null, HOLDS, FIGURE, "Chosen.", 0, 0, 0.95, false);
        Claim claim = claim("c", Verdict.REPRODUCED, List.of(stated), List.of());

        assertThat(verdict(claim, measured("q", new Observation.Estimate(5, 4.5, 5.5, 0.95))))
                .isEqualTo(Verdict.REPRODUCED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> verdict(claim, measured("q", new Observation.Estimate(5, 4.5, 5.5, 0.9))))
                .withMessage(
                        "claim c: quantity q: an interval of level 90 % is less certain than the 95 % that it states");
    }

    @Test
    void everyReadingHasItsVerdictAndTheClaimTheirs() {
        Claim claim = claim(
                "c",
                Verdict.DEPENDS,
                List.of(quantity("shared", Kind.EXACT, HOLDS, FIGURE)),
                new Reading(
                        "narrow", "As it stands.", List.of(quantity("a", Kind.EXACT, HOLDS, FIGURE)), Verdict.REFUTED),
                new Reading(
                        "wide", "More widely.", List.of(quantity("b", Kind.EXACT, HOLDS, FIGURE)), Verdict.REPRODUCED));

        Judgement differ = Judge.judge(claim, List.of(exact("shared", 5), exact("a", 11), exact("b", 5)));
        assertThat(differ.verdict()).isEqualTo(Verdict.DEPENDS);
        assertThat(differ.readings())
                .containsExactly(
                        new Judgement.OfReading("narrow", Verdict.REFUTED),
                        new Judgement.OfReading("wide", Verdict.REPRODUCED));
        assertThat(differ.findings()).extracting(Judgement.Finding::quantity).containsExactly("shared", "a", "b");

        assertThat(verdict(claim, exact("shared", 5), exact("a", 5), exact("b", 5)))
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(claim, exact("shared", 11), exact("a", 5), exact("b", 7)))
                .isEqualTo(Verdict.REFUTED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> verdict(claim, exact("shared", 5), exact("a", 5)))
                .withMessage("claim c: quantity b was not measured");
    }

    @Test
    void worstVerdictOfTheQuantitiesAndMeasurementsStands() {
        Claim claim = claim(
                "c",
                Verdict.REPRODUCED,
                List.of(quantity("a", Kind.EXACT, HOLDS, FIGURE), quantity("b", Kind.EXACT, HOLDS, FIGURE)),
                List.of());

        assertThat(verdict(claim, exact("a", 5), exact("b", 5))).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(claim, exact("a", 5), exact("b", 7))).isEqualTo(Verdict.DEVIATES);
        assertThat(verdict(claim, exact("a", 7), exact("b", 11))).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(claim, exact("a", 5), exact("a", 11), exact("b", 5))).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(claim, measured("a", new Observation.Exact(6, 1)), exact("b", 5)))
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(claim, measured("a", new Observation.Exact(6, 1)), exact("b", 7)))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void everyMeasurementHasItsFinding() {
        Claim claim = claim("c", Verdict.REPRODUCED);

        Judgement judgement = Judge.judge(claim, List.of(ExampleClaim.mean(5), ExampleClaim.mean(7)));

        assertThat(judgement.judged()).isTrue();
        assertThat(judgement.findings())
                .extracting(Judgement.Finding::quantity, Judgement.Finding::verdict)
                .containsExactly(tuple("mean", Verdict.REPRODUCED), tuple("mean", Verdict.DEVIATES));
    }

    @ParameterizedTest
    @CsvSource({"7, DEVIATES", "11, REFUTED"})
    void claimWithAnUnmetPreconditionIsNotJudged(double value, Verdict finding) {
        Claim claim = withPrecondition();

        Judgement judgement = Judge.judge(claim, List.of(exact("needed", value)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.judged()).isFalse();
        assertThat(judgement.findings()).singleElement().satisfies(unmet -> {
            assertThat(unmet.quantity()).isEqualTo("needed");
            assertThat(unmet.verdict()).isEqualTo(finding);
            assertThat(unmet.text()).startsWith("needed of the example: measured " + Math.round(value));
        });
    }

    @Test
    void claimIsJudgedByItsQuantitiesAloneOnceItsPreconditionsAreMet() {
        Judgement judgement = Judge.judge(withPrecondition(), List.of(exact("needed", 5), exact("q", 7)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.DEVIATES);
        assertThat(judgement.judged()).isTrue();
        assertThat(judgement.findings()).extracting(Judgement.Finding::quantity).containsExactly("q");
    }

    @Test
    void afterAnUnmetPreconditionNothingElseHasToBeMeasured() {
        Claim claim = claim(
                "c",
                Verdict.REPRODUCED,
                List.of(quantity("q", Kind.EXACT, HOLDS, FIGURE)),
                List.of(quantity("first", Kind.EXACT, HOLDS, FIGURE), quantity("second", Kind.EXACT, HOLDS, FIGURE)));

        Judgement judgement = Judge.judge(claim, List.of(exact("first", 11)));

        assertThat(judgement.judged()).isFalse();
        assertThat(judgement.findings()).extracting(Judgement.Finding::quantity).containsExactly("first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judge.judge(claim, List.of(exact("first", 5), exact("q", 5))))
                .withMessage("claim c: quantity second was not measured");
    }

    @Test
    void unmeasuredPreconditionIsAFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judge.judge(withPrecondition(), List.of(exact("q", 5))))
                .withMessage("claim c: quantity needed was not measured");
    }

    @Test
    void unmeasuredQuantityIsAFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judge.judge(withPrecondition(), List.of(exact("needed", 5))))
                .withMessage("claim c: quantity q was not measured");
    }

    @Test
    void measurementOfAnUnknownQuantityIsAFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judge.judge(withPrecondition(), List.of(exact("other", 5))))
                .withMessage("claim c has no quantity other: it has q, needed");
    }

    @Test
    void measurementOfAnotherKindIsAFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judge.judge(
                        claim("c", Verdict.REPRODUCED),
                        List.of(measured("mean", new Observation.Estimate(5, 5, 5, 0.9)))))
                .withMessage("claim c: quantity mean is of kind exact, its measurement of kind estimate");
    }

    @Test
    void findingSaysWhatWasMeasuredThePapersFigureTheRangesAndTheReason() {
        assertThat(text(ExampleClaim.MEAN, new Observation.Exact(7, 0.25)))
                .isEqualTo("mean of the example: measured 7 +- 0.25 on the example; the paper's figure: 5.0;"
                        + " figure reproduced in [4, 6]; statement holds in [0, 10]; because: Chosen for the example.");
    }

    @Test
    void findingOfAnEstimateSaysItsIntervalLevelAndSize() {
        Quantity quantity = quantity("q", Kind.ESTIMATE, new Range(4, Double.POSITIVE_INFINITY), null);

        assertThat(statedText(new Observation.Estimate(5, 4.5, 5.5, 0.95)))
                .isEqualTo("q of the example: measured 5 in [4.5, 5.5] (95 %, n = 10) on the example;"
                        + " statement holds in at least 4; because: Chosen.");
        assertThat(text(quantity, new Observation.Estimate(5, 4.5, 5.5, 1 - 1e-6 / 3)))
                .contains("(99.999967 %, n = 10)");
        assertThat(statedText(new Observation.Estimate(5, 4.5, 5.5, 0.9))).contains("(90 %, n = 10)");
    }

    @Test
    void findingOfABoundSaysTheLimit() {
        assertThat(text(quantity("q", Kind.BOUND, null, null), new Observation.Bound(1, 2, 3, 4, 1)))
                .isEqualTo(
                        "q of the example: measured [1, 2] against the limit [3, 4] on the example; because: Chosen.");
    }

    @Test
    void findingOfAnAbsenceSaysTheProbabilityOfNone() {
        Quantity none = new Quantity(
                "q", Kind.ABSENCE, "errors", null, null, new Range(0.5, 1), "Chosen.", 10_000_000, 0, 0, false);

        assertThat(text(none, new Observation.Absence(1.5e-8, 1e-8, 2e-8, 1)))
                .isEqualTo("errors: measured rate 1.5E-8 in [1E-8, 2E-8], so none in 10000000 with probability"
                        + " [0.818731, 0.904837] on the example; figure reproduced in [0.5, 1]; because: Chosen.");
    }

    @Test
    void findingOfASearchSaysItsReach() {
        Quantity search = new Quantity("q", Kind.SEARCH, "errors", null, null, null, "Chosen.", 0, 1e-9, 0, false);

        assertThat(text(search, new Observation.Search(1000, 0, 20, 19, 1e-10)))
                .isEqualTo("errors: measured 0 errors from 1000 starts by a search that finds 19 of 20 planted errors"
                        + " of measure 1E-10; needed: 95 % of at least 59 at 1E-9 on the example; because: Chosen.");
    }

    @Test
    void findingOfAnExcessSaysWhatChanceAllowsAndWhatWouldBeSeen() {
        Quantity excess = new Quantity("q", Kind.EXCESS, "excess", null, null, null, "Chosen.", 0, 0.1, 0, false);

        assertThat(text(excess, new Observation.Excess(2.5, 70, 0.04, 1 - 1e-5)))
                .isEqualTo("excess: measured the largest of 70 excesses is 2.5 standard errors, 5.13263 are allowed"
                        + " (99.999 %); half of them would show an excess of 0.04 of the limit, needed: 0.1 on the"
                        + " example; because: Chosen.");
    }

    @Test
    void findingOfRunsSaysWhereAFurtherRunWillLie() {
        Quantity runs = quantity("q", Kind.RUNS, new Range(0, 1000), null);

        assertThat(text(runs, new Observation.Runs(List.of(390.0, 394.0, 401.0, 388.0, 396.0))))
                .isEqualTo(
                        "q of the example: measured [390, 394, 401, 388, 396], mean in [387.444, 400.156] and a further"
                                + " run in [378.232, 409.368] (95 % each) on the example; statement holds in [0, 1000];"
                                + " because: Chosen.");
        assertThat(text(runs, Observation.OneRun.exact(390)))
                .isEqualTo("q of the example: measured 390, one run, on the example;"
                        + " statement holds in [0, 1000]; because: Chosen.");
        assertThat(text(runs, new Observation.OneRun(390, 380, 400, 1 - 1e-6)))
                .isEqualTo("q of the example: measured 390 in [380, 400] (99.9999 %, n = 10), one run, on the example;"
                        + " statement holds in [0, 1000]; because: Chosen.");
    }

    private static Claim withPrecondition() {
        return claim(
                "c",
                Verdict.REPRODUCED,
                List.of(quantity("q", Kind.EXACT, HOLDS, FIGURE)),
                List.of(quantity("needed", Kind.EXACT, HOLDS, FIGURE)));
    }

    private static Measurement exact(String quantity, double value) {
        return measured(quantity, new Observation.Exact(value, 0));
    }

    private static Verdict verdict(Claim claim, Measurement... measurements) {
        return Judge.judge(claim, List.of(measurements)).verdict();
    }

    /** Of a quantity that may be known at any level. */
    private static String statedText(Observation.Estimate observed) {
        return text(
                new Quantity(
                        "q",
                        Kind.ESTIMATE,
                        "q of the example",
                        null,
                        new Range(4, Double.POSITIVE_INFINITY),
                        null,
                        "Chosen.",
                        0,
                        0,
                        observed.level(),
                        false),
                observed);
    }

    private static String text(Quantity quantity, Observation observed) {
        Claim claim = claim("c", Verdict.REPRODUCED, List.of(quantity), List.of());
        return Judge.judge(claim, List.of(measured(quantity.name(), observed)))
                .findings()
                .get(0)
                .text();
    }
}
