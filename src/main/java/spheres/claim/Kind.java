package spheres.claim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How a quantity is measured, and so how it is judged (see {@link Judge}). */
public enum Kind {
    ESTIMATE,
    EXACT,
    BOUND,
    ABSENCE,
    SEARCH,
    RUNS,
    EXCESS;

    @JsonCreator
    static Kind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("kind = " + name + " is not one of "
                        + Arrays.toString(values()).replaceAll("[\\[\\]]", "")));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
