package spheres.claims.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import spheres.claim.Claim;
import spheres.claim.ExampleClaim;
import spheres.claim.Results.ClaimResult;
import spheres.claim.Verdict;
import spheres.input.Shard;

class ClaimShardsTest {
    private static final List<String> IDS = List.of("a", "b", "c", "d", "e");

    @Test
    void theDearestGoFirstEachToWhoeverHasLeastToDo() {
        List<ClaimResult> measured = List.of(cost("a", 10), cost("b", 7), cost("c", 6), cost("d", 2), cost("e", 1));

        assertThat(parts(2, measured)).containsExactly(Set.of("a", "d", "e"), Set.of("b", "c"));
    }

    @Test
    void claimsThatSharedMeasurementsStayTogether() {
        List<ClaimResult> measured =
                List.of(cost("a", 10), cost("b", 7), cost("c", 6, "a"), cost("d", 2, "c"), cost("e", 1));

        assertThat(parts(2, measured)).containsExactly(Set.of("a", "c", "d"), Set.of("b", "e"));
    }

    @Test
    void claimThatWasNeverMeasuredCostsTheMeanOfTheOthers() {
        List<ClaimResult> measured = List.of(cost("a", 10), cost("b", 4), cost("c", 1));

        // 10, 5, 5, 4, 1
        assertThat(parts(2, measured)).containsExactly(Set.of("a", "b"), Set.of("c", "d", "e"));
    }

    @Test
    void everyClaimIsOfOnePartAndAPartMayBeEmpty() {
        assertThat(parts(7, List.of()).stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(IDS);
        assertThat(parts(7, List.of()).get(6)).isEmpty();
        assertThat(parts(1, List.of())).containsExactly(Set.copyOf(IDS));
    }

    private static List<Set<String>> parts(int count, List<ClaimResult> measured) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(part -> ClaimShards.of(new Shard(part, count), IDS, measured))
                .toList();
    }

    private static ClaimResult cost(String id, double seconds, String... shared) {
        Claim claim = ExampleClaim.claim(id, Verdict.REPRODUCED);
        Map<String, Double> others = Stream.of(shared).collect(Collectors.toMap(other -> other, other -> 1.0));
        return ClaimResult.judged(claim, List.of(ExampleClaim.mean(5)), null, seconds, List.of(), others);
    }
}
