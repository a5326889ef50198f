package spheres.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import spheres.claim.ResultsFile;
import spheres.report.RunComparison;

/** {@code spheres compare}: what changed between two runs. */
@Command(
        name = "compare",
        description = "What changed from one run to another: verdicts, and measured values with their intervals."
                + " The exit code is 1 where a verdict changed.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "The results.json of the earlier run.")
    Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The results.json of the later run.")
    Path after = Path.of("");

    @Option(names = "--json", description = "Answer in JSON.")
    boolean json;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunComparison comparison = RunComparison.of(ResultsFile.read(before), ResultsFile.read(after));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(json ? ResultsFile.json(comparison) : comparison.text());
        return comparison.verdicts().isEmpty() ? Spheres.AS_EXPECTED : Spheres.NOT_AS_EXPECTED;
    }
}
