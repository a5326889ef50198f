package spheres.input;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads records from JSON and YAML so that nothing is guessed: a component of a record may be left out only where it is {@code
 * @Nullable}, or is left out when it is written ({@code @JsonInclude}); a null anywhere else, an unknown field, 20.7 for a whole
 * number, "20" for a number, and what YAML reads as something else than it looks like are refused.
 *
 * <p>What is refused is an {@link IllegalArgumentException} that begins with the field: {@code field adam.beta1 is missing}.
 */
public final class Strict {
    private static final long LONGEST_FILE = 1L << 26;
    private static final int LONGEST_SHOWN = 60;
    private static final Pattern PLAIN_WHOLE = Pattern.compile("-?(0|[1-9]\\d*)");
    private static final Pattern KNOWN_KINDS = Pattern.compile("known type ids = \\[(.*?)]");
    private static final Pattern KIND = Pattern.compile("missing type id property '(\\w+)'");

    private static final ObjectMapper JSON =
            strict(JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION));
    private static final ObjectMapper YAML =
            strict(YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION));

    private Strict() {}

    private static ObjectMapper strict(MapperBuilder<?, ?> builder) {
        return builder.enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
                .annotationIntrospector(
                        AnnotationIntrospectorPair.pair(new LeftOut(), new JacksonAnnotationIntrospector()))
                .build();
    }

    /** Which components of records may be missing. */
    private static final class LeftOut extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JsonSetter.Value findSetterInfo(Annotated annotated) {
            return annotated instanceof AnnotatedParameter parameter && mayBeLeftOut(parameter)
                    ? JsonSetter.Value.construct(Nulls.SET, Nulls.FAIL)
                    : JsonSetter.Value.empty();
        }

        private static boolean mayBeLeftOut(AnnotatedParameter parameter) {
            RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
            if (components == null || components.length != parameter.getOwner().getParameterCount()) {
                return false;
            }
            RecordComponent component = components[parameter.getIndex()];
            return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    || component.getAccessor().isAnnotationPresent(JsonInclude.class);
        }
    }

    /**
     * The text of a file that a person wrote.
     *
     * @throws IOException if it is no file, can't be read, is longer than 64 MB or no UTF-8 text; says which
     */
    public static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + " does not exist or is no file");
        }
        long size = Files.size(file);
        if (size > LONGEST_FILE) {
            throw new IOException(file + " has " + size + " bytes, which is not in [0, " + LONGEST_FILE + "]");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is no UTF-8 text", e);
        }
    }

    /** One JSON value. */
    public static JsonNode json(String text) {
        try {
            return finite("", Objects.requireNonNull(JSON.readTree(text)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + at(e) + Mistake.reason(e), e);
        }
    }

    /** One YAML document. */
    public static JsonNode yaml(String text) {
        try (YAMLParser parser = (YAMLParser) YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                Optional<String> misread = misread(parser);
                if (misread.isPresent()) {
                    throw new IllegalArgumentException(
                            field(parser.getParsingContext().pathAsPointer().toString()) + misread.get());
                }
            }
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not YAML: " + at(e) + Mistake.reason(e), e);
        } catch (IOException e) {
            throw new IllegalStateException("text in memory can't be read", e);
        }
    }

    /** Why the parser's current token is not what it looks like, with its value first; empty where it is. */
    public static Optional<String> misread(YAMLParser parser) throws IOException {
        if (parser.isCurrentAlias()) {
            return Optional.of(
                    " = *" + parser.getText() + " is an alias, which is not followed here: write the value out");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT
                && !PLAIN_WHOLE.matcher(parser.getText()).matches()) {
            return Optional.of(" = " + parser.getText() + " is " + parser.getNumberValue()
                    + " in YAML: write it in decimal digits, without leading zeros, sign or underscores");
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(parser.getDoubleValue())) {
            return Optional.of(" = " + parser.getText() + NOT_FINITE);
        }
        return Optional.empty();
    }

    private static final String NOT_FINITE =
            " is no finite number of double precision: give one, or leave the field out";

    private static JsonNode finite(String pointer, JsonNode node) {
        if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
            throw new IllegalArgumentException(field(pointer) + " = " + node + NOT_FINITE);
        }
        node.properties().forEach(entry -> finite(pointer + "/" + entry.getKey(), entry.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            finite(pointer + "/" + i, node.get(i));
        }
        return node;
    }

    /** The record that a tree of either form describes. */
    public static <T> T value(JsonNode tree, Class<T> type) {
        if (tree.isMissingNode() || tree.isNull()) {
            throw new IllegalArgumentException(
                    "it is " + (tree.isNull() ? "null" : "empty") + ": a mapping of fields is needed");
        }
        try {
            return Objects.requireNonNull(JSON.treeToValue(tree, type));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(describe(e, tree), e);
        }
    }

    private static String describe(JsonProcessingException e, JsonNode tree) {
        String pointer = Mistake.pointer(e);
        String field = field(pointer);
        if (e.getCause() instanceof IllegalArgumentException refusal) {
            return (pointer.isEmpty() ? "" : field + ": ") + refusal.getMessage();
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return field + " is unknown: legal here are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (e instanceof InvalidTypeIdException kind) {
            Matcher missing = KIND.matcher(kind.getOriginalMessage());
            if (missing.find()) {
                return field(pointer + "/" + missing.group(1)) + " is missing";
            }
            Matcher known = KNOWN_KINDS.matcher(kind.getOriginalMessage());
            return field + " = " + shown(tree.at(pointer)) + " is of the unknown kind \"" + kind.getTypeId() + "\""
                    + (known.find() ? ": legal are " + known.group(1) : "");
        }
        if (tree.at(pointer).isMissingNode() || e instanceof InvalidNullException) {
            return field + (tree.at(pointer).isNull() ? " is null: give a value" : " is missing");
        }
        if (e instanceof MismatchedInputException mismatched && mismatched.getTargetType() != null) {
            return field + " = " + shown(tree.at(pointer)) + " is " + no(mismatched.getTargetType());
        }
        return field + " = " + shown(tree.at(pointer)) + ": " + Mistake.reason(e);
    }

    private static String no(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return "no whole number in [-2147483648, 2147483647]";
        }
        if (type == long.class || type == Long.class) {
            return "no whole number in [-9223372036854775808, 9223372036854775807]";
        }
        if (type == double.class || type == Double.class) {
            return "no number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "neither true nor false";
        }
        if (type.isEnum()) {
            return "not one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(one -> JSON.valueToTree(one).asText())
                            .collect(Collectors.joining(", "));
        }
        if (type == String.class) {
            return "no text";
        }
        return Iterable.class.isAssignableFrom(type) || type.isArray() ? "no list" : "no mapping of fields";
    }

    private static String field(String pointer) {
        String name = Mistake.field(pointer);
        return name.isEmpty() ? "the whole" : "field " + name;
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
    }
}
