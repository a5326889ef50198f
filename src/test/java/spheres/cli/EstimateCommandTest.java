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
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import spheres.claims.quadratic.QuadraticPopulation;
import spheres.network.AdamSettings;
import spheres.network.Checkpoint;
import spheres.network.Initialisation;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.opencl.Device;
import spheres.opencl.NeedsDevice;
import spheres.sphere.Sphere;
import spheres.theory.EllipsoidErrorRate;
import spheres.training.Trainer;
import spheres.training.TrainingPlan;

/** The command {@code estimate}. */
class EstimateCommandTest {
    private static final double[] ALPHAS = {1.6, 1.2, 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.5, 0.5};

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Spheres.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    /** An alpha of exactly 1 or 1/R^2 makes no errors, whatever the method: the boundary touches the sphere. */
    @ParameterizedTest
    @CsvSource({
        "sample, inner, 1.3",
        "split, inner, 1.3",
        "exact, inner, 1.3",
        "sample, outer, 2",
        "split, outer, 2",
        "exact, outer, 2"
    })
    void boundaryThatTouchesTheSphereMakesNoErrors(String method, String sphere, String radius) throws IOException {
        double touching = sphere.equals("inner") ? 1 : 0.25;
        for (double[] alphas : new double[][] {{touching, touching, touching}, {touching, 0.5, 0.5}}) {
            out.getBuffer().setLength(0);
            String[] arguments = {
                "--alphas",
                alphas(alphas),
                "--method",
                method,
                "--sphere",
                sphere,
                "--radius",
                radius,
                "--budget",
                "1000"
            };

            assertThat(run(arguments)).as(err.toString()).isZero();

            assertThat(out.toString().lines()).contains("rate     0.00000    log10 -Infinity");
            if (!method.equals("exact")) {
                assertThat(out.toString()).contains("no error exists on the " + sphere + " sphere: no alpha is ");
            }
        }
    }

    @Test
    void radiusIsTheOneThatTheNetworkWasTrainedWith() throws Exception {
        Path file = folder.resolve("network.zip");
        TrainingPlan plan = TrainingPlan.paper(new QuadraticArchitecture(6, 5), 1)
                .withOuterRadius(2)
                .withSteps(3);
        Trainer.withDefaults()
                .withThreads(1)
                .withCheckpoint(file, Duration.ofHours(1))
                .train(plan);

        assertThat(run(file.toString(), "--method", "exact", "--json")).isZero();
        assertThat(number("outerRadius")).isEqualTo(2);
        assertThat(run(file.toString(), "--radius", "2", "--method", "exact")).isZero();
        assertThat(run(file.toString(), "--radius", "1.3", "--method", "exact")).isEqualTo(Spheres.WRONG_USAGE);
        assertThat(err.toString().strip())
                .isEqualTo(
                        "spheres: --radius = 1.3 is not 2.0, the outer radius that the network was trained with: leave"
                                + " --radius out");
    }

    @ParameterizedTest
    @CsvSource({"sample, inner", "sample, outer", "split, inner", "split, outer"})
    void samplingAndSplittingHoldTheExactRate(String method, String sphere) throws IOException {
        double exact = EllipsoidErrorRate.of(ALPHAS, 1.3)
                .exact(Sphere.valueOf(sphere.toUpperCase(java.util.Locale.ROOT)))
                .value();

        assertThat(run(
                        "--alphas",
                        alphas(ALPHAS),
                        "--method",
                        method,
                        "--sphere",
                        sphere,
                        "--budget",
                        "200000",
                        "--json"))
                .isZero();

        assertThat(json().path("method").asText()).isEqualTo(method);
        assertThat(json().path("sphere").asText()).isEqualTo(sphere);
        assertThat(number("level")).isEqualTo(0.95);
        // Twice the half width on either side: 95 % intervals miss now and then.
        assertThat(exact)
                .isBetween(
                        number("low") * number("low") / number("rate"),
                        number("high") * number("high") / number("rate"));
        assertThat(number("log10")).isCloseTo(Math.log10(number("rate")), within(1e-9));
        assertThat(number("evaluations")).isBetween(150_000.0, 200_000.0);
        if (method.equals("split")) {
            assertThat(number("runs")).isEqualTo(10);
            assertThat(number("coefficientOfVariation")).isBetween(0.01, 1.0);
        } else {
            assertThat(json().path("runs").isNull()).isTrue();
            assertThat(json().path("coefficientOfVariation").isNull()).isTrue();
        }
        assertThat(json().path("warning").isNull()).isTrue();
    }

