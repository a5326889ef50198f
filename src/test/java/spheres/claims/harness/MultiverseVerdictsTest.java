package spheres.claims.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.claim.ClaimRegistry;
import spheres.claim.ExampleClaim;
import spheres.claim.Results.ClaimResult;
import spheres.claim.ResultsFile;
import spheres.claim.Verdict;
import spheres.claims.harness.MultiverseVerdicts.InUniverse;
import spheres.evidence.RegisteredUniverse;

class MultiverseVerdictsTest {
    private static final String CLAIM = "example-one";

    @TempDir
    private Path folder;

    private Path evidence;

    @BeforeEach
    void registration() throws IOException {
        evidence = Files.createDirectories(folder.resolve("evidence"));
        Files.copy(Path.of("claims", "multiverse.yaml"), folder.resolve("multiverse.yaml"));
        Files.writeString(evidence.resolve("readers.yaml"), "multiverse: {claims: {quadratic: [" + CLAIM + "]}}");
        ExampleClaim.write(folder, CLAIM, ExampleClaim.yaml(CLAIM, "reproduced"));
    }

    private MultiverseVerdicts verdicts() throws IOException {
        return MultiverseVerdicts.of(ClaimRegistry.read(folder), evidence);
    }

    private RegisteredUniverse universe(String name) throws IOException {
        return RegisteredUniverse.all(evidence).stream()
                .filter(universe -> universe.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private void measured(String universe, double... values) throws IOException {
        long seed = 2001;
        for (double value : values) {
            ResultsFile.write(
                    ExampleClaim.results(ClaimResult.judged(
                            ExampleClaim.claim(CLAIM, Verdict.REPRODUCED), List.of(ExampleClaim.mean(value)), 1)),
                    MultiverseVerdicts.file(evidence, universe(universe), seed++));
        }
    }

    private List<InUniverse> judged() throws IOException {
        return verdicts().verdicts().getOrDefault(CLAIM, List.of());
    }

    private InUniverse in(String universe) throws IOException {
        return judged().stream()
                .filter(one -> one.universe().name().equals(universe))
                .findAny()
                .orElseThrow();
    }

    @Test
    void everyUniverseIsListedAndNothingIsKnownBeforeARunIsMeasured() throws IOException {
        assertThat(judged())
                .extracting(one -> one.universe().name())
                .containsExactly("quadratic-dense", "quadratic-deviation-one", "quadratic-pytorch", "quadratic-he");
        assertThat(judged()).allSatisfy(one -> {
            assertThat(one.verdict()).isEqualTo(Verdict.NOT_RUN);
            assertThat(one.missing()).containsExactly(2001L, 2002L, 2003L);
        });
        assertThat(verdicts().overall(CLAIM)).isEmpty();
    }

    @Test
    void oneRunOfAUniverseCannotTell() throws IOException {
        measured("quadratic-dense", 5);

        assertThat(in("quadratic-dense").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(in("quadratic-dense").why()).startsWith("One run can't tell. mean: ");
        assertThat(in("quadratic-dense").missing()).containsExactly(2002L, 2003L);
    }

    @Test
    void universesThatAgreeGiveTheVerdictAndACrossingNone() throws IOException {
        measured("quadratic-dense", 5, 5, 5);
        measured("quadratic-deviation-one", 5, 5, 5);
        measured("quadratic-pytorch", 5, 5, 5);
        measured("quadratic-he", 11, 11);

        assertThat(verdicts().overall(CLAIM)).contains(Verdict.REPRODUCED);
        assertThat(in("quadratic-he").verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void universesThatDifferMakeItDepend() throws IOException {
        measured("quadratic-dense", 5, 5, 5);
        measured("quadratic-deviation-one", 5, 5, 5);
        measured("quadratic-pytorch", 11, 11, 11);

        assertThat(verdicts().overall(CLAIM)).contains(Verdict.DEPENDS);
    }

    @Test
    void thereIsNoVerdictOnTheWholeWhileARegisteredRunIsMissing() throws IOException {
        measured("quadratic-dense", 5, 5, 5);
        measured("quadratic-deviation-one", 5, 5, 5);
        measured("quadratic-pytorch", 5, 5);

        assertThat(in("quadratic-pytorch").verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdicts().overall(CLAIM)).isEmpty();
    }

    @Test
    void aMeasurementThatFailedLeavesItsUniverseOpen() throws IOException {
        measured("quadratic-dense", 5, 5);
        ResultsFile.write(
                ExampleClaim.results(
                        ClaimResult.faulty(ExampleClaim.claim(CLAIM, Verdict.REPRODUCED), "it broke", List.of(), 1)),
                MultiverseVerdicts.file(evidence, universe("quadratic-dense"), 2003));

        assertThat(in("quadratic-dense").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(in("quadratic-dense").why()).isEqualTo("A measurement failed. seed 2003: it broke");
        assertThat(in("quadratic-dense").missing()).isEmpty();
    }

    @Test
    void aRowTellsWhatTheReportShows() throws IOException {
        measured("quadratic-dense", 5, 5);

        assertThat(verdicts().rows())
                .hasSize(4)
                .first()
                .satisfies(row -> assertThat(row)
                        .containsEntry("universe", "quadratic-dense")
                        .containsEntry("coherent", true)
                        .containsEntry("verdict", Verdict.REPRODUCED)
                        .containsEntry("runs", 2)
                        .containsEntry("registered", 3));
    }
}
