package spheres.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import spheres.network.Family;
import spheres.network.Network;
import spheres.network.RunningStatistics;
import spheres.network.RunningStatistics.VarianceConvention;

/**
 * One universe of {@code multiverse.yaml}: a family of networks with its initial weights and, for ReLU networks, running
 * statistics, in which claims are judged over training runs that differ in their seed.
 *
 * @param family of its networks
 * @param weights the universe of weights
 * @param what that is, in words
 * @param statistics those of batch norm that networks are evaluated with; none for quadratic networks
 * @param of the library that gives all of it by itself; none for a crossing
 * @param seeds of each kind of its trainings, by the kind's id, {@code relu-d500} or the like
 */
public record RegisteredUniverse(
        Family family,
        String weights,
        String what,
        Optional<Statistics> statistics,
        Optional<String> of,
        Map<String, NavigableSet<Long>> seeds) {

    /**
     * Running statistics of batch norm.
     *
     * @param decay the weight of the old ones, in [0, 1)
     * @param variance the convention of the running variance
     */
    public record Statistics(double decay, VarianceConvention variance) {
        /** Like "0.99-biased". */
        @Override
        public String toString() {
            return decay + "-" + variance.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Its name, {@code relu-layers-0.99-biased} or {@code quadratic-dense}. */
    public String name() {
        return family + "-" + weights + statistics.map(own -> "-" + own).orElse("");
    }

    /** Whether one library gives all of it, so that its verdict counts. */
    public boolean isCoherent() {
        return of.isPresent();
    }

    /** The seeds of all its trainings. */
    public NavigableSet<Long> allSeeds() {
        NavigableSet<Long> all = new TreeSet<>();
        seeds.values().forEach(all::addAll);
        return all;
    }

    /** The name of its network of that kind and seed. */
    public String network(String training, long seed) {
        return Multiverse.id(training, weights, seed);
    }

    /** A network as it is evaluated in this universe: with its running statistics. */
    public Network of(Network network, List<RunningStatistics> further, int batch) {
        if (statistics.isEmpty()) {
            return network;
        }
        Statistics own = statistics.get();
        RunningStatistics plain = RunningStatistics.of(network);
        RunningStatistics found = plain.decay() == own.decay
                ? plain
                : further.stream()
                        .filter(one -> one.decay() == own.decay)
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("running statistics of decay " + own.decay
                                + " were not kept in training: there are " + plain.decay() + " and "
                                + further.stream().map(RunningStatistics::decay).toList()));
        return found.in(network, own.variance, batch);
    }

    /**
     * The universes that are registered beside a folder of evidence, in the order of the file: of each of weights the coherent
     * ones first, then the other pairs of decay and convention. None where nothing is registered.
     *
     * @throws IllegalArgumentException with file and reason if the file holds anything else
     */
    public static List<RegisteredUniverse> all(Path evidence) throws IOException {
        Path file = evidence.resolveSibling(EvidencePlans.MULTIVERSE);
        return Files.isRegularFile(file) ? all(EvidencePlans.multiverse(file)) : List.of();
    }

    private static List<RegisteredUniverse> all(Multiverse multiverse) {
        List<RegisteredUniverse> all = new ArrayList<>();
        for (Family family : Family.values()) {
            all.addAll(
                    switch (family) {
                        case RELU -> relu(multiverse);
                        case QUADRATIC -> quadratic(multiverse);
                    });
        }
        return List.copyOf(all);
    }

    private static List<RegisteredUniverse> relu(Multiverse multiverse) {
        List<RegisteredUniverse> all = new ArrayList<>();
        for (Multiverse.OfRelu weights : multiverse.universes().relu()) {
            Map<String, NavigableSet<Long>> seeds = multiverse.seeds(Family.RELU, weights.id());
            Map<Statistics, Optional<String>> statistics = new LinkedHashMap<>();
            weights.coherent()
                    .forEach(own -> statistics.put(new Statistics(own.decay(), own.variance()), Optional.of(own.of())));
            for (double decay : multiverse.decays()) {
                for (VarianceConvention variance : VarianceConvention.values()) {
                    statistics.putIfAbsent(new Statistics(decay, variance), Optional.empty());
                }
            }
            statistics.forEach((own, of) -> all.add(
                    new RegisteredUniverse(Family.RELU, weights.id(), weights.what(), Optional.of(own), of, seeds)));
        }
        return all;
    }

    private static List<RegisteredUniverse> quadratic(Multiverse multiverse) {
        return multiverse.universes().quadratic().stream()
                .map(weights -> new RegisteredUniverse(
                        Family.QUADRATIC,
                        weights.id(),
                        weights.what(),
                        Optional.empty(),
                        weights.coherent().stream().map(Multiverse.Library::of).findFirst(),
                        multiverse.seeds(Family.QUADRATIC, weights.id())))
                .toList();
    }
}
