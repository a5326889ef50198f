package spheres.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spheres.search.SearchOptions;

/**
 * How much a snapshot measures. Immutable: {@code SnapshotOptions.withDefaults().withStarts(50)}.
 *
 * @param starts how many points of the inner sphere are attacked; a quadratic network, whose nearest errors are known
 *     exactly, is not attacked where it is 0
 * @param samples how many points of each sphere a ReLU network judges for its error rate
 * @param budget the most points that it judges for a rate that the samples do not show
 * @param floor decimal logarithm of the rate below which nobody looks
 * @param outer whether a ReLU network's rate on the outer sphere is measured too
 * @param searchOrNull the effort of the search for any error of a ReLU network on either sphere; null for none
 */
public record SnapshotOptions(
        int starts,
        long samples,
        long budget,
        double floor,
        boolean outer,
        @JsonProperty("search") @Nullable SearchOptions searchOrNull) {

    public SnapshotOptions {
        if (starts < 0) {
            throw new IllegalArgumentException("starts = " + starts + " is not in [0, 2147483647]");
        }
        if (samples < 1) {
            throw new IllegalArgumentException("samples = " + samples + " is not in [1, 9223372036854775807]");
        }
    }

    /** 100 starts, 100,000 samples, a budget of 1,000,000 down to 1e-20, both spheres, no search. */
    public static SnapshotOptions withDefaults() {
        return new SnapshotOptions(100, 100_000, 1_000_000, -20, true, null);
    }

    public SnapshotOptions withStarts(int other) {
        return new SnapshotOptions(other, samples, budget, floor, outer, searchOrNull);
    }

    public SnapshotOptions withSamples(long other) {
        return new SnapshotOptions(starts, other, budget, floor, outer, searchOrNull);
    }

    public SnapshotOptions withBudget(long other) {
        return new SnapshotOptions(starts, samples, other, floor, outer, searchOrNull);
    }

    public SnapshotOptions withFloor(double other) {
        return new SnapshotOptions(starts, samples, budget, other, outer, searchOrNull);
    }

    public SnapshotOptions withOuter(boolean other) {
        return new SnapshotOptions(starts, samples, budget, floor, other, searchOrNull);
    }

    /** The effort of the search for any error, where there is one. */
    public Optional<SearchOptions> search() {
        return Optional.ofNullable(searchOrNull);
    }

    public SnapshotOptions withSearch(SearchOptions other) {
        return new SnapshotOptions(starts, samples, budget, floor, outer, other);
    }
}
