package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimRegistryTest {
    private static final String GOOD = ExampleClaim.yaml("example-one", "reproduced");

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    @Test
    void claimFileIsReadWhole() throws IOException {
        ExampleClaim.write(folder, "example-one", GOOD + "note: A note.\n");

        Claim claim = ClaimRegistry.read(folder).claim("example-one");

        assertThat(claim.quantities()).containsExactly(ExampleClaim.MEAN);
        assertThat(claim.setting()).containsEntry("dimension", 500).containsEntry("outerRadius", 1.3);
        assertThat(claim.size(Scale.PAPER, "samples")).isEqualTo(1000);
        assertThat(claim.expect()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.note()).contains("A note.");
        assertThat(claim.statement()).isEqualTo("The mean of the example is five.");
    }

    @Test
    void claimsStandInTheOrderOfSectionsThenIds() throws IOException {
        ExampleClaim.write(
                folder, "a", ExampleClaim.yaml("a", "reproduced").replace("section: \"2\"", "section: \"4\""));
        ExampleClaim.write(folder, "c", ExampleClaim.yaml("c", "reproduced"));
        ExampleClaim.write(folder, "b", ExampleClaim.yaml("b", "reproduced"));

        assertThat(ClaimRegistry.read(folder).claims()).extracting(Claim::id).containsExactly("b", "c", "a");
    }

    @Test
    void unknownIdIsRefusedWithSimilarOnes() throws IOException {
        ExampleClaim.write(folder, "quad-a", ExampleClaim.yaml("quad-a", "reproduced"));
        ExampleClaim.write(folder, "quad-b", ExampleClaim.yaml("quad-b", "reproduced"));
        ExampleClaim.write(folder, "relu", ExampleClaim.yaml("relu", "reproduced"));
        ClaimRegistry registry = ClaimRegistry.read(folder);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.claim("quad-c"))
                .withMessage("claim quad-c is unknown: known are quad-a, quad-b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.claim("relu2"))
                .withMessage("claim relu2 is unknown: 'claims list' lists all 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.claim("rel"))
                .withMessage("claim rel is unknown: known are relu");
    }

    static Stream<Arguments> mistakesAndTheirMessages() {
        return Stream.of(
                // a missing field
                Arguments.of("section: \"2\"\n", "", "1: field section is missing"),
                Arguments.of("    kind: exact\n", "", "7: field quantities[0].kind is missing"),
                Arguments.of(
                        "{printed: \"5.0\", value: 5}",
                        "{printed: \"5.0\"}",
                        "10: field quantities[0].paper.value is missing"),
                Arguments.of("  quick: {samples: 10}\n", "", "14: field sizes.quick is missing"),
                // an unknown field
                Arguments.of(
                        "setting:",
                        "seting: {}\nsetting:",
                        "5: field seting is unknown: legal here are id, section, source, recollected, statement, setting, quantities, readings, preconditions, sizes, looks, expect, erratum, note"),
                Arguments.of(
                        "    kind:",
                        "    knd: exact\n    kind:",
                        "8: field quantities[0].knd is unknown: legal here are name, kind, what, paper, holds, figure, reason, samples, reach, level, existential"),
                Arguments.of(
                        "holds: {min: 0,",
                        "holds: {mean: 1, min: 0,",
                        "11: field quantities[0].holds.mean is unknown: legal here are min, max"),
                // a value that is not legal
                Arguments.of(
                        "kind: exact",
                        "kind: guess",
                        "8: field quantities[0].kind = \"guess\": does not have a value in the enumeration [\"estimate\", \"exact\", \"bound\", \"absence\", \"search\", \"runs\", \"excess\"]"),
                Arguments.of(
                        "expect: reproduced",
                        "expect: not_run",
                        "17: field expect = \"not_run\": does not have a value in the enumeration [\"reproduced\", \"deviates\", \"refuted\", \"inconclusive\", \"depends\"]"),
                Arguments.of(
                        "quick: {samples: 10}",
                        "quick: {samples: 0}",
                        "15: field sizes.quick.samples = 0: must have a minimum value of 1"),
                Arguments.of(
                        "quick: {samples: 10}",
                        "quick: {samples: 1.5}",
                        "15: field sizes.quick.samples = 1.5: number found, integer expected"),
                Arguments.of(
                        "quick: {samples: 10}",
                        "quick: {samples: many}",
                        "15: field sizes.quick.samples = \"many\": string found, integer expected"),
                Arguments.of(
                        "quick: {samples: 10}", "quick: {}", "15: field sizes.quick: must have at least 1 properties"),
                Arguments.of(
                        "quick: {samples: 10}",
                        "quick: {samples: 10000000000000000000}",
                        "14: field sizes: Numeric value (10000000000000000000) out of range of long (-9223372036854775808 - 9223372036854775807)"),
                Arguments.of(
                        "statement: The mean of the example is five.",
                        "statement: Five.",
                        "4: field statement = \"Five.\": must be at least 20 characters long"),
                Arguments.of(
                        "arXiv:1801.02774v2",
                        "the paper",
                        "3: field source = \"the paper, section 2\": does not match the regex pattern arXiv:1801\\.02774"),
                Arguments.of(
                        "id: example-one",
                        "id: Example",
                        "1: field id = \"Example\": does not match the regex pattern ^[a-z0-9]+(-[a-z0-9]+)*$"),
                Arguments.of(
                        "dimension: 500", "dimension:", "1: setting dimension has no value: give one, or remove it"),
                // the id is the file's name
                Arguments.of(
                        "id: example-one",
                        "id: example-two",
                        "1: field id = \"example-two\": the file must be named example-two.yaml"),
                // what only the claim itself can tell
                Arguments.of(
                        "figure: {min: 4, max: 6}",
                        "figure: {min: 4.97, max: 6}",
                        "7: field quantities[0]: quantity mean: figure [4.97, 6] is narrower than the rounding of the printed 5.0"),
                Arguments.of(
                        "figure: {min: 4, max: 6}",
                        "figure: {min: 4, max: 11}",
                        "7: field quantities[0]: quantity mean: figure [4, 11] does not lie within holds [0, 10]"),
                Arguments.of(
                        "holds: {min: 0, max: 10}",
                        "holds: {min: 10, max: 0}",
                        "11: field quantities[0].holds: range [10.0, 0.0] is empty: choose min <= max"),
                Arguments.of(
                        "kind: exact",
                        "kind: search",
                        "7: field quantities[0]: quantity mean of kind search is not judged by a range: remove holds and figure"),
                Arguments.of(
                        "expect: reproduced",
                        "expect: deviates",
                        "1: expect deviates needs an erratum: printed, correct or found, known"),
                // what is not YAML
                Arguments.of(
                        "section:",
                        "\tsection:",
                        "2: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                Arguments.of(
                        "    kind:",
                        "   kind:",
                        "8: not YAML: expected <block end>, but found '<block mapping start>'"),
                Arguments.of(
                        "expect: reproduced",
                        "expect: [reproduced",
                        "18: not YAML: expected ',' or ']', but got <stream end>"),
                Arguments.of("expect:", "id: other\nexpect:", "17: not YAML: Duplicate field 'id'"),
                Arguments.of("    kind:", "    name: other\n    kind:", "8: not YAML: Duplicate field 'name'"),
                Arguments.of("value: 5", "value: .nan", "10: not YAML: Malformed numeric value '.nan'"),
                Arguments.of(
                        "expect: reproduced",
                        "expect: reproduced\n---\nid: other",
                        "19: not YAML: more than one document: leave one"));
    }

    @ParameterizedTest
    @MethodSource("mistakesAndTheirMessages")
    void mistakeIsNamedWithFileLineFieldAndWhatIsLegal(String right, String wrong, String message) throws IOException {
        assertThat(GOOD).contains(right);
        Path file = ExampleClaim.write(folder, "example-one", GOOD.replace(right, wrong));

        assertThat(mistakes()).isEqualTo(file + ":" + message);
    }

    @Test
    void everyMistakeOfEveryFileIsNamedInOrder() throws IOException {
        Path one = ExampleClaim.write(
                folder,
                "example-one",
                GOOD.replace("samples: 10}", "samples: 0}").replace("section", "sektion"));
        Path two = ExampleClaim.write(folder, "example-two", "id: [");

        assertThat(mistakes().lines())
                .containsExactly(
                        one + ":1: field section is missing",
                        one
                                + ":2: field sektion is unknown: legal here are id, section, source, recollected, statement, setting,"
                                + " quantities, readings, preconditions, sizes, looks, expect, erratum, note",
                        one + ":15: field sizes.quick.samples = 0: must have a minimum value of 1",
                        two + ":1: not YAML: expected the node content, but found '<stream end>'");
    }

    @Test
    void messagesAreEnglishWhateverTheMachineSpeaks() throws IOException {
        Path file = ExampleClaim.write(folder, "example-one", GOOD.replace("samples: 10}", "samples: 0}"));
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(mistakes())
                    .isEqualTo(file + ":15: field sizes.quick.samples = 0: must have a minimum value of 1");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "hello", "'- a\n- b'", "~", "'# a comment\n'"})
    void fileThatIsNoMappingIsRefused(String text) throws IOException {
        Path file = ExampleClaim.write(folder, "example-one", text);

        assertThat(mistakes())
                .isEqualTo(file + ":1: not a claim: a mapping with id, section, statement, ... is needed");
    }

    @Test
    void fileThatIsNotUtf8IsRefusedWithItsLine() throws IOException {
        Path file = ExampleClaim.write(folder, "example-one", GOOD);
        Files.write(file, GOOD.replace("Chosen", "Gew\u00e4hlt").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mistakes()).isEqualTo(file + ":13: not UTF-8 text");
    }

    @Test
    void binaryFileIsRefused() throws IOException {
        Path file = ExampleClaim.write(folder, "example-one", GOOD);
        Files.write(file, new byte[] {0x50, 0x4b, 3, 4, 0, (byte) 0xff, (byte) 0xfe});
        assertThat(mistakes()).isEqualTo(file + ":1: not UTF-8 text");

        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0x41, 0});
        assertThat(mistakes()).isEqualTo(file + ":1: not UTF-8 text");

        Files.write(file, new byte[] {0x41, 0, 1, 2});
        assertThat(mistakes()).isEqualTo(file + ":1: not YAML: special characters are not allowed");
    }

    @Test
    void fileWithTheOtherSuffixIsNotOverlooked() throws IOException {
        ExampleClaim.write(folder, "example-one", GOOD);
        Path other =
                Files.writeString(folder.resolve("example-two.yml"), ExampleClaim.yaml("example-two", "reproduced"));

        assertThat(mistakes())
                .isEqualTo(other + ":1: field id = \"example-two\": the file must be named example-two.yaml");
    }

    @Test
    void missingFolderIsRefused() {
        Path missing = folder.resolve("missing");

        assertThatExceptionOfType(NotDirectoryException.class)
                .isThrownBy(() -> ClaimRegistry.read(missing))
                .withMessage(missing + " is no folder of claim files: run from the project's top folder or give the"
                        + " folder with --claims");
    }

    @Test
    void folderWithoutSchemaIsRefused() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> ClaimRegistry.read(folder))
                .withMessage(folder.resolve("schema.json")
                        + " does not exist: the grammar of the claim files stands beside them");
    }

    @Test
    void brokenSchemaIsRefused() throws IOException {
        Path schema = Files.writeString(folder.resolve("schema.json"), "{");

        assertThat(mistakes()).startsWith(schema + ": not a JSON schema: ").hasLineCount(1);
    }

    @Test
    void folderWithoutClaimFilesIsRefused() throws IOException {
        Files.delete(ExampleClaim.write(folder, "example-one", GOOD));

        assertThat(mistakes()).isEqualTo(folder + ": no claim file (*.yaml) in this folder");
    }

    private String mistakes() {
        ClaimFileException refusal = catchThrowableOfType(ClaimFileException.class, () -> ClaimRegistry.read(folder));
        assertThat(refusal).isNotNull();
        return String.valueOf(refusal.getMessage());
    }
}
