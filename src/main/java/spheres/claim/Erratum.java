package spheres.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the paper is wrong, or says too little. Either what is right is given, where it can be calculated, or what was found, where it
 * was trained: on how many networks, under which settings.
 *
 * @param printed what stands in the paper
 * @param correctOrNull what is right
 * @param foundOrNull what was found
 * @param known how that is known
 * @param numbers where the figures in it come from: the text as it stands in {@code correct}, {@code found} or {@code known}, by
 *     the measured quantity that it is of, or {@code quantity/detail} for what a measurement of it has beside; empty where none
 *     is stated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Erratum(
        String printed,

        @JsonProperty("correct") @JsonSetter(nulls = Nulls.SET) @Nullable
        String correctOrNull,

        @JsonProperty("found") @JsonSetter(nulls = Nulls.SET) @Nullable
        String foundOrNull,

        String known,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        Map<String, String> numbers) {

    public Erratum {
        numbers = Map.copyOf(numbers);
        if ((correctOrNull == null) == (foundOrNull == null)) {
            throw new IllegalArgumentException(
                    "erratum: give either correct, for what is calculated, or found, for what" + " is trained");
        }
    }

    /** An erratum that does not say where its figures come from. */
    public Erratum(String printed, @Nullable String correct, @Nullable String found, String known) {
        this(printed, correct, found, known, Map.of());
    }

    /** What the erratum sets against the print. */
    public String instead() {
        return correctOrNull != null ? correctOrNull : Objects.requireNonNull(foundOrNull);
    }

    /** How that is introduced: "Right" or "Found". */
    public String heading() {
        return correctOrNull != null ? "Right" : "Found";
    }
}
