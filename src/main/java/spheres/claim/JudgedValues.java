package spheres.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a claim file demands, as values: two files that differ in words, order or layout have the same. It reads files of
 * any age, so it asks for no grammar: quantities and the like are told apart by their names, wherever they stand.
 *
 * @param id of the claim
 * @param ranges by place: kind, holds, figure, level, reach, samples and existential of every quantity and precondition
 * @param expect by place: the expected verdict
 * @param sizes by scale and name
 */
record JudgedValues(
        String id,
        SortedMap<String, String> ranges,
        SortedMap<String, String> expect,
        SortedMap<String, String> sizes) {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Set<String> RANGES =
            Set.of("kind", "holds", "figure", "level", "reach", "samples", "existential");
    private static final String EXPECT = "expect";
    private static final String SIZES = "sizes";
    /** Words and settings: none of them says what is accepted. */
    private static final Set<String> NOT_JUDGED = Set.of("setting", "paper", "erratum", "note", "reason");

    JudgedValues {
        ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
        expect = Collections.unmodifiableSortedMap(new TreeMap<>(expect));
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
    }

    /** The values of a claim file's text; none if it is no mapping with an id. */
    static Optional<JudgedValues> of(String yaml) {
        JsonNode tree;
        try {
            tree = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!tree.path("id").isTextual()) {
            return Optional.empty();
        }
        SortedMap<String, String> ranges = new TreeMap<>();
        SortedMap<String, String> expect = new TreeMap<>();
        SortedMap<String, String> sizes = new TreeMap<>();
        collect(tree, "", ranges, expect);
        flatten(tree.path(SIZES), "", sizes);
        return Optional.of(new JudgedValues(tree.get("id").asText(), ranges, expect, sizes));
    }

    /** Twelve hexadecimal digits that change with any of the values. */
    String fingerprint() {
        try {
            byte[] text = (ranges + "\n" + expect + "\n" + sizes).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether a size is larger than it was: a size that is new was not raised. */
    boolean hasLargerSizesThan(JudgedValues before) {
        return sizes.entrySet().stream().anyMatch(size -> {
            String was = before.sizes.get(size.getKey());
            return was != null
                    && isNumber(was)
                    && isNumber(size.getValue())
                    && new BigDecimal(size.getValue()).compareTo(new BigDecimal(was)) > 0;
        });
    }

    private static void collect(
            JsonNode node, String place, SortedMap<String, String> ranges, SortedMap<String, String> expect) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), place + "/" + name(node.get(i), i), ranges, expect);
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String key = field.getKey();
                if (RANGES.contains(key)) {
                    flatten(field.getValue(), place + "/" + key, ranges);
                } else if (key.equals(EXPECT)) {
                    flatten(field.getValue(), place + "/" + key, expect);
                } else if (!NOT_JUDGED.contains(key) && !(key.equals(SIZES) && place.isEmpty())) {
                    collect(field.getValue(), place + "/" + key, ranges, expect);
                }
            }
        }
    }

    /** An entry of a list is known by its name, so that the order does not matter. */
    private static String name(JsonNode entry, int index) {
        return entry.path("name").asText(entry.path("id").asText(Integer.toString(index)));
    }

    private static void flatten(JsonNode node, String place, SortedMap<String, String> values) {
        if (node.isObject()) {
            node.properties().forEach(field -> flatten(field.getValue(), place + "/" + field.getKey(), values));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(node.get(i), place + "/" + i, values);
            }
        } else if (!node.isMissingNode() && !node.isNull()) {
            values.put(place, canonical(node.asText()));
        }
    }

    /** 1e-7, 1.0e-7 and 0.0000001 are one number. */
    private static String canonical(String text) {
        return isNumber(text) ? new BigDecimal(text).stripTrailingZeros().toString() : text;
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");
    }
}
