package spheres.claims.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import spheres.claim.Claim;
import spheres.claim.ClaimRegistry;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.ResultsFile;
import spheres.claim.Scale;
import spheres.claim.VerdictTable;
import spheres.classifier.Classifier;
import spheres.evidence.Evidence;
import spheres.evidence.Machine;
import spheres.evidence.NoEvidenceException;
import spheres.input.Shard;
import spheres.network.Network;
import spheres.opencl.Device;
import spheres.opencl.DeviceClassifier;
import spheres.report.Page;

/**
 * One run of the claims: the registry, scale and seed, and the results, written after each claim and printed at the end.
 * Classes of claims run side by side, most on one thread; those that use every core, or a network that others use too, take
 * turns at the lock {@link #EVERY_CORE}.
 */
public final class ClaimSession implements AutoCloseable {
    public static final String EVERY_CORE = "every core";

    private static final Path PAPER_SCALE = Path.of("reports", "paper-scale", "results.json");
    private static final Path ALLURE_REPORT = Path.of("target", "site", "allure", "index.html");

    private final ClaimRegistry registry;
    private final Path evidence;
    private final Path file;
    private final Path allure;
    private final Path report;
    private final Scale scale;
    private final long seed;
    private final @Nullable ChosenUniverse universe;
    private final @Nullable Device device;
    /** Whether the verdicts of this run alone fail nothing. */
    private final boolean night;
    /** Whether only one claim is run. */
    private final boolean selected;

    /** The part of the claims that is run here. */
    private final Shard shard;

    private final String when = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final String commit = Machine.commit();
    private final Map<String, ClaimResult> results = new LinkedHashMap<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Once once = new Once();
    private final List<DeviceClassifier> onDevice = new ArrayList<>();
    /** Whether the claim that was asked for is unknown. */
    private boolean refused;

    private @Nullable Set<String> ofShard;

    private ClaimSession(
            ClaimRegistry registry,
            Path evidence,
            Path file,
            Path allure,
            Path report,
            Scale scale,
            long seed,
            @Nullable ChosenUniverse universe,
            @Nullable Device device,
            boolean night,
            boolean selected,
            Shard shard) {
        this.registry = registry;
        this.evidence = evidence;
        this.file = file;
        this.allure = allure;
        this.report = report;
        this.scale = scale;
        this.seed = seed;
        this.universe = universe;
        this.device = device;
        this.night = night;
        this.selected = selected;
        this.shard = shard;
    }

