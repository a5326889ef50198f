package spheres.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import spheres.claim.Measurement;
import spheres.claim.Nights;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.ResultsFile;
import spheres.claim.VerdictTable;

/** {@code spheres pool}: the verdicts of many runs together. */
@Command(
        name = "pool",
        description = {
            "Judges the measurements of many runs together, such as those of all nights: intervals narrow, and no verdict rests on one night's tail.",
            "The answer is a results.json like that of one run, for report and claims check. Claims whose file changed begin anew with"
                    + " the changed one. The exit code is 1 where a verdict is not the expected one."
        },
        mixinStandardHelpOptions = true)
final class PoolCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Results of runs: files, or folders with *.json.")
    List<Path> runs = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "target/claims/pooled.json",
            description = "The results to write (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("");

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Results> all = ResultsFile.readAll(runs);
        Results pooled = Nights.pooled(all);
        ResultsFile.write(pooled, out);
        PrintWriter answer = Objects.requireNonNull(spec).commandLine().getOut();
        answer.println(VerdictTable.of(pooled));
        for (ClaimResult claim : pooled.claims()) {
            for (Measurement measurement : claim.measurements()) {
                if (measurement.details().get("drift") instanceof String drift) {
                    answer.println("Drift: " + claim.id() + ", " + measurement.quantity() + ": " + drift);
                }
            }
        }
        answer.println(all.size() + " runs of "
                + all.stream().map(Results::commit).distinct().count() + " commits, judged together: " + out);
        return pooled.claims().stream().allMatch(ClaimResult::asExpected) && !pooled.confirmsNothing()
                ? Spheres.AS_EXPECTED
                : Spheres.NOT_AS_EXPECTED;
    }
}
