package spheres.claim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A small git repository with claim files, for the tests of everything that reads a history. */
public final class ExampleRepository {
    private final Path folder;
    private int day;

    /** Begins an empty one; without git the test is skipped. */
    public ExampleRepository(Path folder) throws IOException {
        this.folder = folder;
        Assumptions.assumeTrue(gitIsThere(), "git is not installed");
        git("init", "--quiet", "--initial-branch=main");
    }

    /** Its claim files. */
    public Path claims() {
        return folder.resolve("claims");
    }

    /** Writes a file. */
    public ExampleRepository write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Writes a claim file, with the schema beside it. */
    public ExampleRepository claim(String id, String yaml) throws IOException {
        Files.createDirectories(claims());
        ExampleClaim.write(claims(), id, yaml);
        return this;
    }

    /** Writes a test of a claim. */
    public ExampleRepository test(String id) throws IOException {
        return write("src/test/java/" + id + ".java", "@Verifies(\"" + id + "\")\nvoid holds(ClaimRun run) {}\n");
    }

    /** Writes a trained network of so many steps. */
    public ExampleRepository evidence(String id, long steps) throws IOException {
        return write("claims/evidence/" + id + "/manifest.json", "{\"steps\": " + steps + "}\n");
    }

    /** Deletes a file. */
    public ExampleRepository delete(String path) throws IOException {
        Files.delete(folder.resolve(path));
        return this;
    }

    /** Commits everything, a day after the commit before, and returns the hash. */
    public String commit() throws IOException {
        day++;
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "--message=day " + day);
        return git("rev-parse", "HEAD");
    }

    /** Runs git; what it prints. */
    public String git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "user.name=Example",
                "-c",
                "user.email=example@example.org",
                "-c",
                "commit.gpgSign=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        String date = String.format("2026-01-%02dT12:00:00+00:00", Math.max(1, day));
        builder.environment().put("GIT_AUTHOR_DATE", date);
        builder.environment().put("GIT_COMMITTER_DATE", date);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(command + ": " + output);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return output;
    }

    private static boolean gitIsThere() {
        try {
            Process process = new ProcessBuilder("git", "--version").start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
