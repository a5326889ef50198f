package spheres.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import spheres.claim.ExampleClaim;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.Verdict;

class RunComparisonTest {
    private static final String RUN = ExampleClaim.WHEN + ", commit unknown, scale quick, seed 1801\n";

    @Test
    void changedVerdictsAndValuesAreNamed() {
        RunComparison comparison = RunComparison.of(
                ExampleClaim.results(judged("a", 5), judged("b", 5), judged("gone", 5)),
                ExampleClaim.results(judged("a", 5), judged("b", 7), judged("new", 5)));

        assertThat(comparison.text()).isEqualTo("from " + RUN + "to   " + RUN + """

                Changed verdicts: 3
                  b: reproduced -> deviates
                  new: absent -> reproduced
                  gone: reproduced -> absent
                Changed values: 3
                  b, mean: 5 -> 7
                  new, mean: absent -> 5
                  gone, mean: 5 -> absent""");
    }

    @Test
    void sameRunHasNoChanges() {
        Results run = ExampleRun.complete();

        assertThat(RunComparison.of(run, run).verdicts()).isEmpty();
        assertThat(RunComparison.of(run, run).text()).endsWith("\nNo verdict changed.\nNo value changed.");
    }

    private static ClaimResult judged(String id, double value) {
        return ClaimResult.judged(ExampleClaim.claim(id, Verdict.REPRODUCED), List.of(ExampleClaim.mean(value)), 1);
    }
}
