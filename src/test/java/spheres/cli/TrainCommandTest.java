package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import spheres.network.ReluArchitecture;
import spheres.training.TrainingPlan;

class TrainCommandTest {
    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Spheres.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @Test
    void aRunGoesOnWhereItsFileStandsAndDl4jOpensTheResult() throws IOException {
        String file = folder.resolve("relu.zip").toString();
        String[] plan = {"train", "--dimension", "7", "--hidden", "6,5", "--batch", "8", "--threads", "1", "--out", file
        };

        assertThat(run(with(plan, "--steps", "30"))).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("relu 7-6-5-1 after 30 steps in " + file + ": 30 steps here in ");
        assertThat(run(with(plan, "--steps", "50", "--json")))
                .as(err.toString())
                .isZero();

        String text = out.toString();
        JsonNode answer = new ObjectMapper().readTree(text.substring(text.indexOf('{')));
        assertThat(answer.path("step").asLong()).isEqualTo(50);
        assertThat(answer.path("stepsHere").asLong()).isEqualTo(20);
        MultiLayerNetwork dl4j = ModelSerializer.restoreMultiLayerNetwork(
                folder.resolve("relu.zip").toFile());
        assertThat(dl4j.getIterationCount()).isEqualTo(50);
    }

    @Test
    void aPlanThatIsPrintedCanBeGivenAgain() throws IOException {
        String first = folder.resolve("first.zip").toString();
        run(
                "train",
                "--network",
                "quadratic",
                "--dimension",
                "6",
                "--hidden",
                "5",
                "--steps",
                "10",
                "--training-set",
                "40",
                "--json",
                "--out",
                first);
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        Path plan = Files.writeString(
                folder.resolve("plan.json"), answer.path("plan").toString());

        int code = run(
                "train",
                "--plan",
                plan.toString(),
                "--out",
                folder.resolve("second.zip").toString());

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("quadratic 6-5-1 after 10 steps");
    }

    @Test
    void whatThePaperLeavesOpenAreOptions() throws IOException {
        String file = folder.resolve("relu.zip").toString();
        String[] small = {"train", "--dimension", "7", "--hidden", "6,5", "--steps", "2", "--threads", "1", "--json"};

        assertThat(run(with(
                        small,
                        "--initialisation",
                        "FAN_IN_UNIFORM",
                        "--decay",
                        "0.9",
                        "--batch-norm-epsilon",
                        "1e-5",
                        "--fixed-scale",
                        "--adam-epsilon",
                        "1e-7",
                        "--adam-convention",
                        "AFTER_CORRECTION",
                        "--out",
                        file)))
                .as(err.toString())
                .isZero();

        JsonNode plan = new ObjectMapper().readTree(out.toString()).path("plan");
        assertThat(plan.path("architecture").path("batchNorm").toString())
                .isEqualTo("{\"decay\":0.9,\"epsilon\":1.0E-5,\"fixedScale\":true}");
        assertThat(plan.path("adam").path("epsilon").asDouble()).isEqualTo(1e-7);
        assertThat(plan.path("adam").path("convention").asText()).isEqualTo("AFTER_CORRECTION");
        assertThat(plan.path("initialisation").path("scheme").asText()).isEqualTo("FAN_IN_UNIFORM");

        assertThat(run("train", "--network", "quadratic", "--decay", "0.9", "--out", file))
                .isEqualTo(64);
        assertThat(err.toString())
                .startsWith("spheres: --decay is of batch norm, which a quadratic network has not: leave it out");
    }

    /** So that what was kept before there was a fixed scale reads as it did. */
    @Test
    void aPlanThatSaysNothingOfAFixedScaleTrainsIt() throws IOException {
        String file = folder.resolve("relu.zip").toString();
        run("train", "--dimension", "7", "--hidden", "6", "--steps", "2", "--threads", "1", "--json", "--out", file);

        JsonNode plan = new ObjectMapper().readTree(out.toString()).path("plan");
        assertThat(plan.path("architecture").path("batchNorm").toString())
                .isEqualTo("{\"decay\":0.99,\"epsilon\":0.001}");
        assertThat(new ObjectMapper().treeToValue(plan, TrainingPlan.class).architecture())
                .isEqualTo(ReluArchitecture.of(7, 6));
    }

