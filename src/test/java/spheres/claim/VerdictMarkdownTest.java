package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static spheres.claim.ExampleClaim.claim;
import static spheres.claim.ExampleClaim.mean;

import java.util.List;
import org.junit.jupiter.api.Test;
import spheres.claim.Results.ClaimResult;

class VerdictMarkdownTest {
    private static final Results RESULTS = ExampleClaim.results(
            ClaimResult.judged(claim("good", Verdict.REPRODUCED), List.of(mean(5)), 1),
            ClaimResult.judged(claim("deviation", Verdict.DEVIATES), List.of(mean(7)), 1),
            ClaimResult.faulty(claim("broken", Verdict.REPRODUCED), "it broke", List.of(), 1),
            ClaimResult.notRun(claim("later", Verdict.REPRODUCED)));

    @Test
    void countsBySectionAndSaysWhereThePaperIsOff() {
        assertThat(VerdictMarkdown.of(RESULTS)).isEqualTo("""
                At quick scale, seed 1801, commit unknown:

                | section | claims | reproduced | deviates | depends | refuted | inconclusive | not judged | not run | fault | on one run |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                | 2 | 4 | 1 | 1 |  |  |  |  | 1 | 1 |  |
                | **all** | 4 | 1 | 1 |  |  |  |  | 1 | 1 |  |

                Where the paper is off:

                - [deviation](claims/deviation.yaml) (deviates). Printed: printed. Right: correct.

                The last column counts the verdicts that rest on one training run, which says nothing of how another would come out. \
                2 claims are judged at a level of 1E-5 each, 2E-5 in sum.

                Not run: [later](claims/later.yaml).
                """);
    }

    @Test
    void whatWasNotLocatedInThePaperHasARowOfItsOwnAndIsNoFaultOfThePaper() {
        Results results = ExampleClaim.results(
                ClaimResult.judged(claim("good", Verdict.REPRODUCED), List.of(mean(5)), 1),
                ClaimResult.judged(ExampleClaim.recollected("guess", Verdict.REFUTED), List.of(mean(11)), 1));

        assertThat(VerdictMarkdown.of(results)).contains("""
                        | **all** | 1 | 1 |  |  |  |  |  |  |  |  |
                        | not located in the paper | 1 |  |  |  | 1 |  |  |  |  |  |
                        """).doesNotContain("guess");
    }

    @Test
    void replacesWhatStandsBetweenTheMarks() {
        String before =
                "# Title\n\n<!-- verdicts: made by \"claims readme\" -->\nold\n<!-- end of verdicts -->\n\nMore.\n";

        String once = VerdictMarkdown.into(before, RESULTS);

        assertThat(once)
                .startsWith("# Title\n\n<!-- verdicts: made by \"claims readme\" -->\n\nAt quick scale")
                .endsWith(".\n\n<!-- end of verdicts -->\n\nMore.\n")
                .doesNotContain("old");
        assertThat(VerdictMarkdown.into(once, RESULTS)).isEqualTo(once);
    }

    @Test
    void refusesATextWithoutMarks() {
        assertThatThrownBy(() -> VerdictMarkdown.into("# Title\n", RESULTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no line \"<!-- verdicts: made by \"claims readme\" -->\" with a line"
                        + " \"<!-- end of verdicts -->\" after it: the table goes between");
    }
}
