package spheres.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import spheres.claim.Nights;
import spheres.claim.NightsTable;
import spheres.claim.Results;
import spheres.claim.ResultsFile;
import spheres.claim.VerdictTable;
import spheres.report.Page;

/** {@code spheres report}: results in, page out. */
@Command(
        name = "report",
        description = {
            "Makes the claim report, one HTML file that opens from disk, from a run's results.",
            "With a history the run is judged together with it, by the rule of docs/nights.md: the exit code is 1 where a verdict is"
                    + " certain and not the expected one, 2 where none is but some are not certain yet."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    /** Ten times the page of a whole run, in bytes. */
    private static final long LARGE = 16_000_000;

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
            description =
                    "Results of other runs, judged together with this one and shown beside each claim: files, folders with"
                            + " *.json, or folders of folders with a results.json each.")
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
        Path together = out.resolveSibling("results.json");
        Results last = merge.isEmpty() ? ResultsFile.read(results) : joined(together);
        Page page = Page.of(last);
        Optional<Nights> nights = Optional.empty();
        if (!history.isEmpty()) {
            List<Results> others = ResultsFile.readAll(history);
            nights = Optional.of(Nights.of(last, others));
            page = page.withHistory(others).withNights(nights.get());
        }
        if (Files.isDirectory(claims)) {
            page = page.withClaims(claims);
        }
        if (allure != null) {
            page = page.withAllure(allure);
        }
        try {
            page.write(out);
        } catch (IOException e) {
            throw Spheres.unwritable(out, e);
        }
        PrintWriter answer = commandLine.getOut();
        if (!merge.isEmpty()) {
            ResultsFile.write(last, together);
            answer.println(VerdictTable.of(last));
            answer.println("The results: " + together);
        }
        nights.ifPresent(all -> answer.println(NightsTable.of(all)));
        answer.println("The claim report: " + out);
        long size = Files.size(out);
        if (size > LARGE) {
            commandLine
                    .getErr()
                    .println("spheres: warning: " + out + " has " + size / 1_000_000
                            + " MB, which browsers open slowly or not at all: look for what is that long in "
                            + (merge.isEmpty() ? results : merge));
        }
        return nights.map(ReportCommand::exitCode)
                .orElse(merge.isEmpty() ? Spheres.AS_EXPECTED : Spheres.exitCode(last));
    }

    private Results joined(Path together) throws IOException {
        Map<String, Results> parts = new LinkedHashMap<>();
        for (Path file : ResultsFile.files(merge)) {
            if (Files.exists(file) && Files.exists(together) && Files.isSameFile(file, together)) {
                throw new IllegalArgumentException(
                        "--merge would write over " + file + ": give another folder for the page, with --out");
            }
            parts.put(file.toString(), ResultsFile.read(file));
        }
        return JoinedResults.of(parts);
    }

    private static int exitCode(Nights nights) {
        return switch (nights.standing()) {
            case NOT_AS_EXPECTED -> Spheres.NOT_AS_EXPECTED;
            case OPEN, NOT_RUN -> Spheres.INCONCLUSIVE;
            case AS_EXPECTED -> Spheres.AS_EXPECTED;
        };
    }
}
