package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spheres.claim.Results.ClaimResult;

class JoinedResultsTest {
    private static final ClaimResult A = ran("a");
    private static final ClaimResult B = ran("b");

    @Test
    void eachClaimIsOfThePartThatRanIt() {
        Results one = part("2026-01-31T12:00:00Z", "one", Map.of("first", 1), A, notRun("b"), notRun("c"));
        Results two = part("2026-01-31T11:00:00Z", "two", Map.of("second", 2), notRun("a"), B, notRun("c"));

        Results joined = JoinedResults.of(files(one, two));

        assertThat(joined.claims()).containsExactly(A, B, notRun("c"));
        assertThat(joined.when()).isEqualTo("2026-01-31T11:00:00Z");
        assertThat(joined.figures()).isEqualTo(Map.of("first", 1, "second", 2));
        assertThat(joined.environment()).isEqualTo(Map.of("os", "Linux", "cpu", "one; two"));
        assertThat(JoinedResults.of(files(two, one)).claims()).isEqualTo(joined.claims());
    }

    @Test
    void aFaultIsKept() {
        ClaimResult faulty = ClaimResult.faulty(A.claim(), "broken", List.of(), 1);

        assertThat(JoinedResults.of(files(part(faulty, notRun("b")), part(notRun("a"), B)))
                        .claims())
                .containsExactly(faulty, B);
    }

    @Test
    void otherCommitScaleOrSeedIsRefused() {
        Results mine = part(A, notRun("b"));
        Results other = part(notRun("a"), B);

        assertRefused(
                mine,
                new Results(3, other.when(), other.scale(), other.seed(), "f00", Map.of(), other.claims(), Map.of()),
                "results of different runs can't be joined: commit = c0ffee in 1.json, commit = f00 in 2.json: run all parts"
                        + " from one commit");
        assertRefused(
                mine,
                new Results(
                        3, other.when(), Scale.PAPER, other.seed(), other.commit(), Map.of(), other.claims(), Map.of()),
                "results of different runs can't be joined: scale = quick in 1.json, scale = paper in 2.json: run all parts at"
                        + " one scale");
        assertRefused(
                mine,
                new Results(3, other.when(), other.scale(), 7, other.commit(), Map.of(), other.claims(), Map.of()),
                "results of different runs can't be joined: seed = 1801 in 1.json, seed = 7 in 2.json: run all parts with one"
                        + " seed, -Dspheres.seed");
    }

    @Test
    void otherClaimFilesAreRefused() {
        ClaimResult changed = ClaimResult.notRun(ExampleClaim.claim("a", Verdict.REFUTED));

        assertRefused(
                part(A, notRun("b")),
                part(changed, B, notRun("c")),
                "results of different claim files can't be joined: 1.json and 2.json differ in a, c: run all parts with the same"
                        + " claim files");
    }

    @Test
    void claimThatTwoPartsRanIsRefused() {
        assertRefused(part(A, B), part(notRun("a"), B), "claim b was run in 1.json and in 2.json: give each part once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JoinedResults.of(Map.of()))
                .withMessage("no results to join: give the results.json of each part");
    }

    private static void assertRefused(Results one, Results two, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JoinedResults.of(files(one, two)))
                .withMessage(message);
    }

    private static ClaimResult ran(String id) {
        return ClaimResult.judged(ExampleClaim.claim(id, Verdict.REPRODUCED), List.of(ExampleClaim.mean(5)), 1);
    }

    private static ClaimResult notRun(String id) {
        return ClaimResult.notRun(ExampleClaim.claim(id, Verdict.REPRODUCED));
    }

    private static Results part(ClaimResult... claims) {
        return part(ExampleClaim.WHEN, "one", Map.of(), claims);
    }

    private static Results part(String when, String cpu, Map<String, Object> figures, ClaimResult... claims) {
        return new Results(
                Results.SCHEMA,
                when,
                Scale.QUICK,
                1801,
                "c0ffee",
                Map.of("os", "Linux", "cpu", cpu),
                List.of(claims),
                figures);
    }

    private static Map<String, Results> files(Results... parts) {
        Map<String, Results> files = new LinkedHashMap<>();
        for (Results part : parts) {
            files.put(files.size() + 1 + ".json", part);
        }
        return files;
    }
}