    @Test
    void theCheckpointOfAnotherNetworkIsOneMessage() {
        String file = folder.resolve("run.zip").toString();
        String[] plan = {"train", "--dimension", "7", "--steps", "2", "--threads", "1", "--out", file};
        assertThat(run(with(plan, "--hidden", "6,5"))).as(err.toString()).isZero();
        err.getBuffer().setLength(0);

        assertThat(run(with(plan, "--hidden", "6,4"))).isEqualTo(64);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "spheres: checkpoint " + file + " is of another network: relu 7-6-5-1, not relu 7-6-4-1");
    }

    @Test
    void aRunThatDivergesIsOneMessage() {
        String file = folder.resolve("run.zip").toString();

        assertThat(run(
                        "train",
                        "--dimension",
                        "7",
                        "--hidden",
                        "6",
                        "--learning-rate",
                        "1e30",
                        "--steps",
                        "9",
                        "--threads",
                        "1",
                        "--out",
                        file))
                .isEqualTo(1);
        assertThat(err.toString())
                .endsWith("training stopped; a smaller learning rate may help" + System.lineSeparator());
    }

    @Test
    void wrongInputIsOneMessage() throws IOException {
        String file = folder.resolve("x.zip").toString();

        assertThat(run("train", "--steps", "5", "--dimension", "0", "--out", file))
                .isEqualTo(64);
        assertThat(err.toString()).startsWith("spheres: input dimension d = 0 is not in [1,");
        err.getBuffer().setLength(0);
        assertThat(run("train", "--steps", "5", "--radius", "1", "--out", file)).isEqualTo(64);
        assertThat(err.toString()).startsWith("spheres: outer radius R = 1.0 is not in (1,");
        err.getBuffer().setLength(0);
        assertThat(run("train", "--steps", "5", "--batch", "0", "--out", file)).isEqualTo(64);
        assertThat(err.toString()).isEqualToIgnoringNewLines("spheres: batch = 0 is not in [1, 2147483647]");
        err.getBuffer().setLength(0);
        assertThat(run("train", "--steps", "5", "--hidden", "9,3", "--threads", "4", "--out", file))
                .isEqualTo(64);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "spheres: number of threads = 4 is not in [1, 3]: the narrowest hidden layer has 3 units");
        err.getBuffer().setLength(0);
        assertThat(run("train", "--network", "quadratic", "--hidden", "3,4", "--out", file))
                .isEqualTo(64);
        assertThat(err.toString()).startsWith("spheres: --hidden = [3, 4]: a quadratic network has one hidden layer");
        err.getBuffer().setLength(0);
        assertThat(run("train", "--plan", "nowhere.json", "--out", file)).isEqualTo(64);
        assertThat(err.toString()).startsWith("spheres: --plan = nowhere.json does not exist or is no file");
        err.getBuffer().setLength(0);
        Path plan = Files.writeString(folder.resolve("plan.json"), "{\"steps\": 3");
        assertThat(run("train", "--plan", plan.toString(), "--out", file)).isEqualTo(64);
        assertThat(err.toString()).startsWith("spheres: --plan = " + plan + ": not a training plan: ");
        err.getBuffer().setLength(0);
        assertThat(run("train", "--plan", plan.toString(), "--steps", "3", "--out", file))
                .isEqualTo(64);
        assertThat(err.toString()).startsWith("spheres: --steps can't be given with --plan: change the plan file");
        assertThat(out.toString()).isEmpty();
        assertThat(folder.resolve("x.zip")).doesNotExist();
    }

    private static String[] with(String[] arguments, String... more) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }
}
