package spheres.claims.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import spheres.claim.Claim;
import spheres.claim.ClaimRegistry;
import spheres.claim.EvidenceReaders;
import spheres.claim.Judge;
import spheres.claim.Judgement;
import spheres.claim.Measurement;
import spheres.claim.Results;
import spheres.claim.ResultsFile;
import spheres.claim.Verdict;
import spheres.evidence.RegisteredUniverse;

/**
 * The claims on trained networks judged in every registered universe, from what was measured on its networks: {@code
 * multiverse/<universe>-<seed>.json} beside the evidence.
 *
 * @param verdicts by claim, then in the order of the universes
 */
public record MultiverseVerdicts(Map<String, List<InUniverse>> verdicts) {
    private static final String FOLDER = "multiverse";
    private static final int LEAST_RUNS = 2;

    /**
     * A claim in one universe.
     *
     * @param seeds of the runs that were measured
     * @param missing seeds of registered runs that were not
     * @param verdict inconclusive from fewer than two runs, where a precondition is not met or a measurement failed; while runs are
     *     missing it is that of those there are, and does not count yet
     * @param why there is no verdict, or what was found
     */
    public record InUniverse(
            RegisteredUniverse universe, List<Long> seeds, List<Long> missing, Verdict verdict, String why) {}

    /** The file for the measurements on the networks of a universe and seed. */
    public static Path file(Path evidence, RegisteredUniverse universe, long seed) {
        return evidence.resolveSibling(FOLDER).resolve(universe.name() + "-" + seed + ".json");
    }

    /**
     * Judges what is kept.
     *
     * @throws IllegalArgumentException if kept measurements can't be judged by the claims as they are now
     */
    public static MultiverseVerdicts of(ClaimRegistry claims, Path evidence) throws IOException {
        EvidenceReaders readers = EvidenceReaders.read(evidence);
        Map<String, List<String>> judged = readers.multiverse().claims();
        Map<String, List<InUniverse>> verdicts = new TreeMap<>();
        for (RegisteredUniverse universe : RegisteredUniverse.all(evidence)) {
            Map<Long, Results> runs = runs(evidence, universe);
            for (String claim : judged.getOrDefault(universe.family().toString(), List.of())) {
                verdicts.computeIfAbsent(claim, absent -> new ArrayList<>())
                        .add(judge(claims.claim(claim), universe, seeds(readers, claim, universe), runs));
            }
        }
        return new MultiverseVerdicts(verdicts);
    }

    private static Map<Long, Results> runs(Path evidence, RegisteredUniverse universe) throws IOException {
        Map<Long, Results> runs = new LinkedHashMap<>();
        for (long seed : universe.allSeeds()) {
            Path file = file(evidence, universe, seed);
            if (Files.isRegularFile(file)) {
                runs.put(seed, ResultsFile.read(file));
            }
        }
        return runs;
    }

    /** The seeds for which the universe has a network of each kind that the claim reads and the universe has. */
    private static NavigableSet<Long> seeds(EvidenceReaders readers, String claim, RegisteredUniverse universe) {
        EvidenceReaders.Reads reads = readers.claims().get(claim);
        NavigableSet<Long> seeds = new TreeSet<>(universe.allSeeds());
        universe.seeds().forEach((training, own) -> {
            String kind = readers.multiverse().kinds().get(training);
            if (reads != null && kind != null && reads.reads().contains(kind)) {
                seeds.retainAll(own);
            }
        });
        return seeds;
    }

    private static InUniverse judge(
            Claim claim, RegisteredUniverse universe, NavigableSet<Long> registered, Map<Long, Results> runs) {
        Map<Long, List<Measurement>> measured = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        runs.forEach((seed, results) -> results.claims().stream()
                .filter(result -> result.id().equals(claim.id()))
                .findAny()
                .ifPresent(result -> {
                    measured.put(seed, result.measurements());
                    result.fault().ifPresent(fault -> faults.add("seed " + seed + ": " + fault));
                }));
        List<Long> seeds = List.copyOf(measured.keySet());
        List<Long> missing =
                registered.stream().filter(seed -> !measured.containsKey(seed)).toList();
        if (measured.isEmpty()) {
            return new InUniverse(universe, seeds, missing, Verdict.NOT_RUN, "No run was measured yet.");
        }
        if (!faults.isEmpty()) {
            return new InUniverse(
                    universe,
                    seeds,
                    missing,
                    Verdict.INCONCLUSIVE,
                    "A measurement failed. " + String.join("; ", faults));
        }
        Judgement judgement = Judge.judgeRuns(claim, List.copyOf(measured.values()));
        Verdict verdict =
                measured.size() < LEAST_RUNS || !judgement.judged() ? Verdict.INCONCLUSIVE : judgement.verdict();
        return new InUniverse(universe, seeds, missing, verdict, why(judgement, measured.size()));
    }

    private static String why(Judgement judgement, int runs) {
        String text = String.join(
                "; ",
                judgement.findings().stream()
                        .map(finding ->
                                finding.quantity() + ": " + finding.text().replaceFirst("; because: .*", ""))
                        .toList());
        return (judgement.judged() ? "" : "A precondition is not met. ")
                + (runs < LEAST_RUNS ? "One run can't tell. " : "")
                + text;
    }

    /** The verdict on a claim over all coherent universes; empty while a registered run of one of them is not measured. */
    public Optional<Verdict> overall(String claim) {
        List<InUniverse> coherent = verdicts.getOrDefault(claim, List.of()).stream()
                .filter(one -> one.universe().isCoherent())
                .toList();
        return coherent.isEmpty()
                        || coherent.stream().anyMatch(one -> !one.missing().isEmpty())
                ? Optional.empty()
                : Optional.of(Verdict.across(
                        coherent.stream().map(InUniverse::verdict).toList()));
    }

    /** A row for each claim and universe, for a table or plot. */
    public List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        verdicts.forEach((claim, all) -> all.forEach(one -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("claim", claim);
            row.put("universe", one.universe().name());
            row.put("weights", one.universe().what());
            row.put("library", one.universe().of().orElse("a crossing"));
            row.put("coherent", one.universe().isCoherent());
            row.put("verdict", one.verdict());
            row.put("runs", one.seeds().size());
            row.put("registered", one.seeds().size() + one.missing().size());
            row.put("found", one.why());
            rows.add(row);
        }));
        return rows;
    }
}
