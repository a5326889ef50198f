package spheres.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    private Path folder;

    /** Another program: takes the lock, says whether it has it, and keeps it until its input ends. */
    static final class Other {
        public static void main(String[] arguments) throws IOException {
            System.out.println(RunLock.take(Path.of(arguments[0])).isPresent());
            while (System.in.read() >= 0) {
                // waits
            }
        }
    }

    private Process other(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String answer(Process process) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        return String.valueOf(reader.readLine());
    }

    @Test
    void isHadByOneAtATime() throws IOException {
        Path file = folder.resolve("lock");
        RunLock first = RunLock.take(file).orElseThrow();

        assertThat(RunLock.take(file)).isEmpty();
        assertThat(RunLock.take(folder.resolve("x").resolveSibling("lock"))).isEmpty();
        first.close();

        RunLock.take(file).orElseThrow().close();
    }

    @Test
    void keepsOtherProgramsOutUntilItIsClosed() throws Exception {
        Path file = folder.resolve("lock");
        RunLock own = RunLock.take(file).orElseThrow();
        // A second try of this program must not lose the lock of the first.
        assertThat(RunLock.take(file)).isEmpty();
        Process refused = other(file);
        assertThat(answer(refused)).isEqualTo("false");
        own.close();

        Process holder = other(file);
        assertThat(answer(holder)).isEqualTo("true");
        assertThat(RunLock.take(file)).isEmpty();
        holder.destroyForcibly().waitFor();
        refused.destroyForcibly().waitFor();
        RunLock.take(file).orElseThrow().close();
    }

    @Test
    void fileThatAKilledProgramLeftHindersNobody() throws IOException {
        Path file = Files.writeString(folder.resolve("lock"), "somebody's mark");

        RunLock.take(file).orElseThrow().close();
    }
}
