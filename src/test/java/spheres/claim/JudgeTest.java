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
                        quantity("q", Kind.BOUND, null, null), new Observation.Bound(low, high, limitLow, limitHigh)))
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
                0);

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
        "0, 100, 95, 1e-9, REPRODUCED", "0, 100, 100, 1e-12, REPRODUCED", "0, 1, 1, 1e-9, REPRODUCED",
        "0, 100, 94, 1e-9, INCONCLUSIVE", "0, 100, 100, 1.1e-9, INCONCLUSIVE", "0, 0, 0, 1e-9, INCONCLUSIVE",
        "1, 100, 100, 1e-9, REFUTED", "1, 0, 0, 1e-9, REFUTED"
    })
    void searchIsBelievedOnlyWithItsProvenReach(
            long found, long planted, long plantedFound, double measure, Verdict verdict) {
        Quantity search = new Quantity("q", Kind.SEARCH, "errors", null, null, null, "Chosen.", 0, 1e-9, 0);

        assertThat(Judge.judge(search, new Observation.Search(1000, found, planted, plantedFound, measure)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        // a single run stands for itself
        "5, 5, 5, REPRODUCED",
        "7, 7, 7, DEVIATES",
        "11, 11, 11, REFUTED",
        "10, 10, 10, DEVIATES",
        "4, 4, 4, REPRODUCED",
        // 4.303 sqrt(1 + 1/3) = 4.97 times the spread on either side: 0.1 gives [6.5, 7.5], 0.4 [5.01, 8.99], 0.8
        // [3.03, 10.97]
        "6.9, 7, 7.1, DEVIATES",
        "6.6, 7, 7.4, REPRODUCED",
        "6.2, 7, 7.8, INCONCLUSIVE",
        "10.9, 11, 11.1, REFUTED",
        "10.3, 10.4, 10.5, INCONCLUSIVE",
        "-0.3, -0.2, -0.1, INCONCLUSIVE"
    })
    void runsAreJudgedByTheirPredictionInterval(double a, double b, double c, Verdict verdict) {
        List<Double> values = a == c ? List.of(a) : List.of(a, b, c);

        assertThat(Judge.judge(quantity("q", Kind.RUNS, HOLDS, FIGURE), new Observation.Runs(values)))
                .isEqualTo(verdict);
    }

    /**
     * SciPy 1.17.1: {@code v.mean() -+ t.ppf((1 + level) / 2, 4) * v.std(ddof=1) * sqrt(1 + 1 / 5)}; the factor at 0.95 is
     * the table's 2.776.
     */
    @ParameterizedTest
    @CsvSource({"0.95, 378.2320882918345, 409.36791170816554", "0.9, 381.8464402185595, 405.7535597814405"})
    void predictionIntervalIsStudents(double level, double low, double high) {
        double[] interval =
                Judge.predictionInterval(new Observation.Runs(List.of(390.0, 394.0, 401.0, 388.0, 396.0)), level);

        assertThat(interval[0]).isCloseTo(low, within(1e-8));
        assertThat(interval[1]).isCloseTo(high, within(1e-8));
    }

    @Test
    void predictionIntervalOfEqualRunsIsTheirValue() {
        assertThat(Judge.predictionInterval(new Observation.Runs(List.of(3.0, 3.0, 3.0)), 0.95))
                .containsExactly(3, 3);
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
                .isEqualTo(Verdict.DEVIATES);
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

        assertThat(text(quantity, new Observation.Estimate(5, 4.5, 5.5, 0.95)))
                .isEqualTo("q of the example: measured 5 in [4.5, 5.5] (95 %, n = 10) on the example;"
                        + " statement holds in at least 4; because: Chosen.");
        assertThat(text(quantity, new Observation.Estimate(5, 4.5, 5.5, 1 - 1e-6 / 3)))
                .contains("(99.999967 %, n = 10)");
        assertThat(text(quantity, new Observation.Estimate(5, 4.5, 5.5, 0.9))).contains("(90 %, n = 10)");
    }

    @Test
    void findingOfABoundSaysTheLimit() {
        assertThat(text(quantity("q", Kind.BOUND, null, null), new Observation.Bound(1, 2, 3, 4)))
                .isEqualTo(
                        "q of the example: measured [1, 2] against the limit [3, 4] on the example; because: Chosen.");
    }

    @Test
    void findingOfAnAbsenceSaysTheProbabilityOfNone() {
        Quantity none =
                new Quantity("q", Kind.ABSENCE, "errors", null, null, new Range(0.5, 1), "Chosen.", 10_000_000, 0, 0);

        assertThat(text(none, new Observation.Absence(1.5e-8, 1e-8, 2e-8, 0.99)))
                .isEqualTo("errors: measured rate 1.5E-8 in [1E-8, 2E-8], so none in 10000000 with probability"
                        + " [0.818731, 0.904837] on the example; figure reproduced in [0.5, 1]; because: Chosen.");
    }

    @Test
    void findingOfASearchSaysItsReach() {
        Quantity search = new Quantity("q", Kind.SEARCH, "errors", null, null, null, "Chosen.", 0, 1e-9, 0);

        assertThat(text(search, new Observation.Search(1000, 0, 20, 19, 1e-10)))
                .isEqualTo("errors: measured 0 errors from 1000 starts by a search that finds 19 of 20 planted errors"
                        + " of measure 1E-10; needed: 95 % at 1E-9 on the example; because: Chosen.");
    }

    @Test
    void findingOfRunsSaysWhereAFurtherRunWillLie() {
        Quantity runs = quantity("q", Kind.RUNS, new Range(0, 1000), null);

        assertThat(text(runs, new Observation.Runs(List.of(390.0, 394.0, 401.0, 388.0, 396.0))))
                .isEqualTo("q of the example: measured [390, 394, 401, 388, 396], a further run in [378.232, 409.368]"
                        + " (95 %) on the example; statement holds in [0, 1000]; because: Chosen.");
        assertThat(text(runs, new Observation.Runs(List.of(390.0))))
                .isEqualTo("q of the example: measured [390] (a single run) on the example;"
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

    private static String text(Quantity quantity, Observation observed) {
        Claim claim = claim("c", Verdict.REPRODUCED, List.of(quantity), List.of());
        return Judge.judge(claim, List.of(measured(quantity.name(), observed)))
                .findings()
                .get(0)
                .text();
    }
}
