package spheres.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import spheres.claim.ResultsFile;
import spheres.training.Progress;

/** How a command answers: in words, or in JSON where a program asks. */
final class Answers {
    @Option(names = "--json", description = "Answer in JSON.")
    boolean json;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    /**
     * Writes an answer.
     *
     * @param answer what JSON is made of
     * @param words writes the same in words
     */
    void write(Object answer, Consumer<PrintWriter> words) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(ResultsFile.json(answer));
        } else {
            words.accept(out);
        }
    }

    /** How the work goes on: on the terminal, or in lines among the errors. */
    Progress progress(String task, String unit) {
        return Spheres.progress(spec, task, unit);
    }
}
