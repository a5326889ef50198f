package spheres.claim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One quantity of a claim: what is measured, what the paper prints, and what counts as reproducing it.
 *
 * @param name unique within the claim
 * @param kind how it is measured and judged
 * @param what the quantity in words
 * @param paperOrNull the figure that the paper prints, where it prints one
 * @param holdsOrNull the values for which the statement holds; without it, those of {@code figureOrNull}
 * @param figureOrNull the values that reproduce the figure; without it, those of {@code holdsOrNull}
 * @param reason why these ranges, in words
 * @param samples for an absence, the number of samples in which the paper saw none; otherwise 0
 * @param reach for a search, the measure of an error set that it must be able to find; for an excess, the share of the
 *     limit that half of the measurements must be able to show; otherwise 0
 * @param level the level that the quantity is known at, where that is not the claim's share of its level: for several runs
 *     0.95 unless given; otherwise 0
 * @param existential for runs, whether one run that does it is what the paper asserts ("we were able to"): then others
 *     that do not are nothing against it; a run measured by itself is judged by its interval, the values of several as points
 */
public record Quantity(
        String name,
        Kind kind,
        String what,

        @JsonProperty("paper") @JsonSetter(nulls = Nulls.SET) @Nullable
        Printed paperOrNull,

        @JsonProperty("holds") @JsonSetter(nulls = Nulls.SET) @Nullable
        Range holdsOrNull,

        @JsonProperty("figure") @JsonSetter(nulls = Nulls.SET) @Nullable
        Range figureOrNull,

        String reason,
        long samples,
        double reach,
        double level,
        boolean existential) {

    /** The share of planted error sets that a search must find before it can be believed to find nothing. */
    static final double REACH_SHARE = 0.95;

    /**
     * The least number of planted error sets. A search that finds only 95 % of them finds all of 59 with a probability of 0.95^59,
     * which is the first below 5 %: all of fewer could be luck.
     */
    static final int LEAST_PLANTED = 59;

    private static final double LEAST_LEVEL = 0.9;

    /** Of the intervals from several training runs. */
    private static final double LEVEL_OF_RUNS = 0.95;

    /**
     * A figure of the paper.
     *
     * @param printed as printed, for the reader
     * @param value as a number
     */
    public record Printed(String printed, double value) {

        /** Half a unit of the last printed digit where the figure is printed as a plain decimal number, otherwise 0. */
        double rounding() {
            if (!printed.matches("-?\\d+(\\.\\d+)?")) {
                return 0;
            }
            int point = printed.indexOf('.');
            int decimals = point < 0 ? 0 : printed.length() - point - 1;
            return 0.5 * Math.pow(10, -decimals);
        }
    }

    public Quantity {
        level = kind == Kind.RUNS && level == 0 ? LEVEL_OF_RUNS : level;
        boolean ranged = kind != Kind.BOUND && kind != Kind.SEARCH && kind != Kind.EXCESS;
        if (ranged && holdsOrNull == null && figureOrNull == null) {
            throw new IllegalArgumentException(
                    "quantity " + name + " of kind " + kind + " has neither holds nor figure: give at least one range");
        }
        if (!ranged && (holdsOrNull != null || figureOrNull != null)) {
            throw new IllegalArgumentException(
                    "quantity " + name + " of kind " + kind + " is not judged by a range: remove holds and figure");
        }
        if (kind == Kind.ABSENCE && samples < 1) {
            throw new IllegalArgumentException("quantity " + name + " of kind absence has samples = " + samples
                    + ": give the number of samples in which none was seen, at least 1");
        }
        if (kind == Kind.SEARCH && !(reach > 0 && reach < 1)) {
            throw new IllegalArgumentException("quantity " + name + " of kind search has reach = " + reach
                    + ": give the measure that the search must be able to find, in (0, 1)");
        }
        if (level != 0 && !(level >= LEAST_LEVEL && level < 1)) {
            throw new IllegalArgumentException("quantity " + name + " has level = " + level + ", which is not in ["
                    + LEAST_LEVEL + ", 1): what is known less surely is no basis for a verdict");
        }
        if (kind == Kind.EXCESS && !(reach > 0)) {
            throw new IllegalArgumentException("quantity " + name + " of kind excess has reach = " + reach
                    + ": give the share of the limit that must be seen, above 0");
        }
        if (existential && kind != Kind.RUNS) {
            throw new IllegalArgumentException(
                    "quantity " + name + " of kind " + kind + " is existential: only runs can be, remove it");
        }
        if (holdsOrNull != null
                && figureOrNull != null
                && !holdsOrNull.contains(figureOrNull.min(), figureOrNull.max())) {
            throw new IllegalArgumentException(
                    "quantity " + name + ": figure " + figureOrNull + " does not lie within holds " + holdsOrNull);
        }
        if (paperOrNull != null && figureOrNull != null && paperOrNull.rounding() > 0) {
            // the printed rounding, less what decimal fractions lose in binary
            double half = paperOrNull.rounding() * (1 - 1e-9);
            if (!figureOrNull.contains(paperOrNull.value() - half, paperOrNull.value() + half)) {
                throw new IllegalArgumentException("quantity " + name + ": figure " + figureOrNull
                        + " is narrower than the rounding of the printed " + paperOrNull.printed());
            }
        }
    }

    Quantity withLevel(double other) {
        return new Quantity(
                name, kind, what, paperOrNull, holdsOrNull, figureOrNull, reason, samples, reach, other, existential);
    }

    /** The figure that the paper prints, where it prints one. */
    public Optional<Printed> printed() {
        return Optional.ofNullable(paperOrNull);
    }

    /** The values for which the statement holds, where they are given. */
    public Optional<Range> holds() {
        return Optional.ofNullable(holdsOrNull);
    }

    /** The values that reproduce the figure, where they are given. */
    public Optional<Range> figure() {
        return Optional.ofNullable(figureOrNull);
    }

    /** The values for which the statement holds, given or those of the figure. */
    public Range statementRange() {
        return holdsOrNull != null ? holdsOrNull : Objects.requireNonNull(figureOrNull);
    }

    /** The values that reproduce the figure, given or those of the statement. */
    public Range figureRange() {
        return figureOrNull != null ? figureOrNull : Objects.requireNonNull(holdsOrNull);
    }
}
