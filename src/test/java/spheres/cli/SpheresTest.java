package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import spheres.claim.ExampleClaim;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.ResultsFile;
import spheres.claim.Verdict;

class SpheresTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Spheres.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    @Test
    void listGivesALineForEachClaim() throws IOException {
        claimFiles("example-one", "two");

        assertThat(run("claims", "list", "--claims", folder.toString())).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "example-one  2    reproduced    The mean of the example is five.",
                        "two          2    reproduced    The mean of the example is five.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void listAnswersInJson() throws IOException {
        claimFiles("example-one", "two");

        assertThat(run("claims", "list", "--claims", folder.toString(), "--json"))
                .isZero();

        JsonNode claims = json();
        assertThat(claims).hasSize(2);
        assertThat(claims.at("/0/id").asText()).isEqualTo("example-one");
        assertThat(claims.at("/1/quantities/0/figure/max").asDouble()).isEqualTo(6);
        assertThat(claims.at("/1/sizes/quick/samples").asInt()).isEqualTo(10);
    }

    @Test
    void showGivesTheWholeClaim() throws IOException {
        ExampleClaim.write(folder, "whole", """
                id: whole
                section: "3.1"
                source: "arXiv:1801.02774v2, section 3.1"
                statement: The mean of the example is five.
                setting: {outerRadius: 1.3, dimension: 500}
                preconditions:
                  - {name: rate, kind: absence, what: error rate, holds: {min: 0.5}, samples: 1000, reason: Needed by the attack.}
                quantities:
                  - name: mean
                    kind: exact
                    what: mean of the example
                    paper: {printed: "5.0", value: 5}
                    holds: {min: 0, max: 10}
                    figure: {min: 4, max: 6}
                    reason: Chosen for the example.
                  - {name: search, kind: search, what: errors found, reach: 1.0e-9, reason: Chosen for the example.}
                sizes:
                  paper: {samples: 1000}
                  quick: {samples: 10, seeds: 2}
                expect: deviates
                erratum: {printed: five, correct: seven, known: by counting}
                note: A note.
                """);

        assertThat(run("claims", "show", "whole", "--claims", folder.toString()))
                .isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                whole (section 3.1, arXiv:1801.02774v2, section 3.1)

                The mean of the example is five.

                setting: {dimension=500, outerRadius=1.3}
                sizes, quick: {samples=10, seeds=2}
                sizes, paper: {samples=1000}

                precondition rate (absence): error rate
                  statement holds in: at least 0.5
                  none seen in: 1000 samples
                  because: Needed by the attack.

                quantity mean (exact): mean of the example
                  the paper's figure: 5.0
                  figure reproduced in: [4, 6]
                  statement holds in: [0, 10]
                  because: Chosen for the example.

                quantity search (search): errors found
                  the search must find error sets of measure: 1.0E-9
                  because: Chosen for the example.

                expected verdict: deviates
                printed: five
                right: seven
                known: by counting
                note: A note.
                """);
    }

    @Test
    void showAnswersInJson() throws IOException {
        claimFiles("example-one");

        assertThat(run("claims", "show", "example-one", "--claims", folder.toString(), "--json"))
                .isZero();

        assertThat(json().path("id").asText()).isEqualTo("example-one");
        assertThat(json().at("/quantities/0/paper/printed").asText()).isEqualTo("5.0");
        assertThat(json().path("expect").asText()).isEqualTo("reproduced");
    }

    @Test
    void checkCountsTheClaimFiles() throws IOException {
        claimFiles("example-one", "two");

        assertThat(run("claims", "check", "--claims", folder.toString())).isZero();
        assertThat(out.toString().strip()).isEqualTo("2 claim files are in order.");
    }

    @Test
    void checkAnswersInJson() throws IOException {
        claimFiles("example-one", "two");

        assertThat(run("claims", "check", "--claims", folder.toString(), "--json"))
                .isZero();
        assertThat(json()).hasToString("[\"example-one\",\"two\"]");
    }

    @Test
    void checkJudgesStoredMeasurementsByTheClaimFiles() throws IOException {
        claimFiles("example-one", "two");
        Path results = results(judged("example-one", 5));

        assertThat(run("claims", "check", "--claims", folder.toString(), "--results", results.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("example-one  2          reproduced    reproduced        1.5\n")
                .contains("not run: two\n")
                .contains("Every verdict is the expected one.");
    }

    @ParameterizedTest
    @CsvSource({"5, 0, reproduced", "7, 1, deviates", "11, 1, refuted"})
    void exitCodeTellsWhetherTheVerdictIsTheExpectedOne(double value, int code, String verdict) throws IOException {
        claimFiles("example-one");
        Path results = results(judged("example-one", value));

        assertThat(run("claims", "check", "--claims", folder.toString(), "--results", results.toString(), "--json"))
                .isEqualTo(code);
        assertThat(json().at("/claims/0/verdict").asText()).isEqualTo(verdict);
    }

    @Test
    void inconclusiveHasAnExitCodeOfItsOwnUnlessAnotherClaimIsWorse() throws IOException {
        claimFiles("a", "b");
        ExampleClaim.write(folder, "c", ExampleClaim.yaml("c", "inconclusive"));
        String claims = folder.toString();
        ClaimResult open =
                ClaimResult.judged(ExampleClaim.claim("a", Verdict.REPRODUCED), List.of(ExampleClaim.mean(6, 1)), 1);

        assertThat(run(
                        "claims",
                        "check",
                        "--claims",
                        claims,
                        "--results",
                        results(open).toString()))
                .isEqualTo(2);
        assertThat(run(
                        "claims",
                        "check",
                        "--claims",
                        claims,
                        "--results",
                        results(open, judged("b", 11)).toString()))
                .isEqualTo(1);
        assertThat(run(
                        "claims",
                        "check",
                        "--claims",
                        claims,
                        "--results",
                        results(judged("c", 5)).toString()))
                .isEqualTo(1);
    }

    @Test
    void faultHasTheExitCodeOfFaults() throws IOException {
        claimFiles("a", "b");
        ClaimResult fault = ClaimResult.faulty(ExampleClaim.claim("a", Verdict.REPRODUCED), "it broke", List.of(), 1);
        Path results = results(fault, judged("b", 11));

        assertThat(run("claims", "check", "--claims", folder.toString(), "--results", results.toString()))
                .isEqualTo(70);
        assertThat(out.toString()).contains("FAULT: it broke");
    }

    @Test
    void unknownIdIsWrongUsage() throws IOException {
        claimFiles("example-one");

        refused(
                "spheres: claim example-two is unknown: known are example-one",
                "claims",
                "show",
                "example-two",
                "--claims",
                folder.toString());
    }

    @Test
    void missingFolderIsWrongUsage() {
        String missing = folder.resolve("missing").toString();

        refused(
                "spheres: " + missing
                        + " is no folder of claim files: run from the project's top folder or give the folder with --claims",
                "claims",
                "list",
                "--claims",
                missing);
    }

    @Test
    void malformedFileIsWrongUsageWithEveryMistake() throws IOException {
        Path one = ExampleClaim.write(folder, "one", ExampleClaim.yaml("one", "maybe"));
        Path two = ExampleClaim.write(folder, "two", "- a");

        assertThat(run("claims", "check", "--claims", folder.toString())).isEqualTo(64);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly(
                        "spheres: " + one + ":17: field expect = \"maybe\": does not have a value in the enumeration"
                                + " [\"reproduced\", \"deviates\", \"refuted\", \"inconclusive\", \"depends\"]",
                        two + ":1: not a claim: a mapping with id, section, statement, ... is needed");
    }

    @Test
    void missingResultsFileIsWrongUsage() throws IOException {
        claimFiles("example-one");
        String missing = folder.resolve("results.json").toString();

        refused(
                "spheres: " + missing + " does not exist: 'mvn verify' writes target/claims/results.json",
                "claims",
                "check",
                "--claims",
                folder.toString(),
                "--results",
                missing);
    }

    @Test
    void malformedResultsFileIsWrongUsage() throws IOException {
        claimFiles("example-one");
        Path results = Files.writeString(folder.resolve("results.json"), "{}");

        refused(
                "spheres: " + results + ": schema = nothing is not 3: write it anew with 'mvn verify'",
                "claims",
                "check",
                "--claims",
                folder.toString(),
                "--results",
                results.toString());
    }

    @Test
    void wrongUsageIsOneMessageAndWhereToFindHelp() {
        assertThat(run("claims", "show")).isEqualTo(64);
        assertThat(err.toString().lines())
                .containsExactly("spheres: Missing required parameter: 'ID'", "Try 'spheres claims show --help'.");
    }

    @ParameterizedTest
    @CsvSource({"''", "claims", "klaims", "claims lst", "claims list --jsn", "claims check --results"})
    void wrongUsageHasItsExitCode(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(64);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("spheres: ")
                .contains("Try 'spheres")
                .doesNotContain("\tat ");
    }

    @Test
    void misspelledCommandIsAnsweredWithTheRightOne() {
        assertThat(run("claims", "lisst")).isEqualTo(64);
        assertThat(err.toString()).contains("Did you mean").contains("claims list");
    }

    @Test
    void helpNamesTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("Exit codes:")
                .containsPattern("64\\s+wrong usage or input")
                .containsPattern("70\\s+a fault of the program")
                .contains("claims");
    }

    @Test
    void versionIsThatOfTheJar() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString().strip()).isEqualTo("spheres (not run from its jar)");
    }

    @Test
    void faultOfTheProgramIsNoWrongUsage() {
        commandLine.addSubcommand("break", CommandSpec.wrapWithoutInspection((Runnable) () -> {
            throw new IllegalStateException("broken");
        }));
        commandLine.setErr(new PrintWriter(err, true));

        assertThat(run("break")).isEqualTo(70);
        assertThat(err.toString())
                .endsWith("spheres: a fault of the program, see above: java.lang.IllegalStateException: broken"
                        + System.lineSeparator());
    }

    @Test
    void anErrorOfTheMachineIsAFaultToo() {
        commandLine.addSubcommand("break", CommandSpec.wrapWithoutInspection((Runnable) () -> {
            throw new StackOverflowError("too deep");
        }));
        commandLine.setErr(new PrintWriter(err, true));

        assertThat(run("break")).isEqualTo(70);
        assertThat(err.toString())
                .contains("java.lang.StackOverflowError: too deep")
                .contains("spheres: a fault of the program, see above: ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resultsThatConfirmNothingAreInconclusive(boolean empty) throws IOException {
        claimFiles("example-one");
        Path results =
                empty ? results() : results(ClaimResult.notRun(ExampleClaim.claim("example-one", Verdict.REPRODUCED)));

        assertThat(run("claims", "check", "--claims", folder.toString(), "--results", results.toString()))
                .isEqualTo(2);

        assertThat(out.toString()).endsWith("No claim was run.\n" + System.lineSeparator());
    }

    @Test
    void resultsOfAClaimWithoutAFileAreRefused() throws IOException {
        claimFiles("example-one");
        Path results = results(judged("example-one", 5), judged("gone", 5));

        refused(
                "spheres: " + results + ", of commit unknown: can't be judged by " + folder
                        + ": there is no claim file for gone: give the claim files that were measured with --claims",
                "claims",
                "check",
                "--claims",
                folder.toString(),
                "--results",
                results.toString());
    }

    @Test
    void resultsOfOtherQuantitiesAreRefusedWithTheirFile() throws IOException {
        ExampleClaim.write(
                folder,
                "example-one",
                ExampleClaim.yaml("example-one", "reproduced").replace("name: mean", "name: median"));
        Path results = results(judged("example-one", 5));

        refused(
                "spheres: " + results + ", of commit unknown: can't be judged by " + folder
                        + ": claim example-one has no quantity mean: it has median",
                "claims",
                "check",
                "--claims",
                folder.toString(),
                "--results",
                results.toString());
    }

    @Test
    void resultThatHoldsAnotherClaimIsRefused() throws IOException {
        claimFiles("example-one");
        Path results = results(judged("example-one", 5));
        Files.writeString(
                results, Files.readString(results).replaceFirst("\"id\" : \"example-one\"", "\"id\" : \"other\""));

        assertThat(run("claims", "check", "--claims", folder.toString(), "--results", results.toString()))
                .isEqualTo(64);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("result other holds another claim, example-one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"brackets", "long"})
    void resultsThatAskForTooMuchAreRefused(String what) throws IOException {
        claimFiles("example-one");
        Path results = Files.writeString(
                folder.resolve("results.json"),
                what.equals("brackets") ? "[".repeat(200_000) : "{\"schema\": \"" + "x".repeat(25_000_000) + "\"}");

        assertThat(run("claims", "check", "--claims", folder.toString(), "--results", results.toString()))
                .isEqualTo(64);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("spheres: " + results).contains(": not results: ");
    }

    /** What YAML reads as something else than it looks like, and what nobody reads. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dimension: 500|dimension: 0100000|field setting.dimension = 0100000 is 32768 in YAML: write it in decimal digits, without leading zeros, sign or underscores",
                "dimension: 500|dimension: &d 500, again: *d|field setting.again = *d is an alias, which is not followed here: write the value out",
                "outerRadius: 1.3|outerRadius: 1e1000|field setting.outerRadius = 1e1000 is no finite number of double precision: give one, or leave the field out",
                "samples: 10}|sampels: 10}|field sizes.quick.sampels is unknown: legal here are angles, attackSteps,"
            })
    void claimFileSaysWhatItLooksLike(String right, String wrong, String message) throws IOException {
        String text = ExampleClaim.yaml("example-one", "reproduced");
        assertThat(text).contains(right);
        String changed = wrong.startsWith("sizes")
                ? text + "\n" + wrong.replaceFirst(" #.*", "") + "\n"
                : text.replace(right, wrong);
        ExampleClaim.write(folder, "example-one", changed);

        assertThat(run("claims", "check", "--claims", folder.toString())).isEqualTo(64);

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString())
                .startsWith("spheres: " + folder.resolve("example-one.yaml") + ":")
                .contains(": " + message);
    }

    @Test
    void answerThatIsLostIsNoSuccess() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream lost = new PrintStream(full);
        lost.println("answer");

        assertThat(Spheres.written(0, lost, new PrintStream(said))).isEqualTo(70);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(
                        "spheres: the answer could not be written: standard output is full or closed");
        assertThat(Spheres.written(2, lost, new PrintStream(said))).isEqualTo(2);
        assertThat(Spheres.written(0, new PrintStream(said), lost)).isZero();
    }

    @Test
    void fileThatCannotBeReadIsMoreThanItsName() {
        assertThat(Spheres.message(new java.nio.file.AccessDeniedException("a.txt")))
                .isEqualTo("a.txt cannot be read or written: permission denied");
        assertThat(Spheres.message(new java.nio.file.FileAlreadyExistsException("a.txt")))
                .isEqualTo("a.txt cannot be read or written: FileAlreadyExists");
        assertThat(Spheres.message(new java.nio.file.NoSuchFileException("a.txt does not exist: make it")))
                .isEqualTo("a.txt does not exist: make it");
    }

    private void refused(String message, String... arguments) {
        assertThat(run(arguments)).isEqualTo(64);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo(message + System.lineSeparator());
    }

    @Test
    void readmePutsTheVerdictsIntoAFile() throws IOException {
        Path results = folder.resolve("results.json");
        ResultsFile.write(
                ExampleClaim.results(ClaimResult.notRun(ExampleClaim.claim("later", Verdict.REPRODUCED))), results);
        Path readme = Files.writeString(
                folder.resolve("README.md"),
                "<!-- verdicts: made by \"claims readme\" -->\n<!-- end of verdicts -->\n");

        assertThat(run("claims", "readme", results.toString(), "--file", readme.toString()))
                .isZero();

        assertThat(readme).content().contains("| **all** | 1 |", "[later](claims/later.yaml)");
        assertThat(run(
                        "claims",
                        "readme",
                        results.toString(),
                        "--file",
                        folder.resolve("no.md").toString()))
                .isEqualTo(64);
        assertThat(err.toString()).contains("--file = " + folder.resolve("no.md") + " does not exist or is no file");
    }

    private int run(String... arguments) {
        return commandLine.execute(arguments);
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(out.toString());
    }

    private void claimFiles(String... ids) throws IOException {
        for (String id : ids) {
            ExampleClaim.write(folder, id, ExampleClaim.yaml(id, "reproduced"));
        }
    }

    private Path results(ClaimResult... claims) throws IOException {
        Path file = folder.resolve("results.json");
        Results results = ExampleClaim.results(claims);
        ResultsFile.write(results, file);
        return file;
    }

    private static ClaimResult judged(String id, double value) {
        return ClaimResult.judged(ExampleClaim.claim(id, Verdict.REPRODUCED), List.of(ExampleClaim.mean(value)), 1.5);
    }
}
