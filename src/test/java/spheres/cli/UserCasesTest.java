package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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

/** What went wrong where users tried the program, beyond what the tests of each command keep. */
class UserCasesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Spheres.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    /** Case 2: trained with R = 2. */
    @Test
    void radiusIsTheOneThatANetworkWasTrainedWith() throws IOException {
        String network = given("rad.zip").toString();

        assertThat(run("estimate", network, "--method", "exact", "--sphere", "outer"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                error rate of quadratic 20-50-1 after 6000 steps on the outer sphere, R = 2.0
                rate     0.00000    log10 -Infinity
                """);
        out.getBuffer().setLength(0);
        assertThat(run("attack", network, "--points", "3", "--json")).isZero();
        assertThat(out.toString()).contains("\"outerRadius\" : 2.0");
        out.getBuffer().setLength(0);
        for (String command : List.of("estimate", "attack")) {
            refused(
                    "--radius = 1.3 is not 2.0, the outer radius that the network was trained with: leave --radius out",
                    command,
                    network,
                    "--radius",
                    "1.3");
        }
    }

    /** Case 5. */
    @Test
    void checkpointWithoutAdamsStateIsJudgedAndNotTrainedFurther() throws IOException {
        Path network = given("k_noupd.zip");
        byte[] before = Files.readAllBytes(network);

        assertThat(run("estimate", network.toString(), "--method", "sample", "--budget", "1000"))
                .as(err.toString())
                .isZero();
        out.getBuffer().setLength(0);
        refused(
                "checkpoint " + network
                        + " has no state of Adam's (updaterState.bin): it can be judged, not trained further",
                "train",
                "--dimension",
                "40",
                "--hidden",
                "60,60",
                "--steps",
                "3000",
                "--threads",
                "1",
                "--out",
                network.toString());
        assertThat(network).hasBinaryContent(before);
    }

    /** Case 5. */
    @ParameterizedTest
    @ValueSource(strings = {"estimate", "attack"})
    void infiniteWeightIsRefusedOnLoading(String command) throws IOException {
        Path network = given("k_inf.zip");

        refused(
                "checkpoint " + network
                        + " is damaged or no DL4J network of ours: parameter 6441 = Infinity is not finite",
                command,
                network.toString());
    }

    /** Case 6. */
    @Test
    void samePlanGivesTheSameBytesButForTheSeconds() throws Exception {
        List<Map<String, String>> files = new ArrayList<>();
        for (String name : List.of("first.zip", "second.zip")) {
            Path file = folder.resolve(name);
            assertThat(run(
                            "train",
                            "--dimension",
                            "7",
                            "--hidden",
                            "6,5",
                            "--steps",
                            "20",
                            "--threads",
                            "1",
                            "--out",
                            file.toString()))
                    .as(err.toString())
                    .isZero();
            files.add(entries(file));
        }

        assertThat(files.get(0))
                .isEqualTo(files.get(1))
                .containsOnlyKeys(
                        "coefficients.bin", "configuration.json", "spheres.json", "training.json", "updaterState.bin");
    }

    /** The entries of a zip, byte for byte as Latin-1, without the seconds. */
    private static Map<String, String> entries(Path file) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = Objects.requireNonNull(zip.getInputStream(entry))) {
                    String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                    entries.put(entry.getName(), text.replaceFirst("\"seconds\":[0-9.E-]+", ""));
                }
            }
        }
        return entries;
    }

    /** Case 7. */
    @Test
    void comparisonOfNothingIsInconclusive() throws IOException {
        String none = results("none.json");
        String notRun =
                results("not-run.json", ClaimResult.notRun(ExampleClaim.claim("example-one", Verdict.REPRODUCED)));

        for (String file : List.of(none, notRun)) {
            assertThat(run("compare", file, file)).isEqualTo(Spheres.INCONCLUSIVE);
        }
        assertThat(out.toString()).isEqualToNormalizingNewlines("No claim was run.\nNo claim was run.\n");
    }

    /** Case 7. */
    @Test
    void readmeIsNotEmptiedByResultsOfNothing() throws IOException {
        String none = results("none.json");
        String before = "<!-- verdicts: made by \"claims readme\" -->\nkept\n<!-- end of verdicts -->\n";
        Path readme = Files.writeString(folder.resolve("README.md"), before);

        refused(
                none + ": claims = [] has no claim to report: write it anew with 'mvn verify'",
                "claims",
                "readme",
                none,
                "--file",
                readme.toString());
        assertThat(readme).hasContent(before);
    }

    /** Case 7: neither of the two may be dropped without a word. */
    @Test
    void claimThatStandsTwiceInResultsIsRefused() throws IOException {
        ExampleClaim.write(folder, "example-one", ExampleClaim.yaml("example-one", "reproduced"));
        Path file = Path.of(results("a.json", judged("example-one"), judged("example-two")));
        Files.writeString(file, Files.readString(file).replace("example-two", "example-one"));

        refused(
                file + ": not results: claims has example-one twice; write it anew with 'mvn verify'",
                "claims",
                "check",
                "--claims",
                folder.toString(),
                "--results",
                file.toString());
    }

    /** Case 10: what is asked for is held against the memory before it is taken. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--dimension 20000 --hidden 40000 | training relu 20000-40000-1 in batches of 50 needs 192\\d\\d MB of memory at least, java has \\d+: choose a smaller network or batch, or give java more with -Xmx",
                "--dimension 500 --hidden 10 --batch 2000000000 | batch = 2000000000 is not in \\[1, 4294967], which is what one array holds at a width of 500",
                "--dimension 5 --hidden 1000 --batch 2000000000 | batch = 2000000000 is not in \\[1, 2147483], which is what one array holds at a width of 1000"
            })
    void trainingThatAsksForTooMuchMemoryIsRefused(String options, String message) {
        assumeThat(Runtime.getRuntime().maxMemory()).isLessThan(19_000_000_000L);
        Path file = folder.resolve("x.zip");

        assertThat(run(("train " + options + " --threads 1 --steps 1 --out " + file).split(" ")))
                .isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip()).matches("spheres: " + message);
        assertThat(folder).isEmptyDirectory();
    }

    /** Case 10: where nobody saw it coming. */
    @Test
    void memoryThatEndsIsOneMessage() {
        commandLine.addSubcommand("break", CommandSpec.wrapWithoutInspection((Runnable) () -> {
            throw new OutOfMemoryError("Java heap space");
        }));
        commandLine.setErr(new PrintWriter(err, true));

        assertThat(run("break")).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip())
                .matches(
                        "spheres: out of memory, of which java has \\d+ MB: ask for less, or give java more with -Xmx");
    }

    /** Case 11: no file may grow beyond 100 blocks, so that the libraries find no room, as on a full disk. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --dimension 7 --hidden 6 --steps 30 --threads 1 --out NEW | checkpoint NEW cannot be written",
                "estimate GIVEN | checkpoint GIVEN cannot be read",
                "attack GIVEN --points 3 | checkpoint GIVEN cannot be read"
            })
    void homeWithoutRoomIsAnsweredWithThePropertyThatHelps(String command, String message) throws Exception {
        assumeThat(Path.of("/bin/sh")).exists();
        String network = given("rad.zip").toString();
        String made = folder.resolve("new.zip").toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -f 100; exec \"$0\" -XX:-UsePerfData -Dorg.bytedeco.javacpp.cachedir=\"$1\" -cp \"$2\" "
                                + Spheres.class.getName() + " "
                                + command.replace("GIVEN", network).replace("NEW", made),
                        java,
                        folder.resolve("libraries").toString(),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(process.waitFor()).as(Files.readString(said)).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(Files.readAllLines(said).stream().filter(line -> !line.startsWith("WARN")))
                .containsExactly("spheres: " + message.replace("GIVEN", network).replace("NEW", made) + ": "
                        + "ND4J's native libraries can't be unpacked or loaded: give a folder where that is allowed,"
                        + " with -Dorg.bytedeco.javacpp.cachedir=DIR between java and -jar");
        assertThat(Path.of(made)).doesNotExist();
    }

    /** Case 14: a folder stands where the file is to be. */
    @Test
    void fileThatCannotBeWrittenIsNamedByWhoWritesIt() throws IOException {
        Path taken = folder.resolve("page.html");
        Files.createDirectories(taken.resolve("full"));

        assertThat(run(
                        "report",
                        results("a.json", judged("example-one")),
                        "--claims",
                        "none",
                        "--out",
                        taken.toString()))
                .isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("spheres: " + taken + " cannot be written: ");
        assertThat(folder).isDirectoryNotContaining("glob:**.writing");
    }

    /** Case 17. */
    @Test
    void reportTooLongForABrowserIsWarnedOf() throws IOException {
        Results results = ExampleClaim.results(judged("example-one"));
        Path file = folder.resolve("a.json");
        ResultsFile.write(
                new Results(
                        results.schema(),
                        results.when(),
                        results.scale(),
                        results.seed(),
                        results.commit(),
                        Map.of("notes", "x".repeat(17_000_000)),
                        results.claims(),
                        Map.of()),
                file);
        Path page = folder.resolve("page.html");

        assertThat(run("report", file.toString(), "--claims", "none", "--out", page.toString()))
                .as(err.toString())
                .isZero();

        assertThat(err.toString().strip())
                .matches("spheres: warning: \\Q" + page
                        + "\\E has 1[78] MB, which browsers open slowly or not at all: look for what is that long in \\Q"
                        + file + "\\E");
    }

    private Path given(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/spheres/cases/" + name))) {
            Files.copy(in, file);
        }
        return file;
    }

    private String results(String name, ClaimResult... claims) throws IOException {
        Path file = folder.resolve(name);
        ResultsFile.write(ExampleClaim.results(claims), file);
        return file.toString();
    }

    private static ClaimResult judged(String id) {
        return ClaimResult.judged(ExampleClaim.claim(id, Verdict.REPRODUCED), List.of(ExampleClaim.mean(5)), 1.5);
    }

    private void refused(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as(err.toString()).isEqualTo(Spheres.WRONG_USAGE);
        assertThat(err.toString()).isEqualToNormalizingNewlines("spheres: " + message + "\n");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        return commandLine.execute(arguments);
    }
}
