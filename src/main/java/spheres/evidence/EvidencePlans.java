package spheres.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import spheres.file.WholeFile;
import spheres.input.Strict;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.BatchNormSettings;
import spheres.network.Family;
import spheres.network.Initialisation;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.search.SearchOptions;
import spheres.snapshot.ReluSnapshot;
import spheres.snapshot.Snapshot;
import spheres.snapshot.SnapshotOptions;
import spheres.snapshot.UniverseOptions;
import spheres.training.TrainingBackend;
import spheres.training.TrainingPlan;
import spheres.training.TrainingSet;

/**
 * The plans in {@value #FILE}, in order of value: what is trained first if not all can be; after them those of {@value
 * #MULTIVERSE}, where that stands beside the folder.
 */
public final class EvidencePlans {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static final String FILE = "plans.yaml";
    /** The registered universes, beside the folder of evidence. */
    static final String MULTIVERSE = "multiverse.yaml";

    private final Map<String, EvidencePlan> plans;

    private EvidencePlans(Map<String, EvidencePlan> plans) {
        this.plans = plans;
    }

    /** One entry; what is left out is the paper's (section 3). */
    private record Entry(
            String id,
            Family network,
            @Nullable Integer dimension,
            @Nullable List<Integer> hidden,
            @Nullable Long trainingSet,
            @Nullable Long steps,
            long seed,
            @Nullable Initialisation initialisation,
            @Nullable BatchNorm batchNorm,
            @Nullable List<Double> furtherDecays,
            @Nullable OfAdam adam,
            int threads,
            @Nullable TrainingBackend backend,
            boolean weights,
            @Nullable Long snapshotEvery,
            @Nullable Integer snapshotsPerDecade,
            @Nullable Long snapshotsFrom,
            @Nullable Measured snapshot,
            @Nullable OfUniverses universes) {

        EvidencePlan plan() {
            int d = dimension == null ? 500 : dimension;
            Architecture architecture = switch (network) {
                case RELU ->
                    new ReluArchitecture(
                            d,
                            hidden == null ? List.of(1000, 1000) : hidden,
                            batchNorm == null ? BatchNormSettings.DEFAULT : batchNorm.settings());
                case QUADRATIC -> quadratic(d);
            };
            TrainingPlan paper = TrainingPlan.paper(architecture, seed);
            TrainingPlan training = paper.withTrainingSet(
                            trainingSet == null ? TrainingSet.ONLINE : TrainingSet.fixed(trainingSet))
                    .withSteps(steps == null ? paper.steps() : steps)
                    .withInitialisation(initialisation == null ? Initialisation.DEFAULT : initialisation)
                    .withFurtherDecays(furtherDecays == null ? List.of() : furtherDecays)
                    .withAdam(adam == null ? paper.adam() : adam.over(paper.adam()));
            SnapshotOptions defaults = Snapshot.defaults(architecture);
            SnapshotOptions options =
                    Snapshot.checked(architecture, snapshot == null ? defaults : snapshot.over(defaults));
            return new EvidencePlan(
                    id,
                    training,
                    threads,
                    weights,
                    snapshotSteps(training.steps()),
                    options,
                    Optional.ofNullable(universes).map(OfUniverses::options),
                    Objects.requireNonNullElse(backend, TrainingBackend.CPU));
        }

        private QuadraticArchitecture quadratic(int d) {
            if (batchNorm != null) {
                throw new IllegalArgumentException(
                        "id = \"" + id + "\" has batchNorm, which a quadratic network has not: leave it out");
            }
            if (hidden != null && hidden.size() != 1) {
                throw new IllegalArgumentException("id = \"" + id + "\" has hidden = " + hidden
                        + ": a quadratic network has one hidden layer, give one width");
            }
            return new QuadraticArchitecture(d, hidden == null ? 1000 : hidden.get(0));
        }

        private SortedSet<Long> snapshotSteps(long last) {
            if ((snapshotEvery == null) == (snapshotsPerDecade == null)) {
                throw new IllegalArgumentException(
                        "id = \"" + id + "\" needs either snapshotEvery or snapshotsPerDecade");
            }
            return snapshotEvery != null
                    ? EvidencePlan.stepsEvery(snapshotEvery, last)
                    : EvidencePlan.stepsPerDecade(
                            snapshotsFrom == null ? 100 : snapshotsFrom,
                            Objects.requireNonNull(snapshotsPerDecade),
                            last);
        }
    }

    /** Batch norm's settings; what is left out is the default. */
    private record BatchNorm(
            @Nullable Double decay,
            @Nullable Double epsilon,
            @Nullable Boolean fixedScale) {
        BatchNormSettings settings() {
            BatchNormSettings other = BatchNormSettings.DEFAULT;
            return new BatchNormSettings(
                    Objects.requireNonNullElse(decay, other.decay()),
                    Objects.requireNonNullElse(epsilon, other.epsilon()),
                    Objects.requireNonNullElse(fixedScale, other.fixedScale()));
        }
    }

    /** Those of Adam's settings that the paper leaves open; what is left out is the default. */
    private record OfAdam(@Nullable Double epsilon, AdamSettings.@Nullable EpsilonConvention convention) {
        AdamSettings over(AdamSettings other) {
            return other.withEpsilon(Objects.requireNonNullElse(epsilon, other.epsilon()))
                    .withConvention(Objects.requireNonNullElse(convention, other.convention()));
        }
    }

