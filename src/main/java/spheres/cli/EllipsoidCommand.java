package spheres.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import spheres.sphere.Sphere;
import spheres.theory.CltForm;
import spheres.theory.EllipsoidErrorRate;
import spheres.theory.TailProbability;

/** {@code spheres ellipsoid}: the error rates of an ellipsoid classifier. */
@Command(
        name = "ellipsoid",
        description = "The error rates on both spheres of the classifier whose boundary is sum_i alpha_i z_i^2 = 1:"
                + " exactly, by the saddlepoint formula, and by the forms in which proposition 4.1 is met. An alpha of exactly"
                + " 1 or 1/R^2 makes no errors.",
        mixinStandardHelpOptions = true)
final class EllipsoidCommand implements Callable<Integer> {
    @Option(
            names = "--alphas",
            paramLabel = "FILE",
            required = true,
            description = "A text file, one alpha in [0, 1e100) a line.")
    Path alphas = Path.of("");

    @Option(
            names = "--radius",
            paramLabel = "R",
            required = true,
            converter = LegalValue.OuterRadius.class,
            description = "The outer sphere's radius, above 1.")
    double outerRadius;

    @Mixin
    Answers answers = new Answers();

    @Override
    public Integer call() throws IOException {
        double[] values = AlphasFile.read(alphas);
        EllipsoidErrorRate ellipsoid = EllipsoidErrorRate.of(values, outerRadius);
        Rates inner = Rates.of(ellipsoid, Sphere.INNER);
        Rates outer = Rates.of(ellipsoid, Sphere.OUTER);
        Answer answer = new Answer(
                values.length, outerRadius, ellipsoid.badAlphas(), SphereAnswer.of(inner), SphereAnswer.of(outer));
        answers.write(answer, out -> text(out, answer, inner, outer));
        return Spheres.AS_EXPECTED;
    }

    private static void text(PrintWriter out, Answer answer, Rates inner, Rates outer) {
        out.println("ellipsoid with d = " + answer.dimension + ", R = " + answer.outerRadius
                + ", bad alphas (outside [1/R^2, 1]): " + answer.badAlphas);
        table(out, "inner sphere", inner);
        table(out, "outer sphere", outer);
    }

    private static void table(PrintWriter out, String title, Rates rates) {
        out.println();
        line(out, title, "error rate", "log10");
        line(out, "exact", rates.exact);
        line(out, "saddlepoint (Lugannani and Rice)", rates.saddlepoint);
        for (CltForm form : CltForm.values()) {
            rates.clt(form)
                    .ifPresentOrElse(
                            rate -> line(out, name(form), rate),
                            () -> line(out, name(form), "none", "its variance is not positive"));
        }
    }

    private static void line(PrintWriter out, String name, TailProbability rate) {
        line(out, name, Digits.text(rate), Digits.text(rate.log10()));
    }

    private static void line(PrintWriter out, String name, String rate, String log10) {
        out.printf(Locale.ROOT, "%-46s %-20s %s%n", name, rate, log10);
    }

    private static String name(CltForm form) {
        return switch (form) {
            case CORRECTED -> "CLT, proposition 4.1 with its errata mended";
            case PRINTED_SIGN -> "CLT with the printed sign of mu";
            case PRINTED -> "CLT with the printed sign and variance";
            case TRANSCRIBED -> "CLT with sigma = sum c_i^2, as transcribed";
        };
    }

    /** The rate on a sphere by every method. */
    private record Rates(
            EllipsoidErrorRate ellipsoid, Sphere sphere, TailProbability exact, TailProbability saddlepoint) {
        static Rates of(EllipsoidErrorRate ellipsoid, Sphere sphere) {
            return new Rates(ellipsoid, sphere, ellipsoid.exact(sphere), ellipsoid.saddlepoint(sphere));
        }

        /** Empty where the form takes the root of a negative number. */
        Optional<TailProbability> clt(CltForm form) {
            return ellipsoid.clt(sphere, form);
        }
    }

    private record Answer(int dimension, double outerRadius, int badAlphas, SphereAnswer inner, SphereAnswer outer) {}

    /** Null where a form gives no number; a rate below 4.9e-324 is 0, its logarithm is not. */
    private record SphereAnswer(
            double exact,
            double saddlepoint,
            double clt,
            double cltPrintedSign,
            @Nullable Double cltPrinted,
            double cltTranscribed,
            Logarithms log10) {

        static SphereAnswer of(Rates rates) {
            return new SphereAnswer(
                    Digits.rounded(rates.exact.value()),
                    Digits.rounded(rates.saddlepoint.value()),
                    value(rates, CltForm.CORRECTED),
                    value(rates, CltForm.PRINTED_SIGN),
                    rates.clt(CltForm.PRINTED).isPresent() ? value(rates, CltForm.PRINTED) : null,
                    value(rates, CltForm.TRANSCRIBED),
                    new Logarithms(
                            Digits.roundedOrNull(rates.exact.log10()),
                            Digits.roundedOrNull(rates.saddlepoint.log10()),
                            Digits.roundedOrNull(
                                    rates.clt(CltForm.CORRECTED).orElseThrow().log10())));
        }

        private static double value(Rates rates, CltForm form) {
            return Digits.rounded(rates.clt(form).orElseThrow().value());
        }
    }

    /** Decimal logarithms; null for a rate of 0. */
    private record Logarithms(
            @Nullable Double exact,
            @Nullable Double saddlepoint,
            @Nullable Double clt) {}
}
