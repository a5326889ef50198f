package spheres.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import spheres.attack.Domain;
import spheres.classifier.EllipsoidClassifier;
import spheres.nearest.ExactNearest;
import spheres.sphere.Sphere;
import spheres.stats.SampleMean;
import spheres.training.Progress;

/** {@code spheres nearest}: the exact distance to the nearest error of an ellipsoid classifier. */
@Command(
        name = "nearest",
        description = {
            "The mean distance to the nearest error on a sphere, for the classifier whose boundary is"
                    + " sum_i alpha_i z_i^2 = 1: the exact nearest error of each of N uniform points of that sphere.",
            "A point that is an error itself counts 0. An alpha of exactly 1 or 1/R^2 makes no errors. The standard error is that of sampling; a single distance is exact."
        },
        mixinStandardHelpOptions = true)
final class NearestCommand implements Callable<Integer> {
    private static final int TOGETHER = 1000;

    @Option(
            names = "--alphas",
            paramLabel = "FILE",
            required = true,
            description = "A text file, one alpha in [0, 1e100) a line.")
    Path alphas = Path.of("");

    @Mixin
    StartOptions start = new StartOptions();

    @Mixin
    Answers answers = new Answers();

    @Override
    public Integer call() throws IOException {
        double[] values = AlphasFile.read(alphas);
        start.requireMemory(Double.BYTES);
        ExactNearest exact = ExactNearest.of(EllipsoidClassifier.of(values), start.on.spheres(values.length));
        boolean errorsExist = exact.errorsExist(start.on.sphere, Domain.ON_SPHERE);
        Answer answer = errorsExist ? answer(values.length, distances(exact, values.length)) : none(values.length);
        answers.write(answer, out -> text(out, answer));
        return Spheres.AS_EXPECTED;
    }

    private void text(PrintWriter out, Answer answer) {
        out.println("ellipsoid with d = " + answer.dimension + ", R = " + answer.outerRadius);
        if (!answer.errorsExist) {
            out.println(noError(start.on.sphere));
            return;
        }
        line(
                out,
                "mean distance",
                Digits.text(answer.meanDistance),
                "over " + answer.points + " uniform points of the " + start.on.sphere + " sphere, errors at 0");
        line(out, "standard error", Digits.text(answer.standardError), "of sampling");
        line(out, "errors among them", Integer.toString(answer.errors), "");
    }

    /** Why there is no distance on a sphere that has no errors. */
    static String noError(Sphere sphere) {
        return "no error exists on the " + sphere + " sphere: no alpha is "
                + (sphere == Sphere.INNER ? "above 1" : "below 1/R^2");
    }

    private static void line(PrintWriter out, String name, String value, String remark) {
        out.println(String.format(Locale.ROOT, "%-17s  %-18s  %s", name, value, remark)
                .stripTrailing());
    }

    private double[] distances(ExactNearest exact, int dimension) {
        double[] distances = new double[start.points];
        try (Progress progress = answers.progress("nearest errors", "points")) {
            progress.start(0, start.points);
            for (int from = 0; from < start.points; from += TOGETHER) {
                int count = Math.min(TOGETHER, start.points - from);
                double[] some = exact.distances(start.starts(dimension, from, count), Domain.ON_SPHERE);
                System.arraycopy(some, 0, distances, from, count);
                progress.at(from + count);
            }
        }
        return distances;
    }

    private Answer answer(int dimension, double[] distances) {
        SampleMean mean = SampleMean.of(distances);
        int errors = (int) Arrays.stream(distances).filter(d -> d == 0).count();
        Double standardError = distances.length < 2 ? null : mean.standardError();
        return new Answer(
                dimension,
                start.on.outerRadius(),
                start.on.sphere.toString(),
                start.points,
                start.on.seed,
                true,
                mean.mean(),
                standardError,
                errors);
    }

    private Answer none(int dimension) {
        return new Answer(
                dimension,
                start.on.outerRadius(),
                start.on.sphere.toString(),
                start.points,
                start.on.seed,
                false,
                null,
                null,
                0);
    }

    /** Means are null where no error exists, the standard error for a single point too. */
    private record Answer(
            int dimension,
            double outerRadius,
            String sphere,
            int points,
            long seed,
            boolean errorsExist,
            @Nullable Double meanDistance,
            @Nullable Double standardError,
            int errors) {}
}
