package spheres.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import spheres.claim.Claim;
import spheres.claim.ClaimRegistry;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.ResultsFile;
import spheres.claim.Scale;
import spheres.claim.VerdictTable;
import spheres.evidence.Machine;

/** One run of the claims: the registry, scale and seed, and the results, written after each claim and printed at the end. */
final class ClaimSession implements AutoCloseable {
    private final ClaimRegistry registry;
    private final Path evidence;
    private final Path file;
    private final Path allure;
    private final Scale scale;
    private final long seed;
    private final String commit = Machine.commit();
    private final Map<String, ClaimResult> results = new LinkedHashMap<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private ClaimSession(ClaimRegistry registry, Path evidence, Path file, Path allure, Scale scale, long seed) {
        this.registry = registry;
        this.evidence = evidence;
        this.file = file;
        this.allure = allure;
        this.scale = scale;
        this.seed = seed;
    }

    /**
     * The session of this run, begun by whoever asks first. What it runs with are JUnit's configuration parameters,
     * which stand for system properties of the same name.
     */
    static ClaimSession of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ClaimSession.class))
                .getOrComputeIfAbsent(ClaimSession.class, type -> begin(context), ClaimSession.class);
    }

    private static ClaimSession begin(ExtensionContext context) {
        try {
            return new ClaimSession(
                    ClaimRegistry.read(Path.of(parameter(context, "spheres.claims", "claims"))),
                    Path.of(parameter(context, "spheres.evidence", "claims/evidence")),
                    Path.of(parameter(context, "spheres.results", "target/claims/results.json")),
                    Path.of(parameter(context, "allure.results.directory", "target/allure-results")),
                    Scale.named(parameter(context, "spheres.scale", "quick")),
                    seed(parameter(context, "spheres.seed", "1801")));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static String parameter(ExtensionContext context, String name, String otherwise) {
        return context.getConfigurationParameter(name).orElse(otherwise);
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

    Claim claim(String id) {
        return registry.claim(id);
    }

    /** The folder of the networks that were trained in full. */
    Path evidence() {
        return evidence;
    }

    Scale scale() {
        return scale;
    }

    long seed() {
        return seed;
    }

    void figure(String name, Object data) {
        figures.put(name, data);
        write();
    }

    void add(ClaimResult result) {
        results.put(result.id(), result);
        write();
    }

    Results results() {
        return new Results(
                Results.SCHEMA,
                scale,
                seed,
                commit,
                Machine.environment(),
                registry.claims().stream()
                        .map(claim -> results.getOrDefault(claim.id(), ClaimResult.notRun(claim)))
                        .toList(),
                figures);
    }

    private void write() {
        try {
            ResultsFile.write(results(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        AllureRecord.describeRun(results(), allure);
        System.out.println();
        System.out.println(VerdictTable.of(results()));
        System.out.println("Measurements: " + file);
    }
}
