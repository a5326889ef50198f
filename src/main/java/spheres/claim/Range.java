package spheres.claim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/**
 * A closed range of accepted values, of which either end may be open to infinity.
 *
 * @param min the smallest accepted value, -Infinity if there is none
 * @param max the largest accepted value, Infinity if there is none
 */
public record Range(
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Infinite.class)
        double min,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Infinite.class)
        double max) {

    /** Tells Jackson to leave out an open end, by its own protocol: what equals the filter is not written. */
    static final class Infinite {
        @Override
        public boolean equals(@Nullable Object value) {
            return value instanceof Double number && number.isInfinite();
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    public Range {
        if (!(min <= max)) {
            throw new IllegalArgumentException("range [" + min + ", " + max + "] is empty: choose min <= max");
        }
    }

    @JsonCreator
    static Range of(
            @JsonProperty("min") @JsonSetter(nulls = Nulls.SET) @Nullable Double min,
            @JsonProperty("max") @JsonSetter(nulls = Nulls.SET) @Nullable Double max) {
        return new Range(min == null ? Double.NEGATIVE_INFINITY : min, max == null ? Double.POSITIVE_INFINITY : max);
    }

    /** Whether the whole interval [low, high] is accepted. */
    boolean contains(double low, double high) {
        return min <= low && high <= max;
    }

    /** Whether some value of the interval [low, high] is accepted. */
    boolean meets(double low, double high) {
        return low <= max && min <= high;
    }

    /** This range, stretched by a factor about 0: what a claim with another figure would accept. */
    public Range times(double factor) {
        return factor >= 0 ? new Range(min * factor, max * factor) : new Range(max * factor, min * factor);
    }

    @Override
    public String toString() {
        if (min == Double.NEGATIVE_INFINITY) {
            return "at most " + Numbers.format(max);
        }
        return max == Double.POSITIVE_INFINITY
                ? "at least " + Numbers.format(min)
                : "[" + Numbers.format(min) + ", " + Numbers.format(max) + "]";
    }
}
