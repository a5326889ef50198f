package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.claim.Registration.Event;
import spheres.claim.Registration.Lost;

class EvidenceReadersTest {
    private static final Event EVENT = new Event("2026-01-01", "0123456789");

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    @Test
    void kindsAreFoldersWithoutTheirSeed() throws IOException {
        EvidenceReaders readers =
                read("claims: {one: {reads: [relu-online, sweep-d*]}}\nfigures: {curve: [relu-online]}");

        assertThat(readers.claimsOf("relu-online-1801")).containsExactly("one");
        assertThat(readers.claimsOf("sweep-d60-1801")).containsExactly("one");
        assertThat(readers.claimsOf("relu-online-unit-1801")).isEmpty();
        assertThat(readers.figuresOf("relu-online-1802")).containsExactly("curve");
    }

    @Test
    void whatIsReadOrListedIsInOrder() throws IOException {
        EvidenceReaders readers = read("""
                claims: {one: {reads: [a]}}
                exclusions:
                  - {id: b-1801, leftOut: the whole, reason: Chosen., decided: before}
                  - {id: c-1801, leftOut: its end, reason: Chosen., decided: after}
                """);

        assertThat(readers.problems(
                        Map.of("a-1801", true, "b-1801", true, "d-1801", false),
                        List.of(new Lost("c-1801", 100, 0, EVENT))))
                .isEmpty();
        assertThat(readers.exclusions().get(0).sentence())
                .isEqualTo("b-1801: the whole. Chosen. Left out before its result was seen.");
    }

    /** The planted fault. */
    @Test
    void trainedEvidenceThatNobodyReadsIsNamed() throws IOException {
        assertThat(read("claims: {one: {reads: [a]}}").problems(Map.of("a-1801", true, "ab-1801", true), List.of()))
                .containsExactly("ab-1801 was trained, but no claim and no figure reads it: list who does, or why it is"
                        + " left out, in readers.yaml");
    }

    @Test
    void evidenceThatIsGoneOrShorterIsNamed() throws IOException {
        assertThat(read("claims: {one: {reads: [a]}}")
                        .problems(
                                Map.of("a-1801", true),
                                List.of(new Lost("a-1801", 100, 20, EVENT), new Lost("b-1801", 100, 0, EVENT))))
                .containsExactly(
                        "a-1801 was trained for 100 steps and is kept for 20: list why in readers.yaml",
                        "b-1801 was trained for 100 steps and is not kept: list why in readers.yaml");
    }

    @Test
    void anExclusionOrAKindOfNothingIsNamed() throws IOException {
        assertThat(read("""
                        claims: {one: {reads: [a, z]}}
                        exclusions: [{id: a-1801, leftOut: its end, reason: Chosen., decided: after}]
                        """).problems(Map.of("a-1801", true), List.of()))
                .containsExactly(
                        "a-1801 is listed as left out, but it is read and whole: remove it from readers.yaml",
                        "z in readers.yaml is the kind of no plan");
    }

    @Test
    void anotherFieldIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("claims: {one: {read: [a]}}"))
                .withMessageStartingWith(folder.resolve("readers.yaml") + ": Unrecognized field \"read\"");
    }

    @Test
    void anExclusionWithoutAReasonIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("exclusions: [{id: a-1801, leftOut: its end, decided: after}]"))
                .withMessage(folder.resolve("readers.yaml")
                        + ": exclusion a-1801 needs id, leftOut, reason and decided (before or after)");
    }

    private EvidenceReaders read(String yaml) throws IOException {
        Files.writeString(folder.resolve("readers.yaml"), yaml);
        return EvidenceReaders.read(folder);
    }
}
