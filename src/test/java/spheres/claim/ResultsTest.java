package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static spheres.claim.ExampleClaim.claim;
import static spheres.claim.ExampleClaim.mean;
import static spheres.claim.ExampleClaim.quantity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.claim.Results.ClaimResult;

class ResultsTest {
    @TempDir
    Path folder = Path.of("replaced by JUnit");

    @Test
    void judgedClaimHasItsVerdictAndFindings() {
        ClaimResult result = ClaimResult.judged(claim("c", Verdict.REPRODUCED), List.of(mean(7)), 1.5);

        assertThat(result.id()).isEqualTo("c");
        assertThat(result.section()).isEqualTo("2");
        assertThat(result.expected()).isEqualTo(Verdict.REPRODUCED);
        assertThat(result.verdict()).isEqualTo(Verdict.DEVIATES);
        assertThat(result.judged()).isTrue();
        assertThat(result.fault()).isEmpty();
        assertThat(result.findings()).hasSize(1);
        assertThat(result.measurements()).containsExactly(mean(7));
        assertThat(result.seconds()).isEqualTo(1.5);
    }

    @Test
    void onlyTheExpectedVerdictIsAsExpected() {
        for (Verdict expected : List.of(Verdict.REPRODUCED, Verdict.DEVIATES, Verdict.REFUTED)) {
            assertThat(judged(expected, 5).asExpected()).isEqualTo(expected == Verdict.REPRODUCED);
            assertThat(judged(expected, 7).asExpected()).isEqualTo(expected == Verdict.DEVIATES);
            assertThat(judged(expected, 11).asExpected()).isEqualTo(expected == Verdict.REFUTED);
        }
    }

