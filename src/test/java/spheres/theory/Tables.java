package spheres.theory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Percentage;

/** Reference tables beside the tests: comma-separated, comments with the recipe, one line of column names. */
final class Tables {
    private Tables() {}

    static List<String[]> rows(String name) {
        try (var in = Objects.requireNonNull(Tables.class.getResourceAsStream(name), name);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertClose(String what, double actual, double expected, double relative) {
        Assertions.assertThat(actual)
                .as("%s, to %s relative", what, relative)
                .isCloseTo(expected, Percentage.withPercentage(100 * relative));
    }
}
