package spheres.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import spheres.theory.DistanceBound;

/** {@code spheres bound}: how far the errors of any model can be on average. */
@Command(
        name = "bound",
        description =
                "The largest mean distance to the nearest error that an error rate allows any model (theorem 5.1):"
                        + " exactly, as printed, and in the limit of large n.",
        mixinStandardHelpOptions = true)
final class BoundCommand implements Callable<Integer> {
    @Option(
            names = "--dimension",
            paramLabel = "N",
            required = true,
            converter = LegalValue.Dimension.class,
            description = "The dimension n of the space, at least 2.")
    int dimension;

    @Option(
            names = "--error-rate",
            paramLabel = "MU",
            required = true,
            converter = LegalValue.Probability.class,
            description = "The error rate on the sphere, in (0, 1).")
    double errorRate;

    @Mixin
    Answers answers = new Answers();

    @Override
    public Integer call() {
        Answer answer = Answer.of(dimension, errorRate);
        answers.write(answer, out -> text(out, answer));
        return Spheres.AS_EXPECTED;
    }

    private void text(PrintWriter out, Answer answer) {
        out.println("the mean distance to the nearest error at an error rate of " + errorRate + " in R^" + dimension);
        out.println("exact bound               " + Digits.text(answer.exact) + "   the spherical cap's");
        out.println("normal form, as printed   " + Digits.text(answer.normalForm) + "   Phi^-1(1 - mu) / sqrt(n)");
        out.println("asymptotic form           " + Digits.text(answer.asymptotic)
                + "   (t Phi(t) + phi(t)) / sqrt(n), t = Phi^-1(1 - mu)");
        out.println("exact over normal form    "
                + (answer.ratio == null ? "none: the normal form is 0" : Digits.text(answer.ratio)));
    }

    private record Answer(
            int dimension,
            double errorRate,
            double exact,
            double normalForm,
            double asymptotic,
            @Nullable Double ratio) {

        static Answer of(int dimension, double errorRate) {
            return new Answer(
                    dimension,
                    errorRate,
                    Digits.rounded(DistanceBound.exact(dimension, errorRate)),
                    Digits.rounded(DistanceBound.normalForm(dimension, errorRate)),
                    Digits.rounded(DistanceBound.asymptotic(dimension, errorRate)),
                    Digits.roundedOrNull(DistanceBound.ratio(dimension, errorRate)));
        }
    }
}
