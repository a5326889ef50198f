package spheres.claims.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import spheres.claim.EvidenceReaders;
import spheres.claim.EvidenceReaders.OverUniverses;
import spheres.evidence.Evidence;
import spheres.evidence.Manifest;
import spheres.evidence.NoEvidenceException;
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
        return readers.claims()
                .getOrDefault(universe.family().toString(), List.of())
                .contains(claim);
    }

    /**
     * Its network in the place of those of a kind; empty where the universe has no networks of that kind, from whatever seed, so
     * that others may take part.
     *
     * @throws NoEvidenceException if it is not trained, or none is registered for this seed
     */
    Optional<Evidence> network(String kind) throws IOException {
        for (Map.Entry<String, NavigableSet<Long>> training : universe.seeds().entrySet()) {
            if (!kind.equals(readers.kinds().get(training.getKey()))) {
                continue;
            }
            String name = universe.network(training.getKey(), seed);
            if (!training.getValue().contains(seed)) {
                throw new NoEvidenceException("universe " + this + " has no network in the place of " + kind
                        + ": none is registered for this seed");
            }
            if (!Evidence.isIn(evidence.resolve(name))) {
                throw new NoEvidenceException("universe " + this + " has no trained network in the place of " + kind
                        + ": train it with \"train " + name + "\"");
            }
            return Optional.of(Evidence.open(evidence.resolve(name)));
        }
        return Optional.empty();
    }

    /** Whether a network is one of its own. */
    boolean has(Evidence network) {
        return universe.seeds().keySet().stream()
                .anyMatch(training -> universe.network(training, seed)
                        .equals(network.manifest().id()));
    }

    /**
     * The weights of one of its networks, in its running statistics: as kept, or as the training left them in its folder.
     *
     * @throws NoEvidenceException if they are in neither
     */
    Network weights(Evidence network) throws IOException {
        Manifest manifest = network.manifest();
        int batch = manifest.plan().batch();
        if (network.keepsWeights()) {
            return universe.of(network.network(), network.furtherStatistics(), batch);
        }
        Path run = WORK.resolve(manifest.id()).resolve("run.zip");
        if (Files.isRegularFile(run)) {
            Checkpoint checkpoint = Checkpoint.load(run, manifest.plan().architecture());
            if (checkpoint.network().step() == manifest.steps()) {
                return universe.of(checkpoint.network(), checkpoint.statistics(), batch);
            }
        }
        throw new NoEvidenceException(
                "the weights of " + manifest.id() + " are not kept, and " + run
                        + ", where its training leaves them, is not there: a network is measured on the machine that trained it");
    }
}
