package spheres.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** On a platform that the native libraries don't know: in a process of its own, since a JVM loads them once. */
class PortableBlasTest {

    @Test
    void saysOnceThatThereIsNoNativeBlasAndTrainsOn() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.bytedeco.javacpp.platform=plan9-mips",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "spheres.cli.Spheres",
                        "bench",
                        "train",
                        "--network",
                        "quadratic",
                        "--steps",
                        "2")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.contains("No native BLAS on this platform")))
                .as(said)
                .hasSize(1)
                .allMatch(line -> line.endsWith("going on in Java, slower"));
        assertThat(said).contains("train, quadratic 500-1000-1, ").contains(" ms a step (median of 2 rounds, spread ");
    }
}
