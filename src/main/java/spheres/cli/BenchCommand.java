package spheres.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.ManifoldAttack;
import spheres.attack.Starts;
import spheres.claim.ResultsFile;
import spheres.classifier.Classifier;
import spheres.engine.Backend;
import spheres.engine.Cores;
import spheres.engine.NetworkClassifier;
import spheres.engine.Phase;
import spheres.engine.Profiled;
import spheres.engine.StepEngine;
import spheres.input.Require;
import spheres.network.Architecture;
import spheres.network.Family;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.opencl.Device;
import spheres.opencl.DeviceBackend;
import spheres.opencl.DeviceClassifier;
import spheres.opencl.DeviceEngine;
import spheres.opencl.KernelTime;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.training.TrainingBackend;
import spheres.training.TrainingPlan;

/** {@code spheres bench}: how fast this machine trains, judges and attacks the paper's networks. */
@Command(
        name = "bench",
        description = {
            "Times the work of the paper's networks (d = 500, h = 1000) on this machine: a training step of batch 50, inference"
                    + " at batch 1000, an attack step (input gradient and projection) at batch 100, or such steps from 1000 starts"
                    + " together, which a device takes without the CPU.",
            "For a device, too, what each kernel reaches: the bytes that it must move at least, and the operations of its matrix"
                    + " product, over its time by the device's clock.",
            "Median and spread (largest minus smallest) over rounds, and where the time of the first thread went. Other programs"
                    + " disturb it: compare alternately."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int ROUNDS = 7;
    private static final int INFERENCE_BATCH = 1000;
    private static final int GRADIENT_BATCH = 100;
    private static final int ATTACK_BATCH = 1000;
    private static final long SEED = 1801;

    /** What is timed. */
    enum Work {
        TRAIN,
        INFER,
        GRADIENT,
        ATTACK,
        DEVICES
    }

    @Parameters(
            paramLabel = "WORK",
            description = "train, infer, gradient or attack; devices: lists the OpenCL devices.")
    Work work = Work.TRAIN;

    @Option(names = "--network", defaultValue = "relu", description = "relu or quadratic (default: ${DEFAULT-VALUE}).")
    Family family = Family.RELU;

    @Option(names = "--threads", paramLabel = "T", description = "Threads (default: the physical cores).")
    @Nullable
    Integer threads;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "700",
            description = "Steps, or batches, in all (default: ${DEFAULT-VALUE}).")
    int steps;

    @Option(
            names = "--backend",
            defaultValue = "CPU",
            description =
                    "What trains: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). GPU is an OpenCL device, which"
                            + " infers and computes gradients, too; the others do that on the CPU.")
    TrainingBackend backend = TrainingBackend.CPU;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "The device of --backend gpu, by number or part of its name (default: the first GPU).")
    @Nullable
    String device;

    @Option(
            names = "--further-decays",
            paramLabel = "X",
            split = ",",
            description = "Training keeps running statistics with these decays, too (default: none).")
    List<Double> furtherDecays = List.of();

    @Option(
            names = "--json",
            description =
                    "Answer in JSON: millisecondsPerStep, samplesPerSecond or startStepsPerSecond, median, spread, rounds,"
                            + " profile.")
    boolean json;

    @Spec
    @Nullable
    CommandSpec spec;

    /** Does so many steps, or batches. */
    private interface Timed {
        void run(int count);
    }

    /**
     * What was measured.
     *
     * @param rounds milliseconds a step in each round
     * @param profile milliseconds a step by phase, the mean over all rounds; what is in no phase last
     * @param kernels of a device, by its own clock, with their launches timed one by one; none for the CPU
     */
    private record Times(List<Double> rounds, Map<String, Double> profile, List<KernelTime> kernels) {
        Times(List<Double> rounds, Map<String, Double> profile) {
            this(rounds, profile, List.of());
        }
    }

    @Override
    public Integer call() {
        Require.atLeast(1, "--steps", steps);
        if (work == Work.DEVICES) {
            listDevices();
            return Spheres.AS_EXPECTED;
        }
        int cores = threads == null ? Cores.physical() : threads;
        TrainingPlan plan = TrainingPlan.paper(architecture(), SEED).withFurtherDecays(furtherDecays);
        Times times = switch (work) {
            case TRAIN -> train(plan, cores);
            case DEVICES -> throw new IllegalStateException("devices are not timed");
            case INFER -> infer(plan, classifier(plan, cores));
            case GRADIENT -> attack(plan, cores, GRADIENT_BATCH);
            case ATTACK -> attack(plan, cores, ATTACK_BATCH);
        };
        print(plan, cores, times);
        return Spheres.AS_EXPECTED;
    }

    private Architecture architecture() {
        return switch (family) {
            case RELU -> ReluArchitecture.of(500, 1000, 1000);
            case QUADRATIC -> new QuadraticArchitecture(500, 1000);
        };
    }

    private void listDevices() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Device> devices = Device.all();
        if (json) {
            out.println(ResultsFile.json(Map.of("devices", devices)));
            return;
        }
        for (Device one : devices) {
            out.printf(
                    Locale.ROOT,
                    "%d: %s, %s, %.1f GiB, %s%n",
                    one.number(),
                    one,
                    one.version(),
                    one.memory() / (double) (1 << 30),
                    one.doublePrecision() ? "draws samples itself" : "no double precision: the CPU draws the samples");
        }
    }

    private Times train(TrainingPlan plan, int cores) {
        Backend chosen = backend.on(Optional.ofNullable(device));
        double[] losses = new double[steps];
        Times times;
        try (StepEngine engine = open(chosen, plan, cores)) {
            times = timed(count -> engine.run(count, losses), engine);
        }
        if (!(chosen instanceof DeviceBackend onDevice)) {
            return times;
        }
        // Apart, as to time each kernel slows the steps down.
        try (DeviceEngine engine = new DeviceBackend(onDevice.device(), true)
                .open(plan.initialNetwork(), plan.data(), plan.batch(), cores, plan.initialStatistics())) {
            engine.run(Math.max(1, steps / ROUNDS), losses);
            return new Times(times.rounds(), times.profile(), engine.kernelTimes());
        }
    }

    private static StepEngine open(Backend backend, TrainingPlan plan, int cores) {
        return backend.open(plan.initialNetwork(), plan.data(), plan.batch(), cores, plan.initialStatistics());
    }

    private Classifier classifier(TrainingPlan plan, int cores) {
        return backend == TrainingBackend.GPU
                ? new DeviceClassifier(plan.initialNetwork(), Device.choose(Optional.ofNullable(device)))
                : NetworkClassifier.of(plan.initialNetwork(), cores);
    }

    private Times infer(TrainingPlan plan, Classifier classifier) {
        float[] points = new SphereSampler(plan.spheres(), SEED, 0).pointsOn(Sphere.INNER, 0, INFERENCE_BATCH);
        float[] logits = new float[INFERENCE_BATCH];
        return timed(
                count -> {
                    for (int i = 0; i < count; i++) {
                        classifier.logits(points, INFERENCE_BATCH, logits);
                    }
                },
                classifier);
    }

    private Times attack(TrainingPlan plan, int cores, int batch) {
        Classifier classifier = classifier(plan, cores);
        Starts starts = Starts.uniform(new SphereSampler(plan.spheres(), SEED, 0), Sphere.INNER, 0, batch);
        AttackHarness harness = backend == TrainingBackend.GPU
                ? new AttackHarness(NetworkClassifier.of(plan.initialNetwork(), cores), classifier)
                : new AttackHarness(classifier);
        AttackOptions options = AttackOptions.withDefaults().withStep(1e-5).withBatch(batch);
        return timed(count -> harness.run(ManifoldAttack.worstCase(options.withSteps(count)), starts), classifier);
    }

    /** Times rounds after as long a warm-up as a round. */
    private Times timed(Timed timed, Object worker) {
        int each = Math.max(1, steps / ROUNDS);
        timed.run(each);
        Map<Phase, Long> before = profile(worker);
        List<Double> milliseconds = new ArrayList<>();
        double rest = 0;
        int rounds = Math.min(ROUNDS, steps);
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            timed.run(each);
            double time = (System.nanoTime() - start) / 1e6 / each;
            milliseconds.add(time);
            rest += time / rounds;
        }
        Map<String, Double> profile = new LinkedHashMap<>();
        for (Map.Entry<Phase, Long> phase : profile(worker).entrySet()) {
            long nanoseconds = phase.getValue() - Objects.requireNonNull(before.get(phase.getKey()));
            if (nanoseconds > 0) {
                double share = nanoseconds / 1e6 / each / rounds;
                profile.put(phase.getKey().toString(), share);
                rest -= share;
            }
        }
        if (!profile.isEmpty()) {
            profile.put("rest", rest);
        }
        return new Times(milliseconds, profile);
    }

    private static Map<Phase, Long> profile(Object worker) {
        return worker instanceof Profiled profiled ? profiled.profile() : Map.of();
    }

    private void print(TrainingPlan plan, int cores, Times times) {
        boolean rate = work == Work.INFER || work == Work.ATTACK;
        int batch = work == Work.ATTACK ? ATTACK_BATCH : INFERENCE_BATCH;
        double[] rounds = times.rounds().stream()
                .mapToDouble(time -> rate ? 1000 * batch / time : time)
                .toArray();
        double[] values = rounds.clone();
        Arrays.sort(values);
        double median = values[values.length / 2];
        double spread = values[values.length - 1] - values[0];
        String key = work == Work.ATTACK ? "startStepsPerSecond" : rate ? "samplesPerSecond" : "millisecondsPerStep";
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("work", work.toString().toLowerCase(Locale.ROOT));
            fields.put("network", plan.architecture().toString());
            fields.put("threads", cores);
            fields.put("steps", steps);
            fields.put(key, median);
            fields.put("median", median);
            fields.put("spread", spread);
            fields.put("rounds", rounds);
            fields.put("profile", times.profile());
            if (!times.kernels().isEmpty()) {
                fields.put("kernels", times.kernels());
            }
            out.println(ResultsFile.json(fields));
        } else {
            out.printf(
                    Locale.ROOT,
                    rate
                            ? "%s, %s, %s: %.0f %s (median of %d rounds, spread %.0f)%n"
                            : "%s, %s, %s: %.3f %s (median of %d rounds, spread %.3f)%n",
                    work.toString().toLowerCase(Locale.ROOT),
                    plan.architecture(),
                    backend == TrainingBackend.GPU ? Device.choose(Optional.ofNullable(device)) : cores + " threads",
                    median,
                    work == Work.ATTACK ? "steps of a start a second" : rate ? "samples a second" : "ms a step",
                    values.length,
                    spread);
            double sum = times.profile().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            times.profile()
                    .forEach((phase, time) ->
                            out.printf(Locale.ROOT, "  %-16s %8.3f ms  %3.0f %%%n", phase, time, 100 * time / sum));
            times.kernels()
                    .forEach(kernel -> out.printf(
                            Locale.ROOT,
                            "  %-16s %10.1f us a launch  %8.1f GB/s  %8.1f GFLOP/s%n",
                            kernel.name(),
                            kernel.microseconds(),
                            kernel.gigabytes(),
                            kernel.gigaflops()));
        }
    }
}
