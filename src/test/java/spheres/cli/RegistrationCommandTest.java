package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import spheres.claim.ExampleClaim;
import spheres.claim.ExampleRepository;
import spheres.claim.Registration;

class RegistrationCommandTest {
    private static final String YAML = ExampleClaim.yaml("one", "reproduced");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Spheres.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    @Test
    void writesTheFileAndTheReadmeAndIsThenInOrder() throws IOException {
        ExampleRepository repository = measured();
        Path readme = Files.writeString(folder.resolve("README.md"), """
                Before.
                <!-- registration: made by "claims registration --write" -->
                <!-- end of registration -->
                """);

        assertThat(run(repository, "--write")).isZero();
        String sum =
                "Of 1 claims the ranges were last changed before the first measurement for 0, in the same commit as"
                        + " it for 0 and after it for 1. The expected verdict was last changed after it for 0. Sizes of 1"
                        + " claims were raised after it. The evidence: 0 networks of 0 kinds, 0 of them from more than one"
                        + " seed; 0 seeds in all.";
        assertThat(readme).content().isEqualTo("""
                Before.
                <!-- registration: made by "claims registration --write" -->

                %s

                <!-- end of registration -->
                """.formatted(sum));
        repository.commit();

        out.getBuffer().setLength(0);
        assertThat(run(repository)).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", "  ")))
                .startsWith(
                        "claim  ranges last changed  expected verdict last changed  first measured  sizes raised since",
                        line(
                                "one  2026-01-03 (MOVED) after  2026-01-01 (FIRST) before  2026-01-02 (TESTD)  2026-01-03 (MOVED)"))
                .contains(sum)
                .endsWith("Everything is in order.");
        assertThat(out.toString()).contains(Registration.DEFINITION.strip());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aMissingOrOldFileIsNotAsExpected() throws IOException {
        ExampleRepository repository = measured();

        assertThat(run(repository)).isEqualTo(1);
        assertThat(out.toString())
                .endsWith("Not in order:\n  " + repository.claims().resolve("registration.json")
                        + " does not exist: write it with \"claims registration --write\"\n");

        run(repository, "--write");
        repository.claim("one", YAML.replace("samples: 10}", "samples: 50}")).commit();
        out.getBuffer().setLength(0);
        assertThat(run(repository)).isEqualTo(1);
        assertThat(out.toString())
                .contains("  registration.json is out of date: one: ranges, expected verdict or sizes changed since;"
                        + " write it anew with \"claims registration --write\"\n");
    }

    @Test
    void answersInJson() throws IOException {
        ExampleRepository repository = measured();
        repository
                .write(
                        "claims/evidence/plans.yaml",
                        "- {id: quadratic-a-1801, network: quadratic, seed: 1801, threads: 1, weights: false, snapshotEvery: 10000}\n")
                .evidence("quadratic-a-1801", 5);

        assertThat(run(repository, "--json", "--write")).isEqualTo(1);

        JsonNode answer = new JsonMapper().readTree(out.toString());
        assertThat(answer.at("/registration/claims/0/ranges/when").asText()).isEqualTo("after");
        assertThat(answer.at("/registration/evidence/networks").asInt()).isEqualTo(1);
        assertThat(answer.at("/plans/0/trained").asBoolean()).isTrue();
        assertThat(answer.at("/problems")).hasSize(1);
        assertThat(answer.at("/problems/0").asText())
                .isEqualTo(
                        "quadratic-a-1801 was trained, but no claim and no figure reads it: list who does, or why it is"
                                + " left out, in readers.yaml");
    }

    @Test
    void withoutAHistoryThereIsOneMessage() throws IOException {
        ExampleClaim.write(Files.createDirectory(folder.resolve("claims")), "one", YAML);

        assertThat(commandLine.execute(
                        "claims",
                        "registration",
                        "--claims",
                        folder.resolve("claims").toString()))
                .isEqualTo(64);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines("spheres: the history of " + folder + " can't be read: the git command is"
                        + " needed, and a clone (git rev-parse ended with exit code 128)\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aShallowCloneIsWrongInput() throws IOException {
        Path clone = folder.resolve("clone");
        measured().git("clone", "--quiet", "--depth=1", "file://" + folder, clone.toString());

        assertThat(commandLine.execute(
                        "claims",
                        "registration",
                        "--claims",
                        clone.resolve("claims").toString()))
                .isEqualTo(64);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines("spheres: the history of " + clone
                        + " is cut off: this clone is shallow; fetch the rest with \"git fetch --unshallow\"\n");
    }

    @Test
    void helpSaysWhatTheExitCodeMeans() {
        assertThat(commandLine.execute("claims", "registration", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("The exit code is 1 where registration.json is out of date");
    }

    private String first = "";
    private String tested = "";
    private String moved = "";

    /** A claim whose range was moved, and a size raised, after its test. */
    private ExampleRepository measured() throws IOException {
        ExampleRepository repository = new ExampleRepository(folder);
        first = repository.claim("one", YAML).commit();
        tested = repository.test("one").commit();
        moved = repository
                .claim("one", YAML.replace("max: 10}", "max: 11}").replace("samples: 10}", "samples: 40}"))
                .commit();
        return repository;
    }

    private String line(String line) {
        return line.replace("MOVED", moved.substring(0, 7))
                .replace("FIRST", first.substring(0, 7))
                .replace("TESTD", tested.substring(0, 7));
    }

    private int run(ExampleRepository repository, String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(
                new String[] {
                    "claims", "registration", "--claims", repository.claims().toString()
                },
                0,
                arguments,
                0,
                4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return commandLine.execute(arguments);
    }
}
