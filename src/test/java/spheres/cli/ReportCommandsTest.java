package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import spheres.claim.Claim;
import spheres.claim.ExampleClaim;
import spheres.claim.Results.ClaimResult;
import spheres.claim.ResultsFile;
import spheres.claim.Verdict;

class ReportCommandsTest {
    private static final String ANEW = "write it anew with 'mvn verify'";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Spheres.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    @Test
    void reportWritesThePage() throws IOException {
        Path page = folder.resolve("new").resolve("page.html");

        assertThat(run("report", results("a.json", 5), "--out", page.toString(), "--claims", folder.toString()))
                .isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("The claim report: " + page + "\n");
        assertThat(page).content().contains("<article id=\"example-one\">", "href=\"../example-one.yaml\"");
    }

    @Test
    void historyIsTakenFromFilesAndFolders() throws IOException {
        Path others = Files.createDirectory(folder.resolve("others"));
        String one = results("others/one.json", 8);
        Files.writeString(others.resolve("notes.txt"), "no results");
        Path page = folder.resolve("page.html");

        assertThat(run("report", results("a.json", 5), "--out", page.toString(), "--history", others.toString(), one))
                .isEqualTo(2);

        assertThat(page).content().containsPattern("(?s)<caption>Other runs</caption>.*mean: 8<.*mean: 8<");
    }

    @Test
    void partsAreJoinedJudgedAndShownOnOnePage() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Claim one = ExampleClaim.claim("one", Verdict.REPRODUCED);
        Claim two = ExampleClaim.claim("two", Verdict.REPRODUCED);
        ClaimResult ofOne = ClaimResult.judged(one, List.of(ExampleClaim.mean(5)), 1);
        ClaimResult ofTwo = ClaimResult.judged(two, List.of(ExampleClaim.mean(11)), 1);
        ResultsFile.write(ExampleClaim.results(ofOne, ClaimResult.notRun(two)), parts.resolve("1.json"));
        ResultsFile.write(ExampleClaim.results(ClaimResult.notRun(one), ofTwo), parts.resolve("2.json"));
        Path page = folder.resolve("joined").resolve("index.html");

        assertThat(run("report", "--out", page.toString(), "--merge", parts.toString()))
                .isEqualTo(1);

