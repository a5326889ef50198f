package spheres.claim;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import spheres.claim.Results.ClaimResult;

/** The results of parts of one run, measured on several machines, as those of the whole. */
public final class JoinedResults {
    private JoinedResults() {}

    /**
     * Joins parts: each claim from the one that ran it. What none ran is not run.
     *
     * @param parts at least one, by the file that each was read from
     * @throws IllegalArgumentException if they differ in commit, scale, seed or claim files, or two of them ran the same claim
     */
    public static Results of(Map<String, Results> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no results to join: give the results.json of each part");
        }
        requireSame("commit", parts, Results::commit, "run all parts from one commit");
        requireSame("scale", parts, Results::scale, "run all parts at one scale");
        requireSame("seed", parts, Results::seed, "run all parts with one seed, -Dspheres.seed");
        Map<String, String> ranBy = new LinkedHashMap<>();
        Map<String, ClaimResult> joined = new LinkedHashMap<>();
        Map<String, Object> figures = new TreeMap<>();
        parts.forEach((file, part) -> {
            requireSameClaims(parts, file, part);
            for (ClaimResult result : part.claims()) {
                boolean ran =
                        result.verdict() != Verdict.NOT_RUN || result.fault().isPresent();
                String other = ran ? ranBy.putIfAbsent(result.id(), file) : null;
                if (other != null) {
                    throw new IllegalArgumentException("claim " + result.id() + " was run in " + other + " and in "
                            + file + ": give each part once");
                }
                if (ran) {
                    joined.put(result.id(), result);
                }
            }
            figures.putAll(part.figures());
        });
        Results first = parts.values().iterator().next();
        return new Results(
                first.schema(),
                parts.values().stream()
                        .map(Results::when)
                        .min(String::compareTo)
                        .orElseThrow(),
                first.scale(),
                first.seed(),
                first.commit(),
                environment(parts.values()),
                first.claims().stream()
                        .map(result -> joined.getOrDefault(result.id(), ClaimResult.notRun(result.claim())))
                        .toList(),
                figures);
    }

    private static void requireSame(
            String name, Map<String, Results> parts, Function<Results, Object> property, String advice) {
        Map<Object, String> seen = new LinkedHashMap<>();
        parts.forEach((file, part) -> seen.putIfAbsent(property.apply(part), file));
        if (seen.size() > 1) {
            throw new IllegalArgumentException("results of different runs can't be joined: "
                    + seen.entrySet().stream()
                            .map(entry -> name + " = " + entry.getKey() + " in " + entry.getValue())
                            .collect(Collectors.joining(", "))
                    + ": " + advice);
        }
    }

    private static void requireSameClaims(Map<String, Results> parts, String file, Results part) {
        Map.Entry<String, Results> first = parts.entrySet().iterator().next();
        Set<String> different = new TreeSet<>();
        Map<String, Claim> claims = byId(first.getValue());
        Map<String, Claim> others = byId(part);
        Set<String> all = new LinkedHashSet<>(claims.keySet());
        all.addAll(others.keySet());
        all.stream()
                .filter(id -> !Objects.equals(claims.get(id), others.get(id)))
                .forEach(different::add);
        if (!different.isEmpty()) {
            throw new IllegalArgumentException("results of different claim files can't be joined: " + first.getKey()
                    + " and " + file + " differ in " + String.join(", ", different)
                    + ": run all parts with the same claim files");
        }
    }

    private static Map<String, Claim> byId(Results results) {
        return results.claims().stream().collect(Collectors.toMap(ClaimResult::id, ClaimResult::claim));
    }

    /** What is the same on all machines, and where they differ what each of them has. */
    private static Map<String, String> environment(Collection<Results> parts) {
        Map<String, Set<String>> all = new TreeMap<>();
        for (Results part : parts) {
            part.environment()
                    .forEach((name, value) -> all.computeIfAbsent(name, key -> new LinkedHashSet<>())
                            .add(value));
        }
        Map<String, String> joined = new TreeMap<>();
        all.forEach((name, values) -> joined.put(name, String.join("; ", values)));
        return joined;
    }
}
