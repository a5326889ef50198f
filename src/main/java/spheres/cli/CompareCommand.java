package spheres.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import spheres.claim.Results;
import spheres.claim.ResultsFile;
import spheres.report.RunComparison;

/** {@code spheres compare}: what changed between two runs. */
@Command(
        name = "compare",
        description = "What changed from one run to another: verdicts, and measured values with their intervals."
                + " The exit code is 1 where a verdict changed, 2 where no claim was run.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "The results.json of the earlier run.")
    Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The results.json of the later run.")
    Path after = Path.of("");

    @Mixin
    Answers answers = new Answers();

    @Override
    public Integer call() throws IOException {
        Results earlier = ResultsFile.read(before);
        Results later = ResultsFile.read(after);
        RunComparison comparison = RunComparison.of(earlier, later);
        boolean nothing = comparison.verdicts().isEmpty() && earlier.confirmsNothing() && later.confirmsNothing();
        answers.write(comparison, out -> out.println(nothing ? "No claim was run." : comparison.text()));
        if (nothing) {
            return Spheres.INCONCLUSIVE;
        }
        return comparison.verdicts().isEmpty() ? Spheres.AS_EXPECTED : Spheres.NOT_AS_EXPECTED;
    }
}
