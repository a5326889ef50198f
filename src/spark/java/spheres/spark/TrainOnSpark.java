package spheres.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import spheres.evidence.Evidence;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;
import spheres.file.WholeFolder;

/**
 * Trains what lacks evidence on an existing Apache Spark cluster, or on {@code local[N,F]}: a plan goes out, its folder of evidence
 * comes back, is compared with its hashes and appears under its name. One job a plan, so that each result is kept when it is there.
 */
@Command(
        name = "spheres.spark.TrainOnSpark",
        description = "Trains every network of plans.yaml and multiverse.yaml that lacks evidence on an Apache Spark cluster.",
        mixinStandardHelpOptions = true)
public final class TrainOnSpark implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 64;

    /** A task that loses its worker is tried again as often. */
    private static final String TRIES = "8";

    private static final long POLL_MILLISECONDS = 500;
    private static final long TABLE_NANOSECONDS = 60_000_000_000L;

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            defaultValue = "claims/evidence",
            description = "The folder of plans.yaml and the evidence (default: ${DEFAULT-VALUE}).")
    Path evidence = Path.of("");

    @Option(
            names = "--work",
            paramLabel = "DIR",
            required = true,
            description =
                    "Where unfinished runs are kept, on the workers: on a storage that all of them share a training goes on elsewhere"
                            + " from its last checkpoint when its worker is lost; elsewhere it begins anew.")
    Path work = Path.of("");

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "M",
            defaultValue = "5",
            description = "Save every so many minutes (default: 5).")
    double minutes;

    @Option(names = "--master", paramLabel = "URL", description = "The cluster, where spark-submit does not say: local[2,8].")
    @Nullable
    String master;

    @Spec
    @Nullable
    CommandSpec spec;

    /** One training on the cluster. */
    private record Running(EvidencePlan plan, JavaFutureAction<List<Trained>> job) {}

    /** Ends the program with 0 where all is trained, 1 where a training failed, 64 for wrong usage. */
    public static void main(String[] arguments) {
        int code = new CommandLine(new TrainOnSpark())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("spheres: " + failure.getMessage());
                    return failure instanceof IllegalArgumentException || failure instanceof NoSuchFileException
                            ? WRONG_USAGE
                            : FAILED;
                })
                .setParameterExceptionHandler((failure, parsed) -> {
                    failure.getCommandLine().getErr().println("spheres: " + failure.getMessage());
                    return WRONG_USAGE;
                })
                .execute(arguments);
        System.exit(code);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(minutes > 0 && minutes <= 1_000_000)) {
            throw new IllegalArgumentException("--checkpoint-minutes = " + minutes + " is not in (0, 1000000]");
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<EvidencePlan> lacking = EvidencePlans.read(evidence).all().stream()
                .filter(plan -> !Evidence.isIn(evidence.resolve(plan.id())))
                .toList();
        if (lacking.isEmpty()) {
            out.println("Every network has evidence already.");
            return 0;
        }
        SparkConf conf = new SparkConf().setAppName("spheres: " + lacking.size() + " trainings");
        conf.setIfMissing("spark.task.maxFailures", TRIES);
        conf.setIfMissing("spark.ui.enabled", "false");
        int threads = lacking.stream().mapToInt(EvidencePlan::threads).max().orElseThrow();
        conf.setIfMissing("spark.task.cpus", Integer.toString(threads));
        if (master != null) {
            conf.setMaster(master);
        }
        if (!conf.contains("spark.master")) {
            throw new IllegalArgumentException("--master is missing: start this by spark-submit, or give --master local[2,8]");
        }
        try (JavaSparkContext context = new JavaSparkContext(conf)) {
            context.setLogLevel("WARN");
            return train(context, lacking, out);
        }
    }

    private int train(JavaSparkContext context, List<EvidencePlan> lacking, PrintWriter out)
            throws IOException, InterruptedException {
        out.println(lacking.size() + " trainings on " + context.master() + ", Spark " + context.version());
        Map<String, String> lists = Task.lists(evidence);
        Map<String, Running> open = new LinkedHashMap<>();
        for (EvidencePlan plan : lacking) {
            Task task = new Task(plan.id(), lists, work.toString(), minutes);
            context.setJobDescription(plan.id());
            open.put(
                    plan.id(),
                    new Running(
                            plan, context.parallelize(List.of(task), 1).map(Task::run).collectAsync()));
        }
        int failed = 0;
        long nextTable = System.nanoTime() + TABLE_NANOSECONDS;
        while (!open.isEmpty()) {
            List<Running> ended =
                    open.values().stream().filter(one -> one.job.isDone()).toList();
            for (Running one : ended) {
                open.remove(one.plan.id());
                failed += kept(one, out) ? 0 : 1;
            }
            if (System.nanoTime() - nextTable >= 0) {
                nextTable += TABLE_NANOSECONDS;
                out.print(table(context, open));
            }
            out.flush();
            Thread.sleep(POLL_MILLISECONDS);
        }
        out.println(failed == 0 ? "All are trained." : failed + " failed: call again for those.");
        return failed == 0 ? 0 : FAILED;
    }

    /** Keeps what a training gave, if it gave what its hashes say. */
    private boolean kept(Running one, PrintWriter out) throws InterruptedException {
        String id = one.plan.id();
        try {
            Trained trained = one.job.get().get(0);
            WholeFolder.write(evidence.resolve(id), aside -> {
                trained.unzip(aside);
                Evidence.open(aside).verify();
            });
            out.println(id + ": trained on " + trained.host()
                    + (trained.began() > 0 ? ", from step " + trained.began() + " on" : ""));
            return true;
        } catch (ExecutionException e) {
            out.println(id + ": failed: " + firstLine(e.getCause()));
            return false;
        } catch (IOException e) {
            // The others go on.
            out.println(id + ": not kept: " + e.getMessage());
            return false;
        }
    }

    private static String firstLine(@Nullable Throwable failure) {
        return String.valueOf(failure).lines().findFirst().orElse("");
    }

    /** Those that are not done: whether they run, and how far they are where the driver sees their folders. */
    private String table(JavaSparkContext context, Map<String, Running> open) {
        int width = open.keySet().stream().mapToInt(String::length).max().orElse(1);
        return open.values().stream()
                .map(one -> String.format(
                        Locale.ROOT,
                        "  %-" + width + "s  %-8s  %s%n",
                        one.plan.id(),
                        isRunning(context, one.job) ? "running" : "waiting",
                        steps(one.plan)))
                .collect(Collectors.joining());
    }

    private static boolean isRunning(JavaSparkContext context, JavaFutureAction<List<Trained>> job) {
        for (int id : job.jobIds()) {
            var info = context.statusTracker().getJobInfo(id);
            for (int stage : info == null ? new int[0] : info.stageIds()) {
                SparkStageInfo running = context.statusTracker().getStageInfo(stage);
                if (running != null && running.numActiveTasks() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private String steps(EvidencePlan plan) {
        try {
            long step = Long.parseLong(
                    Files.readString(work.resolve(plan.id()).resolve(Task.STEP)).strip());
            return String.format(Locale.ROOT, "%,d of %,d steps", step, plan.training().steps());
        } catch (IOException | NumberFormatException e) {
            return "";
        }
    }
}
