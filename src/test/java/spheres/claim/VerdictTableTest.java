package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static spheres.claim.ExampleClaim.claim;
import static spheres.claim.ExampleClaim.mean;
import static spheres.claim.ExampleClaim.measured;
import static spheres.claim.ExampleClaim.quantity;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spheres.claim.Results.ClaimResult;

class VerdictTableTest {

    @Test
    void everyClaimThatWasRunHasALineAndTheRestIsCounted() {
        Claim unmet = claim(
                "unmet-precondition",
                Verdict.REPRODUCED,
                List.of(ExampleClaim.MEAN),
                List.of(quantity("needed", Kind.EXACT, new Range(0, 1), null)));
        Results results = ExampleClaim.results(
                ClaimResult.judged(claim("good", Verdict.REPRODUCED), List.of(mean(5)), 1.25),
                ClaimResult.judged(claim("deviation", Verdict.DEVIATES), List.of(mean(7)), 12),
                ClaimResult.judged(claim("surprise", Verdict.REPRODUCED), List.of(mean(11)), 123.4),
                ClaimResult.judged(unmet, List.of(measured("needed", new Observation.Exact(2, 0))), 0),
                ClaimResult.faulty(claim("broken", Verdict.REPRODUCED), "it broke\nand how", List.of(), 3),
                ClaimResult.notRun(claim("later", Verdict.REPRODUCED)),
                ClaimResult.notRun(claim("last", Verdict.REPRODUCED)));

        assertThat(VerdictTable.of(results)).isEqualTo("""
                claim               section    expected      verdict       seconds
                good                2          reproduced    reproduced        1.3
                deviation           2          deviates      deviates         12.0
                surprise            2          reproduced    refuted         123.4  NOT AS EXPECTED
                unmet-precondition  2          reproduced    inconclusive      0.0  NOT AS EXPECTED
                broken              2          reproduced    (fault)           3.0  FAULT: it broke

                7 claims at scale quick: 1 refuted, 1 inconclusive, 0 depends, 1 deviates, 1 reproduced, 2 not_run, 1 fault
                1 of the inconclusive not judged: a precondition is not met
                3 claims are judged at a level of 1E-5 each, 3E-5 in sum
                not run: later, last
                3 not as expected.
                """);
    }

    @Test
    void runWithoutSurprisesSaysSo() {
        Results results = ExampleClaim.results(
                ClaimResult.judged(claim("a", Verdict.REPRODUCED), List.of(mean(5)), 1),
                ClaimResult.judged(claim("b", Verdict.REFUTED), List.of(mean(11)), 1));

        assertThat(VerdictTable.of(results)).isEqualTo("""
                claim  section    expected      verdict       seconds
                a      2          reproduced    reproduced        1.0
                b      2          refuted       refuted           1.0

                2 claims at scale quick: 1 refuted, 0 inconclusive, 0 depends, 0 deviates, 1 reproduced, 0 not_run
                2 claims are judged at a level of 1E-5 each, 2E-5 in sum
                Every verdict is the expected one.
                """);
    }

    @Test
    void whatStandsInWithoutMeetingAPreconditionIsNotJudgedAndListedWithTheReason() {
        Claim unmet = claim(
                "unmet-precondition",
                Verdict.REPRODUCED,
                List.of(ExampleClaim.MEAN),
                List.of(quantity("needed", Kind.EXACT, new Range(0, 1), null)));
        Results results = ExampleClaim.results(
                ClaimResult.judged(claim("a", Verdict.REPRODUCED), List.of(mean(5)), 1),
                ClaimResult.judged(
                        unmet,
                        List.of(measured("needed", new Observation.Exact(2, 0))),
                        "a smaller example",
                        2,
                        List.of(),
                        Map.of()));

        assertThat(VerdictTable.of(results)).isEqualTo("""
                claim               section    expected      verdict       seconds
                a                   2          reproduced    reproduced        1.0
                unmet-precondition  2          reproduced    (not judged)      2.0

                2 claims at scale quick: 0 refuted, 0 inconclusive, 0 depends, 0 deviates, 1 reproduced, 0 not_run, 1 not judged
                1 claims are judged at a level of 1E-5 each, 1E-5 in sum
                not judged: unmet-precondition: a smaller example; precondition needed refuted: needed of the example: \
                measured 2 +- 0 on the example; statement holds in [0, 1]; because: Chosen.
                Every verdict is the expected one.
                """);
    }

