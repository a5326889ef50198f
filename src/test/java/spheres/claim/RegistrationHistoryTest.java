package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.claim.Registration.Change;
import spheres.claim.Registration.Entry;
import spheres.claim.Registration.Event;
import spheres.claim.Registration.Kept;
import spheres.claim.Registration.Lost;
import spheres.claim.Registration.Removed;
import spheres.claim.Registration.When;

class RegistrationHistoryTest {
    private static final String YAML = ExampleClaim.yaml("one", "reproduced");

    private final Path folder;
    private final ExampleRepository repository;

    RegistrationHistoryTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.repository = new ExampleRepository(folder);
    }

    @Test
    void rangesThatWereSettledBeforeTheTestAreBefore() throws IOException {
        String settled = repository.claim("one", YAML).commit();
        String test = repository.test("one").commit();

        assertThat(one().ranges()).isEqualTo(new Change("2026-01-01", settled, When.BEFORE));
        assertThat(one().expect()).isEqualTo(new Change("2026-01-01", settled, When.BEFORE));
        assertThat(one().measured()).contains(new Event("2026-01-02", test));
        assertThat(one().sentence())
                .isEqualTo("Ranges last changed 2026-01-01, before the first measurement (2026-01-02).");
    }

    /** The planted fault. */
    @Test
    void aRangeThatWasMovedAfterTheTestIsAfter() throws IOException {
        repository.claim("one", YAML).commit();
        repository.test("one").commit();
        String moved = repository
                .claim("one", YAML.replace("{min: 4, max: 6}", "{min: 4, max: 7}"))
                .commit();

        assertThat(one().ranges()).isEqualTo(new Change("2026-01-03", moved, When.AFTER));
        assertThat(one().expect().when()).isEqualTo(When.BEFORE);
        assertThat(one().sentence())
                .isEqualTo("Ranges last changed 2026-01-03, after the first measurement (2026-01-02).");
    }

    @Test
    void anExpectedVerdictThatWasChangedAfterTheTestIsAfter() throws IOException {
        repository.claim("one", YAML).commit();
        repository.test("one").commit();
        String changed = repository
                .claim("one", YAML.replace("expect: reproduced", "expect: inconclusive"))
                .commit();

        assertThat(one().expect()).isEqualTo(new Change("2026-01-03", changed, When.AFTER));
        assertThat(one().ranges().when()).isEqualTo(When.BEFORE);
        assertThat(one().sentence())
                .isEqualTo("Ranges last changed 2026-01-01, before the first measurement (2026-01-02);"
                        + " expected verdict last changed 2026-01-03, after it.");
    }

    @Test
    void wordsOrderAndLayoutAreNoChange() throws IOException {
        String settled = repository.claim("one", YAML).commit();
        repository.test("one").commit();
        repository
                .claim(
                        "one",
                        "# a comment\nexpect: reproduced\n"
                                + YAML.replace("expect: reproduced\n", "")
                                        .replace("reason: Chosen for the example.", "reason: Other words.")
                                        .replace(
                                                "holds: {min: 0, max: 10}",
                                                "holds:\n      max: 1.0e+1\n      min: 0.0"))
                .commit();

        assertThat(one().ranges()).isEqualTo(new Change("2026-01-01", settled, When.BEFORE));
        assertThat(one().expect()).isEqualTo(new Change("2026-01-01", settled, When.BEFORE));
    }

    @Test
    void aClaimIsFollowedByItsIdWhenItsFileIsRenamed() throws IOException {
        String settled = repository.claim("other-name", YAML).commit();
        repository.test("one").commit();
        repository.delete("claims/other-name.yaml").claim("one", YAML).commit();

        assertThat(one().ranges()).isEqualTo(new Change("2026-01-01", settled, When.BEFORE));
        assertThat(registration().removed()).isEmpty();
    }

    @Test
    void raisedSizesAfterTheFirstMeasurementAreFurtherLooks() throws IOException {
        repository.claim("one", YAML).commit();
        repository.claim("one", YAML.replace("samples: 10}", "samples: 20}")).commit();
        repository.test("one").commit();
        String raised = repository
                .claim("one", YAML.replace("samples: 10}", "samples: 30}"))
                .commit();
        repository.claim("one", YAML.replace("samples: 10}", "samples: 25}")).commit();
        String again = repository
                .claim("one", YAML.replace("samples: 10}", "samples: 25}").replace("1000", "2000"))
                .commit();

        assertThat(one().raised()).containsExactly(new Event("2026-01-04", raised), new Event("2026-01-06", again));
        assertThat(one().sentence())
                .isEqualTo("Ranges last changed 2026-01-01, before the first measurement (2026-01-03);"
                        + " sizes raised twice after it, last 2026-01-06.");
    }

    @Test
    void aClaimOnKeptNetworksIsMeasuredWhenTheFirstOfThemIsThere() throws IOException {
        repository
                .claim("one", YAML)
                .write("claims/evidence/readers.yaml", "claims: {one: {reads: [relu-d*], once: [relu-old]}}")
                .test("one")
                .commit();
        String moved =
                repository.claim("one", YAML.replace("max: 10}", "max: 11}")).commit();
        String first = repository.evidence("relu-old-1801", 5).commit();
        repository.evidence("relu-d60-1801", 5).commit();

        assertThat(one().ranges()).isEqualTo(new Change("2026-01-02", moved, When.BEFORE));
        assertThat(one().measured()).contains(new Event("2026-01-03", first));
    }

    @Test
    void whereARunTrainsWhatIsJudgedTheTestIsAMeasurement() throws IOException {
        String test = repository
                .claim("one", YAML)
                .write("claims/evidence/readers.yaml", "claims: {one: {reads: [relu-d60], inTheRun: true}}")
                .test("one")
                .commit();
        repository.claim("one", YAML.replace("max: 10}", "max: 11}")).commit();
        repository.evidence("relu-d60-1801", 5).commit();

        assertThat(one().measured()).contains(new Event("2026-01-01", test));
        assertThat(one().ranges().when()).isEqualTo(When.AFTER);
    }

    @Test
    void resultsWithAMeasurementAreAMeasurementToo() throws IOException {
        repository.claim("one", YAML).commit();
        repository
                .write("reports/a/results.json", "{\"claims\": [{\"id\": \"one\", \"measurements\": []}]}")
                .commit();
        String results = repository
                .write("reports/a/results.json", "{\"claims\": [{\"id\": \"one\", \"measurements\": [{}]}]}")
                .commit();
        repository.test("one").commit();

        assertThat(one().measured()).contains(new Event("2026-01-03", results));
    }

    @Test
    void whatWasCommittedTogetherCannotBeToldApart() throws IOException {
        repository.claim("one", YAML).test("one").commit();

        assertThat(one().ranges().when()).isEqualTo(When.TOGETHER);
        assertThat(one().sentence())
                .isEqualTo("Ranges last changed 2026-01-01, in the same commit as the first measurement (2026-01-01).");
    }

    @Test
    void aClaimWithoutATestIsNotMeasured() throws IOException {
        repository.claim("one", YAML).commit();

        assertThat(one().ranges().when()).isEqualTo(When.UNMEASURED);
        assertThat(one().measured()).isEmpty();
        assertThat(one().sentence()).isEqualTo("Ranges last changed 2026-01-01, not measured yet.");
    }

    @Test
    void aMergeIsNoChangeAndEachSideKeepsItsCommit() throws IOException {
        String two = ExampleClaim.yaml("two", "reproduced");
        repository.claim("one", YAML).claim("two", two).commit();
        repository.git("switch", "--quiet", "--create", "side");
        String ofSide =
                repository.claim("one", YAML.replace("max: 10}", "max: 11}")).commit();
        repository.git("switch", "--quiet", "main");
        String ofMain =
                repository.claim("two", two.replace("max: 10}", "max: 12}")).commit();
        repository.git("merge", "--quiet", "--no-ff", "--message=merge", "side");
        repository.test("one").test("two").commit();

        assertThat(one().ranges()).isEqualTo(new Change("2026-01-02", ofSide, When.BEFORE));
        assertThat(registration().find("two").orElseThrow().ranges())
                .isEqualTo(new Change("2026-01-03", ofMain, When.BEFORE));
    }

    @Test
    void claimsAndEvidenceThatAreGoneAreNamed() throws IOException {
        repository
                .claim("one", YAML)
                .claim("two", ExampleClaim.yaml("two", "reproduced"))
                .evidence("relu-a-1801", 100)
                .evidence("relu-b-1801", 100)
                .evidence("relu-b-1802", 100)
                .commit();
        String gone = repository
                .delete("claims/two.yaml")
                .delete("claims/evidence/relu-a-1801/manifest.json")
                .evidence("relu-b-1801", 20)
                .commit();

        Event event = new Event("2026-01-02", gone);
        assertThat(registration().removed()).containsExactly(new Removed("two", event));
        assertThat(registration().lost())
                .containsExactly(new Lost("relu-a-1801", 100, 0, event), new Lost("relu-b-1801", 100, 20, event));
        assertThat(registration().evidence()).isEqualTo(new Kept(2, 1, 2, 1));
    }

    @Test
    void whatIsNotCommittedIsChangedWithTheFile() throws IOException {
        repository.claim("one", YAML).commit();
        repository.test("one").commit();
        repository.claim("one", YAML.replace("max: 10}", "max: 11}"));

        assertThat(one().ranges().commit()).isEqualTo("with this file");
        assertThat(one().ranges().when()).isEqualTo(When.AFTER);
    }

    @Test
    void aFileThatIsCommittedWithItsChangeIsUpToDateAndStaysSo() throws IOException {
        repository.claim("one", YAML).commit();
        repository.test("one").commit();
        repository.claim("one", YAML.replace("max: 10}", "max: 11}"));
        RegistrationFile.write(registration(), repository.claims());
        assertThat(outOfDate()).isEmpty();

        String change = repository.commit();
        assertThat(outOfDate()).isEmpty();
        assertThat(one().ranges()).isEqualTo(new Change("2026-01-03", change, When.AFTER));

        repository.write("notes.txt", "nothing of it").commit();
        assertThat(outOfDate()).isEmpty();
        RegistrationFile.write(registration(), repository.claims());
        assertThat(outOfDate()).isEmpty();
        repository.commit();
        assertThat(outOfDate()).isEmpty();
    }

    @Test
    void aFileThatDoesNotKnowAChangeIsOutOfDate() throws IOException {
        String settled = repository.claim("one", YAML).commit().substring(0, 7);
        RegistrationFile.write(registration(), repository.claims());
        repository.commit();
        String test = repository.test("one").commit().substring(0, 7);
        String moved = repository
                .claim("one", YAML.replace("max: 10}", "max: 11}").replace("1000", "2000"))
                .commit()
                .substring(0, 7);

        assertThat(outOfDate())
                .containsExactly(
                        "one: ranges, expected verdict or sizes changed since",
                        "one: ranges last changed 2026-01-01 (" + settled + ") unmeasured in the file, 2026-01-04 ("
                                + moved + ") after in the history",
                        "one: expected verdict last changed 2026-01-01 (" + settled
                                + ") unmeasured in the file, 2026-01-01 (" + settled + ") before in the history",
                        "one: first measured never in the file, 2026-01-03 (" + test + ") in the history",
                        "one: sizes raised never in the file, 2026-01-04 (" + moved + ") in the history");
        assertThat(RegistrationFile.changedSince(
                        RegistrationFile.read(repository.claims()).orElseThrow(), repository.claims()))
                .containsExactly("one");
    }

    @Test
    void aShallowCloneIsRefused(@TempDir Path clones) throws IOException {
        repository.claim("one", YAML).commit();
        repository.test("one").commit();
        Path clone = clones.resolve("clone");
        repository.git("clone", "--quiet", "--depth=1", "file://" + folder, clone.toString());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistrationHistory.read(clone.resolve("claims")))
                .withMessage("the history of " + clone
                        + " is cut off: this clone is shallow; fetch the rest with \"git fetch --unshallow\"");
    }

    @Test
    void aFolderWithoutAHistoryIsRefused(@TempDir Path elsewhere) throws IOException {
        ExampleClaim.write(java.nio.file.Files.createDirectory(elsewhere.resolve("claims")), "one", YAML);

        assertThat(RegistrationHistory.obstacle(elsewhere.resolve("claims")))
                .hasValue(
                        "the history of " + elsewhere
                                + " can't be read: the git command is needed, and a clone (git rev-parse ended with exit code 128)");
    }

    private Registration registration() throws IOException {
        return RegistrationHistory.read(repository.claims());
    }

    private Entry one() throws IOException {
        return registration().find("one").orElseThrow();
    }

    private List<String> outOfDate() throws IOException {
        return RegistrationHistory.outOfDate(
                repository.claims(), RegistrationFile.read(repository.claims()).orElseThrow(), registration());
    }
}
