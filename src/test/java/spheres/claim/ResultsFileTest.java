package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static spheres.claim.ExampleClaim.claim;
import static spheres.claim.ExampleClaim.measured;
import static spheres.claim.ExampleClaim.quantity;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResultsFileTest {
    private static final String ANEW = "write it anew with 'mvn verify'";

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Results results = everyKind();
        Path file = folder.resolve("new").resolve("results.json");

        ResultsFile.write(results, file);

        assertThat(ResultsFile.read(file)).isEqualTo(results);
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.writing");
    }

    @Test
    void resultsOfEqualRunsAreEqualFiles() throws IOException {
        Path one = folder.resolve("one.json");
        Path two = folder.resolve("two.json");
        ResultsFile.write(with(Map.of("b", "1", "a", "2", "c", "3")), one);
        ResultsFile.write(with(new java.util.TreeMap<>(Map.of("c", "3", "a", "2", "b", "1"))), two);

        assertThat(one).hasSameTextualContentAs(two);
    }

    @Test
    void resultsThatCannotBeWrittenLeaveTheOldFileWhole() throws IOException {
        Path file = folder.resolve("results.json");
        ResultsFile.write(everyKind(), file);
        Results unwritable = new Results(
                Results.SCHEMA,
                ExampleClaim.WHEN,
                Scale.QUICK,
                1,
                "unknown",
                Map.of(),
                List.of(),
                Map.of("plot", new Object()));

        assertThatExceptionOfType(JsonMappingException.class).isThrownBy(() -> ResultsFile.write(unwritable, file));

        assertThat(ResultsFile.read(file)).isEqualTo(everyKind());
        assertThat(folder).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.writing");
    }

    @Test
    void valueThatIsNoJsonIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ResultsFile.json(Map.of("plot", new Unwritable())))
                .withMessage("can't be written as JSON: {plot=a thing}");
    }

    static Stream<Arguments> formsAndTheirMessages() {
        return Stream.of(
                Arguments.of("\"schema\" : 3", "\"schema\" : 1", ": schema = 1 is not 3: "),
                Arguments.of("\"schema\" : 3,", "", ": schema = nothing is not 3: "),
                Arguments.of("\"schema\" : 3", "\"schema\" : \"3\"", ": schema = \"3\" is not 3: "),
                Arguments.of("\"schema\" : 3", "\"schema\" : 3.5", ": schema = 3.5 is not 3: "),
                Arguments.of(
                        "\"verdict\" : \"reproduced\"",
                        "\"verdict\" : \"maybe\"",
                        ": not results: field claims[0].verdict: verdict = maybe is not one of refuted, inconclusive, depends, deviates, reproduced, not_run; "),
                Arguments.of(
                        "\"verdict\" : \"reproduced\"",
                        "\"verdict\" : null",
                        ": not results: field claims[0].verdict: is missing; "),
                Arguments.of(
                        "\"verdict\" : \"reproduced\",", "", ": not results: field claims[0].verdict: is missing; "),
                Arguments.of("\"when\" : \"2026-01-31T12:00:00Z\",", "", ": not results: field when: is missing; "),
                Arguments.of(
                        "\"when\" : \"2026-01-31T12:00:00Z\"",
                        "\"when\" : \"today\"",
                        ": not results: when = today is not an instant such as 2026-01-31T12:00:00Z; "),
                Arguments.of("\"seed\" : 1801,", "", ": not results: field seed: is missing; "),
                Arguments.of("\"commit\" : \"unknown\",", "", ": not results: field commit: is missing; "),
                Arguments.of(
                        "\"scale\" : \"quick\"",
                        "\"scale\" : \"fast\"",
                        ": not results: field scale: scale = fast is not one of quick, paper; "),
                Arguments.of("\"commit\"", "\"comit\"", ": not results: field commit: is missing; "),
                Arguments.of(
                        "\"min\" : 4.0",
                        "\"min\" : 7.0",
                        ": not results: field claims[0].claim.quantities[0].figure: range [7.0, 6.0] is empty: choose min <= max; "),
                Arguments.of(
                        "\"kind\" : \"exact\"",
                        "\"kind\" : \"guess\"",
                        ": not results: field claims[0].measurements[0].observed: Could not resolve type id 'guess' as a subtype of `spheres.claim.Observation`: known type ids = [absence, bound, estimate, exact, excess, run, runs, search] (for POJO property 'observed'); "),
                Arguments.of(
                        "\"claims\" : [ {", "\"claims\" : [ null, {", ": not results: field claims[0]: is missing; "));
    }

    @ParameterizedTest
    @MethodSource("formsAndTheirMessages")
    void fileOfAnotherFormIsRefusedWithTheField(String right, String wrong, String message) throws IOException {
        Path file = folder.resolve("results.json");
        ResultsFile.write(
                ExampleClaim.results(
                        Results.ClaimResult.judged(claim("c", Verdict.REPRODUCED), List.of(ExampleClaim.mean(5)), 1)),
                file);
        String text = Files.readString(file);
        assertThat(text).contains(right);
        Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(right), wrong));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultsFile.read(file))
                .withMessage(file + message + ANEW);
    }

    @Test
    void truncatedFileIsRefusedWithItsLine() throws IOException {
        Path file = folder.resolve("results.json");
        ResultsFile.write(everyKind(), file);
        String text = Files.readString(file);
        int line = 40;
        Files.writeString(file, String.join("\n", text.lines().limit(line).toList()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultsFile.read(file))
                .withMessageStartingWith(file + ":" + line + ": not results: Unexpected end-of-input")
                .withMessageEndingWith("; " + ANEW);
    }

    @ParameterizedTest
    @CsvSource({"''", "[]", "null", "7", "'\"schema\"'"})
    void fileThatIsNoObjectIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("results.json"), text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultsFile.read(file))
                .withMessage(file + ": not results: a JSON object is needed; " + ANEW);
    }

    @Test
    void secondObjectInTheFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("results.json"), "{\"schema\": 1} {}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultsFile.read(file))
                .withMessage(file + ": not results: more than one document: leave one; " + ANEW);
    }

    @Test
    void fileThatIsNoJsonIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("results.json"), "{\n  schema: 1}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultsFile.read(file))
                .withMessage(
                        file + ":2: not results: Unexpected character ('s' (code 115)): was expecting double-quote to"
                                + " start field name; " + ANEW);
    }

    @Test
    void binaryFileIsRefused() throws IOException {
        Path file = folder.resolve("results.json");
        Files.write(file, new byte[] {0, 0, (byte) 0xfe, (byte) 0xff, 1, 2, 3, 4});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultsFile.read(file))
                .withMessage(file + ": not results: not UTF-8 text; " + ANEW);
    }

    @Test
    void missingFileIsNamed() {
        Path file = folder.resolve("missing.json");

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> ResultsFile.read(file))
                .withMessage(file + " does not exist: 'mvn verify' writes target/claims/results.json");
    }

    /** One claim of each kind of measurement, with infinities wherever they are legal, a fault and one not run. */
    private static Results everyKind() {
        Range range = new Range(0.5, Double.POSITIVE_INFINITY);
        Claim claim = claim(
                "every-kind",
                Verdict.REFUTED,
                List.of(
                        quantity("estimate", Kind.ESTIMATE, range, null),
                        quantity("exact", Kind.EXACT, null, new Range(Double.NEGATIVE_INFINITY, 1e-300)),
                        quantity("bound", Kind.BOUND, null, null),
                        new Quantity("absence", Kind.ABSENCE, "w", null, range, null, "r", 10_000_000, 0, 0, false),
                        new Quantity("search", Kind.SEARCH, "w", null, null, null, "r", 0, 1e-9, 0, false),
                        quantity("runs", Kind.RUNS, range, null),
                        quantity("run", Kind.RUNS, range, null),
                        new Quantity("excess", Kind.EXCESS, "w", null, null, null, "r", 0, 0.1, 0, false)),
                List.of(quantity("needed", Kind.EXACT, range, null)));
        return new Results(
                Results.SCHEMA,
                ExampleClaim.WHEN,
                Scale.PAPER,
                Long.MIN_VALUE,
                "0123abc",
                Map.of("cores", "2", "java", "17"),
                List.of(
                        Results.ClaimResult.judged(
                                claim,
                                List.of(
                                        measured("needed", new Observation.Exact(1, 0)),
                                        measured(
                                                "estimate",
                                                new Observation.Estimate(
                                                        1,
                                                        Double.NEGATIVE_INFINITY,
                                                        Double.POSITIVE_INFINITY,
                                                        1 - 1e-6)),
                                        measured("exact", new Observation.Exact(Double.NEGATIVE_INFINITY, 1e-300)),
                                        measured("bound", new Observation.Bound(0, 1, 2, Double.POSITIVE_INFINITY, 1)),
                                        measured("absence", new Observation.Absence(1e-20, 0, 1e-19, 1)),
                                        measured("search", new Observation.Search(10, 0, 20, 19, 1e-10)),
                                        measured("runs", new Observation.Runs(List.of(0.1, 0.2, 0.3))),
                                        measured("run", new Observation.OneRun(0.1, 0, 0.2, 1 - 1e-7)),
                                        measured("excess", new Observation.Excess(-1, 5, 0.01, 1 - 1e-5 / 9))),
                                null,
                                1.25,
                                List.of("a-network"),
                                Map.of("other", 2.5)),
                        Results.ClaimResult.judged(readings(), List.of(ExampleClaim.mean(5)), 1),
                        Results.ClaimResult.faulty(
                                claim("broken", Verdict.REPRODUCED), "a fault", List.of(ExampleClaim.mean(5)), 2),
                        Results.ClaimResult.notRun(claim("waiting", Verdict.DEVIATES))),
                Map.of("plot", List.of(Map.of("x", 1, "y", 2.5))));
    }

    private static Claim readings() {
        return claim(
                "readings",
                Verdict.REPRODUCED,
                List.of(ExampleClaim.MEAN),
                new Reading("one", "One way.", List.of(), Verdict.REPRODUCED),
                new Reading("other", "Another way.", List.of(), Verdict.REPRODUCED));
    }

    private static Results with(Map<String, String> environment) {
        return new Results(
                Results.SCHEMA, ExampleClaim.WHEN, Scale.QUICK, 1, "unknown", environment, List.of(), Map.of());
    }

    /** Jackson finds no property to write. */
    private static final class Unwritable {
        @Override
        public String toString() {
            return "a thing";
        }
    }
}
