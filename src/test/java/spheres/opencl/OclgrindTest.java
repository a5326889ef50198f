package spheres.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Oclgrind runs the kernels and sees every access to memory: work-items that race, which a CPU does not show, and what
 * lies outside of a buffer.
 */
@EnabledIf(
        value = "isInstalled",
        disabledReason =
                "oclgrind, which sees races between work-items, is not installed (Debian: apt-get install oclgrind)")
class OclgrindTest {
    @TempDir
    private Path folder;

    static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "oclgrind")));
    }

    @Test
    void noWorkItemsRaceAndNothingLiesOutsideOfABuffer() throws Exception {
        assertThat(reports()).isEmpty();
    }

    @Test
    void aRaceIsSeen() throws Exception {
        assertThat(reports("race")).contains("race");
    }

    /** What Oclgrind has to say of the program. */
    private String reports(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("oclgrind.log");
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                "oclgrind",
                "--data-races",
                "--max-errors",
                "10",
                "--log",
                log.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OneStep.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
