package spheres.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import spheres.theory.DistanceBound;
import spheres.theory.SphericalCap;

/** {@code spheres cap}: the spherical cap of a given measure. */
@Command(
        name = "cap",
        description =
                "The spherical cap of a given measure on the unit sphere: its edge, and how far it is on average.",
        mixinStandardHelpOptions = true)
final class CapCommand implements Callable<Integer> {
    @Option(
            names = "--dimension",
            paramLabel = "N",
            required = true,
            converter = LegalValue.Dimension.class,
            description = "The dimension n of the space, at least 2.")
    int dimension;

    @Option(
            names = "--measure",
            paramLabel = "MU",
            required = true,
            converter = LegalValue.Probability.class,
            description = "The share of the sphere in the cap, in (0, 1).")
    double measure;

    @Mixin
    Answers answers = new Answers();

    @Override
    public Integer call() {
        Answer answer = Answer.of(dimension, measure);
        answers.write(answer, out -> text(out, answer));
        return Spheres.AS_EXPECTED;
    }

    private void text(PrintWriter out, Answer answer) {
        out.println("the cap of measure " + measure + " on the unit sphere in R^" + dimension);
        out.println("edge height z             " + Digits.text(answer.edgeHeight));
        out.println("angle from pole to edge   " + Digits.text(answer.geodesicRadius));
        out.println("mean distance d(E)        " + Digits.text(answer.meanDistance) + "   exact");
        out.println("normal form               " + Digits.text(answer.normalForm) + "   Phi^-1(1 - mu) / sqrt(n)");
        out.println("asymptotic form           " + Digits.text(answer.asymptotic)
                + "   (t Phi(t) + phi(t)) / sqrt(n), t = Phi^-1(1 - mu)");
        out.println("distance from the equator " + Digits.text(answer.distanceFromEquator));
    }

    private record Answer(
            int dimension,
            double measure,
            double edgeHeight,
            double geodesicRadius,
            double meanDistance,
            double normalForm,
            double asymptotic,
            double distanceFromEquator) {

        static Answer of(int dimension, double measure) {
            SphericalCap cap = SphericalCap.ofMeasure(dimension, measure);
            return new Answer(
                    dimension,
                    measure,
                    Digits.rounded(cap.edgeHeight()),
                    Digits.rounded(cap.geodesicRadius()),
                    Digits.rounded(cap.meanDistance()),
                    Digits.rounded(DistanceBound.normalForm(dimension, measure)),
                    Digits.rounded(DistanceBound.asymptotic(dimension, measure)),
                    Digits.rounded(cap.distanceFromEquator()));
        }
    }
}
