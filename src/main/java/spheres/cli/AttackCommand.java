package spheres.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import spheres.attack.Attack;
import spheres.attack.AttackDiagnostics;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.AttackResult;
import spheres.attack.Attempt;
import spheres.attack.ClassifierCheck;
import spheres.attack.Domain;
import spheres.attack.ManifoldAttack;
import spheres.attack.MeanDistance;
import spheres.attack.RefinedAttack;
import spheres.attack.RefinedOptions;
import spheres.attack.Starts;
import spheres.classifier.Classifier;
import spheres.classifier.Climber;
import spheres.file.WholeFile;
import spheres.nearest.ExactNearest;
import spheres.nearest.Optimality;
import spheres.sphere.Sphere;
import spheres.training.Progress;

/** {@code spheres attack}: looks for errors of a network or of an ellipsoid. */
@Command(
        name = "attack",
        description = {
            "Looks for errors of a network, or of the classifier whose boundary is sum_i alpha_i z_i^2 = 1, from N uniform"
                    + " points of a sphere.",
            "The mean distance is over the starts from which an error was found, starts that are errors themselves at 0;"
                    + " the number of starts without one stands beside it. For alphas the exact mean over the same starts"
                    + " is given too. An alpha of exactly 1 or 1/R^2 makes no errors."
        },
        mixinStandardHelpOptions = true)
final class AttackCommand implements Callable<Integer> {
    /** The kinds of attack. */
    enum Kind {
        FIRST("the paper's attack on the sphere, to the first error", 1000, 0.001, Domain.ON_SPHERE),
        NEAREST("the nearest error on the sphere, refined", 400, 0.01, Domain.ON_SPHERE),
        WORST("the worst case on the sphere, to convergence", 2000, 0.05, Domain.ON_SPHERE),
        BETWEEN("the nearest error between the spheres, refined", 400, 0.01, Domain.BETWEEN_SPHERES);

        private final String words;
        private final int steps;
        private final double step;
        private final Domain domain;

        Kind(String words, int steps, double step, Domain domain) {
            this.words = words;
            this.steps = steps;
            this.step = step;
            this.domain = domain;
        }

        Attack attack(AttackOptions ascent, long seed) {
            RefinedOptions refined =
                    RefinedOptions.withDefaults().withAscent(ascent).withSeed(seed);
            return switch (this) {
                case FIRST -> ManifoldAttack.firstError(ascent);
                case NEAREST -> RefinedAttack.onSphere(refined);
                case WORST -> ManifoldAttack.worstCase(ascent.withConvergence(true));
                case BETWEEN -> RefinedAttack.betweenSpheres(refined);
            };
        }
    }

    /** Rows that a device judges together: few keep it waiting for the host. */
    private static final int ON_DEVICE = 1000;

