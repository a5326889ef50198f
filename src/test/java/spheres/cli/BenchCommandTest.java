package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Spheres.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @ParameterizedTest
    @CsvSource({"train, millisecondsPerStep", "infer, samplesPerSecond", "gradient, millisecondsPerStep"})
    void eachWorkAnswersWithMedianAndSpread(String work, String key) throws IOException {
        assertThat(run("bench", work, "--network", "quadratic", "--threads", "1", "--steps", "7", "--json"))
                .as(err.toString())
                .isZero();

        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(answer.path(key).asDouble())
                .isPositive()
                .isEqualTo(answer.path("median").asDouble());
        assertThat(answer.path("spread").asDouble()).isNotNegative();
        assertThat(answer.path("network").asText()).isEqualTo("quadratic 500-1000-1");
        assertThat(answer.path("threads").asInt()).isEqualTo(1);
    }

    @Test
    void wrongUsageIsOneMessage() {
        assertThat(run("bench", "train", "--steps", "6")).isEqualTo(64);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("spheres: --steps = 6 is not in [7, 2147483647]: there are 7 rounds");
        err.getBuffer().setLength(0);
        assertThat(run("bench", "dance")).isEqualTo(64);
        assertThat(err.toString())
                .contains("expected one of [TRAIN, INFER, GRADIENT] (case-insensitive) but was 'dance'");
        err.getBuffer().setLength(0);
        assertThat(run("bench", "train", "--threads", "0")).isEqualTo(64);
        assertThat(err.toString()).contains("threads = 0 is not in [1");
        assertThat(out.toString()).isEmpty();
    }
}