    @Test
    void whatWasNotRunIsAsExpectedButAFaultIsNot() {
        ClaimResult notRun = ClaimResult.notRun(claim("c", Verdict.REPRODUCED));
        ClaimResult fault = ClaimResult.faulty(claim("c", Verdict.REPRODUCED), "fault", List.of(), 1);

        assertThat(notRun.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(notRun.asExpected()).isTrue();
        assertThat(fault.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(fault.asExpected()).isFalse();
        assertThat(fault.judged()).isFalse();
    }

    @Test
    void storedMeasurementsJudgedAgainGiveTheSameResults() throws IOException {
        Results results = ExampleClaim.results(
                judged("a", Verdict.REPRODUCED, 5),
                judged("b", Verdict.REPRODUCED, 7),
                judged("c", Verdict.REPRODUCED, 11),
                ClaimResult.faulty(claim("d", Verdict.REPRODUCED), "a fault", List.of(mean(5)), 1),
                ClaimResult.notRun(claim("e", Verdict.REPRODUCED)));

        Results again = results.judgedBy(registry("a", "b", "c", "d", "e"));

        assertThat(again.claims())
                .extracting(ClaimResult::verdict)
                .containsExactlyElementsOf(
                        results.claims().stream().map(ClaimResult::verdict).toList());
        assertThat(again.claims())
                .extracting(ClaimResult::findings)
                .containsExactlyElementsOf(
                        results.claims().stream().map(ClaimResult::findings).toList());
        assertThat(again.claims())
                .extracting(ClaimResult::measurements)
                .containsExactlyElementsOf(
                        results.claims().stream().map(ClaimResult::measurements).toList());
        assertThat(again.claims())
                .extracting(ClaimResult::faultOrNull)
                .containsExactly(null, null, null, "a fault", null);
        assertThat(again.claims()).extracting(ClaimResult::seconds).containsExactly(1.5, 1.5, 1.5, 1.0, 0.0);
        assertThat(List.of(again.schema(), again.scale(), again.seed(), again.commit(), again.environment()))
                .isEqualTo(List.of(
                        results.schema(), results.scale(), results.seed(), results.commit(), results.environment()));
    }

    @Test
    void unmetPreconditionStaysUnmetWhenJudgedAgain() {
        Claim claim = claim(
                "c",
                Verdict.REPRODUCED,
                List.of(ExampleClaim.MEAN),
                List.of(quantity("needed", Kind.EXACT, new Range(0, 1), null)));
        ClaimResult result =
                ClaimResult.judged(claim, List.of(ExampleClaim.measured("needed", new Observation.Exact(2, 0))), 1);

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.judged()).isFalse();
        assertThat(result.judgedBy(claim)).isEqualTo(result);
    }

    @Test
    void aStandInThatDoesNotMeetAPreconditionLeavesTheClaimUnjudged() {
        Claim claim = claim(
                "c",
                Verdict.REPRODUCED,
                List.of(ExampleClaim.MEAN),
                List.of(quantity("needed", Kind.EXACT, new Range(0, 1), null)));
        Measurement unmet = ExampleClaim.measured("needed", new Observation.Exact(2, 0));
        Measurement met = ExampleClaim.measured("needed", new Observation.Exact(1, 0));

        ClaimResult left = ClaimResult.judged(claim, List.of(unmet), "a smaller example", 1, List.of(), Map.of());
        ClaimResult failed = ClaimResult.judged(claim, List.of(unmet), 1);
        ClaimResult refuted =
                ClaimResult.judged(claim, List.of(met, mean(11)), "a smaller example", 1, List.of(), Map.of());

        assertThat(left.leftUnjudged()).isTrue();
        assertThat(left.asExpected()).isTrue();
        assertThat(left.judgedBy(claim)).isEqualTo(left);
        assertThat(left.whyUnjudged())
                .isEqualTo(
                        "a smaller example; precondition needed refuted: needed of the example: measured 2 +- 0 on the"
                                + " example; statement holds in [0, 1]; because: Chosen.");
        assertThat(failed.leftUnjudged()).isFalse();
        assertThat(failed.asExpected()).isFalse();
        assertThat(refuted.leftUnjudged()).isFalse();
        assertThat(refuted.asExpected()).isFalse();
    }

    @Test
    void changedClaimFileChangesTheVerdictOfTheSameMeasurement() throws IOException {
        Results results = ExampleClaim.results(judged("a", Verdict.REPRODUCED, 5));
        ExampleClaim.write(
                folder,
                "a",
                ExampleClaim.yaml("a", "reproduced")
                        .replace("\"5.0\", value: 5", "\"9.0\", value: 9")
                        .replace("{min: 4, max: 6}", "{min: 8, max: 10}"));

        Results again = results.judgedBy(ClaimRegistry.read(folder));

        assertThat(again.claims()).singleElement().satisfies(result -> {
            assertThat(result.verdict()).isEqualTo(Verdict.DEVIATES);
            assertThat(result.asExpected()).isFalse();
        });
    }

    @Test
    void registryDecidesWhichClaimsThereAre() throws IOException {
        Results results = ExampleClaim.results(judged("kept", Verdict.REPRODUCED, 5));
        ClaimRegistry registry = registry("kept", "new");

        Results again = results.judgedBy(registry);

        assertThat(again.claims()).extracting(ClaimResult::id).containsExactly("kept", "new");
        assertThat(again.claims())
                .extracting(ClaimResult::verdict)
                .containsExactly(Verdict.REPRODUCED, Verdict.NOT_RUN);
        Results older =
                ExampleClaim.results(judged("gone", Verdict.REPRODUCED, 5), judged("kept", Verdict.REPRODUCED, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> older.judgedBy(registry))
                .withMessage("there is no claim file for gone: give the claim files that were measured with --claims");
    }

    @Test
    void measurementOfAQuantityThatTheClaimNoLongerHasIsRefused() {
        Claim renamed = claim(
                "c", Verdict.REPRODUCED, List.of(quantity("other", Kind.EXACT, new Range(0, 1), null)), List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> judged("c", Verdict.REPRODUCED, 5).judgedBy(renamed))
                .withMessage("claim c has no quantity mean: it has other");
    }

    private ClaimRegistry registry(String... ids) throws IOException {
        for (String id : ids) {
            ExampleClaim.write(folder, id, ExampleClaim.yaml(id, "reproduced"));
        }
        return ClaimRegistry.read(folder);
    }

    private static ClaimResult judged(Verdict expected, double value) {
        return judged("c", expected, value);
    }

    private static ClaimResult judged(String id, Verdict expected, double value) {
        return ClaimResult.judged(claim(id, expected), List.of(mean(value)), 1.5);
    }
}