    @Mixin
    ClassifierInput input = new ClassifierInput();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "first",
            description = {
                "first: gradient steps along the sphere to the first error, as in the paper (default).",
                "nearest: from several first errors back along the boundary to the nearest.",
                "worst: gradient steps along the sphere until the logit stops improving.",
                "between: like nearest, for any norm between 1 and R."
            })
    Kind kind = Kind.FIRST;

    @Mixin
    StartOptions start = new StartOptions();

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = LegalValue.Count.class,
            description = "The most steps of one ascent (default: 1000 for first, 2000 for worst, else 400).")
    @Nullable
    Integer steps;

    @Option(
            names = "--step",
            paramLabel = "X",
            converter = LegalValue.StepLength.class,
            description = "Length of a step (default: 0.001 for first, 0.05 for worst, to be halved, else 0.01).")
    @Nullable
    Double step;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the points to this file, a CSV row per start.")
    @Nullable
    Path out;

    @Mixin
    Answers answers = new Answers();

    @Override
    public Integer call() throws Exception {
        return input.judged(this::judge);
    }

    private int judge() throws IOException {
        try (ClassifierInput.Given target = input.read(start.on)) {
            return attack(target);
        }
    }

    private int attack(ClassifierInput.Given target) throws IOException {
        if (out != null) {
            requireWritable(out);
        }
        int dimension = target.classifier().dimension();
        Starts starts = start.starts(dimension);
        AttackOptions ascent = AttackOptions.withDefaults()
                .withSteps(steps == null ? kind.steps : steps)
                .withStep(step == null ? kind.step : step);
        if (target.onDevice().isPresent()) {
            ascent = ascent.withBatch(ON_DEVICE);
        }
        AttackResult result;
        try (Progress progress = answers.progress("attack", "points judged")) {
            progress.start(0, -1);
            boolean touches = target.onlyTouches(starts.spheres(), start.on.sphere, kind.domain);
            Classifier attacked = touches ? new Touched(target.classifier(), start.on.sphere) : target.classifier();
            AttackHarness harness = target.onDevice()
                    .map(fast -> new AttackHarness(attacked, new Watched(fast, progress)))
                    .orElseGet(() -> new AttackHarness(new Watched(attacked, progress)));
            result = harness.run(kind.attack(ascent, start.on.seed), starts);
        }
        Answer answer = answer(target, ascent, starts, result);
        if (out != null) {
            write(out, result, dimension);
        }
        answers.write(answer, writer -> table(writer, answer));
        return Spheres.AS_EXPECTED;
    }

    private void requireWritable(Path file) throws IOException {
        if (input.isRead(file)) {
            throw new IllegalArgumentException(
                    "--out = " + file + " is what is attacked, and would be overwritten: give another file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("--out = " + file + " is a folder: give a file");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException("--out = " + file + ": its folder does not exist: create it first");
        }
    }

    private Answer answer(ClassifierInput.Given target, AttackOptions ascent, Starts starts, AttackResult result) {
        MeanDistance distance = result.meanDistance();
        Optional<Optimality> optimality = kind == Kind.WORST || distance.found() == 0
                ? Optional.empty()
                : target.ellipsoid().map(ellipsoid -> Optimality.of(ellipsoid, starts, result));
        AttackDiagnostics diagnostics = result.diagnostics();
        return new Answer(
                kind.name().toLowerCase(Locale.ROOT),
                target.name(),
                starts.spheres().outerRadius(),
                start.on.sphere.toString(),
                start.on.seed,
                ascent.steps(),
                ascent.step(),
                starts.count(),
                distance.found(),
                Digits.finiteOrNull(distance.mean()),
                Digits.finiteOrNull(distance.standardError()),
                Digits.finiteOrNull(result.meanNorm()),
                result.largestLogitTowardsError(),
                target.ellipsoid()
                        .map(e -> ExactNearest.of(e, starts.spheres()).errorsExist(start.on.sphere, kind.domain))
                        .orElse(null),
                optimality.map(Optimality::exact).orElse(null),
                optimality.map(o -> Digits.finiteOrNull(o.ratio())).orElse(null),
                diagnostics.zeroGradients(),
                diagnostics.rejected(),
                diagnostics.normDrift(),
                diagnostics.evaluations(),
                diagnostics.classifier(),
                input.backend.name().toLowerCase(Locale.ROOT),
                target.device());
    }

    private void table(PrintWriter writer, Answer answer) {
        writer.println(kind.words + ": " + answer.target + ", R = " + answer.outerRadius);
        line(
                writer,
                "errors found",
                answer.found + " of " + answer.points,
                "uniform points of the " + answer.sphere + " sphere");
        if (Boolean.FALSE.equals(answer.errorsExist)) {
            writer.println(
                    kind.domain == Domain.ON_SPHERE
                            ? NearestCommand.noError(start.on.sphere)
                            : "no error exists between the spheres: every point of norm 1 to R is given to the "
                                    + answer.sphere + " sphere");
        }
        line(
                writer,
                "mean distance",
                Digits.text(answer.meanDistance),
                answer.found == 0
                        ? ""
                        : "over " + (answer.found == answer.points ? "all of them" : "those " + answer.found)
                                + ", points that are errors themselves at 0");
        line(writer, "standard error", Digits.text(answer.standardError), "");
        if (answer.exactMeanDistance != null) {
            line(writer, "exact", Digits.text(answer.exactMeanDistance), "over the same points");
            line(writer, "ratio", Digits.text(answer.ratio), "attack over exact");
        }
        line(writer, "mean norm", Digits.text(answer.meanNorm), "of the errors");
        line(
                writer,
                "largest logit",
                Digits.text(answer.largestLogit),
                "of the returned points, towards the other class");
        if (answer.zeroGradients > 0) {
            line(writer, "no gradient", Integer.toString(answer.zeroGradients), "paths ended without one to follow");
        }
        if (answer.rejected > 0) {
            line(writer, "rejected", Integer.toString(answer.rejected), "errors that were none when judged again");
        }
        if (answer.device != null) {
            line(writer, "attacked on", answer.device, "judged on the CPU");
        }
        warnings(writer, answer.classifier);
    }

    /** What docs/diagnostics.md explains. */
    static void warnings(PrintWriter writer, ClassifierCheck check) {
        if (check.unsteady() > 0) {
            line(
                    writer,
                    "unsteady",
                    check.unsteady() + " of " + check.asked(),
                    "points answered differently when asked twice");
        }
        if (check.flat() > 0) {
            line(writer, "flat", check.flat() + " of " + check.asked(), "points where the gradient is 0");
        }
        if (check.probabilities()) {
            line(writer, "probabilities", "all in [0, 1]", "answers, on both spheres: logits are needed");
        }
    }

    private static void line(PrintWriter writer, String name, String value, String remark) {
        writer.println(String.format(Locale.ROOT, "%-15s  %-20s  %s", name, value, remark)
                .stripTrailing());
    }

    /** start, outcome, distance (empty without an error), logit, x1 ... xd. */
    private static void write(Path file, AttackResult result, int dimension) throws IOException {
        try {
            WholeFile.write(file, aside -> writeAside(aside, result, dimension));
        } catch (IOException e) {
            throw new IOException("--out = " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void writeAside(Path file, AttackResult result, int dimension) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            StringBuilder row = new StringBuilder("start,outcome,distance,logit");
            for (int j = 1; j <= dimension; j++) {
                row.append(",x").append(j);
            }
            writer.append(row).append('\n');
            for (Attempt attempt : result.attempts()) {
                row.setLength(0);
                row.append(attempt.start())
                        .append(',')
                        .append(attempt.outcome().name().toLowerCase(Locale.ROOT))
                        .append(',');
                attempt.distance().ifPresent(row::append);
                row.append(',').append(attempt.logit());
                for (float coordinate : attempt.point()) {
                    row.append(',').append(coordinate);
                }
                writer.append(row).append('\n');
            }
        }
    }

    /** An ellipsoid that at most touches a sphere: a logit that rounding put on the wrong side, or on 0, is put right. */
    private record Touched(Classifier classifier, Sphere sphere) implements Classifier {
        @Override
        public int dimension() {
            return classifier.dimension();
        }

        @Override
        public void logits(float[] points, int batch, float[] logits) {
            classifier.logits(points, batch, logits);
            right(logits, batch);
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            classifier.logitsAndGradients(points, batch, logits, gradients);
            right(logits, batch);
        }

        private void right(float[] logits, int batch) {
            for (int i = 0; i < batch; i++) {
                logits[i] = sphere == Sphere.INNER
                        ? Math.min(logits[i], -Float.MIN_VALUE)
                        : Math.max(logits[i], Float.MIN_VALUE);
            }
        }
    }

    /** Tells how many points were judged so far. */
    private static final class Watched implements Classifier {
        private final Classifier classifier;
        private final Progress progress;
        private long judged;

        private Watched(Classifier classifier, Progress progress) {
            this.classifier = classifier;
            this.progress = progress;
        }

        @Override
        public int dimension() {
            return classifier.dimension();
        }

        @Override
        public void logits(float[] points, int batch, float[] logits) {
            classifier.logits(points, batch, logits);
            progress.at(judged += batch);
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            classifier.logitsAndGradients(points, batch, logits, gradients);
            progress.at(judged += batch);
        }

        @Override
        public Optional<Climber> climber() {
            return classifier
                    .climber()
                    .map(climber ->
                            (ascent, count, start, end, told) -> climber.climb(ascent, count, start, end, more -> {
                                progress.at(judged += more);
                                told.accept(more);
                            }));
        }
    }

    /** Means are null where there is nothing to take them of, what is exact where that is not known, the device on the CPU. */
    private record Answer(
            String kind,
            String target,
            double outerRadius,
            String sphere,
            long seed,
            int steps,
            double step,
            int points,
            int found,
            @Nullable Double meanDistance,
            @Nullable Double standardError,
            @Nullable Double meanNorm,
            double largestLogit,
            @Nullable Boolean errorsExist,
            @Nullable Double exactMeanDistance,
            @Nullable Double ratio,
            int zeroGradients,
            int rejected,
            double normDrift,
            long evaluations,
            ClassifierCheck classifier,
            String backend,
            @Nullable String device) {}
}
