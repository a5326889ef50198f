package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import spheres.attack.ClassifierCheck;
import spheres.claims.quadratic.QuadraticPopulation;
import spheres.network.AdamSettings;
import spheres.network.Checkpoint;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.opencl.Device;
import spheres.opencl.NeedsDevice;

/** The commands {@code attack} and {@code nearest}. */
class AttackCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Spheres.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    /**
     * In the plane the errors are the arcs about the axis of alpha_1 with cos^2 of at least (1 - alpha_2) / (alpha_1 -
     * alpha_2), and a point outside at an angle delta from the nearer end is 2 sin(delta / 2) away.
     */
    @Test
    void nearestIsTheMeanDistanceToTheArcsOfErrors() throws IOException {
        double edge = Math.acos(Math.sqrt(0.3 / 0.8));
        double expected = 8 / Math.PI * (1 - Math.cos((Math.PI / 2 - edge) / 2));

        assertThat(run("nearest", "--alphas", alphas("1.5", "0.7"), "--points", "100000", "--json"))
                .isZero();

        assertThat(number("/standardError")).isBetween(1e-4, 1e-3);
        assertThat(number("/meanDistance")).isCloseTo(expected, within(5 * number("/standardError")));
        assertThat(number("/errors")).isCloseTo(100_000 * 2 * edge / Math.PI, within(1000.0));
        assertThat(json().path("errorsExist").asBoolean()).isTrue();
        assertThat(json().path("sphere").asText()).isEqualTo("inner");
        assertThat(number("/points")).isEqualTo(100_000);
    }

    @Test
    void nearestPrintsWhatTheMeanIsOver() throws IOException {
        assertThat(run("nearest", "--alphas", alphas("0.9", "0.5"), "--points", "50", "--sphere", "outer"))
                .isZero();

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("ellipsoid with d = 2, R = 1.3"),
                        line -> assertThat(line)
                                .matches(
                                        "mean distance +0\\.\\d+ +over 50 uniform points of the outer sphere, errors at 0"),
                        line -> assertThat(line).matches("standard error +0\\.\\d+ +of sampling"),
                        line -> assertThat(line).matches("errors among them +\\d+"));
    }

    @Test
    void nearestOfOnePointHasNoStandardError() throws IOException {
        assertThat(run("nearest", "--alphas", alphas("1.5", "0.7"), "--points", "1", "--json"))
                .isZero();

        assertThat(json().path("standardError").isNull()).isTrue();
        assertThat(number("/meanDistance")).isGreaterThanOrEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"inner, above 1", "outer, below 1/R^2"})
    void aSphereWithoutErrorsHasNoDistance(String sphere, String limit) throws IOException {
        String alphas = alphas("0.8", "0.7", "0.9");
        String message = "no error exists on the " + sphere + " sphere: no alpha is " + limit;

        assertThat(run("nearest", "--alphas", alphas, "--sphere", sphere)).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("ellipsoid with d = 3, R = 1.3\n" + message + "\n");
        clear();
        assertThat(run("nearest", "--alphas", alphas, "--sphere", sphere, "--json"))
                .isZero();
        assertThat(json().path("errorsExist").asBoolean(true)).isFalse();
        assertThat(json().at("/meanDistance").isNull()).isTrue();
        assertThat(json().at("/standardError").isNull()).isTrue();
        clear();
        assertThat(run("attack", "--alphas", alphas, "--sphere", sphere)).isZero();
        assertThat(out.toString().lines())
                .contains(message)
                .anyMatch(line -> line.matches("errors found +0 of 100 +uniform points of the " + sphere + " sphere"))
                .anyMatch(line -> line.matches("mean distance +none"));
        clear();
        assertThat(run("attack", "--alphas", alphas, "--sphere", sphere, "--json"))
                .isZero();
        assertThat(number("/found")).isZero();
        assertThat(json().path("errorsExist").asBoolean(true)).isFalse();
        assertThat(json().at("/meanDistance").isNull()).isTrue();
        assertThat(number("/largestLogit")).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"nearest, inner, 1.01", "nearest, outer, 1.01", "between, inner, 1.01", "first, inner, 1.2"})
    void attacksOnAlphasStandBesideTheExactMean(String kind, String sphere, double most) throws IOException {
        String[] line = {"attack", "--alphas", spread(20, 0.5, 1.1), "--kind", kind, "--sphere", sphere};

        assertThat(run(with(line, "--steps", "2000", "--json"))).isZero();

        assertThat(number("/found")).isEqualTo(100);
        assertThat(number("/points")).isEqualTo(100);
        assertThat(number("/ratio")).isBetween(1 - 1e-6, most);
        assertThat(number("/meanDistance")).isCloseTo(number("/ratio") * number("/exactMeanDistance"), within(1e-9));
        assertThat(number("/standardError")).isBetween(1e-4, 0.1);
        assertThat(json().path("kind").asText()).isEqualTo(kind);
    }

    @Test
    void theExactMeanOverTheSameStartsIsThatOfNearest() throws IOException {
        String alphas = spread(20, 0.5, 1.1);
        run("attack", "--alphas", alphas, "--kind", "nearest", "--seed", "5", "--json");
        double exact = number("/exactMeanDistance");
        clear();

        run("nearest", "--alphas", alphas, "--seed", "5", "--json");

        assertThat(number("/meanDistance")).isCloseTo(exact, within(1e-6));
    }

    @Test
    void theWorstCaseIsTheExtremeAxis() throws IOException {
        assertThat(run("attack", "--alphas", spread(20, 0.5, 1.1), "--kind", "worst", "--json"))
                .isZero();

        assertThat(number("/largestLogit")).isCloseTo(0.1, within(1e-4));
        assertThat(json().at("/exactMeanDistance").isNull()).isTrue();
    }

    @Test
    void betweenTheSpheresErrorsCanBeNearerThanOnTheSphereAndHaveTheirNorm() throws IOException {
        assertThat(run("attack", "--alphas", spread(20, 0.8, 0.8), "--kind", "between", "--json"))
                .isZero();

        assertThat(number("/meanDistance")).isCloseTo(1 / Math.sqrt(0.8) - 1, within(1e-4));
        assertThat(number("/meanNorm")).isCloseTo(1 / Math.sqrt(0.8), within(1e-4));
    }

    @Test
    void failedStartsAreToldAndNotDropped() throws IOException {
        String[] short20 = {"attack", "--alphas", spread(20, 0.5, 1.1), "--steps", "300"};
        assertThat(run(with(short20, "--json"))).isZero();
        int found = (int) number("/found");
        assertThat(found).isBetween(1, 99);
        assertThat(number("/points")).isEqualTo(100);
        clear();

        assertThat(run(short20)).isZero();

        assertThat(out.toString().lines())
                .anyMatch(
                        line -> line.matches("errors found +" + found + " of 100 +uniform points of the inner sphere"))
                .anyMatch(line -> line.matches(
                        "mean distance +0\\.\\d+ +over those " + found + ", points that are errors themselves at 0"));
    }

    @Test
    void pointsAreWrittenARowAStart() throws IOException {
        Path file = folder.resolve("points.csv");

        assertThat(run(
                        "attack",
                        "--alphas",
                        spread(20, 0.5, 1.1),
                        "--points",
                        "30",
                        "--steps",
                        "300",
                        "--json",
                        "--out",
                        file.toString()))
                .isZero();

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(31);
        assertThat(lines.get(0))
                .startsWith("start,outcome,distance,logit,x1,x2,")
                .endsWith(",x20");
        double sum = 0;
        int found = 0;
        for (int i = 1; i < lines.size(); i++) {
            String[] row = lines.get(i).split(",", -1);
            assertThat(row).hasSize(24);
            assertThat(row[0]).isEqualTo(Integer.toString(i - 1));
            boolean error = Double.parseDouble(row[3]) >= 0;
            assertThat(row[1]).isIn(error ? List.of("found", "error_at_start") : List.of("not_found"));
            assertThat(row[2].isEmpty()).isEqualTo(!error);
            double squares = Arrays.stream(row, 4, 24)
                    .mapToDouble(Double::parseDouble)
                    .map(x -> x * x)
                    .sum();
            assertThat(squares).isCloseTo(1, within(1e-6));
            sum += error ? Double.parseDouble(row[2]) : 0;
            found += error ? 1 : 0;
        }
        assertThat(number("/found")).isEqualTo(found);
        assertThat(number("/meanDistance")).isCloseTo(sum / found, within(1e-12));
    }

    @Test
    void aCheckpointIsAttackedAsItsEllipsoidIs() throws IOException {
        double[] alphas = new double[12];
        Arrays.setAll(alphas, i -> 0.5 + 0.05 * i);
        String checkpoint = checkpoint(QuadraticPopulation.network(alphas, 15, 3));

        assertThat(run("attack", checkpoint, "--kind", "nearest", "--points", "40", "--json"))
                .as(err.toString())
                .isZero();
        double network = number("/meanDistance");
        assertThat(json().path("target").asText()).isEqualTo("quadratic 12-15-1 after 0 steps");
        assertThat(json().at("/errorsExist").isNull()).isTrue();
        assertThat(json().at("/exactMeanDistance").isNull()).isTrue();
        assertThat(number("/found")).isEqualTo(40);
        clear();
        String[] texts = Arrays.stream(alphas).mapToObj(Double::toString).toArray(String[]::new);
        run("nearest", "--alphas", alphas(texts), "--points", "4000", "--json");

        // The network's axes are rotated, so that the same points lie elsewhere: the means agree as samples do.
        assertThat(network).isCloseTo(number("/meanDistance"), within(0.1));
    }

    @Test
    void aDeadNetworkIsSaidToBeFlatAndToAnswerLikeAProbability() throws IOException {
        QuadraticArchitecture shape = new QuadraticArchitecture(5, 4);
        String checkpoint = checkpoint(Network.untrained(shape, AdamSettings.DEFAULT, new float[shape.parameters()]));

        assertThat(run("attack", checkpoint, "--points", "7"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .contains(
                        "flat | 7 of 7 | points where the gradient is 0",
                        "probabilities | all in [0, 1] | answers, on both spheres: logits are needed")
                .noneMatch(line -> line.startsWith("unsteady"));
        clear();
        assertThat(run("attack", checkpoint, "--points", "7", "--json")).isZero();
        assertThat(json().at("/classifier/asked").asInt()).isEqualTo(7);
        assertThat(json().at("/classifier/flat").asInt()).isEqualTo(7);
        assertThat(json().at("/classifier/unsteady").asInt(-1)).isZero();
        assertThat(json().at("/classifier/probabilities").asBoolean()).isTrue();
    }

    @Test
    void anUnsteadyNetworkIsSaidToBeOne() {
        AttackCommand.warnings(new PrintWriter(out, true), new ClassifierCheck(9, 2, 0, false));

        assertThat(out.toString().strip())
                .isEqualTo("unsteady         2 of 9                points answered differently when asked twice");
    }

    @Test
    void aNetworkOfNoNumbersIsRefusedWhenItIsRead() throws IOException {
        QuadraticArchitecture shape = new QuadraticArchitecture(5, 4);
        float[] parameters = new float[shape.parameters()];
        Arrays.fill(parameters, Float.NaN);
        String checkpoint = checkpoint(Network.untrained(shape, AdamSettings.DEFAULT, parameters));

        assertThat(run("attack", checkpoint, "--points", "7", "--json")).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip())
                .isEqualTo("spheres: checkpoint " + checkpoint
                        + " is damaged or no DL4J network of ours: parameter 0 = NaN is not finite");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--points 0 | '--points': 0 is not a whole number in [1, 2147483647]",
                "--points 1e3 | '--points': 1e3 is not a whole number in [1, 2147483647]",
                "--radius 1 | '--radius': 1 is not a number in (1, 1.0E50): the inner sphere has radius 1",
                "--sphere middle | '--sphere': expected one of [INNER, OUTER] (case-insensitive) but was 'middle'",
                "--seed x | '--seed': 'x' is not a long"
            })
    void aWrongValueIsNamedWithItsRange(String options, String message) throws IOException {
        for (String command : new String[] {"attack", "nearest"}) {
            String[] arguments = (command + " --alphas " + alphas("1.5", "0.7") + " " + options).split(" ");

            assertThat(run(arguments)).isEqualTo(Spheres.WRONG_USAGE);
        }
        assertThat(err.toString().lines().filter(line -> line.startsWith("spheres:")))
                .hasSize(2)
                .containsOnly("spheres: Invalid value for option " + message);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps 0 | Invalid value for option '--steps': 0 is not a whole number in [1, 2147483647]",
                "--step 0 | Invalid value for option '--step': 0 is not a number in (0, Infinity): give the length of a step, such as 0.001",
                "--step -0.1 | Invalid value for option '--step': -0.1 is not a number in (0, Infinity): give the length of a step, such as 0.001",
                "--step NaN | Invalid value for option '--step': NaN is not a number in (0, Infinity): give the length of a step, such as 0.001",
                "--kind best | Invalid value for option '--kind': expected one of [FIRST, NEAREST, WORST, BETWEEN] (case-insensitive) but was 'best'",
                "network.zip | give either a CHECKPOINT or --alphas FILE"
            })
    void aWrongOptionOfAnAttackIsNamedWithItsRange(String options, String message) throws IOException {
        assertThat(run(("attack --alphas " + alphas("1.5", "0.7") + " " + options).split(" ")))
                .isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().lines().findFirst()).contains("spheres: " + message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anAttackNeedsATarget() {
        assertThat(run("attack")).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString()).isEqualToNormalizingNewlines("""
                spheres: give either a CHECKPOINT or --alphas FILE
                Try 'spheres attack --help'.
                """);
    }

    @Test
    void aMissingCheckpointAndAForeignFileAreNamed() throws IOException {
        Path missing = folder.resolve("missing.zip");
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");

        assertThat(run("attack", missing.toString())).isEqualTo(Spheres.WRONG_USAGE);
        assertThat(run("attack", text.toString())).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("spheres: checkpoint " + missing + " does not exist or is no file"),
                        line -> assertThat(line)
                                .startsWith(
                                        "spheres: checkpoint " + text + " is damaged or no DL4J network of ours: "));
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedBeforeTheAttack() throws IOException {
        Path file = folder.resolve("nowhere").resolve("points.csv");
        String alphas = alphas("1.5", "0.7");

        assertThat(run("attack", "--alphas", alphas, "--out", file.toString())).isEqualTo(Spheres.WRONG_USAGE);
        assertThat(run("attack", "--alphas", alphas, "--out", folder.toString()))
                .isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().lines())
                .containsExactly(
                        "spheres: --out = " + file + ": its folder does not exist: create it first",
                        "spheres: --out = " + folder + " is a folder: give a file");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void morePointsThanAnArrayHoldsAreRefused() throws IOException {
        assertThat(run("attack", "--alphas", alphas("1.5", "0.7"), "--points", "2000000000"))
                .isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip())
                .isEqualTo("spheres: --points = 2000000000 is not in [1, 1073741823], which is what one array holds at"
                        + " d = 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attack", "nearest"})
    void alphasFilesAreCheckedAsEverywhere(String command) throws IOException {
        Path file = Files.writeString(folder.resolve("alphas.txt"), "0.5\nabc\n");

        assertThat(run(command, "--alphas", file.toString())).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip())
                .isEqualTo("spheres: --alphas = " + file + ", line 2: abc is not a number in [0, 1.0E100)");
    }

    @ParameterizedTest
    @CsvSource({"inner, 1, above 1", "outer, 0.25, below 1/R^2"})
    void boundaryThatTouchesTheSphereMakesNoErrors(String sphere, String touching, String limit) throws IOException {
        String message = "no error exists on the " + sphere + " sphere: no alpha is " + limit;
        for (String[] file : new String[][] {{touching, touching, touching}, {touching, "0.5", "0.5"}}) {
            String[] options = {"--alphas", alphas(file), "--sphere", sphere, "--radius", "2", "--points", "20"};
            for (String command : List.of("nearest", "attack")) {
                clear();
                assertThat(run(with(new String[] {command}, options)))
                        .as(err.toString())
                        .isZero();
                assertThat(out.toString().lines()).contains(message);
            }
            assertThat(out.toString().lines()).anyMatch(line -> line.matches("errors found +0 of 20 .*"));
        }
    }

    @Test
    void whatIsAttackedIsNotOverwritten() throws IOException {
        String file = alphas("1.5", "0.7");

        assertThat(run("attack", "--alphas", file, "--out", file)).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip())
                .isEqualTo("spheres: --out = " + file
                        + " is what is attacked, and would be overwritten: give another file");
        assertThat(Files.readAllLines(Path.of(file))).containsExactly("1.5", "0.7");
    }

    @Test
    void byteOrderMarkIsNoDigit() throws IOException {
        String file = alphas("\uFEFF1.5", "0.7");

        assertThat(run("nearest", "--alphas", file, "--points", "3"))
                .as(err.toString())
                .isZero();
    }

    @Test
    void alphasWithoutAnEndAreRefused() throws IOException {
        Path file = folder.resolve("endless.txt");
        try (java.io.RandomAccessFile sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 32);
        }

        assertThat(run("nearest", "--alphas", file.toString())).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip())
                .isEqualTo("spheres: --alphas = " + file + " is longer than 33554432 bytes: give one alpha per line");
    }

    @Test
    void morePointsThanMemoryHoldsAreRefused() throws IOException {
        assertThat(run("nearest", "--alphas", alphas("1.5"), "--points", "2147483647"))
                .isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip())
                .matches(
                        "spheres: --points = 2147483647 is not in \\[1, \\d+], which is what half of the memory holds: give"
                                + " java more with -Xmx");
    }

    @Test
    void lengthOfAStepIsAskedForInItsOwnWords() throws IOException {
        assertThat(run("attack", "--alphas", alphas("1.5"), "--step", "0")).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString())
                .contains("0 is not a number in (0, Infinity): give the length of a step, such as 0.001");
    }

    @Test
    void nearestNeedsAlphas() {
        assertThat(run("nearest")).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString()).contains("Missing required option: '--alphas=FILE'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "nearest"})
    @ExtendWith(NeedsDevice.class)
    void aDeviceFindsWhatTheCpuFinds(String kind) throws IOException {
        Device device = NeedsDevice.device();
        double[] alphas = {1.5, 1.2, 0.9, 0.8, 0.8, 0.7, 0.7, 0.6, 0.6, 0.5};
        String[] attack = {
            "attack",
            checkpoint(QuadraticPopulation.network(alphas, 12, 1)),
            "--kind",
            kind,
            "--points",
            "20",
            "--step",
            "0.01"
        };
        assertThat(run(with(attack, "--json"))).isZero();
        JsonNode cpu = json();
        assertThat(cpu.path("backend").asText()).isEqualTo("cpu");
        assertThat(cpu.path("device").isNull()).isTrue();
        clear();

        String[] onDevice = with(attack, "--backend", "gpu", "--device", Integer.toString(device.number()));
        assertThat(run(with(onDevice, "--json"))).as(err.toString()).isZero();
        assertThat(json().path("backend").asText()).isEqualTo("gpu");
        assertThat(json().path("device").asText()).isEqualTo(device.toString());
        assertThat(number("/found")).isEqualTo(cpu.path("found").asInt());
        assertThat(number("/meanDistance")).isCloseTo(cpu.path("meanDistance").asDouble(), within(1e-5));
        if (kind.equals("first")) {
            assertThat(number("/evaluations")).isEqualTo(cpu.path("evaluations").asInt());
        }
        clear();
        assertThat(run(onDevice)).isZero();
        assertThat(out.toString().lines())
                .contains(String.format("%-15s  %-20s  %s", "attacked on", device, "judged on the CPU"));
        if (device.type() != Device.Type.GPU) { // where there is a GPU, the tests take it
            assertThat(run(with(attack, "--backend", "gpu"))).isEqualTo(Spheres.WRONG_USAGE);
            assertThat(err.toString()).startsWith("spheres: no OpenCL device of type GPU found, only ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"attack", "estimate"})
    void aDeviceIsOfNetworksAndOfTheBackendThatHasDevices(String command) throws IOException {
        String alphas = alphas("1.5", "0.7");
        assertThat(run(command, "--alphas", alphas, "--device", "T4")).isEqualTo(Spheres.WRONG_USAGE);
        assertThat(run(command, "--alphas", alphas, "--backend", "gpu")).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().lines().filter(line -> line.startsWith("spheres: ")))
                .containsExactly(
                        "spheres: --device = T4 is of --backend gpu: give both, or leave it out",
                        "spheres: --backend gpu is of networks, --alphas are judged on the CPU: leave it out");
    }

    private String alphas(String... alphas) throws IOException {
        return Files.write(folder.resolve("alphas.txt"), List.of(alphas)).toString();
    }

    /** Equally spaced alphas. */
    private String spread(int dimension, double from, double to) throws IOException {
        String[] alphas = new String[dimension];
        Arrays.setAll(alphas, i -> Double.toString(from + (to - from) * i / (dimension - 1)));
        return alphas(alphas);
    }

    private String checkpoint(Network network) throws IOException {
        Path file = folder.resolve("network.zip");
        new Checkpoint(network).save(file);
        return file.toString();
    }

    private int run(String... arguments) {
        return commandLine.execute(arguments);
    }

    private static String[] with(String[] arguments, String... more) {
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    private void clear() {
        out.getBuffer().setLength(0);
    }

    private double number(String pointer) throws IOException {
        JsonNode node = json().at(pointer);
        assertThat(node.isNumber()).as("%s is a number in %s", pointer, out).isTrue();
        return node.asDouble();
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(out.toString());
    }
}