    /**
     * The session of this run, begun by whoever asks first. What it runs with are JUnit's configuration parameters,
     * which stand for system properties of the same name.
     */
    public static ClaimSession of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ClaimSession.class))
                .getOrComputeIfAbsent(ClaimSession.class, type -> begin(context), ClaimSession.class);
    }

    private static ClaimSession begin(ExtensionContext context) {
        try {
            Path evidence = Path.of(parameter(context, "spheres.evidence", "claims/evidence"));
            String universe = parameter(context, "spheres.universe", "");
            return new ClaimSession(
                    ClaimRegistry.read(Path.of(parameter(context, "spheres.claims", "claims"))),
                    evidence,
                    Path.of(parameter(context, "spheres.results", "target/claims/results.json")),
                    Path.of(parameter(context, "allure.results.directory", "target/allure-results")),
                    Path.of(parameter(context, "spheres.report", "target/claim-report/index.html")),
                    Scale.named(parameter(context, "spheres.scale", "quick")),
                    seed(parameter(context, "spheres.seed", "1801")),
                    universe.isEmpty() ? null : ChosenUniverse.named(universe, evidence),
                    device(parameter(context, "spheres.backend", "cpu"), parameter(context, "spheres.device", "")),
                    flag("spheres.night", parameter(context, "spheres.night", "false")),
                    !parameter(context, "spheres.claim", "").isEmpty(),
                    Shard.parse("spheres.shard", parameter(context, "spheres.shard", Shard.WHOLE.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static boolean flag(String name, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(name + " = " + text + " is not one of true, false");
        }
        return text.equals("true");
    }

    private static String parameter(ExtensionContext context, String name, String otherwise) {
        return context.getConfigurationParameter(name).orElse(otherwise);
    }

    /** The device of the attacks and error rates of ReLU networks; null for the CPU, where nothing of OpenCL is loaded. */
    private static @Nullable Device device(String backend, String name) {
        return switch (backend) {
            case "cpu" -> null;
            case "gpu" -> Device.choose(name.isEmpty() ? Optional.empty() : Optional.of(name));
            default -> throw new IllegalArgumentException("spheres.backend = " + backend + " is not one of cpu, gpu");
        };
    }

    private static long seed(String property) {
        if (property.equals("random")) {
            return ThreadLocalRandom.current().nextLong();
        }
        try {
            return Long.parseLong(property);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "spheres.seed = " + property + " is neither a 64-bit integer nor 'random'", e);
        }
    }

    public ClaimRegistry claims() {
        return registry;
    }

    /** Whether one claim was asked for, so that it is no use not to run it. */
    boolean isOfOneClaim() {
        return selected;
    }

    /**
     * Whether a claim that was asked for is one.
     *
     * @throws IllegalArgumentException if it is none, the first time alone: that no test finds it need not be said by each of them
     */
    synchronized boolean knows(String id) {
        if (!refused) {
            refused = true;
            registry.claim(id);
            refused = false;
        }
        return !refused;
    }

    public Claim claim(String id) {
        return registry.claim(id);
    }

    /** Whether the claim is left to another part, dealt out by what each cost at the paper's scale. */
    synchronized boolean isOfAnotherShard(String id) throws IOException {
        if (shard.equals(Shard.WHOLE)) {
            return false;
        }
        List<String> all = registry.claims().stream().map(Claim::id).toList();
        if (ofShard == null) {
            ofShard = ClaimShards.of(shard, all, ResultsFile.read(PAPER_SCALE).claims());
        }
        return all.contains(id) && !ofShard.contains(id);
    }

    /** The part of the claims that is run here. Figures that belong to no claim are of the first. */
    Shard shard() {
        return shard;
    }

    /** A network on the device of the session, closed with it; none where the CPU does all. */
    public Optional<Classifier> onDevice(Network network) {
        if (device == null) {
            return Optional.empty();
        }
        DeviceClassifier classifier = new DeviceClassifier(network, device);
        synchronized (onDevice) {
            onDevice.add(classifier);
        }
        return Optional.of(classifier);
    }

    /** Whether the session has a device. */
    public boolean hasDevice() {
        return device != null;
    }

    /** The folder of the networks that were trained in full. */
    public Path evidence() {
        return evidence;
    }

    /** Whether a verdict fails nothing by itself, but is judged together with those of other nights. */
    boolean isNight() {
        return night;
    }

    /** The universe whose networks take the place of the kept ones; none in an ordinary run. */
    public Optional<ChosenUniverse> universe() {
        return Optional.ofNullable(universe);
    }

    /**
     * The kept networks of a kind, or the chosen universe's in their place, by seed; none where none is kept.
     *
     * @throws NoEvidenceException if the chosen universe lacks its own
     */
    public List<Evidence> networks(String kind) throws IOException {
        Optional<Evidence> own = universe == null ? Optional.empty() : universe.network(kind);
        return own.isPresent() ? List.of(own.get()) : Evidence.anyOf(evidence, kind);
    }

    /**
     * The same, at least one.
     *
     * @throws NoEvidenceException if there is none
     */
    public List<Evidence> someNetworks(String kind) throws IOException {
        List<Evidence> networks = networks(kind);
        return networks.isEmpty() ? Evidence.allOf(evidence, kind) : networks;
    }

    /** The weights of a network, in the chosen universe's running statistics; empty where they are not kept. */
    public Optional<Network> weights(Evidence network) throws IOException {
        if (universe != null && universe.has(network)) {
            return Optional.of(universe.weights(network));
        }
        return network.keepsWeights() ? Optional.of(network.network()) : Optional.empty();
    }

    /**
     * What several claims and figures of the run need, measured by the first that asks; the others are told by whom, and in how many
     * seconds.
     *
     * @param asks the claim or figure that asks
     * @param key a record that names everything that enters and is not the same for the whole run
     */
    Once.Measured once(String asks, Record key, Measuring<?> measuring) throws IOException {
        return once.of(asks, key, measuring);
    }

    /** The same for a figure. */
    @SuppressWarnings("unchecked") // a key's class belongs to one kind of value
    public <V> V once(Record key, Measuring<V> measuring) throws IOException {
        return (V) once("figures", key, measuring).value();
    }

    public Scale scale() {
        return scale;
    }

    public long seed() {
        return seed;
    }

    public synchronized void figure(String name, Object data) {
        figures.put(name, data);
        write();
    }

    synchronized void add(ClaimResult result) {
        results.put(result.id(), result);
        write();
    }

    synchronized Results results() {
        return new Results(
                Results.SCHEMA,
                when,
                scale,
                seed,
                commit,
                environment(),
                registry.claims().stream()
                        .map(claim -> results.getOrDefault(claim.id(), ClaimResult.notRun(claim)))
                        .toList(),
                figures);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(Machine.environment());
        if (device != null) {
            environment.put("device", device.toString());
        }
        return environment;
    }

    private synchronized void write() {
        try {
            ResultsFile.write(results(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        onDevice.forEach(DeviceClassifier::close);
        AllureRecord.describeRun(results(), allure);
        if (universe != null
                && !selected
                && shard.equals(Shard.WHOLE)
                && !results().confirmsNothing()) {
            keepMeasurements(universe);
        }
        System.out.println();
        System.out.println(VerdictTable.of(results()));
        System.out.println("Measurements: " + file);
        if (!results.isEmpty() || !figures.isEmpty()) {
            report();
        }
    }

    /** What was measured of the chosen universe, where its verdicts are found: whole runs alone, so that none replaces it in part. */
    private void keepMeasurements(ChosenUniverse of) {
        Path kept = MultiverseVerdicts.file(evidence, of.universe(), of.seed());
        try {
            ResultsFile.write(results().run().withoutFigures(), kept);
            System.out.println("Kept: " + kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the claim report, from the results as they are on disk. */
    private void report() {
        try {
            Page.of(ResultsFile.read(file))
                    .withHistory(Files.exists(PAPER_SCALE) ? List.of(ResultsFile.read(PAPER_SCALE)) : List.of())
                    .withClaims(Path.of("claims"))
                    .withAllure(ALLURE_REPORT)
                    .write(report);
            System.out.println("Claim report: " + report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
