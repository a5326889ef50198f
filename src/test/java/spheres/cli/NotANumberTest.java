package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.network.AdamSettings;
import spheres.network.Checkpoint;
import spheres.network.Initialisation;
import spheres.network.Network;
import spheres.network.ReluArchitecture;

/** A network that answers NaN is the same event to every command that judges one. */
class NotANumberTest {
    @TempDir
    Path folder = Path.of("replaced by JUnit");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attack --kind first",
                "attack --kind nearest",
                "attack --kind worst",
                "attack --kind between",
                "attack --kind first --sphere outer --json",
                "estimate --method sample",
                "estimate --method sample --sphere outer",
                "estimate --method split",
                "estimate --method split --sphere outer --json"
            })
    void commandEndsInconclusiveWithOneMessageAndNoAnswer(String command) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        Path file = overflowing();
        int code = Spheres.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute((command + " " + file).split(" "));

        assertThat(code).as(err.toString()).isEqualTo(Spheres.INCONCLUSIVE);
        assertThat(err.toString().strip())
                .matches("spheres: \\Q" + file
                        + "\\E: the network answered NaN (at|from) \\d+ of \\d+ (points|starts): .*; look at the"
                        + " network's parameters, which training has probably driven to infinity");
        assertThat(out.toString()).isEmpty();
    }

    /** A checkpoint of finite parameters, so large that its readout adds infinities of both signs. */
    private Path overflowing() throws IOException {
        ReluArchitecture shape = ReluArchitecture.of(20, 64);
        float[] parameters = Initialisation.DEFAULT.parameters(shape, 1);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= 1e30f;
        }
        Path file = folder.resolve("network.zip");
        new Checkpoint(Network.untrained(shape, AdamSettings.DEFAULT, parameters)).save(file);
        return file;
    }
}
