package spheres.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import spheres.attack.Domain;
import spheres.network.QuadraticParameters;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.SphereSampler;
import spheres.stats.ConfidenceInterval;
import spheres.stats.ErrorRate;
import spheres.stats.MultilevelSplitting;
import spheres.stats.Proportion;
import spheres.stats.RareEventRate;
import spheres.stats.SplittingOptions;
import spheres.theory.Ellipsoid;
import spheres.theory.EllipsoidErrorRate;
import spheres.theory.TailProbability;
import spheres.training.Progress;

/** {@code spheres estimate}: the error rate of a network or of an ellipsoid on one sphere. */
@Command(
        name = "estimate",
        description = {
            "Estimates the error rate on a sphere, with a 95 %% interval.",
            "sample: the share of errors among uniform points. split: multilevel splitting, for rates that sampling does"
                    + " not see. clt, exact: by the formula of proposition 4.1 and by numerical inversion, for quadratic"
                    + " networks and alphas. An alpha of exactly 1 or 1/R^2 makes no errors."
        },
        mixinStandardHelpOptions = true)
final class EstimateCommand implements Callable<Integer> {
    private static final double LEVEL = 0.95;
    private static final String TOO_MUCH_SCATTER =
            "the runs scatter too much for an interval, a few of them carry the mean: give a larger --budget";
    private static final long STREAM = 0x6573_7469_6dL;

    /** The ways to a rate. */
    enum Method {
        SAMPLE,
        SPLIT,
        CLT,
        EXACT
    }

    @Mixin
    ClassifierInput input = new ClassifierInput();