    /** What a snapshot measures; what is left out is the default. */
    private record Measured(
            @Nullable Integer starts,
            @Nullable Long samples,
            @Nullable Long budget,
            @Nullable Double floor,
            @Nullable Boolean outer,
            @Nullable Search search) {
        SnapshotOptions over(SnapshotOptions other) {
            return new SnapshotOptions(
                    Objects.requireNonNullElse(starts, other.starts()),
                    Objects.requireNonNullElse(samples, other.samples()),
                    Objects.requireNonNullElse(budget, other.budget()),
                    Objects.requireNonNullElse(floor, other.floor()),
                    Objects.requireNonNullElse(outer, other.outer()),
                    search == null ? other.searchOrNull() : search.options());
        }
    }

    /** What is measured of every universe of running statistics; what is left out is a snapshot's default. */
    private record OfUniverses(
            @Nullable Integer starts,
            @Nullable Long samples,
            @Nullable Long budget,
            @Nullable Double floor,
            @Nullable Search search,
            UniverseOptions.@Nullable Reach reach) {
        UniverseOptions options() {
            UniverseOptions options = new UniverseOptions(
                    new Measured(starts, samples, budget, floor, true, search).over(SnapshotOptions.withDefaults()),
                    reach);
            ReluSnapshot.requireBudget(options.sizes());
            return options;
        }
    }

    /** A search of both spheres that ends with the way that finds an error. */
    private record Search(int starts, int steps) {
        SearchOptions options() {
            return SearchOptions.withDefaults()
                    .withStarts(starts)
                    .withSteps(steps)
                    .withStopAtFirst(true);
        }
    }

    /**
     * Reads the plans of a folder of evidence.
     *
     * @throws IOException if there is no such file
     * @throws IllegalArgumentException with file and reason if a file holds anything else than plans
     */
    public static EvidencePlans read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + " does not exist or is no file: it lists the networks to be trained");
        }
        Map<String, EvidencePlan> plans = new LinkedHashMap<>();
        add(plans, file, tree -> entries(tree));
        Path multiverse = folder.resolveSibling(MULTIVERSE);
        if (Files.isRegularFile(multiverse)) {
            add(plans, multiverse, tree -> {
                Multiverse registered = Strict.value(tree, Multiverse.class);
                registered.requireClaims(folder.resolveSibling("."));
                return registered.entries();
            });
        }
        return new EvidencePlans(plans);
    }

    /**
     * What is registered in a file.
     *
     * @throws IllegalArgumentException with file and reason if it holds anything else
     */
    static Multiverse multiverse(Path file) throws IOException {
        String text = Strict.text(file);
        try {
            return Strict.value(Strict.yaml(text), Multiverse.class);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Entries of a file: name in messages, content. */
    private interface Source {
        Map<String, JsonNode> of(JsonNode tree);
    }

    private static Map<String, JsonNode> entries(JsonNode tree) {
        if (!tree.isArray()) {
            throw new IllegalArgumentException(
                    "it is no list: a list of plans is needed, each {id: ..., network: ..., ...}");
        }
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        for (int i = 0; i < tree.size(); i++) {
            entries.put("entry " + (i + 1), tree.get(i));
        }
        return entries;
    }

    private static void add(Map<String, EvidencePlan> plans, Path file, Source source) throws IOException {
        String text = Strict.text(file);
        try {
            source.of(Strict.yaml(text)).forEach((name, content) -> {
                EvidencePlan plan = entry(name, content).plan();
                if (plans.putIfAbsent(plan.id(), plan) != null) {
                    throw new IllegalArgumentException("id = \"" + plan.id() + "\" stands there twice");
                }
            });
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Entry entry(String name, JsonNode content) {
        try {
            return Strict.value(content, Entry.class);
        } catch (IllegalArgumentException e) {
            JsonNode id = content.path("id");
            throw new IllegalArgumentException((id.isTextual() ? "id = " + id : name) + ": " + e.getMessage(), e);
        }
    }

    /** In the order of the files. */
    public List<EvidencePlan> all() {
        return List.copyOf(plans.values());
    }

    /**
     * Lists the networks of a folder's {@code plans.yaml} in another folder, from other seeds: the lowest becomes this one, the others
     * follow at their distances, and names end in the new ones. Called again with the same it changes nothing.
     *
     * @param lowest at least 0, so that a name is of digits and hyphens
     * @throws IllegalArgumentException if it is below 0, a name does not end in its seed, or the other folder lists other networks
     */
    public static void list(Path from, Path to, long lowest) throws IOException {
        if (lowest < 0) {
            throw new IllegalArgumentException("lowest seed = " + lowest + " is not in [0, 9223372036854775807]");
        }
        Map<String, EvidencePlan> plans = new LinkedHashMap<>();
        add(plans, from.resolve(FILE), EvidencePlans::entries);
        long before = plans.values().stream()
                .mapToLong(plan -> plan.training().seed())
                .min()
                .orElse(0);
        JsonNode tree = Strict.yaml(Strict.text(from.resolve(FILE)));
        for (JsonNode entry : tree) {
            EvidencePlan plan =
                    Objects.requireNonNull(plans.get(entry.path("id").asText()));
            long seed = Math.addExact(lowest, plan.training().seed() - before);
            ((ObjectNode) entry).put("id", plan.idOfSeed(seed)).put("seed", seed);
        }
        String text = YAML.writeValueAsString(tree);
        Path file = to.resolve(FILE);
        if (!Files.exists(file)) {
            WholeFile.write(file, aside -> Files.writeString(aside, text));
        } else if (!Files.readString(file).equals(text)) {
            throw new IllegalArgumentException(file + " lists other networks than " + from.resolve(FILE) + " from seed "
                    + lowest + ": give another folder");
        }
    }

    /** The plan of that name. */
    public Optional<EvidencePlan> find(String id) {
        return Optional.ofNullable(plans.get(id));
    }
}
