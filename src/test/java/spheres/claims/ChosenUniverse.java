package spheres.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spheres.claim.EvidenceReaders;
import spheres.claim.EvidenceReaders.OverUniverses;
import spheres.evidence.Evidence;
import spheres.evidence.RegisteredUniverse;
import spheres.network.Checkpoint;
import spheres.network.Network;

/**
 * A universe of the multiverse and a seed, whose networks take the place of the kept ones in a run: what the property
 * "spheres.universe" names, {@code relu-layers-0.99-biased-2001}.
 */
record ChosenUniverse(RegisteredUniverse universe, long seed, Path evidence, OverUniverses readers) {
    private static final Path WORK = Path.of("target", "training");

    /** The universe and seed of that name. */
    static ChosenUniverse named(String name, Path evidence) throws IOException {
        List<RegisteredUniverse> universes = RegisteredUniverse.all(evidence);
        for (RegisteredUniverse universe : universes) {
            for (long seed : universe.allSeeds()) {
                if (name.equals(universe.name() + "-" + seed)) {
                    return new ChosenUniverse(
                            universe,
                            seed,
                            evidence,
                            EvidenceReaders.read(evidence).multiverse());
                }
            }
        }
        throw new IllegalArgumentException(
                "spheres.universe = " + name + " is no universe and seed of multiverse.yaml: "
                        + "there are "
                        + universes.stream()
                                .map(universe -> universe.name() + "-" + universe.allSeeds())
                                .toList());
    }

    /** Its name and seed. */
    @Override
    public String toString() {
        return universe.name() + "-" + seed;
    }

    /** Whether a claim is judged over such universes. */
    boolean judges(String claim) {
        return readers.claims().getOrDefault(universe.family(), List.of()).contains(claim);
    }

    /** Its network in the place of those of a kind; empty where it has none of that kind. */
    Optional<String> network(String kind) {
        Map<String, String> networks = new LinkedHashMap<>();
        universe.seeds().forEach((training, seeds) -> {
            if (seeds.contains(seed) && readers.kinds().containsKey(training)) {
                networks.put(readers.kinds().get(training), universe.network(training, seed));
            }
        });
        return Optional.ofNullable(networks.get(kind));
    }

    /** Whether the universe has networks of that kind, from whatever seed, so that no other's may take their place. */
    boolean hasOwn(String kind) {
        return universe.seeds().keySet().stream()
                .anyMatch(training -> kind.equals(readers.kinds().get(training)));
    }

    /** Whether a network is one of its own. */
    boolean isNetworkOfIt(Evidence network) {
        return universe.seeds().keySet().stream()
                .anyMatch(training -> universe.network(training, seed)
                        .equals(network.manifest().id()));
    }

    /** The weights of one of its networks, in its running statistics: as kept, or as the training left them in its folder. */
    Optional<Network> weights(Evidence network) throws IOException {
        int batch = network.manifest().plan().batch();
        if (network.keepsWeights()) {
            return Optional.of(universe.of(network.network(), network.furtherStatistics(), batch));
        }
        Path run = WORK.resolve(network.manifest().id()).resolve("run.zip");
        if (!Files.isRegularFile(run)) {
            return Optional.empty();
        }
        Checkpoint checkpoint = Checkpoint.load(run, network.manifest().plan().architecture());
        return checkpoint.network().step() < network.manifest().steps()
                ? Optional.empty()
                : Optional.of(universe.of(checkpoint.network(), checkpoint.statistics(), batch));
    }
}
