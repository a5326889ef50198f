package spheres.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictTest {
    @TempDir
    private Path folder;

    enum Colour {
        RED,
        BLUE
    }

    record Part(
            double size,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean odd) {
        Part {
            if (size < 0) {
                throw new IllegalArgumentException("size = " + size + " is not in [0, Infinity)");
            }
        }
    }

    record Whole(
            String name,
            long steps,
            Colour colour,
            List<Integer> widths,
            Part part,
            @Nullable Integer threads) {}

    private static final String RIGHT = "{name: a, steps: 3, colour: RED, widths: [1, 2], part: {size: 1}}";

    @Test
    void onlyWhatIsNullableOrLeftOutInWritingMayBeMissing() {
        assertThat(Strict.value(Strict.yaml(RIGHT), Whole.class))
                .isEqualTo(new Whole("a", 3, Colour.RED, List.of(1, 2), new Part(1, false), null));
        assertThat(Strict.value(Strict.json("{\"size\": 2, \"odd\": true}"), Part.class))
                .isEqualTo(new Part(2, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: a, |  | field name is missing",
                "name: a | name: null | field name is null: give a value",
                "name: a | name: [5] | field name = [5] is no text",
                "steps: 3, |  | field steps is missing",
                "steps: 3 | steps: null | field steps is null: give a value",
                "steps: 3 | steps: 20.7 | field steps = 20.7 is no whole number in [-9223372036854775808, 9223372036854775807]",
                "steps: 3 | steps: '3' | field steps = \"3\" is no whole number in [-9223372036854775808, 9223372036854775807]",
                "steps: 3 | steps: 0100000 | field steps = 0100000 is 32768 in YAML: write it in decimal digits, without leading zeros, sign or underscores",
                "steps: 3 | steps: 1_000 | field steps = 1_000 is 1000 in YAML: write it in decimal digits, without leading zeros, sign or underscores",
                "steps: 3 | steps: 3, stepps: 3 | field stepps is unknown: legal here are colour, name, part, steps, threads, widths",
                "colour: RED | colour: red | field colour = \"red\" is not one of RED, BLUE",
                "colour: RED | colour: 1 | field colour = 1 is not one of RED, BLUE",
                "[1, 2] | [1, null] | field widths[1] is null: give a value",
                "[1, 2] | [1, 2.5] | field widths[1] = 2.5 is no whole number in [-2147483648, 2147483647]",
                "[1, 2] | 1 | field widths = 1 is no list",
                "{size: 1} | null | field part is null: give a value",
                "{size: 1} | {} | field part.size is missing",
                "{size: 1} | [1] | field part = [1] is no mapping of fields",
                "{size: 1} | {size: -1} | field part: size = -1.0 is not in [0, Infinity)",
                "{size: 1} | {size: 1e1000} | field part.size = 1e1000 is no finite number of double precision: give one, or leave the field out",
                "{size: 1} | {size: yes} | field part.size = true is no number",
                "{size: 1} | {size: 1, odd: 1} | field part.odd = 1 is neither true nor false",
                "name: a | name: &x a, threads: *x | field threads = *x is an alias, which is not followed here: write the value out"
            })
    void mistakeIsNamedWithItsFieldValueAndWhatIsLegal(String right, String wrong, String message) {
        assertThat(RIGHT).contains(right);
        String text = RIGHT.replace(right, wrong == null ? "" : wrong);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strict.value(Strict.yaml(text), Whole.class))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | it is null: a mapping of fields is needed",
                "'' | it is empty: a mapping of fields is needed",
                "[] | the whole = [] is no mapping of fields",
                "{\"size\": 1e1000} | field size = Infinity is no finite number of double precision: give one, or leave the field out"
            })
    void wholeThatIsNoRecordIsRefused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strict.value(Strict.json(text), Part.class))
                .withMessageStartingWith(message.startsWith("field size") ? "field size = " : message);
    }

    @Test
    void whatIsNotJsonOrYamlSaysWhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strict.json("{\n\"a\": 1,\n\"a\": 2}"))
                .withMessage("not JSON: line 3: Duplicate field 'a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strict.json("[".repeat(200_000)))
                .withMessageStartingWith("not JSON: ")
                .withMessageContaining("nesting depth (1001)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strict.yaml("a: [1"))
                .withMessageStartingWith("not YAML: ");
    }

    @Test
    void fileThatIsNoTextOrEndlessIsRefusedBeforeItIsRead() throws IOException {
        Path none = folder.resolve("none.json");
        assertThatIOException().isThrownBy(() -> Strict.text(none)).withMessage(none + " does not exist or is no file");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
        assertThatIOException().isThrownBy(() -> Strict.text(binary)).withMessage(binary + " is no UTF-8 text");
        Path huge = folder.resolve("huge");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(1L << 31);
        }
        assertThatIOException()
                .isThrownBy(() -> Strict.text(huge))
                .withMessage(huge + " has 2147483648 bytes, which is not in [0, 67108864]");
    }
}
