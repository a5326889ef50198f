package spheres.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import spheres.claim.ResultsFile;
import spheres.engine.Backend;
import spheres.evidence.Evidence;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;
import spheres.evidence.EvidenceTraining;
import spheres.evidence.Manifest;
import spheres.input.Shard;
import spheres.input.Strict;
import spheres.network.AdamSettings;
import spheres.network.AdamSettings.EpsilonConvention;
import spheres.network.Architecture;
import spheres.network.BatchNormSettings;
import spheres.network.Family;
import spheres.network.QuadraticArchitecture;
import spheres.network.RandomInitialisation;
import spheres.network.ReluArchitecture;
import spheres.training.StoppedException;
import spheres.training.Trainer;
import spheres.training.TrainingBackend;
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
                    + " steps, online.",
            "It can be stopped with Ctrl-C: what was done is saved first. Only one program trains into a file at a time.",
            "With a NAME of claims/evidence/plans.yaml or claims/multiverse.yaml, or --all, it trains what the claims are judged on, and writes the"
                    + " evidence: weights, losses, trajectory, manifest."
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    /** What a shell gives for a program that ended on Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private static final int SIMILAR = 3;
    private static final double MOST_MINUTES = 1_000_000;

    /** The options that describe a network and its training. */
    private static final List<String> PLAN_OPTIONS = List.of(
            "--network",
            "--dimension",
            "--radius",
            "--hidden",
            "--steps",
            "--batch",
            "--training-set",
            "--learning-rate",
            "--adam-epsilon",
            "--adam-convention",
            "--initialisation",
            "--decay",
            "--batch-norm-epsilon",
            "--fixed-scale",
            "--further-decays",
            "--seed");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "A network of plans.yaml, instead of the options that describe one.")
    @Nullable
    String name;

    @Option(names = "--list", description = "Only lists the names, and which of them are trained.")
    boolean list;

    @Option(names = "--all", description = "Every network of plans.yaml that lacks evidence, in order of value.")
    boolean all;

    @Option(
            names = "--plans",
            paramLabel = "DIR",
            description =
                    "With --all and --seeds-from: the networks of that folder's plans.yaml from other seeds, listed and kept in --evidence.")
    @Nullable
    Path plans;

    @Option(
            names = "--seeds-from",
            paramLabel = "S",
            description = "With --all and --plans: the lowest seed; the others follow at their distances.")
    @Nullable
    Long seedsFrom;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "With --all: every N-th network from the I-th on, so that a job array of N shares the work (default: all).")
    @Nullable
    String shard;

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            defaultValue = "claims/evidence",
            description = "The folder of plans.yaml and the evidence (default: ${DEFAULT-VALUE}).")
    Path evidence = Path.of("");

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "target/training",
            description = "Where unfinished evidence is kept (default: ${DEFAULT-VALUE}).")
    Path work = Path.of("");

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

    @Option(names = "--batch", paramLabel = "N", defaultValue = "50", description = "Samples per step (default: 50).")
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

    @Option(names = "--adam-epsilon", paramLabel = "X", defaultValue = "1e-8", description = "Of Adam (default: 1e-8).")
    double adamEpsilon;

    @Option(
            names = "--adam-convention",
            paramLabel = "NAME",
            defaultValue = "BEFORE_CORRECTION",
            description =
                    "Where Adam adds epsilon: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, as TensorFlow 1;"
                            + " PyTorch: AFTER_CORRECTION).")
    EpsilonConvention adamConvention = EpsilonConvention.BEFORE_CORRECTION;

    @Option(
            names = "--initialisation",
            paramLabel = "NAME",
            defaultValue = "GLOROT_UNIFORM",
            description = "Law of the first weights: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    RandomInitialisation.Scheme initialisation = RandomInitialisation.Scheme.GLOROT_UNIFORM;

    @Option(
            names = "--decay",
            paramLabel = "X",
            defaultValue = "0.99",
            description = "Of batch norm's running statistics (default: ${DEFAULT-VALUE}).")
    double decay;

    @Option(
            names = "--batch-norm-epsilon",
            paramLabel = "X",
            defaultValue = "1e-3",
            description = "What batch norm adds to the variance (default: ${DEFAULT-VALUE}).")
    double batchNormEpsilon;

    @Option(names = "--fixed-scale", description = "Batch norm has no trained gamma.")
    boolean fixedScale;

    @Option(
            names = "--further-decays",
            paramLabel = "X",
            split = ",",
            description =
                    "Running statistics are kept with these decays, too, beside the network in FILE (default: none).")
    List<Double> furtherDecays = List.of();

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1801", description = "Seed (default: 1801).")
    long seed;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "A training plan in JSON: the answer of --json, or its field plan; every field must be there. The options"
                            + " above are then not allowed.")
    @Nullable
    Path plan;

    @Option(
            names = "--threads",
            paramLabel = "T",
            description =
                    "Threads (default: those of the file, else the physical cores). The bits depend on their number, so that a"
                            + " file goes on with the same.")
    @Nullable
    Integer threads;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "What trains: ${COMPLETION-CANDIDATES} (default: CPU, or what plans.yaml says). GPU is an OpenCL"
                            + " device.")
    @Nullable
    TrainingBackend backend;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "The device of --backend gpu, by number or part of its name, as \"bench devices\" lists them"
                    + " (default: the first GPU).")
    @Nullable
    String device;

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "M",
            defaultValue = "5",
            description = "Save every so many minutes (default: 5).")
    double checkpointMinutes;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The checkpoint, a DL4J zip; needed without NAME and --all.")
    @Nullable
    Path out;

    @Option(names = "--json", description = "Answer in JSON: the plan, steps, seconds, loss history.")
    boolean json;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        if (!(checkpointMinutes >= 0 && checkpointMinutes <= MOST_MINUTES)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--checkpoint-minutes = " + checkpointMinutes + " is not in [0, " + MOST_MINUTES + "]");
        }
        if (device != null && backend != TrainingBackend.GPU) {
            throw new ParameterException(
                    command.commandLine(), "--device = " + device + " is of --backend gpu: give both, or leave it out");
        }
        if (backend != null && backend != TrainingBackend.CPU) {
            refuse(command, List.of("--threads"), "is of --backend cpu: leave it out");
        }
        if ((plans == null) != (seedsFrom == null) || (plans != null && !all)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--all, --plans and --seeds-from belong together: give all three, or --all alone");
        }
        Duration every = Duration.ofMillis(Math.max(1, (long) (60_000 * checkpointMinutes)));
        if (list) {
            return list(command);
        }
        try (Interruption interruption = new Interruption()) {
            return train(command, every, interruption);
        }
    }

    private int train(CommandSpec command, Duration every, Interruption interruption) throws IOException {
        if (all || name != null) {
            return trainEvidence(command, every, interruption);
        }
        if (out == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "nothing says what to train: give --out FILE with options, a NAME of plans.yaml, or --all");
        }
        TrainingPlan asked = plan == null ? planOfOptions(command) : planOfFile(command, plan);
        Trainer trainer = Trainer.withDefaults()
                .withProgress(Spheres.progress(spec, "training", "steps"))
                .withStop(interruption::asked)
                .withCheckpoint(out, every);
        if (backend != null) {
            trainer = trainer.withBackend(backend());
        }
        TrainingResult result;
        try {
            result = (threads == null ? trainer : trainer.withThreads(threads)).train(asked);
        } catch (StoppedException e) {
            return stopped(command, out + " is", e);
        }
        print(command.commandLine().getOut(), out, result);
        return Spheres.AS_EXPECTED;
    }

    private static int stopped(CommandSpec command, String what, StoppedException e) {
        command.commandLine()
                .getErr()
                .println("spheres: stopped: " + what + " saved after " + e.step()
                        + " steps; the same command goes on there");
        return INTERRUPTED;
    }

    private int list(CommandSpec command) throws IOException {
        PrintWriter answer = command.commandLine().getOut();
        for (EvidencePlan one : EvidencePlans.read(evidence).all()) {
            answer.println(one.id() + (Evidence.isIn(evidence.resolve(one.id())) ? "  trained" : ""));
        }
        return Spheres.AS_EXPECTED;
    }

    private Backend backend() {
        return Objects.requireNonNull(backend).on(Optional.ofNullable(device));
    }

    private int trainEvidence(CommandSpec command, Duration every, Interruption interruption) throws IOException {
        if (all && name != null) {
            throw new ParameterException(command.commandLine(), "--all and NAME = " + name + ": give one of them");
        }
        refuse(command, PLAN_OPTIONS, "describes a network, which plans.yaml does: leave it out");
        refuse(command, List.of("--plan", "--threads", "--out", "--json"), "can't be given with NAME or --all");
        if (plans != null && seedsFrom != null) {
            EvidencePlans.list(plans, evidence, seedsFrom);
        }
        EvidencePlans known = EvidencePlans.read(evidence);
        Shard part = part(command);
        List<EvidencePlan> asked = all
                ? IntStream.range(0, known.all().size())
                        .filter(part::has)
                        .mapToObj(known.all()::get)
                        .toList()
                : List.of(known.find(Objects.requireNonNull(name))
                        .orElseThrow(() -> new ParameterException(
                                command.commandLine(),
                                "NAME = " + name + " is in neither plans.yaml nor multiverse.yaml; similar are "
                                        + similar(known, Objects.requireNonNull(name)) + "; train --list shows all "
                                        + known.all().size())));
        EvidenceTraining training = new EvidenceTraining(
                evidence, work, every, backend == null ? Optional.empty() : Optional.of(backend()));
        PrintWriter answer = command.commandLine().getOut();
        for (EvidencePlan one : asked) {
            Optional<Evidence> made;
            try {
                made = training.train(one, Spheres.progress(spec, one.id(), "steps"), interruption::asked);
            } catch (StoppedException e) {
                return stopped(command, one.id() + " is", e);
            }
            answer.println(made.map(TrainCommand::summary)
                    .orElse(one.id() + ": there is evidence already, or another program is training it"));
            answer.flush();
        }
        return Spheres.AS_EXPECTED;
    }

    private Shard part(CommandSpec command) {
        if (shard == null) {
            return Shard.WHOLE;
        }
        if (!all) {
            throw new ParameterException(
                    command.commandLine(), "--shard = " + shard + " is of --all: give both, or leave it out");
        }
        try {
            return Shard.parse("--shard", shard);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private static String summary(Evidence evidence) {
        Manifest manifest = evidence.manifest();
        return String.format(
                Locale.ROOT,
                "%s: %d steps in %.0f s, %.2f ms a step, loss %.3g",
                manifest.id(),
                manifest.steps(),
                manifest.seconds(),
                manifest.millisecondsPerStep(),
                manifest.finalLoss());
    }

    private static String similar(EvidencePlans plans, String name) {
        return plans.all().stream()
                .map(EvidencePlan::id)
                .sorted(Comparator.comparingInt(id -> EditDistance.between(id, name)))
                .limit(SIMILAR)
                .collect(Collectors.joining(", "));
    }

    private static void refuse(CommandSpec command, List<String> options, String reason) {
        for (String option : options) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(command.commandLine(), option + " " + reason);
            }
        }
    }

    private QuadraticArchitecture quadratic(CommandSpec command) {
        if (hidden != null && hidden.size() != 1) {
            throw new ParameterException(
                    command.commandLine(), "--hidden = " + hidden + ": a quadratic network has one hidden layer");
        }
        refuse(
                command,
                List.of("--decay", "--batch-norm-epsilon", "--fixed-scale", "--further-decays"),
                "is of batch norm, which a quadratic network has not: leave it out");
        return new QuadraticArchitecture(dimension, hidden == null ? 1000 : hidden.get(0));
    }

    private TrainingPlan planOfOptions(CommandSpec command) {
        Architecture architecture = switch (family) {
            case RELU ->
                new ReluArchitecture(
                        dimension,
                        hidden == null ? List.of(1000, 1000) : hidden,
                        new BatchNormSettings(decay, batchNormEpsilon, fixedScale));
            case QUADRATIC -> quadratic(command);
        };
        return TrainingPlan.paper(architecture, seed)
                .withOuterRadius(outerRadius)
                .withTrainingSet(trainingSet == null ? TrainingSet.ONLINE : TrainingSet.fixed(trainingSet))
                .withSteps(steps)
                .withBatch(batch)
                .withFurtherDecays(furtherDecays)
                .withInitialisation(RandomInitialisation.of(initialisation))
                .withAdam(AdamSettings.DEFAULT
                        .withLearningRate(learningRate)
                        .withEpsilon(adamEpsilon)
                        .withConvention(adamConvention));
    }

    private static TrainingPlan planOfFile(CommandSpec command, Path file) throws IOException {
        refuse(command, PLAN_OPTIONS, "can't be given with --plan: change the plan file");
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException("--plan = " + file + " does not exist or is no file");
        }
        String text = Strict.text(file);
        try {
            JsonNode tree = Strict.json(text);
            return Strict.value(tree.path("plan").isObject() ? tree.path("plan") : tree, TrainingPlan.class);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--plan = " + file + ": not a training plan: " + e.getMessage(), e);
        }
    }

    private void print(PrintWriter answer, Path out, TrainingResult result) {
        double milliseconds = result.stepsHere() == 0 ? 0 : 1000 * result.seconds() / result.stepsHere();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("plan", result.plan());
            fields.put("checkpoint", out.toString());
            fields.put("engines", result.engines());
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
