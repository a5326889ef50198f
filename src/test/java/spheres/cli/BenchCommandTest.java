package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import spheres.opencl.Device;
import spheres.opencl.NeedsDevice;

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
        assertThat(answer.path("rounds")).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "train, relu, sample|forward|elementwise|backward|weight gradient|adam|wait|rest",
        "infer, relu, forward|elementwise|wait|rest",
        "gradient, relu, forward|elementwise|backward|wait|rest",
        "train, quadratic, sample|forward|elementwise|weight gradient|adam|wait|rest"
    })
    void saysWhereTheTimeWent(String work, String network, String phases) throws IOException {
        assertThat(run("bench", work, "--network", network, "--threads", "2", "--steps", "3", "--json"))
                .as(err.toString())
                .isZero();

        JsonNode answer = new ObjectMapper().readTree(out.toString());
        double mean = 0;
        for (JsonNode round : answer.path("rounds")) {
            double time = round.asDouble();
            mean += (work.equals("infer") ? 1e6 / time : time) / 3;
        }
        double sum = 0;
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, JsonNode> phase : answer.path("profile").properties()) {
            names.add(phase.getKey());
            assertThat(phase.getValue().asDouble()).as(phase.getKey()).isNotNegative();
            sum += phase.getValue().asDouble();
        }
        assertThat(names).containsExactlyInAnyOrder(phases.split("\\|", -1));
        assertThat(sum).isCloseTo(mean, within(1e-6 * mean));
    }

    @Test
    void printsTheProfileAsATable() {
        assertThat(run("bench", "infer", "--threads", "1", "--steps", "1")).isZero();

        assertThat(out.toString())
                .matches(
                        "infer, relu 500-1000-1000-1, 1 threads: \\d+ samples a second \\(median of 1 rounds, spread 0\\)\\R"
                                + "  forward +\\d+\\.\\d{3} ms +\\d+ %\\R"
                                + "  elementwise +\\d+\\.\\d{3} ms +\\d+ %\\R"
                                + "  wait +\\d+\\.\\d{3} ms +\\d+ %\\R"
                                + "  rest +\\d+\\.\\d{3} ms +\\d+ %\\R");
    }

    @Test
    @ExtendWith(NeedsDevice.class)
    void listsTheDevicesAndTimesTheirKernels() throws IOException {
        Device device = NeedsDevice.device();
        String number = Integer.toString(device.number());
        assertThat(run("bench", "devices")).as(err.toString()).isZero();
        assertThat(out.toString())
                .containsPattern(
                        "(?m)^" + number + ": " + Pattern.quote(device.toString()) + ", OpenCL \\S.*, [0-9.]+ GiB, ");
        out.getBuffer().setLength(0);
        assertThat(run("bench", "devices", "--json")).isZero();
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .at("/devices/" + number + "/name")
                        .asText())
                .isEqualTo(device.name());
        out.getBuffer().setLength(0);

        String[] train = {
            "bench", "train", "--network", "quadratic", "--backend", "gpu", "--device", number, "--steps", "2"
        };
        assertThat(run(train)).as(err.toString()).isZero();
        assertThat(out.toString())
                .matches("(?s)train, quadratic 500-1000-1, " + Pattern.quote(device.toString())
                        + ": \\d+\\.\\d{3} ms a step .*"
                        + "  sample .*  squares .*  error .*"
                        + "  update +\\d+\\.\\d us a launch +\\d+\\.\\d GB/s +\\d+\\.\\d GFLOP/s\\R");
        out.getBuffer().setLength(0);
        train[1] = "infer";
        assertThat(run(train)).as(err.toString()).isZero();
        assertThat(out.toString()).matches("infer, quadratic 500-1000-1, .*: \\d+ samples a second .*\\R");
        out.getBuffer().setLength(0);
        train[1] = "attack";
        assertThat(run(train)).as(err.toString()).isZero();
        assertThat(out.toString()).matches("attack, quadratic 500-1000-1, .*: \\d+ steps of a start a second .*\\R");
    }

    @Test
    void wrongUsageIsOneMessage() {
        assertThat(run("bench", "train", "--steps", "0")).isEqualTo(64);
        assertThat(err.toString()).isEqualToIgnoringNewLines("spheres: --steps = 0 is not in [1, 2147483647]");
        err.getBuffer().setLength(0);
        assertThat(run("bench", "dance")).isEqualTo(64);
        assertThat(err.toString())
                .contains(
                        "expected one of [TRAIN, INFER, GRADIENT, ATTACK, DEVICES] (case-insensitive) but was 'dance'");
        err.getBuffer().setLength(0);
        assertThat(run("bench", "train", "--threads", "0")).isEqualTo(64);
        assertThat(err.toString()).contains("threads = 0 is not in [1");
        assertThat(out.toString()).isEmpty();
    }
}
