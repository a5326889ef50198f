package spheres.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import spheres.claim.ResultsFile;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.BatchNormSettings;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.training.Progress;
import spheres.training.Trainer;
import spheres.training.TrainingPlan;
import spheres.training.TrainingResult;
import spheres.training.TrainingSet;

/** {@code spheres train}: trains one network, to be killed and called again as one likes. */
@Command(
        name = "train",
        description = {
            "Trains a network and keeps it in a DL4J zip. Called again with the same plan and file, it goes on where the"
                    + " file stands, and ends with the bits of a run that was never stopped.",
            "The defaults are the paper's: d = 500, R = 1.3, h = 1000 (ReLU: two layers), batch 50, Adam at 1e-4, 1,000,000"
                    + " steps, online."
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--network", description = "relu or quadratic (default: ${DEFAULT-VALUE}).", defaultValue = "relu")
    Family family = Family.RELU;

    @Option(names = "--dimension", paramLabel = "D", defaultValue = "500", description = "Dimension d (default: 500).")
    int dimension;

    @Option(names = "--radius", paramLabel = "R", defaultValue = "1.3", description = "Outer radius R (default: 1.3).")
    double outerRadius;

    @Option(
            names = "--hidden",
            paramLabel = "H",
            split = ",",
            description = "Units of each hidden layer (default: 1000,1000; quadratic: 1000).")
    @Nullable
    List<Integer> hidden;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "1000000", description = "Steps (default: 1000000).")
    long steps;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "50", description = "Samples a step (default: 50).")
    int batch;

    @Option(names = "--training-set", paramLabel = "N", description = "A fixed set of N points (default: online).")
    @Nullable
    Long trainingSet;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            defaultValue = "1e-4",
            description = "Of Adam (default: 1e-4).")
    double learningRate;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1801", description = "Seed (default: 1801).")
    long seed;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "A training plan in JSON, as --json prints it; the options above are then not allowed.")
    @Nullable
    Path plan;

    @Option(names = "--threads", paramLabel = "T", description = "Threads (default: the physical cores).")
    @Nullable
    Integer threads;

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "M",
            defaultValue = "5",
            description = "Save every so many minutes (default: 5).")
    double checkpointMinutes;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The checkpoint, a DL4J zip.")
    Path out = Path.of("");

    @Option(names = "--json", description = "Answer in JSON: the plan, steps, seconds, loss history.")
    boolean json;

    @Spec
    @Nullable
    CommandSpec spec;

    /** The two families of networks. */
    enum Family {
        RELU,
        QUADRATIC
    }

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        TrainingPlan asked = plan == null ? planOfOptions(command) : planOfFile(command, plan);
        Duration every = Duration.ofMillis(Math.max(1, (long) (60_000 * checkpointMinutes)));
        Trainer trainer =
                Trainer.withDefaults().withProgress(Progress.bar("training")).withCheckpoint(out, every);
        TrainingResult result = (threads == null ? trainer : trainer.withThreads(threads)).train(asked);
        print(command.commandLine().getOut(), result);
        return Spheres.AS_EXPECTED;
    }

    private TrainingPlan planOfOptions(CommandSpec command) {
        List<Integer> widths = hidden != null ? hidden : family == Family.RELU ? List.of(1000, 1000) : List.of(1000);
        if (family == Family.QUADRATIC && widths.size() != 1) {
            throw new ParameterException(
                    command.commandLine(), "--hidden = " + widths + ": a quadratic network has one hidden layer");
        }
        Architecture architecture = family == Family.RELU
                ? new ReluArchitecture(dimension, widths, BatchNormSettings.DEFAULT)
                : new QuadraticArchitecture(dimension, widths.get(0));
        return TrainingPlan.paper(architecture, seed)
                .withOuterRadius(outerRadius)
                .withTrainingSet(trainingSet == null ? TrainingSet.ONLINE : TrainingSet.fixed(trainingSet))
                .withSteps(steps)
                .withBatch(batch)
                .withAdam(AdamSettings.DEFAULT.withLearningRate(learningRate));
    }

    private static TrainingPlan planOfFile(CommandSpec command, Path file) throws IOException {
        for (String option : List.of(
                "--network",
                "--dimension",
                "--radius",
                "--hidden",
                "--steps",
                "--batch",
                "--training-set",
                "--learning-rate",
                "--seed")) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        command.commandLine(), option + " can't be given with --plan: change the plan file");
            }
        }
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException("--plan = " + file + " does not exist or is no file");
        }
        try {
            return JSON.readValue(file.toFile(), TrainingPlan.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "--plan = " + file + ": not a training plan: " + e.getOriginalMessage(), e);
        }
    }

    private void print(PrintWriter answer, TrainingResult result) {
        double milliseconds = result.stepsHere() == 0 ? 0 : 1000 * result.seconds() / result.stepsHere();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("plan", result.plan());
            fields.put("checkpoint", out.toString());
            fields.put("step", result.network().step());
            fields.put("stepsHere", result.stepsHere());
            fields.put("seconds", result.seconds());
            fields.put("millisecondsPerStep", milliseconds);
            fields.put("losses", result.losses());
            answer.println(ResultsFile.json(fields));
            return;
        }
        answer.printf(
                Locale.ROOT,
                "%s in %s: %d steps here in %.1f s, %.2f ms a step%s%n",
                result.network(),
                out,
                result.stepsHere(),
                result.seconds(),
                milliseconds,
                result.losses().isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", loss %.3g",
                                result.losses().get(result.losses().size() - 1).loss()));
    }
}
