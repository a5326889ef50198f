package spheres.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import spheres.theory.TruncatedModel;

/** {@code spheres truncated}: how many coordinates a model must look at. */
@Command(
        name = "truncated",
        description = "The least number k of the d coordinates that a model must look at for an error rate (figure 4):"
                + " exactly, and by the central limit theorem.",
        mixinStandardHelpOptions = true)
final class TruncatedCommand implements Callable<Integer> {
    @Option(
            names = "--dimension",
            paramLabel = "D",
            required = true,
            converter = LegalValue.Dimension.class,
            description = "The dimension d of the space, at least 2.")
    int dimension;

    @Option(
            names = "--accuracy",
            paramLabel = "P",
            required = true,
            converter = LegalValue.Accuracy.class,
            description = "The error rate to be reached, the mean of both spheres, in (0, 0.5).")
    double accuracy;

    @Option(
            names = "--radius",
            paramLabel = "R",
            defaultValue = "1.3",
            converter = LegalValue.OuterRadius.class,
            description = "The outer sphere's radius (default: ${DEFAULT-VALUE}).")
    double outerRadius;

    @Mixin
    Answers answers = new Answers();

    @Override
    public Integer call() {
        TruncatedModel model = new TruncatedModel(dimension, outerRadius);
        int exact = model.leastCoordinates(accuracy);
        OptionalInt clt = model.leastCoordinatesByClt(accuracy);
        Answer answer = new Answer(
                dimension,
                outerRadius,
                accuracy,
                Least.of(model, exact, model.exact(exact)),
                clt.isPresent() ? Least.of(model, clt.getAsInt(), model.clt(clt.getAsInt())) : Least.NONE);
        answers.write(answer, out -> text(out, model, exact, clt));
        return Spheres.AS_EXPECTED;
    }

    private void text(PrintWriter out, TruncatedModel model, int exact, OptionalInt clt) {
        out.println("coordinates needed for an error rate of " + accuracy + " at d = " + dimension + ", R = "
                + outerRadius);
        out.println("                k  fraction        threshold b     error rate there");
        out.println("exact " + line(model, exact, model.exact(exact)));
        out.println(
                clt.isPresent()
                        ? "CLT   " + line(model, clt.getAsInt(), model.clt(clt.getAsInt()))
                        : "CLT   none: it gives all " + dimension + " coordinates a larger error rate, "
                                + Digits.text(model.clt(dimension).error()));
    }

    private static String line(TruncatedModel model, int k, TruncatedModel.Optimum optimum) {
        return String.format(
                Locale.ROOT,
                "%11d  %s  %s  %s",
                k,
                Digits.text((double) k / model.dimension()),
                Digits.text(optimum.threshold()),
                Digits.text(optimum.error()));
    }

    private record Answer(int dimension, double outerRadius, double accuracy, Least exact, Least clt) {}

    /** The least k; all null where not even k = d is enough. */
    private record Least(
            @Nullable Integer k,
            @Nullable Double fraction,
            @Nullable Double threshold,
            @Nullable Double error,
            @Nullable Double log10Error) {
        static final Least NONE = new Least(null, null, null, null, null);

        static Least of(TruncatedModel model, int k, TruncatedModel.Optimum optimum) {
            return new Least(
                    k,
                    Digits.rounded((double) k / model.dimension()),
                    Digits.rounded(optimum.threshold()),
                    Digits.rounded(optimum.error().value()),
                    Digits.roundedOrNull(optimum.error().log10()));
        }
    }
}