    @Test
    void readingsSingleRunsSharedCostsAndOwnLevelsAreSaid() {
        Quantity runs = quantity("runs", Kind.RUNS, new Range(0, 10), null);
        Claim depends = claim(
                "depends",
                Verdict.DEPENDS,
                List.of(),
                new Reading("narrow", "One way.", List.of(ExampleClaim.MEAN), Verdict.REPRODUCED),
                new Reading("wide", "Another way.", List.of(runs), Verdict.REFUTED));
        Claim several = claim("several", Verdict.REPRODUCED, List.of(runs), List.of());
        Results results = ExampleClaim.results(
                ClaimResult.judged(depends, List.of(mean(5), measured("runs", Observation.OneRun.exact(11))), 1),
                ClaimResult.judged(
                        several,
                        List.of(measured("runs", new Observation.Runs(List.of(5.0, 5.1)))),
                        null,
                        0,
                        List.of(),
                        Map.of("depends", 12.34)));

        assertThat(VerdictTable.of(results)).isEqualTo("""
                claim     section    expected      verdict       seconds
                depends   2          depends       depends           1.0
                  narrow             reproduced    reproduced
                  wide               refuted       refuted
                several   2          reproduced    reproduced        0.0  shared with depends (12.3 s)

                2 claims at scale quick: 0 refuted, 0 inconclusive, 1 depends, 0 deviates, 1 reproduced, 0 not_run
                1 of the verdicts rest on one training run, which says nothing of how another would come out
                1 claims are judged at a level of 1E-5 each, 1E-5 in sum; 1 have 1 quantities of several training runs or with \
                a level of their own, known at 95 % or more: up to 0.05 of these intervals miss, on average
                Every verdict is the expected one.
                """);
    }

    @Test
    void readingThatComesOutOtherwiseIsNotAsExpected() {
        Quantity other = quantity("other", Kind.EXACT, new Range(0, 10), null);
        Claim depends = claim(
                "depends",
                Verdict.DEPENDS,
                List.of(),
                new Reading("narrow", "One way.", List.of(ExampleClaim.MEAN), Verdict.REPRODUCED),
                new Reading("wide", "Another way.", List.of(other), Verdict.REFUTED));

        ClaimResult swapped =
                ClaimResult.judged(depends, List.of(mean(11), measured("other", new Observation.Exact(5, 0))), 1);

        assertThat(swapped.verdict()).isEqualTo(Verdict.DEPENDS);
        assertThat(swapped.asExpected()).isFalse();
    }

    @Test
    void faultsAreCountedApart() {
        assertThat(VerdictTable.of(ExampleClaim.results(
                        ClaimResult.faulty(claim("b", Verdict.REPRODUCED), "x", List.of(), 1),
                        ClaimResult.faulty(claim("a", Verdict.REPRODUCED), "", List.of(), 1))))
                .contains("0 not_run, 2 faults\n")
                .contains("(fault)           1.0  FAULT:\n")
                .doesNotContain("not run:")
                .doesNotContain("not judged")
                .endsWith("2 not as expected.\n");
    }

    @Test
    void ofOneClaimOfManyItTellsWhatWasMeasured() {
        Results results = ExampleClaim.results(
                ClaimResult.judged(claim("a", Verdict.REPRODUCED), List.of(mean(5)), 1),
                ClaimResult.notRun(claim("b", Verdict.REPRODUCED)),
                ClaimResult.notRun(claim("c", Verdict.REPRODUCED)));

        assertThat(VerdictTable.of(results)).isEqualTo("""
                claim  section    expected      verdict       seconds
                a      2          reproduced    reproduced        1.0

                reproduced: mean of the example: measured 5 +- 0 on the example; the paper's figure: 5.0; figure reproduced in [4, 6]; statement holds in \
                [0, 10]; because: Chosen for the example.
                2 other claims were not run.
                The verdict is the expected one.
                """);
    }

    @Test
    void nothingRunIsNoSuccess() {
        assertThat(VerdictTable.of(ExampleClaim.results(ClaimResult.notRun(claim("a", Verdict.REPRODUCED)))))
                .isEqualTo("""
                claim  section    expected      verdict       seconds

                1 claims at scale quick: 0 refuted, 0 inconclusive, 0 depends, 0 deviates, 0 reproduced, 1 not_run
                not run: a
                No claim was run.
                """);
    }

    @Test
    void whatWasNotLocatedInThePaperIsCountedApart() {
        Results results = ExampleClaim.results(
                ClaimResult.judged(claim("a", Verdict.REPRODUCED), List.of(mean(5)), 1),
                ClaimResult.judged(ExampleClaim.recollected("b", Verdict.REFUTED), List.of(mean(11)), 1));

        assertThat(VerdictTable.of(results)).isEqualTo("""
                claim  section    expected      verdict       seconds
                a      2          reproduced    reproduced        1.0
                b      2          refuted       refuted           1.0

                1 claims at scale quick: 0 refuted, 0 inconclusive, 0 depends, 0 deviates, 1 reproduced, 0 not_run
                1 more, whose sentences were not located in the paper: 1 refuted, 0 inconclusive, 0 depends, 0 deviates, 0 reproduced, 0 not_run
                2 claims are judged at a level of 1E-5 each, 2E-5 in sum
                Every verdict is the expected one.
                """);
    }
}