        assertThat(out.toString())
                .contains("2 claims at scale quick: 1 refuted, ")
                .endsWith("1 not as expected." + System.lineSeparator().repeat(2)
                        + "The results: " + page.resolveSibling("results.json") + System.lineSeparator()
                        + "The claim report: " + page + System.lineSeparator());
        assertThat(ResultsFile.read(page.resolveSibling("results.json")).claims())
                .containsExactly(ofOne, ofTwo);
        assertThat(page).content().contains("<article id=\"one\">", "<article id=\"two\">");
    }

    @Test
    void partsThatCannotBeJoinedAreRefusedAndNothingIsWritten() throws IOException {
        String one = results("one.json", 5);
        String two = results("two.json", 5);
        Path page = folder.resolve("joined").resolve("index.html");

        assertThat(run("report", "--out", page.toString(), "--merge", one, two)).isEqualTo(64);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "spheres: claim example-one was run in " + one + " and in " + two + ": give each part once\n");
        assertThat(page.getParent()).doesNotExist();
        assertThat(run("report", one, "--out", page.toString(), "--merge", two)).isEqualTo(64);
        assertThat(err.toString())
                .contains("RESULTS = " + one + " and --merge: give one of them, the results or their parts");
    }

    @Test
    void aHistoryIsJudgedTogether() throws IOException {
        Path nights = Files.createDirectory(folder.resolve("nights"));
        results("nights/one/results.json", 5);
        Files.writeString(nights.resolve("one").resolve("manifest.json"), "no results");
        Path page = folder.resolve("page.html");

        assertThat(run("report", results("a.json", 5), "--out", page.toString(), "--history", nights.toString()))
                .isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                claim        nights  expected      together
                example-one       1  reproduced    reproduced

                Together: 1 run at scale quick. Of 1 claims 1 are as expected, 0 not certain yet, 0 not as expected.

                The claim report: %s
                """.formatted(page));
        assertThat(page).content().contains("<section id=\"nights\">");
    }

    @Test
    void whatIsCertainlyNotAsExpectedFails() throws IOException {
        results("nights/one.json", 11);

        assertThat(run(
                        "report",
                        results("a.json", 5),
                        "--out",
                        folder.resolve("page.html").toString(),
                        "--history",
                        folder.resolve("nights").toString()))
                .isEqualTo(1);

        assertThat(out.toString()).contains("example-one       2  reproduced    refuted       NOT AS EXPECTED");
    }

    @Test
    void anEmptyHistoryIsRefused() throws IOException {
        Path nights = Files.createDirectory(folder.resolve("nights"));
        Path page = folder.resolve("page.html");

        assertThat(run("report", results("a.json", 5), "--out", page.toString(), "--history", nights.toString()))
                .isEqualTo(64);

        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "spheres: " + nights + " has no results: give a folder with *.json, or with"
                                + " a results.json in each of its folders\n");
        assertThat(page).doesNotExist();
    }

    @Test
    void aDamagedNightIsNamed() throws IOException {
        Path night = Path.of(results("nights/one.json", 5));
        Files.writeString(night, Files.readString(night).replace("\"schema\" : 3", "\"schema\" : 2"));
        Path page = folder.resolve("page.html");

        assertThat(run(
                        "report",
                        results("a.json", 5),
                        "--out",
                        page.toString(),
                        "--history",
                        folder.resolve("nights").toString()))
                .isEqualTo(64);

        assertThat(err.toString())
                .isEqualToNormalizingNewlines("spheres: " + night + ": schema = 2 is not 3: " + ANEW + "\n");
        assertThat(page).doesNotExist();
    }

    @Test
    void noPartIsWrittenOver() throws IOException {
        String one = results("results.json", 5);
        Path page = folder.resolve("index.html");

        assertThat(run("report", "--out", page.toString(), "--merge", one)).isEqualTo(64);

        assertThat(err.toString())
                .isEqualToNormalizingNewlines("spheres: --merge would write over " + one
                        + ": give another folder for the page, with --out\n");
        assertThat(page).doesNotExist();
    }

    @Test
    void missingResultsAreNamedAndNoPageIsWritten() {
        Path missing = folder.resolve("missing.json");
        Path page = folder.resolve("page.html");

        assertThat(run("report", missing.toString(), "--out", page.toString())).isEqualTo(64);

        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "spheres: " + missing + " does not exist: 'mvn verify' writes target/claims/results.json\n");
        assertThat(page).doesNotExist();
    }

    @Test
    void truncatedResultsLeaveAnEarlierPageAsItWas() throws IOException {
        Path file = Path.of(results("a.json", 5));
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));
        Path page = Files.writeString(folder.resolve("page.html"), "an earlier page");

        assertThat(run("report", file.toString(), "--out", page.toString())).isEqualTo(64);

        assertThat(err.toString())
                .startsWith("spheres: " + file + ":")
                .contains(": not results: Unexpected end-of-input")
                .endsWith("; " + ANEW + System.lineSeparator());
        assertThat(page).hasContent("an earlier page");
    }

    @Test
    void resultsOfAnotherSchemaAreRefused() throws IOException {
        assertRefused("\"schema\" : 3", "\"schema\" : 1", ": schema = 1 is not 3: " + ANEW);
    }

    @Test
    void unknownVerdictIsRefused() throws IOException {
        assertRefused(
                "\"verdict\" : \"reproduced\"",
                "\"verdict\" : \"perhaps\"",
                ": not results: field claims[0].verdict: verdict = perhaps is not one of refuted, inconclusive, depends, deviates,"
                        + " reproduced, not_run; " + ANEW);
    }

    @Test
    void resultsWithoutClaimsAreRefused() throws IOException {
        Path file = folder.resolve("a.json");
        ResultsFile.write(ExampleClaim.results(), file);
        Path page = folder.resolve("page.html");

        assertThat(run("report", file.toString(), "--out", page.toString())).isEqualTo(64);

        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "spheres: claims = [] has no claim to report: write the results anew with 'mvn verify'\n");
        assertThat(page).doesNotExist();
    }

    private void assertRefused(String right, String wrong, String message) throws IOException {
        Path file = Path.of(results("a.json", 5));
        Files.writeString(file, Files.readString(file).replace(right, wrong));
        Path page = folder.resolve("page.html");

        assertThat(run("report", file.toString(), "--out", page.toString())).isEqualTo(64);

        assertThat(err.toString()).isEqualToNormalizingNewlines("spheres: " + file + message + "\n");
        assertThat(page).doesNotExist();
    }

    @Test
    void compareNamesWhatChanged() throws IOException {
        assertThat(run("compare", results("a.json", 5), results("b.json", 11))).isEqualTo(1);

        assertThat(out.toString())
                .contains("Changed verdicts: 1\n  example-one: reproduced -> refuted\n")
                .contains("Changed values: 1\n  example-one, mean: 5 -> 11");
    }

    @Test
    void compareOfEqualVerdictsIsAsExpected() throws IOException {
        assertThat(run("compare", results("a.json", 5), results("b.json", 5.5), "--json"))
                .isZero();

        assertThat(new JsonMapper()
                        .readTree(out.toString())
                        .at("/values/0/after")
                        .asText())
                .isEqualTo("5.5");
    }

    @Test
    void compareNeedsTwoRuns() throws IOException {
        assertThat(run("compare", results("a.json", 5))).isEqualTo(64);
        assertThat(err.toString()).startsWith("spheres: Missing required parameter: 'B'");
    }

    private int run(String... arguments) {
        return commandLine.execute(arguments);
    }

    private String results(String name, double mean) throws IOException {
        Path file = folder.resolve(name);
        ResultsFile.write(
                ExampleClaim.results(ClaimResult.judged(
                        ExampleClaim.claim("example-one", Verdict.REPRODUCED), List.of(ExampleClaim.mean(mean)), 1.5)),
                file);
        return file.toString();
    }
}
