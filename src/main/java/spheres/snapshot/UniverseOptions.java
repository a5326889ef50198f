package spheres.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much is measured of a trained network in each universe of running statistics.
 *
 * @param sizes starts, samples, budget, floor and search; both spheres are measured
 * @param reachOrNull what is planted where the search finds nothing; null for nothing
 */
public record UniverseOptions(
        SnapshotOptions sizes,

        @JsonProperty("reach") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Reach reachOrNull) {

    /**
     * Errors planted one at a time, to be searched for.
     *
     * @param measure the share of the sphere that each cap covers, above 0
     * @param signal the share of the sphere on which the logit tells of it, in (measure, 1)
     * @param planted how many caps, at least 1
     */
    public record Reach(double measure, double signal, int planted) {
        public Reach {
            if (!(measure > 0 && measure < 1)) {
                throw new IllegalArgumentException("measure = " + measure + " is not in (0, 1)");
            }
            if (!(signal > measure && signal < 1)) {
                throw new IllegalArgumentException("signal = " + signal + " is not in (" + measure + ", 1)");
            }
            if (planted < 1) {
                throw new IllegalArgumentException("planted = " + planted + " is not in [1, 2147483647]");
            }
        }
    }

    public UniverseOptions {
        if (sizes.starts() < 1) {
            throw new IllegalArgumentException("starts = " + sizes.starts() + " is not in [1, 2147483647]");
        }
        if (reachOrNull != null && sizes.search().isEmpty()) {
            throw new IllegalArgumentException("there is a reach but no search: give both, or a search alone");
        }
    }

    /** What is planted where the search finds nothing. */
    public Optional<Reach> reach() {
        return Optional.ofNullable(reachOrNull);
    }
}
