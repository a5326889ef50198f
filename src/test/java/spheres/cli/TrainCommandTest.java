package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import spheres.evidence.Evidence;
import spheres.network.ReluArchitecture;
import spheres.opencl.Device;
import spheres.opencl.NeedsDevice;
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

    private static final String PLAN =
            "{\"architecture\": {\"family\": \"relu\", \"inputDimension\": 5, \"hiddenWidths\": [7], \"batchNorm\":"
                    + " {\"decay\": 0.99, \"epsilon\": 0.001}}, \"outerRadius\": 1.3, \"trainingSet\": {\"kind\": \"online\"},"
                    + " \"steps\": 20, \"batch\": 50, \"seed\": 1801, \"adam\": {\"learningRate\": 0.0001, \"beta1\": 0.9,"
                    + " \"beta2\": 0.999, \"epsilon\": 1e-08, \"convention\": \"BEFORE_CORRECTION\"}, \"initialisation\":"
                    + " {\"kind\": \"random\", \"scheme\": \"GLOROT_UNIFORM\", \"quadraticWeight\": 1.0, \"quadraticBias\":"
                    + " -1.0}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{.*}|null|it is null: a mapping of fields is needed",
                "\"steps\": 20,|\"steps\": 20.7,|field steps = 20.7 is no whole number in [-9223372036854775808, 9223372036854775807]",
                "\"steps\": 20,|``|field steps is missing",
                "\"steps\": 20,|\"steps\": null,|field steps is null: give a value",
                "\"beta1\": 0.9,|``|field adam.beta1 is missing",
                "\"adam\": .*, \"initialisation|\"initialisation|field adam is missing",
                "\"quadraticWeight\": 1.0,|``|field initialisation.quadraticWeight is missing",
                "\"scheme\": \"GLOROT_UNIFORM\",|``|field initialisation.scheme is missing",
                "\"kind\": \"online\"|``|field trainingSet.kind is missing",
                "\"decay\": 0.99,|\"decay\": 1,|field architecture.batchNorm: batch norm's decay = 1.0 is not in [0, 1)",
                "\"seed\": 1801|\"seed\": 1801, \"sed\": 1801|field sed is unknown: legal here are adam, architecture, batch, furtherDecays, initialisation, outerRadius, seed, steps, trainingSet",
                "\"seed\": 1801|\"seed\": 1e1000|field seed = "
            })
    void planThatIsNotWholeIsRefused(String right, String wrong, String message) throws IOException {
        String text = PLAN.replaceFirst("(?s)" + (right.equals("{.*}") ? "\\{.*}" : right), wrong);
        assertThat(text).isNotEqualTo(PLAN);
        Path plan = Files.writeString(folder.resolve("plan.json"), text);
        Path file = folder.resolve("x.zip");

        assertThat(run("train", "--plan", plan.toString(), "--out", file.toString()))
                .isEqualTo(64);

        assertThat(err.toString()).startsWith("spheres: --plan = " + plan + ": not a training plan: " + message);
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("plan.json");
    }

    @Test
    void wholeAnswerIsAPlanToo() throws IOException {
        Path plan = Files.writeString(folder.resolve("answer.json"), "{\"plan\": " + PLAN + ", \"step\": 20}");

        assertThat(run(
                        "train",
                        "--plan",
                        plan.toString(),
                        "--threads",
                        "1",
                        "--out",
                        folder.resolve("x.zip").toString()))
                .as(err.toString())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--threads 20000 | number of threads = 20000 is not in [1, 3]: the narrowest hidden layer has 3 units",
                "--threads 0 | number of threads = 0 is not in [1, 3]: the narrowest hidden layer has 3 units",
                "--checkpoint-minutes 1e12 | --checkpoint-minutes = 1.0E12 is not in [0, 1000000.0]",
                "--checkpoint-minutes NaN | --checkpoint-minutes = NaN is not in [0, 1000000.0]",
                "--checkpoint-minutes -1 | --checkpoint-minutes = -1.0 is not in [0, 1000000.0]"
            })
    void optionThatCannotBeIsRefusedBeforeAnythingIsDone(String option, String message) {
        String[] arguments = {
            "train",
            "--dimension",
            "5",
            "--hidden",
            "3",
            "--out",
            folder.resolve("x.zip").toString()
        };

        assertThat(run(with(arguments, option.split(" ")))).isEqualTo(64);

        assertThat(err.toString().lines().findFirst()).hasValue("spheres: " + message);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void unknownNameIsAnsweredWithTheNearestOnes() {
        assertThat(run("train", "relu-onlin-1801")).isEqualTo(64);

        assertThat(err.toString().lines().findFirst().orElse(""))
                .matches("spheres: NAME = relu-onlin-1801 is in neither plans\\.yaml nor multiverse\\.yaml; similar are"
                        + " relu-online-1801, [a-z0-9-]+, [a-z0-9-]+; train --list shows all \\d+");
    }

    @Test
    void networksFromOtherSeedsAreFoundByWhoReadsTheirKind(@TempDir Path plans, @TempDir Path night)
            throws IOException {
        Files.writeString(plans.resolve("plans.yaml"), """
                - {id: quadratic-online-1802, network: quadratic, dimension: 4, hidden: [5], steps: 2, seed: 1802, threads: 1, weights: true, snapshotEvery: 1}
                - {id: quadratic-online-1801, network: quadratic, dimension: 4, hidden: [5], steps: 2, seed: 1801, threads: 1, weights: true, snapshotEvery: 1}
                """);
        String[] command = {
            "train",
            "--all",
            "--plans",
            plans.toString(),
            "--evidence",
            night.toString(),
            "--work",
            night.resolve("work").toString(),
            "--seeds-from"
        };

        assertThat(run(with(command, "70"))).isZero();

        List<Evidence> found = Evidence.anyOf(night, "quadratic-online");
        assertThat(found)
                .extracting(one -> one.manifest().id())
                .containsExactly("quadratic-online-70", "quadratic-online-71");
        assertThat(found).extracting(one -> one.manifest().plan().seed()).containsExactly(70L, 71L);

        assertThat(run(with(command, "70"))).isZero();
        assertThat(out.toString()).contains("quadratic-online-71: there is evidence already");
        assertThat(run(with(command, "90"))).isEqualTo(64);
        assertThat(err.toString())
                .contains(night.resolve("plans.yaml") + " lists other networks than " + plans.resolve("plans.yaml")
                        + " from seed 90: give another folder");
        assertThat(run(with(command, "-1"))).isEqualTo(64);
        assertThat(err.toString()).contains("lowest seed = -1 is not in [0, 9223372036854775807]");
        assertThat(run("train", "--all", "--seeds-from", "5")).isEqualTo(64);
        assertThat(err.toString())
                .contains("--all, --plans and --seeds-from belong together: give all three, or --all alone");
    }

    @Test
    void partsOfAJobArrayShareTheList(@TempDir Path shared) throws IOException {
        Files.writeString(shared.resolve("plans.yaml"), """
                - {id: a-1, network: quadratic, dimension: 4, hidden: [5], steps: 2, seed: 1, threads: 1, weights: true, snapshotEvery: 1}
                - {id: b-2, network: quadratic, dimension: 4, hidden: [5], steps: 2, seed: 2, threads: 1, weights: true, snapshotEvery: 1}
                - {id: c-3, network: quadratic, dimension: 4, hidden: [5], steps: 2, seed: 3, threads: 1, weights: true, snapshotEvery: 1}
                """);
        String[] command = {
            "train",
            "--all",
            "--evidence",
            shared.toString(),
            "--work",
            shared.resolve("work").toString(),
            "--shard"
        };

        assertThat(run(with(command, "1/2"))).as(err.toString()).isZero();
        assertThat(shared).isDirectoryContaining("glob:**a-1").isDirectoryContaining("glob:**c-3");
        assertThat(shared.resolve("b-2")).doesNotExist();
        assertThat(run(with(command, "2/2"))).isZero();
        assertThat(shared).isDirectoryContaining("glob:**b-2");

        assertThat(run(with(command, "3/2"))).isEqualTo(64);
        assertThat(err.toString())
                .contains(
                        "--shard = 3/2 is not I/N with 1 <= I <= N: give the part and how many there are, such as 2/8");
        assertThat(run("train", "a-1", "--shard", "1/2")).isEqualTo(64);
        assertThat(err.toString()).contains("--shard = 1/2 is of --all: give both, or leave it out");
    }

    private static String[] with(String[] command, String last) {
        String[] whole = Arrays.copyOf(command, command.length + 1);
        whole[command.length] = last;
        return whole;
    }

    @Test
    void listNamesEveryPlanAndWhetherItIsTrained() {
        assertThat(run("train", "--list")).isZero();

        assertThat(out.toString().lines()).contains("relu-online-1801  trained", "multiverse-relu-d60-pytorch-2003");
    }

    @Test
    @ExtendWith(NeedsDevice.class)
    void aCheckpointGoesFromTheCpuToADevice() throws IOException {
        Device device = NeedsDevice.device();
        String file = folder.resolve("relu.zip").toString();
        String[] plan = {"train", "--dimension", "7", "--hidden", "6,5", "--batch", "8", "--out", file};
        assertThat(run(with(plan, "--steps", "3", "--threads", "1")))
                .as(err.toString())
                .isZero();
        out.getBuffer().setLength(0);

        assertThat(run(with(
                        plan,
                        "--steps",
                        "5",
                        "--backend",
                        "gpu",
                        "--device",
                        Integer.toString(device.number()),
                        "--json")))
                .as(err.toString())
                .isZero();
        JsonNode engines = new ObjectMapper().readTree(out.toString()).path("engines");
        assertThat(engines.at("/0/from").asInt()).isZero();
        assertThat(engines.at("/0/engine").asText()).isEqualTo("CPU, 1 thread");
        assertThat(engines.at("/1/from").asInt()).isEqualTo(3);
        assertThat(engines.at("/1/engine").asText()).isEqualTo(device.toString());
        if (device.type() != Device.Type.GPU) { // where there is a GPU, the tests take it
            assertThat(run(with(plan, "--steps", "6", "--backend", "gpu"))).isEqualTo(64);
            assertThat(err.toString()).startsWith("spheres: no OpenCL device of type GPU found, only ");
        }
    }

    @Test
    void aDeviceIsOfTheBackendThatHasDevicesAndThreadsAreOfTheCpu() {
        String file = folder.resolve("x.zip").toString();
        assertThat(run("train", "--steps", "5", "--device", "T4", "--out", file))
                .isEqualTo(64);
        assertThat(err.toString()).startsWith("spheres: --device = T4 is of --backend gpu: give both, or leave it out");
        err.getBuffer().setLength(0);
        assertThat(run("train", "--steps", "5", "--backend", "gpu", "--threads", "2", "--out", file))
                .isEqualTo(64);
        assertThat(err.toString()).startsWith("spheres: --threads is of --backend cpu: leave it out");
        assertThat(folder.resolve("x.zip")).doesNotExist();
    }

    @Test
    void nothingOfOpenClIsLoadedBeforeADeviceIsAskedFor() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Spheres.class.getName(),
                        "train",
                        "--dimension",
                        "7",
                        "--hidden",
                        "6",
                        "--steps",
                        "2",
                        "--threads",
                        "1",
                        "--out",
                        folder.resolve("relu.zip").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("loaded.txt").toFile())
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(Files.readAllLines(folder.resolve("loaded.txt")))
                .anyMatch(line -> line.contains("spheres.engine.ReluEngine"))
                .noneMatch(line -> line.contains("org.bytedeco.opencl") || line.contains("libjniOpenCL"));
    }

    /** As Ctrl-C does: the program is asked to end. */
    @Test
    void runThatIsInterruptedIsSaved() throws Exception {
        Path file = folder.resolve("x.zip");
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Spheres.class.getName(),
                        "train",
                        "--dimension",
                        "5",
                        "--hidden",
                        "3",
                        "--threads",
                        "1",
                        "--checkpoint-minutes",
                        "0",
                        "--out",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (Files.notExists(file) && process.isAlive()) {
            Thread.sleep(5);
        }
        process.destroy();
        process.waitFor();

        assertThat(log)
                .content()
                .containsPattern("spheres: stopped: \\Q" + file
                        + "\\E is saved after \\d+ steps; the same command goes on there");
        String steps = Files.readString(log).replaceFirst("(?s).*saved after (\\d+) steps.*", "$1");
        assertThat(spheres.network.Checkpoint.load(file).network().step()).isEqualTo(Long.parseLong(steps));
    }

    private static String[] with(String[] arguments, String... more) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }
}