    @Mixin
    SphereOptions on = new SphereOptions();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "split",
            description = "sample, split, clt or exact (default: ${DEFAULT-VALUE}).")
    Method method = Method.SPLIT;

    @Option(
            names = "--budget",
            paramLabel = "N",
            defaultValue = "4000000",
            converter = LegalValue.LongCount.class,
            description = "The most points that are judged (default: ${DEFAULT-VALUE}).")
    long budget;

    @Option(
            names = "--floor",
            paramLabel = "X",
            defaultValue = "1e-30",
            converter = LegalValue.Probability.class,
            description = "split: the rate below which it stops looking for errors (default: ${DEFAULT-VALUE}).")
    double floor;

    @Mixin
    Answers answers = new Answers();

    @Override
    public Integer call() throws Exception {
        if (input.backend == ClassifierInput.Backend.GPU && (method == Method.CLT || method == Method.EXACT)) {
            throw new IllegalArgumentException("--backend gpu judges points, --method = "
                    + method.name().toLowerCase(Locale.ROOT) + " has none: leave it out");
        }
        return input.judged(this::judge);
    }

    private int judge() throws IOException {
        try (ClassifierInput.Given given = input.read(on)) {
            return estimate(given);
        }
    }

    private int estimate(ClassifierInput.Given given) {
        ConcentricSpheres spheres = on.spheres(given.classifier().dimension());
        boolean touches = given.onlyTouches(spheres, on.sphere, Domain.ON_SPHERE);
        Answer answer = switch (method) {
            case SAMPLE -> touches ? none(given) : sample(given, spheres);
            case SPLIT -> touches ? none(given) : split(given, spheres);
            case CLT -> computed(given, rates(given).clt(on.sphere));
            case EXACT -> computed(given, rates(given).exact(on.sphere));
        };
        answers.write(answer, out -> {
            table(out, given.name(), answer);
            if (touches) {
                out.println(NearestCommand.noError(on.sphere));
            }
        });
        return Spheres.AS_EXPECTED;
    }

    /** Of an ellipsoid that touches the sphere: known without a sample. */
    private Answer none(ClassifierInput.Given given) {
        return answer(given, 0.0, 0, 0, null, 1, 0, null);
    }

    private Answer sample(ClassifierInput.Given given, ConcentricSpheres spheres) {
        SphereSampler sampler = new SphereSampler(spheres, on.seed, STREAM);
        long errors;
        try (Progress progress = answers.progress("estimate", "points judged")) {
            progress.start(0, budget);
            errors = ErrorRate.errors(given.ofSphere(on.sphere), sampler, on.sphere, budget, progress::at);
        }
        ConfidenceInterval rate = Proportion.interval(errors, budget, LEVEL);
        return answer(
                given,
                errors == 0 ? null : rate.value(),
                rate.low(),
                rate.high(),
                errors == 0 ? null : Math.log10(rate.value()),
                LEVEL,
                budget,
                null);
    }

    private Answer split(ClassifierInput.Given given, ConcentricSpheres spheres) {
        SplittingOptions options = SplittingOptions.withDefaults()
                .withBudget(budget)
                .withFloor(Math.log10(floor))
                .withSeed(on.seed);
        RareEventRate rate;
        try (Progress progress = answers.progress("estimate", "points judged")) {
            progress.start(0, budget);
            rate = new MultilevelSplitting(given.ofSphere(on.sphere), spheres, on.sphere, options)
                    .withProgress(progress::at)
                    .estimate();
        }
        ConfidenceInterval log10 = rate.log10Interval(LEVEL);
        return answer(
                given,
                rate.found() ? Math.pow(10, rate.log10()) : null,
                rate.found() ? Math.pow(10, log10.low()) : 0,
                Math.pow(10, log10.high()),
                rate.found() ? rate.log10() : null,
                LEVEL,
                rate.evaluations(),
                rate);
    }

    private EllipsoidErrorRate rates(ClassifierInput.Given given) {
        if (given.ellipsoid().isPresent()) {
            return EllipsoidErrorRate.of(given.ellipsoid().get().alphas(), on.outerRadius());
        }
        var network = given.network().orElseThrow();
        if (network.architecture().match(relu -> true, quadratic -> false)) {
            throw new IllegalArgumentException("--method = " + method.name().toLowerCase(Locale.ROOT) + " of "
                    + given.name() + ": only a quadratic network or --alphas have one; use split or sample");
        }
        QuadraticParameters values = QuadraticParameters.of(network);
        Ellipsoid ellipsoid = Ellipsoid.ofNetwork(
                values.weights(),
                values.hiddenWidth(),
                values.dimension(),
                values.readoutWeight(),
                values.readoutBias());
        if (ellipsoid.flipped()) {
            throw new IllegalArgumentException(
                    "the network answers \"outer\" inside its ellipsoid (w < 0 < b): use split or sample");
        }
        return EllipsoidErrorRate.of(ellipsoid.alphas(), on.outerRadius());
    }

    private Answer computed(ClassifierInput.Given given, TailProbability rate) {
        double value = rate.value();
        return answer(given, value, value, value, Digits.finiteOrNull(rate.log10()), 1, 0, null);
    }

    private Answer answer(
            ClassifierInput.Given given,
            @Nullable Double rate,
            double low,
            double high,
            @Nullable Double log10,
            double level,
            long evaluations,
            @Nullable RareEventRate splitting) {
        return new Answer(
                on.sphere.toString(),
                method.name().toLowerCase(Locale.ROOT),
                on.outerRadius(),
                on.seed,
                rate,
                low,
                high,
                log10,
                level,
                evaluations,
                splitting == null ? null : splitting.runs(),
                splitting == null ? null : splitting.coefficientOfVariation(),
                splitting != null && splitting.scattersTooMuch() ? TOO_MUCH_SCATTER : null,
                input.backend.name().toLowerCase(Locale.ROOT),
                given.device());
    }

    private static void table(PrintWriter out, String name, Answer answer) {
        out.println("error rate of " + name + " on the " + answer.sphere + " sphere, R = " + answer.outerRadius);
        if (answer.rate == null) {
            out.printf(Locale.ROOT, "below    %.3g    no error was reached%n", answer.high);
        } else {
            out.printf(
                    Locale.ROOT,
                    "rate     %.6g    log10 %s%n",
                    answer.rate,
                    answer.log10 == null ? "-Infinity" : String.format(Locale.ROOT, "%.4f", answer.log10));
        }
        if (answer.evaluations > 0) {
            out.printf(
                    Locale.ROOT,
                    "95 %% in  [%.4g, %.4g], from %d points judged%n",
                    answer.low,
                    answer.high,
                    answer.evaluations);
        }
        if (answer.device != null) {
            out.println("judged on " + answer.device + ", errors on the CPU, too");
        }
        variation(out, answer);
    }

    private static void variation(PrintWriter out, Answer answer) {
        if (answer.coefficientOfVariation != null) {
            out.printf(
                    Locale.ROOT,
                    "runs     %d, their coefficient of variation is %.2f%s%n",
                    answer.runs,
                    answer.coefficientOfVariation,
                    answer.rate == null ? " at the last level that bounds the rate" : "");
        }
        if (answer.warning != null) {
            out.println("warning  " + answer.warning);
        }
    }

    /**
     * Without an error the rate is null, never 0, and high says what it lies below; a computed rate has level 1. Only splitting
     * has runs, only --backend gpu a device.
     */
    private record Answer(
            String sphere,
            String method,
            double outerRadius,
            long seed,
            @Nullable Double rate,
            double low,
            double high,
            @Nullable Double log10,
            double level,
            long evaluations,
            @Nullable Integer runs,
            @Nullable Double coefficientOfVariation,
            @Nullable String warning,
            String backend,
            @Nullable String device) {}
}
