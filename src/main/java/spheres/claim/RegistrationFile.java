package spheres.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import spheres.input.Mistake;

/** Reads and writes {@value #NAME} beside the claim files, a line each claim: what git knows, for those who have no git. */
public final class RegistrationFile {
    /** Its name. */
    public static final String NAME = "registration.json";

    private static final String ANEW = "write it anew with \"claims registration --write\"";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RegistrationFile() {}

    /**
     * The registration in a folder of claims; none where there is no file.
     *
     * @throws IllegalArgumentException if the file is not of the form that this version writes
     */
    public static Optional<Registration> read(Path claims) throws IOException {
        Path file = claims.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), Registration.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": not a registration: " + Mistake.reason(e) + "; " + ANEW, e);
        }
    }

    /** Writes the file. */
    public static void write(Registration registration, Path claims) throws IOException {
        Files.writeString(claims.resolve(NAME), text(registration));
    }

    /** The claims of a folder whose ranges, expected verdict or sizes are not those of the registration; needs no git. */
    public static List<String> changedSince(Registration registration, Path claims) throws IOException {
        try (var files = Files.list(claims)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .map(file -> JudgedValues.of(text(file)))
                    .flatMap(Optional::stream)
                    .filter(values -> registration
                            .find(values.id())
                            .filter(entry -> entry.fingerprint().equals(values.fingerprint()))
                            .isEmpty())
                    .map(JudgedValues::id)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(file + " can't be read", e);
        }
    }

    private static String text(Registration registration) throws JsonProcessingException {
        return "{\"evidence\": " + JSON.writeValueAsString(registration.evidence()) + ",\n\"claims\": "
                + lines(registration.claims()) + ",\n\"removed\": " + lines(registration.removed())
                + ",\n\"lost\": " + lines(registration.lost()) + "}\n";
    }

    private static String lines(List<?> values) throws JsonProcessingException {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "\n" : ",\n").append(JSON.writeValueAsString(values.get(i)));
        }
        return text.append(values.isEmpty() ? "]" : "\n]").toString();
    }
}
