package spheres.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import spheres.claim.JoinedResults;
import spheres.claim.Results;
import spheres.claim.ResultsFile;
import spheres.claim.VerdictTable;
import spheres.report.Page;

/** {@code spheres report}: results in, page out. */
@Command(
        name = "report",
        description = "Makes the claim report, one HTML file that opens from disk, from a run's results.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RESULTS",
            arity = "0..1",
            defaultValue = "target/claims/results.json",
            description = "The results.json of the run (default: ${DEFAULT-VALUE}).")
    Path results = Path.of("target", "claims", "results.json");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "target/claim-report/index.html",
            description = "The page to write (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("target", "claim-report", "index.html");

    @Option(
            names = "--history",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Results of other runs, shown beside each claim: files, or folders with *.json.")
    List<Path> history = List.of();

    @Option(
            names = "--merge",
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "In place of RESULTS: those of the parts of one run (-Dspheres.shard), files or folders with *.json. They are"
                            + " joined, written beside the page as results.json, and judged.")
    List<Path> merge = List.of();

    @Option(
            names = "--claims",
            paramLabel = "DIR",
            defaultValue = "claims",
            description = "The folder of the claim files that the page links to (default: ${DEFAULT-VALUE}).")
    Path claims = Path.of("claims");

    @Option(
            names = "--allure",
            paramLabel = "FILE",
            description = "The Allure report's index.html that the page links to.")
    @Nullable
    Path allure;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
        if (!merge.isEmpty() && commandLine.getParseResult().hasMatchedPositional(0)) {
            throw new ParameterException(
                    commandLine, "RESULTS = " + results + " and --merge: give one of them, the results or their parts");
        }
        Results shown = merge.isEmpty() ? ResultsFile.read(results) : joined();
        Page page = Page.of(shown).withHistory(ResultsFile.readAll(history));
        if (Files.isDirectory(claims)) {
            page = page.withClaims(claims);
        }
        if (allure != null) {
            page = page.withAllure(allure);
        }
        page.write(out);
        if (!merge.isEmpty()) {
            Path together = out.resolveSibling("results.json");
            ResultsFile.write(shown, together);
            commandLine.getOut().println(VerdictTable.of(shown));
            commandLine.getOut().println("The results: " + together);
        }
        commandLine.getOut().println("The claim report: " + out);
        return merge.isEmpty() ? Spheres.AS_EXPECTED : Spheres.exitCode(shown);
    }

    private Results joined() throws IOException {
        Map<String, Results> parts = new LinkedHashMap<>();
        for (Path file : ResultsFile.files(merge)) {
            parts.put(file.toString(), ResultsFile.read(file));
        }
        return JoinedResults.of(parts);
    }
}
