package spheres.claim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a measurement says of a claim. The order is that of merging a claim's quantities: the first of two verdicts stands.
 * An inconclusive part stands over one that deviates, which would assert that the statement holds.
 */
public enum Verdict {
    /** The statement does not hold. */
    REFUTED,
    /** The measurement can't tell, or a precondition of the claim is not met. */
    INCONCLUSIVE,
    /** The claim's text or setting can be read in several ways, and they come out differently. */
    DEPENDS,
    /** The statement holds, its figure does not. */
    DEVIATES,
    /** The statement holds, and so does its figure. */
    REPRODUCED,
    /** Nothing was measured. */
    NOT_RUN;

    /** The verdict on a claim whose quantities got these verdicts; NOT_RUN if there are none. */
    public static Verdict merge(Collection<Verdict> verdicts) {
        return verdicts.stream().min(Verdict::compareTo).orElse(NOT_RUN);
    }

    /**
     * The verdict on a claim that can be read in several ways, from those of its readings. Where they agree it is theirs;
     * where two of them are certain and differ, it depends on the reading; otherwise one that can't tell leaves it open.
     */
    public static Verdict across(Collection<Verdict> readings) {
        Set<Verdict> different = EnumSet.noneOf(Verdict.class);
        different.addAll(readings);
        if (different.size() <= 1) {
            return merge(different);
        }
        different.removeAll(EnumSet.of(INCONCLUSIVE, NOT_RUN));
        return different.size() > 1 || different.contains(DEPENDS) ? DEPENDS : INCONCLUSIVE;
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
