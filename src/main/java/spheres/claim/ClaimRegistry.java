package spheres.claim;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import spheres.input.Mistake;
import spheres.input.Strict;

/** All claims of the paper, read from one YAML file each and checked against {@code schema.json} beside them. */
public final class ClaimRegistry {
    private static final String SUFFIX = ".yaml";
    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    // The root locale, so that messages don't depend on the machine's language.
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ROOT)
            .build();

    private final Map<String, Claim> claims;

    private ClaimRegistry(Map<String, Claim> claims) {
        this.claims = Collections.unmodifiableMap(claims);
    }

    /**
     * Reads all claim files of a folder.
     *
     * @param folder with one {@code <id>.yaml} a claim, and {@code schema.json}
     * @throws ClaimFileException naming every mistake in every file
     * @throws IOException if the folder or a file can't be read
     */
    public static ClaimRegistry read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + " is no folder of claim files: run from the project's top folder"
                    + " or give the folder with --claims");
        }
        JsonSchema schema = schema(folder.resolve("schema.json"));
        List<String> mistakes = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        for (Path file : claimFiles(folder)) {
            Claim claim = readFile(file, schema, mistakes);
            if (claim != null) {
                claims.add(claim);
            }
        }
        if (mistakes.isEmpty() && claims.isEmpty()) {
            mistakes.add(folder + ": no claim file (*" + SUFFIX + ") in this folder");
        }
        if (!mistakes.isEmpty()) {
            throw new ClaimFileException(String.join(System.lineSeparator(), mistakes));
        }
        claims.sort(Comparator.comparing(Claim::section).thenComparing(Claim::id));
        Map<String, Claim> byId = new LinkedHashMap<>();
        claims.forEach(claim -> byId.put(claim.id(), claim));
        return new ClaimRegistry(byId);
    }

    /** All claims, in the order of the paper's sections. */
    public Collection<Claim> claims() {
        return claims.values();
    }

    /**
     * The claim of that id.
     *
     * @throws IllegalArgumentException if there is none, naming those with a similar id
     */
    public Claim claim(String id) {
        Claim claim = claims.get(id);
        if (claim == null) {
            String prefix = id.contains("-") ? id.substring(0, id.indexOf('-')) : id;
            List<String> similar = claims.keySet().stream()
                    .filter(known -> known.startsWith(prefix))
                    .toList();
            throw new IllegalArgumentException("claim " + id + " is unknown: "
                    + (similar.isEmpty()
                            ? "'claims list' lists all " + claims.size()
                            : "known are " + String.join(", ", similar)));
        }
        return claim;
    }

    /** What stands beside the claim files and is none. */
    private static final String MULTIVERSE = "multiverse.yaml";

    private static List<Path> claimFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml") && !file.endsWith(MULTIVERSE))
                    .sorted()
                    .toList();
        }
    }

    private static JsonSchema schema(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file + " does not exist: the grammar of the claim files stands beside them");
        }
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(MAPPER.readTree(file.toFile()), CONFIG);
        } catch (JsonProcessingException | JsonSchemaException e) {
            throw new ClaimFileException(file + ": not a JSON schema: "
                    + Objects.toString(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static @Nullable Claim readFile(Path file, JsonSchema schema, List<String> mistakes) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int undecodable = text.indexOf('\uFFFD');
        if (undecodable >= 0) {
            long line =
                    1 + text.chars().limit(undecodable).filter(c -> c == '\n').count();
            mistakes.add(file + ":" + line + ": not UTF-8 text");
            return null;
        }
        Map<String, Integer> lines = new HashMap<>();
        JsonNode tree;
        List<String> misread = new ArrayList<>();
        try {
            tree = MAPPER.readTree(text);
            readLines(text, lines, misread);
        } catch (JsonProcessingException e) {
            mistakes.add(file + ":" + notYaml(e));
            return null;
        }
        if (!tree.isObject()) {
            mistakes.add(file + ":1: not a claim: a mapping with id, section, statement, ... is needed");
            return null;
        }
        if (!misread.isEmpty()) {
            misread.forEach(mistake -> mistakes.add(file + ":" + mistake));
            return null;
        }
        List<ValidationMessage> violations = schema.validate(tree).stream()
                .sorted(Comparator.comparing((ValidationMessage violation) -> line(pointer(violation), lines))
                        .thenComparing(ValidationMessage::getMessage))
                .toList();
        for (ValidationMessage violation : violations) {
            String pointer = pointer(violation);
            mistakes.add(file + ":" + line(pointer, lines) + ": field " + Mistake.field(pointer)
                    + describe(violation, schema));
        }
        if (!violations.isEmpty()) {
            return null;
        }
        try {
            Claim claim = MAPPER.treeToValue(tree, Claim.class);
            if (!file.getFileName().toString().equals(claim.id() + SUFFIX)) {
                mistakes.add(file + ":" + line("/id", lines) + ": field id = \"" + claim.id()
                        + "\": the file must be named " + claim.id() + SUFFIX);
            }
            return claim;
        } catch (JsonProcessingException e) {
            String pointer = Mistake.pointer(e);
            mistakes.add(file + ":" + line(pointer, lines) + ": "
                    + (pointer.isEmpty() ? "" : "field " + Mistake.field(pointer) + ": ") + Mistake.reason(e));
            return null;
        }
    }

    /** The line of each field, by its JSON pointer, and the fields whose values are not what they look like. */
    private static void readLines(String text, Map<String, Integer> lines, List<String> misread)
            throws JsonProcessingException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                String pointer = parser.getParsingContext().pathAsPointer().toString();
                int line = parser.currentTokenLocation().getLineNr();
                lines.putIfAbsent(pointer, line);
                Strict.misread((YAMLParser) parser)
                        .ifPresent(why -> misread.add(line + ": field " + Mistake.field(pointer) + why));
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line of a field; where it is missing, that of what it is missing from. */
    private static int line(String pointer, Map<String, Integer> lines) {
        Integer line = lines.get(pointer);
        return line != null
                ? line
                : pointer.isEmpty() ? 1 : line(pointer.substring(0, pointer.lastIndexOf('/')), lines);
    }

    private static String pointer(ValidationMessage violation) {
        String at = violation.getInstanceLocation().toString();
        return violation.getProperty() == null ? at : at + "/" + violation.getProperty();
    }

    private static String notYaml(JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return marked.getProblemMark().getLine() + 1 + ": not YAML: " + marked.getProblem();
        }
        int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        return line + ": not YAML: " + Mistake.reason(e);
    }

    private static String describe(ValidationMessage violation, JsonSchema schema) {
        JsonNode value = violation.getInstanceNode();
        String message = violation.getMessage();
        return switch (violation.getType()) {
            case "required" -> " is missing";
            case "additionalProperties" -> " is unknown: legal here are " + legal(violation, schema);
            default -> (value.isValueNode() ? " = " + value : "") + message.substring(message.indexOf(": "));
        };
    }

    /** The names of the properties beside the schema's {@code additionalProperties} that a field violates. */
    private static String legal(ValidationMessage violation, JsonSchema schema) {
        String keyword = violation.getSchemaLocation().getFragment().toString();
        JsonNode names = schema.getSchemaNode().at(keyword.replaceFirst("additionalProperties$", "properties"));
        return String.join(", ", (Iterable<String>) names::fieldNames);
    }
}
