package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import spheres.claim.ExampleClaim;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.ResultsFile;
import spheres.claim.Scale;
import spheres.claim.Verdict;

class PoolCommandTest {
    @TempDir
    Path folder = Path.of("replaced by JUnit");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Spheres.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private void night(int day, String commit, double value) throws IOException {
        ClaimResult claim = ClaimResult.judged(
                ExampleClaim.claim("example-one", Verdict.REPRODUCED), List.of(ExampleClaim.mean(value)), 1);
        ResultsFile.write(
                new Results(
                        Results.SCHEMA,
                        "2026-02-0" + day + "T01:00:00Z",
                        Scale.QUICK,
                        day,
                        commit,
                        Map.of(),
                        List.of(claim),
                        Map.of()),
                folder.resolve("night-" + day + ".json"));
    }

    @Test
    void nightsInAFolderAreJudgedTogetherAndADriftIsSaid() throws IOException {
        night(1, "aaa", 5.5);
        night(2, "bbb", 5);
        Path pooled = folder.resolve("out").resolve("pooled.json");

        assertThat(run("pool", folder.toString(), "--out", pooled.toString())).isZero();

        assertThat(out.toString())
                .contains("Drift: example-one, mean: 5.5 at aaa, 5 at bbb\n")
                .endsWith("2 runs of 2 commits, judged together: " + pooled + System.lineSeparator());
        assertThat(ResultsFile.read(pooled).claims().get(0).verdict()).isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void theExitCodeIsThatOfThePooledVerdict() throws IOException {
        night(1, "aaa", 11);

        assertThat(run(
                        "pool",
                        folder.toString(),
                        "--out",
                        folder.resolve("pooled.json").toString()))
                .isEqualTo(1);
    }

    @Test
    void nothingToPoolIsOneSentence() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThat(run("pool", empty.toString())).isEqualTo(64);
        assertThat(err.toString().strip())
                .isEqualTo("spheres: there are no results to pool: give at least one results.json");
        assertThat(run("pool", folder.resolve("none.json").toString())).isEqualTo(64);
        assertThat(err.toString()).contains("none.json");
    }
}
