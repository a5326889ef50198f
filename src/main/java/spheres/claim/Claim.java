package spheres.claim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A claim of the paper and what counts as reproducing it: the content of one file in {@code claims/}.
 *
 * @param id its name, and that of its file
 * @param section the part of the paper, "2" to "6" or "figure 1"
 * @param source where it stands: version, and section, figure or caption
 * @param recollected whether its sentence was not located in the paper, so that it may not be one of the paper's: its verdict is
 *     given and counted apart
 * @param statement in our own words, one full sentence
 * @param setting what it is about: dimension, radius, network, training
 * @param quantities what is measured, for every reading where there are several
 * @param readings the ways to read the text where it allows several, at least two; otherwise none
 * @param preconditions what must hold of the measured network before the claim may be judged on it
 * @param sizes sample sizes, budgets and the like by scale
 * @param looks how often it has been measured, with a larger sample each time, since the last time could not tell; each look
 *     has an equal share of the level
 * @param expect the verdict that the project expects
 * @param erratumOrNull what the paper has wrong; given exactly where a deviation or refutation is expected
 * @param noteOrNull anything else a reader should know
 */
public record Claim(
        String id,
        String section,
        String source,
        boolean recollected,
        String statement,
        Map<String, Object> setting,
        List<Quantity> quantities,
        List<Reading> readings,
        List<Quantity> preconditions,
        Map<Scale, Map<String, Long>> sizes,
        int looks,
        Verdict expect,

        @JsonProperty("erratum") @JsonSetter(nulls = Nulls.SET) @Nullable
        Erratum erratumOrNull,

        @JsonProperty("note") @JsonSetter(nulls = Nulls.SET) @Nullable
        String noteOrNull) {

    /** The probability with which a claim that is true may be judged otherwise: the level shared by its quantities. */
    public static final double FALSE_ALARM = 1e-5;

    public Claim {
        setting = setting == null ? Map.of() : withValues(setting);
        quantities = quantities == null ? List.of() : List.copyOf(quantities);
        readings = readings == null ? List.of() : List.copyOf(readings);
        looks = looks == 0 ? 1 : looks;
        preconditions = preconditions == null ? List.of() : List.copyOf(preconditions);
        sizes = sizes == null ? Map.of() : Map.copyOf(sizes);
        Set<String> names = new LinkedHashSet<>();
        for (Quantity quantity : (Iterable<Quantity>) all(preconditions, quantities, readings)::iterator) {
            if (!names.add(quantity.name())) {
                throw new IllegalArgumentException("quantity " + quantity.name() + " is given twice");
            }
        }
        requireReadings(quantities, readings, expect);
        if (looks < 1) {
            throw new IllegalArgumentException("looks = " + looks + " is not in [1, 2147483647]");
        }
        boolean wrong = expect == Verdict.DEVIATES || expect == Verdict.REFUTED || expect == Verdict.DEPENDS;
        if (wrong && erratumOrNull == null) {
            throw new IllegalArgumentException(
                    "expect " + expect + " needs an erratum: printed, correct or found, known");
        }
    }

    private static void requireReadings(List<Quantity> quantities, List<Reading> readings, Verdict expect) {
        if (readings.isEmpty()) {
            if (quantities.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is nothing to measure: give quantities, or readings with some");
            }
            if (expect == Verdict.DEPENDS) {
                throw new IllegalArgumentException("expect depends needs readings that it depends on");
            }
            return;
        }
        if (readings.size() < 2) {
            throw new IllegalArgumentException(
                    "readings has one entry: give at least two ways to read the text, or none");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Reading reading : readings) {
            if (!names.add(reading.name())) {
                throw new IllegalArgumentException("reading " + reading.name() + " is given twice");
            }
            if (reading.quantities().isEmpty() && quantities.isEmpty()) {
                throw new IllegalArgumentException(
                        "reading " + reading.name() + " measures nothing: give it quantities");
            }
        }
        Verdict across = Verdict.across(readings.stream().map(Reading::expect).toList());
        if (expect != across) {
            throw new IllegalArgumentException("expect " + expect + " is not what its readings come to, " + across);
        }
    }

    /** The quantity as it is judged: the complement of a level of its own is shared by the claim's looks. */
    public Quantity judged(Quantity quantity) {
        return quantity.level() == 0 || looks == 1 ? quantity : quantity.withLevel(1 - (1 - quantity.level()) / looks);
    }

    /** Whatever is judged: the quantities of all readings, those that they share first; not the preconditions. */
    public List<Quantity> judgedQuantities() {
        return all(List.of(), quantities, readings).toList();
    }

    private static Stream<Quantity> all(
            List<Quantity> preconditions, List<Quantity> quantities, List<Reading> readings) {
        return Stream.of(
                        preconditions.stream(),
                        quantities.stream(),
                        readings.stream().flatMap(reading -> reading.quantities().stream()))
                .flatMap(part -> part);
    }

    /** The quantity or precondition of that name. */
    public Quantity quantity(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "claim " + id + " has no quantity " + name + ": it has " + String.join(", ", names())));
    }

    /** The size of that name at that scale. */
    public long size(Scale scale, String name) {
        Map<String, Long> ofScale = sizes.getOrDefault(scale, Map.of());
        Long size = ofScale.get(name);
        if (size == null) {
            throw new IllegalArgumentException("claim " + id + " has no size " + name + " at scale " + scale
                    + ": it has "
                    + (ofScale.isEmpty()
                            ? "none"
                            : String.join(
                                    ", ", ofScale.keySet().stream().sorted().toList())));
        }
        return size;
    }

    /** The smallest false-alarm level of one of {@code measurements} measurements of one of its quantities. */
    public double levelOf(int measurements) {
        if (measurements < 1) {
            throw new IllegalArgumentException(
                    "measurements = " + measurements + " is too small: at least 1 is needed");
        }
        return FALSE_ALARM / (names().size() * (double) measurements * looks);
    }

    /** What the paper has wrong, where it has something. */
    public Optional<Erratum> erratum() {
        return Optional.ofNullable(erratumOrNull);
    }

    /** Anything else a reader should know. */
    public Optional<String> note() {
        return Optional.ofNullable(noteOrNull);
    }

    private static Map<String, Object> withValues(Map<String, Object> setting) {
        setting.forEach((name, value) -> {
            if (value == null) {
                throw new IllegalArgumentException("setting " + name + " has no value: give one, or remove it");
            }
        });
        return Map.copyOf(setting);
    }

    private Optional<Quantity> find(String name) {
        return all(preconditions, quantities, readings)
                .filter(quantity -> quantity.name().equals(name))
                .findAny();
    }

    private List<String> names() {
        return Stream.concat(judgedQuantities().stream(), preconditions.stream())
                .map(Quantity::name)
                .toList();
    }
}