    @Test
    void computedRatesAreThoseOfTheTheory() throws IOException {
        EllipsoidErrorRate rates = EllipsoidErrorRate.of(ALPHAS, 1.3);

        run("--alphas", alphas(ALPHAS), "--method", "exact", "--json");
        assertThat(number("rate")).isEqualTo(rates.exact(Sphere.INNER).value());
        assertThat(number("low")).isEqualTo(number("rate"));
        assertThat(number("level")).isEqualTo(1);
        assertThat(number("evaluations")).isZero();
        run("--alphas", alphas(ALPHAS), "--method", "clt", "--sphere", "outer", "--json");
        assertThat(number("rate")).isEqualTo(rates.clt(Sphere.OUTER).value());
    }

    @Test
    void aQuadraticNetworkIsComputedFromItsAlphas() throws IOException {
        Path checkpoint = folder.resolve("network.zip");
        new Checkpoint(QuadraticPopulation.network(ALPHAS, 12, 1)).save(checkpoint);

        assertThat(run(checkpoint.toString(), "--method", "exact", "--json")).isZero();

        assertThat(number("rate"))
                .isCloseTo(
                        EllipsoidErrorRate.of(ALPHAS, 1.3).exact(Sphere.INNER).value(), within(1e-5));
    }

    @Test
    void withoutErrorsItSaysBelowWhat() throws IOException {
        String perfect = alphas(0.8, 0.7, 0.65, 0.75, 0.7, 0.7);

        assertThat(run("--alphas", perfect, "--budget", "300000", "--floor", "1e-9"))
                .isZero();
        assertThat(out.toString()).containsPattern("below +[0-9.]+e-(09|10) +no error was reached");
        assertThat(out.toString())
                .containsPattern(
                        "runs     10, their coefficient of variation is \\d\\.\\d\\d at the last level that bounds"
                                + " the rate");
        run("--alphas", perfect, "--budget", "300000", "--floor", "1e-9", "--json");
        assertThat(json().path("rate").isNull()).isTrue();
        assertThat(json().path("log10").isNull()).isTrue();
        assertThat(number("low")).isZero();
        assertThat(number("high")).isBetween(1e-11, 1e-8);
        run("--alphas", perfect, "--method", "sample", "--budget", "1000", "--json");
        assertThat(json().path("rate").isNull()).isTrue();
        assertThat(number("high")).isCloseTo(1 - Math.pow(0.025, 1e-3), within(1e-12));
        run("--alphas", perfect, "--method", "exact", "--json");
        assertThat(number("rate")).isZero();
    }

