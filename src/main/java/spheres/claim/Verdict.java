package spheres.claim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** What a measurement says of a claim. The order is that of merging: the first of two verdicts stands. */
public enum Verdict {
    /** The statement does not hold. */
    REFUTED,
    /** The statement holds, its figure does not. */
    DEVIATES,
    /** The measurement can't tell, or a precondition of the claim is not met. */
    INCONCLUSIVE,
    /** The statement holds, and so does its figure. */
    REPRODUCED,
    /** Nothing was measured. */
    NOT_RUN;

    /** The verdict on a claim whose quantities got these verdicts; NOT_RUN if there are none. */
    public static Verdict merge(Collection<Verdict> verdicts) {
        return verdicts.stream().min(Verdict::compareTo).orElse(NOT_RUN);
    }

    /** The verdict of the given name, in lower case as in claim files. */
    @JsonCreator
    public static Verdict named(String name) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.toString().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("verdict = " + name + " is not one of "
                        + Arrays.toString(values()).replaceAll("[\\[\\]]", "")));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
