package spheres.claim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a quantity is measured, and so how it is judged (see {@link Judge}). */
public enum Kind {
    ESTIMATE,
    EXACT,
    BOUND,
    ABSENCE,
    SEARCH,
    RUNS;

    @JsonCreator
    static Kind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
