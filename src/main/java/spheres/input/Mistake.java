package spheres.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import java.util.Objects;
import java.util.stream.Collectors;

/** What Jackson could not read, for the reader of the file: where, as a JSON pointer, and why. */
public final class Mistake {
    private Mistake() {}

    /** The JSON pointer of the value that could not be read, "" for the whole. */
    public static String pointer(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                        .collect(Collectors.joining())
                : "";
    }

    /** A JSON pointer as a field's name: {@code quantities[0].kind}. */
    public static String field(String pointer) {
        return pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.').replaceFirst("^\\.", "");
    }

    /** Our own message where one of our constructors refused the value, otherwise Jackson's. */
    public static String reason(JsonProcessingException e) {
        if (e instanceof InvalidNullException) {
            return "is missing";
        }
        if (e instanceof JsonMappingException && e.getCause() instanceof IllegalArgumentException refusal) {
            return Objects.toString(refusal.getMessage());
        }
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        return message.startsWith("Trailing token") ? "more than one document: leave one" : message;
    }
}