    @Test
    void printsRateAndInterval() throws IOException {
        assertThat(run("--alphas", alphas(ALPHAS), "--budget", "200000")).isZero();

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("error rate of ellipsoid with d = 10 on the inner sphere, R = 1.3"),
                        line -> assertThat(line).matches("rate     0\\.\\d+    log10 -\\d+\\.\\d{4}"),
                        line -> assertThat(line)
                                .matches("95 % in  \\[[0-9.e-]+, [0-9.e-]+\\], from 1\\d{5} points judged"),
                        line -> assertThat(line).matches("runs     10, their coefficient of variation is 0\\.\\d{2}"));
    }

    /** A rate of 1e-16 from runs of some 50 points each, the fewest that there may be. */
    @Test
    void warnsWhereRunsScatterTooMuch() throws IOException {
        double[] alphas = new double[20];
        java.util.Arrays.setAll(alphas, i -> 0.5 + (1.005 - 0.5) * i / 19);
        String file = alphas(alphas);
        String warning =
                "the runs scatter too much for an interval, a few of them carry the mean: give a larger --budget";

        assertThat(run("--alphas", file, "--budget", "400000", "--seed", "3")).isZero();
        assertThat(out.toString().lines()).last().isEqualTo("warning  " + warning);
        run("--alphas", file, "--budget", "400000", "--seed", "3", "--json");
        assertThat(json().path("warning").asText()).isEqualTo(warning);
        assertThat(number("coefficientOfVariation")).isGreaterThan(1.6);
        assertThat(number("low")).isZero();
        assertThat(number("high")).isEqualTo(1);
    }

    @Test
    void refusesWrongInput() throws IOException {
        String alphas = alphas(ALPHAS);
        assertRefused("give either a CHECKPOINT or --alphas FILE");
        assertRefused("give either a CHECKPOINT or --alphas FILE", "network.zip", "--alphas", alphas);
        assertRefused(
                "Invalid value for option '--budget': 0 is not a whole number in [1, 9223372036854775807]",
                "--alphas",
                alphas,
                "--budget",
                "0");
        assertRefused(
                "Invalid value for option '--method': expected one of [SAMPLE, SPLIT, CLT, EXACT] (case-insensitive) but"
                        + " was 'guess'",
                "--alphas",
                alphas,
                "--method",
                "guess");
        assertRefused(
                "Invalid value for option '--floor': 1 is not a number in (0, 1)", "--alphas", alphas, "--floor", "1");
        assertRefused(
                "Invalid value for option '--radius': 1 is not a number in (1, 1.0E50): the inner sphere has radius 1",
                "--alphas",
                alphas,
                "--radius",
                "1");
        Path relu = folder.resolve("relu.zip");
        new Checkpoint(Network.initialise(ReluArchitecture.of(5, 6), Initialisation.DEFAULT, AdamSettings.DEFAULT, 1))
                .save(relu);
        assertRefused(
                "--method = exact of relu 5-6-1 after 0 steps: only a quadratic network or --alphas have one; use split or"
                        + " sample",
                relu.toString(),
                "--method",
                "exact");
    }

    @Test
    void saysThatABudgetIsTooSmall() throws IOException {
        assertThat(run("--alphas", alphas(1.01, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6), "--budget", "500"))
                .isEqualTo(64);
        assertThat(err.toString())
                .matches(
                        "spheres: budget = 500 is too small: it ended in the pilot run, at a rate of 1e-\\d+\\.\\d without"
                                + " an error\\R");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", "split"})
    @ExtendWith(NeedsDevice.class)
    void aDeviceJudgesTheSamePoints(String method) throws IOException {
        Device device = NeedsDevice.device();
        Path checkpoint = folder.resolve("network.zip");
        new Checkpoint(QuadraticPopulation.network(ALPHAS, 12, 1)).save(checkpoint);
        String[] command = {checkpoint.toString(), "--method", method, "--budget", "20000"};
        assertThat(run(with(command, "--json"))).isZero();
        JsonNode cpu = json();
        assertThat(cpu.path("backend").asText()).isEqualTo("cpu");
        assertThat(cpu.path("device").isNull()).isTrue();

        String[] onDevice = with(command, "--backend", "gpu", "--device", Integer.toString(device.number()));
        assertThat(run(with(onDevice, "--json"))).as(err.toString()).isZero();
        assertThat(json().path("backend").asText()).isEqualTo("gpu");
        assertThat(json().path("device").asText()).isEqualTo(device.toString());
        assertThat(number("evaluations")).isEqualTo(cpu.path("evaluations").asInt());
        // A walk that rounding turns elsewhere is another walk, of the same law.
        double tolerance = method.equals("sample") ? 0 : 0.2 * cpu.path("rate").asDouble();
        assertThat(number("rate")).isCloseTo(cpu.path("rate").asDouble(), within(tolerance));
        assertThat(run(onDevice)).isZero();
        assertThat(out.toString().lines()).contains("judged on " + device + ", errors on the CPU, too");
    }

    @Test
    void whatIsCalculatedNeedsNoDevice() throws IOException {
        for (String method : new String[] {"clt", "exact"}) {
            assertRefused(
                    "--backend gpu judges points, --method = " + method + " has none: leave it out",
                    "--alphas",
                    alphas(ALPHAS),
                    "--method",
                    method,
                    "--backend",
                    "gpu");
        }
    }

    private static String[] with(String[] arguments, String... more) {
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    private void assertRefused(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(64);
        assertThat(err.toString().lines().findFirst()).contains("spheres: " + message);
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        String[] all = new String[arguments.length + 1];
        all[0] = "estimate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return commandLine.execute(all);
    }

    private String alphas(double... values) throws IOException {
        Path file = Files.createTempFile(folder, "alphas", ".txt");
        Files.write(
                file, java.util.Arrays.stream(values).mapToObj(Double::toString).toList());
        return file.toString();
    }

    private JsonNode json() throws IOException {
        return JsonMapper.builder().build().readTree(out.toString());
    }

    private double number(String name) throws IOException {
        return json().path(name).asDouble(Double.NaN);
    }
}
