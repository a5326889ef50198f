package spheres.claims.harness;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import spheres.claim.Results.ClaimResult;
import spheres.input.Shard;

/**
 * Deals claims out to machines by what they cost in an earlier run: those that shared measurements stay together, and the dearest
 * go first, each to whoever has least to do. Every machine comes to the same parts.
 */
final class ClaimShards {
    private ClaimShards() {}

    /**
     * The claims of one part.
     *
     * @param ids of all claims
     * @param measured an earlier run; a claim that it lacks costs the mean of the others
     */
    static Set<String> of(Shard shard, Collection<String> ids, List<ClaimResult> measured) {
        Map<String, Double> seconds = measured.stream()
                .filter(result -> result.seconds() > 0)
                .collect(Collectors.toMap(ClaimResult::id, ClaimResult::seconds));
        double otherwise = seconds.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(1);
        record Group(List<String> claims, double cost) {}
        List<Group> groups = groups(ids, measured).stream()
                .map(claims -> new Group(
                        claims,
                        claims.stream()
                                .mapToDouble(id -> seconds.getOrDefault(id, otherwise))
                                .sum()))
                .sorted(Comparator.comparingDouble((Group group) -> -group.cost())
                        .thenComparing(group -> group.claims().get(0)))
                .toList();
        double[] load = new double[shard.count()];
        Set<String> own = new HashSet<>();
        for (Group group : groups) {
            int least = 0;
            for (int part = 1; part < load.length; part++) {
                least = load[part] < load[least] ? part : least;
            }
            load[least] += group.cost();
            if (least == shard.index() - 1) {
                own.addAll(group.claims());
            }
        }
        return own;
    }

    /** Claims that are linked by what one measured for the other, each group in the order of its ids. */
    private static List<List<String>> groups(Collection<String> ids, List<ClaimResult> measured) {
        Map<String, Set<String>> group = new HashMap<>();
        ids.forEach(id -> group.put(id, new HashSet<>(Set.of(id))));
        for (ClaimResult result : measured) {
            for (String other : result.shared().keySet()) {
                if (group.containsKey(result.id()) && group.containsKey(other)) {
                    Set<String> joined = new HashSet<>(group.get(result.id()));
                    joined.addAll(group.get(other));
                    joined.forEach(id -> group.put(id, joined));
                }
            }
        }
        return group.values().stream()
                .distinct()
                .map(claims -> claims.stream().sorted().toList())
                .toList();
    }
}
