package spheres.claim;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.serialization.JsonNodeReader;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All claims of the paper, read from one YAML file each and checked against {@code schema.json} beside them. */
public final class ClaimRegistry {
    private static final String SUFFIX = ".yaml";
    private static final JsonNodeReader YAML =
            JsonNodeReader.builder().locationAware().build();
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
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

    private static List<Path> claimFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static JsonSchema schema(Path file) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(file));
    }

    private static @Nullable Claim readFile(Path file, JsonSchema schema, List<String> mistakes) throws IOException {
        JsonNode tree;
        try {
            tree = YAML.readTree(Files.readString(file), InputFormat.YAML);
        } catch (JsonProcessingException e) {
            mistakes.add(at(file, e.getLocation()) + ": not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
            return null;
        }
        if (tree == null || !tree.isObject()) {
            mistakes.add(file + ":1: not a claim: a mapping with id, section, statement, ... is needed");
            return null;
        }
        List<ValidationMessage> violations = schema.validate(tree).stream()
                .sorted(Comparator.comparing(ValidationMessage::getMessage))
                .toList();
        for (ValidationMessage violation : violations) {
            mistakes.add(at(file, JsonNodes.tokenLocationOf(violation.getInstanceNode())) + ": "
                    + violation.getMessage().replaceFirst("^\\$\\.?", "field "));
        }
        if (!violations.isEmpty()) {
            return null;
        }
        try {
            Claim claim = MAPPER.treeToValue(tree, Claim.class);
            if (!file.getFileName().toString().equals(claim.id() + SUFFIX)) {
                mistakes.add(file + ":1: field id: " + claim.id() + " is not the file's name: both must agree");
            }
            return claim;
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            mistakes.add(file + ":1: " + cause.getMessage());
            return null;
        }
    }

    private static String at(Path file, @Nullable JsonLocation location) {
        return file + ":" + (location == null ? 1 : Math.max(1, location.getLineNr()));
    }
}
