package spheres.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import spheres.network.Family;
import spheres.network.RandomInitialisation;
import spheres.network.RunningStatistics.VarianceConvention;
import spheres.snapshot.Universes;

/**
 * The settings that the paper leaves open, in every combination that is judged: the content of {@code multiverse.yaml}, which
 * was committed before the first of its networks was trained (Steegen et al. 2016, doi:10.1177/1745691616658637).
 *
 * @param population what a run of a universe is one of
 * @param rule how verdicts come from universes
 * @param quantities what is measured at the end of a run
 * @param addendum what was added to these rules later, and when
 * @param decays of batch norm's running statistics, kept side by side in every training
 * @param universes those of weights
 * @param trainings in the order of training
 * @param sweep what follows when the rest is done
 */
record Multiverse(
        String population,
        String rule,
        List<Measured> quantities,
        String addendum,
        List<Double> decays,
        Universes universes,
        List<Training> trainings,
        Sweep sweep) {

    /** Of the names of its trainings. */
    static final String PREFIX = "multiverse";

    /** Snapshots of a run on the way, evenly in the logarithm of the steps. */
    private static final int SNAPSHOTS_PER_DECADE = 3;

    private static final int FIRST_SNAPSHOT = 1000;

    /** A quantity and the claims that it decides. */
    record Measured(String name, List<String> claims, String what) {}

    /** The universes of weights of either family. */
    record Universes(List<OfRelu> relu, List<OfQuadratic> quadratic) {}

    /** Weights of a ReLU network, and the universes of statistics that the same library gives; none for a crossing. */
    record OfRelu(String id, String what, JsonNode batchNorm, JsonNode initialisation, List<OfStatistics> coherent) {}

    /** Running statistics of a library. */
    record OfStatistics(double decay, VarianceConvention variance, String of) {}

    /** Weights of a quadratic network; w and b for each seed in turn; whose default they are, none for a crossing. */
    record OfQuadratic(
            String id,
            String what,
            RandomInitialisation.Scheme scheme,
            List<Readout> readouts,
            List<Library> coherent) {}

    /** The first values of w and b. */
    record Readout(double w, double b) {}

    /** A library that gives a universe by itself. */
    record Library(String of) {}

    /**
     * A block of trainings: seed after seed, for each seed universe after universe.
     *
     * @param backend what trains, null for the CPU
     * @param measured how much is measured in every universe of statistics; null for quadratic networks, which have none
     */
    record Training(
            String id,
            Family network,
            @Nullable Integer dimension,
            @Nullable Long trainingSet,
            List<String> universes,
            List<Long> seeds,
            int threads,
            @Nullable String backend,
            @Nullable JsonNode measured) {}

    /** The sweep over the dimension. */
    record Sweep(List<Integer> dimensions, List<Long> seeds) {}

    Multiverse {
        requireSome("decays", decays);
        requireSome("sweep.dimensions", sweep.dimensions);
        requireSome("sweep.seeds", sweep.seeds);
        Set<String> ids = new HashSet<>();
        for (Training training : trainings) {
            requireSome("training " + training.id + ": universes", training.universes);
            requireSome("training " + training.id + ": seeds", training.seeds);
            for (long seed : training.seeds) {
                for (String universe : training.universes) {
                    if (!ids.add(id(training, universe, seed))) {
                        throw new IllegalArgumentException(id(training, universe, seed) + " stands there twice");
                    }
                }
            }
        }
    }

    private static void requireSome(String name, List<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(name + " = [] is empty: give at least one");
        }
    }

    /** Refuses the name of a claim that has no file in a folder. */
    void requireClaims(Path folder) {
        for (Measured quantity : quantities) {
            for (String claim : quantity.claims) {
                if (!Files.isRegularFile(folder.resolve(claim + ".yaml"))) {
                    throw new IllegalArgumentException("quantity " + quantity.name + " names the claim " + claim
                            + ", which is unknown: there is no " + claim + ".yaml beside this file");
                }
            }
        }
    }

    /** An entry of a list of plans for each training, in order, by its id. */
    Map<String, JsonNode> entries() {
        Map<String, Integer> seeds = new LinkedHashMap<>();
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        for (Training training : trainings) {
            for (long seed : training.seeds) {
                for (String universe : training.universes) {
                    // Weights are kept of the first network of each dimension and universe.
                    int before = seeds.merge(training.id + " " + universe, 1, Integer::sum) - 1;
                    entries.put(id(training, universe, seed), entry(training, universe, seed, before));
                }
            }
        }
        return entries;
    }

    private ObjectNode entry(Training training, String universe, long seed, int before) {
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("id", id(training, universe, seed))
                .put("network", training.network.toString())
                .put("seed", seed)
                .put("threads", training.threads)
                .put("snapshotsPerDecade", SNAPSHOTS_PER_DECADE)
                .put("snapshotsFrom", FIRST_SNAPSHOT);
        if (training.backend != null) {
            entry.put("backend", training.backend);
        }
        if (training.dimension != null) {
            entry.put("dimension", training.dimension);
        }
        if (training.trainingSet != null) {
            entry.put("trainingSet", training.trainingSet);
        }
        return switch (training.network) {
            case RELU -> relu(entry, training, universe, before);
            case QUADRATIC -> quadratic(entry, training, universe, before);
        };
    }

    private ObjectNode relu(ObjectNode entry, Training training, String universe, int before) {
        OfRelu weights = find(universes.relu, OfRelu::id, training, universe);
        entry.put("weights", before == 0);
        if (training.measured == null) {
            throw new IllegalArgumentException(
                    "training " + training.id + ": measured is missing: a relu network needs it");
        }
        entry.set("universes", training.measured);
        entry.set("batchNorm", weights.batchNorm);
        entry.set("initialisation", weights.initialisation);
        double own = weights.batchNorm.path("decay").doubleValue();
        return entry.set(
                "furtherDecays",
                new JsonMapper()
                        .valueToTree(
                                decays.stream().filter(decay -> decay != own).toList()));
    }

    private ObjectNode quadratic(ObjectNode entry, Training training, String universe, int before) {
        OfQuadratic weights = find(universes.quadratic, OfQuadratic::id, training, universe);
        if (before >= weights.readouts.size()) {
            throw new IllegalArgumentException("universe " + universe + " has " + weights.readouts.size()
                    + " readouts, and training " + training.id + " more seeds: give one for each");
        }
        Readout readout = weights.readouts.get(before);
        // A quadratic network's alphas say all that its weights do.
        entry.put("weights", false);
        entry.set("snapshot", JsonNodeFactory.instance.objectNode().put("starts", 100));
        return entry.set(
                "initialisation",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", "random")
                        .put("scheme", weights.scheme.name())
                        .put("quadraticWeight", readout.w)
                        .put("quadraticBias", readout.b));
    }

    /** The seeds of each kind of training of a family from those weights. */
    Map<String, NavigableSet<Long>> seeds(Family network, String weights) {
        Map<String, NavigableSet<Long>> seeds = new LinkedHashMap<>();
        trainings.stream()
                .filter(training -> training.network == network && training.universes.contains(weights))
                .forEach(training -> seeds.computeIfAbsent(training.id, absent -> new TreeSet<>())
                        .addAll(training.seeds));
        return seeds;
    }

    private static <T> T find(List<T> universes, Function<T, String> id, Training training, String weights) {
        return universes.stream()
                .filter(one -> id.apply(one).equals(weights))
                .findAny()
                .orElseThrow(() -> unknown(training, weights));
    }

    private static IllegalArgumentException unknown(Training training, String universe) {
        return new IllegalArgumentException("training " + training.id + " names the universe " + universe
                + ", which universes." + training.network + " has not");
    }

    private static String id(Training training, String universe, long seed) {
        return id(training.id, universe, seed);
    }

    /** The name of a network. */
    static String id(String training, String universe, long seed) {
        return String.join("-", PREFIX, training, universe, Long.toString(seed));
    }
}
