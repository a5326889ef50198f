package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import spheres.theory.TailProbability;

/** The commands of the exact theory. Expected values to four and six digits are an independent calculation's. */
class TheoryCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Spheres.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    @Test
    void capPrintsItsEdgeAndEveryFormOfTheDistance() {
        assertThat(run("cap", "--dimension", "500", "--measure", "0.01")).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                the cap of measure 0.01 on the unit sphere in R^500
                edge height z             0.103911622131
                angle from pole to edge   1.46669679037
                mean distance d(E)        0.104177707025   exact
                normal form               0.104037439713   Phi^-1(1 - mu) / sqrt(n)
                asymptotic form           0.104188985350   (t Phi(t) + phi(t)) / sqrt(n), t = Phi^-1(1 - mu)
                distance from the equator 0.104052538756
                """);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1e-7, .2297, .2312",
        "1e-6, .2105, .2116",
        "1e-5, .1893, .1901",
        "1e-3, .1377, .1381",
        ".01, .1039, .1042",
        ".1, .0574, .0595",
        ".5, 0, .0179"
    })
    void capsAreThoseOfAnIndependentCalculation(String measure, double edgeHeight, double meanDistance)
            throws IOException {
        assertThat(run("cap", "--dimension", "500", "--measure", measure, "--json"))
                .isZero();

        assertThat(number("/edgeHeight")).isCloseTo(edgeHeight, within(5e-5));
        assertThat(number("/meanDistance")).isCloseTo(meanDistance, within(5e-5));
        assertThat(number("/measure")).isEqualTo(Double.parseDouble(measure));
        assertThat(number("/dimension")).isEqualTo(500);
    }

    @Test
    void capsInJsonHaveTwelveDigitsAndTheNormalForm() throws IOException {
        assertThat(run("cap", "--dimension", "500", "--measure", "1e-6", "--json"))
                .isZero();

        assertThat(json().path("normalForm").asText()).isEqualTo("0.212579597609");
        assertThat(number("/meanDistance") / number("/normalForm")).isCloseTo(0.9956, within(5e-5));
        assertThat(number("/asymptotic")).isGreaterThan(number("/meanDistance"));
    }

    @Test
    void boundPrintsEveryFormBesideTheExactOne() {
        assertThat(run("bound", "--dimension", "500", "--error-rate", "0.1")).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                the mean distance to the nearest error at an error rate of 0.1 in R^500
                exact bound               0.0594779260533   the spherical cap's
                normal form, as printed   0.0573127283446   Phi^-1(1 - mu) / sqrt(n)
                asymptotic form           0.0594299795129   (t Phi(t) + phi(t)) / sqrt(n), t = Phi^-1(1 - mu)
                exact over normal form    1.03777865356
                """);
    }

    @Test
    void boundAtOneHalfHasNoRatioToANormalFormOfZero() throws IOException {
        assertThat(run("bound", "--dimension", "500", "--error-rate", "0.5", "--json"))
                .isZero();
        assertThat(number("/exact")).isCloseTo(0.0179, within(5e-5));
        assertThat(number("/normalForm")).isZero();
        assertThat(json().at("/ratio").isNull()).isTrue();

        clear();
        assertThat(run("bound", "--dimension", "500", "--error-rate", "0.5")).isZero();
        assertThat(out.toString())
                .contains("normal form, as printed   0   ")
                .contains("exact over normal form    none: the normal form is 0");
    }

    @ParameterizedTest
    @CsvSource({"1500, 1/b, 1500, 0, 1.80172e-24, 3.42640e-24", "250, 1.1, 250, 0.5, 4.63880e-34, 7.02678e-38"})
    void ellipsoidsHaveTheRatesOfAnIndependentCalculation(
            int some, String high, int others, String low, double inner, double outer) throws IOException {
        // b = 0.6287381026118566 is the threshold of a truncated model, k = 1500 of d = 3000.
        String first = high.equals("1/b") ? Double.toString(1 / 0.6287381026118566) : high;
        Path alphas = alphas(some, first, others, low);

        assertThat(run("ellipsoid", "--alphas", alphas.toString(), "--radius", "1.3", "--json"))
                .isZero();

        assertThat(number("/inner/exact")).isCloseTo(inner, within(5e-6 * inner));
        assertThat(number("/outer/exact")).isCloseTo(outer, within(5e-6 * outer));
        for (String sphere : new String[] {"/inner", "/outer"}) {
            assertThat(number(sphere + "/saddlepoint"))
                    .isCloseTo(number(sphere + "/exact"), within(number(sphere + "/exact") * 1e-3));
            assertThat(number(sphere + "/clt")).isGreaterThan(10 * number(sphere + "/exact"));
            assertThat(number(sphere + "/log10/exact")).isCloseTo(Math.log10(number(sphere + "/exact")), within(1e-9));
            assertThat(number(sphere + "/cltPrintedSign")).isCloseTo(1, within(1e-12));
            assertThat(json().at(sphere + "/cltPrinted").isNull()).isTrue();
        }
        assertThat(number("/dimension")).isEqualTo(some + others);
        assertThat(number("/badAlphas")).isEqualTo(some + others);
    }

    @Test
    void ellipsoidPrintsEveryVariantBesideTheExactRate() throws IOException {
        Path alphas = alphas(250, "1.1", 250, "0.5");

        assertThat(run("ellipsoid", "--alphas", alphas.toString(), "--radius", "1.3"))
                .isZero();

        assertThat(out.toString().lines())
                .hasSize(17)
                .contains("ellipsoid with d = 500, R = 1.3, bad alphas (outside [1/R^2, 1]): 500")
                .anyMatch(line -> line.matches("inner sphere +error rate +log10"))
                .anyMatch(line -> line.matches("exact +4\\.63879838\\d{3}e-34 +-33\\.3335\\d+"))
                .anyMatch(line -> line.matches("exact +7\\.02677778\\d{3}e-38 +-37\\.1532\\d+"))
                .anyMatch(line -> line.matches("saddlepoint \\(Lugannani and Rice\\) +4\\.6\\d+e-34 +-33.*"))
                .anyMatch(line -> line.matches("CLT, proposition 4\\.1 with its errata mended +\\d.*"))
                .anyMatch(line -> line.matches("CLT with the printed sign of mu +1\\.00000000000 +.*"))
                .anyMatch(line ->
                        line.matches("CLT with the printed sign and variance +none +its variance is not positive"))
                .anyMatch(line -> line.matches("CLT with sigma = sum c_i\\^2, as transcribed +\\d.*"));
    }

    @Test
    void ratesBelowTheSmallestDoubleAreGivenByTheirLogarithm() throws IOException {
        Path alphas = alphas(50, "1.05", 4950, "0.5");

        assertThat(run("ellipsoid", "--alphas", alphas.toString(), "--radius", "1.3"))
                .isZero();
        String line = out.toString()
                .lines()
                .filter(row -> row.startsWith("exact"))
                .findFirst()
                .orElseThrow();
        assertThat(line).matches("exact +\\d\\.\\d{11}e-2\\d{3} +-2\\d{3}\\.\\d{8}");

        clear();
        assertThat(run("ellipsoid", "--alphas", alphas.toString(), "--radius", "1.3", "--json"))
                .isZero();
        assertThat(number("/inner/exact")).isZero();
        assertThat(number("/inner/log10/exact")).isBetween(-3000.0, -2000.0);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.500000000000", ".5e-3, 0.000500000000000", "+5.E-4, 0.000500000000000"})
    void everyDecimalNotationIsANumber(String measure, String shown) {
        assertThat(Digits.text(LegalValue.number(measure))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "-2.302585092994046, 0.100000000000",
        "-1151.29254649702, 1.00000000000e-500",
        "-1151.2925464970231, 1.00000000000e-500",
        "-1152, 4.92897763370e-501",
        "-1e99, 10^-4.34294481903e+98"
    })
    void noProbabilityIsTooSmallToPrint(double logarithm, String shown) {
        assertThat(Digits.text(new TailProbability(logarithm, 0, 0))).isEqualTo(shown);
    }

    @Test
    void anEllipsoidWithoutErrorsHasRatesOfZeroWithoutALogarithm() throws IOException {
        Path alphas = alphas(2, "0.8", 1, "0.8");

        assertThat(run("ellipsoid", "--alphas", alphas.toString(), "--radius", "1.3", "--json"))
                .isZero();

        assertThat(number("/inner/exact")).isZero();
        assertThat(json().at("/inner/log10/exact").isNull()).isTrue();
        assertThat(number("/badAlphas")).isZero();
        clear();
        run("ellipsoid", "--alphas", alphas.toString(), "--radius", "1.3");
        assertThat(out.toString()).containsPattern("exact +0 +none");
    }

    @Test
    void blankLinesAndForeignLineEndsAreNoAlphas() throws IOException {
        Path alphas = Files.writeString(folder.resolve("alphas.txt"), "0.8\r\n\n  1.2 \r\n");

        assertThat(run("ellipsoid", "--alphas", alphas.toString(), "--radius", "1.3", "--json"))
                .isZero();

        assertThat(number("/dimension")).isEqualTo(2);
        assertThat(number("/inner/exact")).isCloseTo(0.5, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1000, .635, .669", "2000, .462, .486", "3000, .364, .382", "5000, .255, .267"})
    void truncatedModelsNeedTheFractionsOfAnIndependentCalculation(String dimension, double exact, double clt)
            throws IOException {
        assertThat(run("truncated", "--dimension", dimension, "--accuracy", "1e-14", "--json"))
                .isZero();

        assertThat(number("/exact/fraction")).isCloseTo(exact, within(5e-4));
        assertThat(number("/clt/fraction")).isCloseTo(clt, within(5e-4));
        assertThat(number("/exact/k") / number("/dimension")).isCloseTo(number("/exact/fraction"), within(1e-12));
        assertThat(number("/exact/log10Error")).isLessThanOrEqualTo(-14);
    }

    @Test
    void truncatedPrintsThresholdAndErrorOfBoth() {
        assertThat(run("truncated", "--dimension", "3000", "--accuracy", "1e-14"))
                .isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                coordinates needed for an error rate of 1.0E-14 at d = 3000, R = 1.3
                                k  fraction        threshold b     error rate there
                exact        1091  0.363666666667  0.461658625857  9.72857849437e-15
                CLT          1145  0.381666666667  0.480138224224  9.62640609416e-15
                """);
    }

    @Test
    void whereTheLimitTheoremNeverReachesTheAccuracyTheAnswerIsNone() throws IOException {
        assertThat(run("truncated", "--dimension", "100", "--accuracy", "1e-14"))
                .isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("exact +100 +1\\.00000000000 +\\S+ +0"))
                .anyMatch(
                        line -> line.startsWith("CLT   none: it gives all 100 coordinates a larger error rate, 7.68"));

        clear();
        assertThat(run("truncated", "--dimension", "100", "--accuracy", "1e-14", "--json"))
                .isZero();
        assertThat(json().at("/clt/k").isNull()).isTrue();
        assertThat(json().at("/clt/fraction").isNull()).isTrue();
        assertThat(number("/exact/k")).isEqualTo(100);
    }

    @Test
    void aWiderOuterSphereNeedsFewerCoordinates() throws IOException {
        run("truncated", "--dimension", "500", "--accuracy", "1e-6", "--json");
        double near = number("/exact/k");
        clear();
        run("truncated", "--dimension", "500", "--accuracy", "1e-6", "--radius", "2", "--json");

        assertThat(number("/exact/k")).isLessThan(near);
        assertThat(number("/outerRadius")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cap --dimension 1 --measure 0.1 | '--dimension': 1 is not a whole number in [2, 2147483647]",
                "cap --dimension 1e3 --measure 0.1 | '--dimension': 1e3 is not a whole number in [2, 2147483647]",
                "cap --dimension 3000000000 --measure 0.1 | '--dimension': 3000000000 is not a whole number in [2, 2147483647]",
                "cap --dimension 5 --measure 0 | '--measure': 0 is not a number in (0, 1)",
                "cap --dimension 5 --measure 1 | '--measure': 1 is not a number in (0, 1)",
                "cap --dimension 5 --measure -0.1 | '--measure': -0.1 is not a number in (0, 1)",
                "cap --dimension 5 --measure NaN | '--measure': NaN is not a number in (0, 1)",
                "cap --dimension 5 --measure few | '--measure': few is not a number in (0, 1)",
                "cap --dimension 5 --measure 1e-310 | '--measure': 1e-310 is not a number in (0, 1) of at least 1.0E-300",
                "bound --dimension 0 --error-rate 0.1 | '--dimension': 0 is not a whole number in [2, 2147483647]",
                "bound --dimension 5 --error-rate 1.5 | '--error-rate': 1.5 is not a number in (0, 1)",
                "bound --dimension 5 --error-rate Infinity | '--error-rate': Infinity is not a number in (0, 1)",
                "bound --dimension 5 --error-rate 0.1d | '--error-rate': 0.1d is not a number in (0, 1)",
                "truncated --dimension 9 --accuracy 0.1 --radius 1e50 | '--radius': 1e50 is not a number in (1, 1.0E50): the inner sphere has radius 1",
                "truncated --dimension -3 --accuracy 0.1 | '--dimension': -3 is not a whole number in [2, 2147483647]",
                "truncated --dimension 9 --accuracy 0.5 | '--accuracy': 0.5 is not a number in (0, 0.5): it is the error rate to be reached, such as 1e-14",
                "truncated --dimension 9 --accuracy NaN | '--accuracy': NaN is not a number in (0, 0.5): it is the error rate to be reached, such as 1e-14",
                "truncated --dimension 9 --accuracy 0.1 --radius 1 | '--radius': 1 is not a number in (1, 1.0E50): the inner sphere has radius 1",
                "ellipsoid --alphas a --radius 1 | '--radius': 1 is not a number in (1, 1.0E50): the inner sphere has radius 1",
                "ellipsoid --alphas a --radius NaN | '--radius': NaN is not a number in (1, 1.0E50): the inner sphere has radius 1",
                "ellipsoid --alphas a --radius Infinity | '--radius': Infinity is not a number in (1, 1.0E50): the inner sphere has radius 1"
            })
    void aWrongNumberIsNamedWithItsRange(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().lines().findFirst()).contains("spheres: Invalid value for option " + message);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ' holds no number: give one alpha in [0, 1.0E100) a line'",
        "' ; ;', ' holds no number: give one alpha in [0, 1.0E100) a line'",
        "0.5;abc;x, ', line 2: abc is not a number in [0, 1.0E100)'",
        "0.5;;-0.1, ', line 3: -0.1 is not a number in [0, 1.0E100)'",
        "1;0.5f, ', line 2: 0.5f is not a number in [0, 1.0E100)'",
        "0x1p-1, ', line 1: 0x1p-1 is not a number in [0, 1.0E100)'",
        "# alphas;0.5, ', line 1: # alphas is not a number in [0, 1.0E100)'",
        "1e100, ', line 1: 1e100 is not a number in [0, 1.0E100)'",
        "NaN, ', line 1: NaN is not a number in [0, 1.0E100)'",
        "1;Infinity, ', line 2: Infinity is not a number in [0, 1.0E100)'",
        "0.5 0.6, ', line 1: 0.5 0.6 is not a number in [0, 1.0E100)'",
        "0.5;abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz, ', line 2: abcdefghijklmnopqrstuvwxyzabcdefghijklmn... is not a number in [0, 1.0E100)'"
    })
    void aFileOfIllegalAlphasIsNamedWithLineValueAndRange(String content, String message) throws IOException {
        Path alphas = Files.writeString(folder.resolve("alphas.txt"), content.replace(';', '\n'));

        assertThat(run("ellipsoid", "--alphas", alphas.toString(), "--radius", "1.3"))
                .isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip()).isEqualTo("spheres: --alphas = " + alphas + message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileThatIsNoTextIsReportedByItsFirstLine() throws IOException {
        Path alphas = Files.write(folder.resolve("alphas.bin"), new byte[] {(byte) 0xff, 0, (byte) 0xc3, 'x'});

        assertThat(run("ellipsoid", "--alphas", alphas.toString(), "--radius", "1.3"))
                .isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().strip())
                .isEqualTo("spheres: --alphas = " + alphas + ", line 1: ???x is not a number in [0, 1.0E100)");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        Path missing = folder.resolve("nothing.txt");

        assertThat(run("ellipsoid", "--alphas", missing.toString(), "--radius", "1.3"))
                .isEqualTo(Spheres.WRONG_USAGE);
        assertThat(run("ellipsoid", "--alphas", folder.toString(), "--radius", "1.3"))
                .isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString().lines())
                .containsExactly(
                        "spheres: --alphas = " + missing + " does not exist: give a text file, one alpha per line",
                        "spheres: --alphas = " + folder + " is a folder: give a text file, one alpha per line");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cap --dimension 5, --measure",
        "bound --error-rate 0.1, --dimension",
        "ellipsoid --radius 1.3, --alphas",
        "ellipsoid --alphas a, --radius",
        "truncated --dimension 5, --accuracy"
    })
    void aMissingOptionIsNamed(String line, String missing) {
        assertThat(run(line.split(" "))).isEqualTo(Spheres.WRONG_USAGE);

        assertThat(err.toString()).contains("Missing required option: '" + missing);
        assertThat(out.toString()).isEmpty();
    }

    private Path alphas(int some, String first, int others, String second) throws IOException {
        String text = String.join("\n", Collections.nCopies(some, first)) + "\n"
                + String.join("\n", Collections.nCopies(others, second)) + "\n";
        return Files.writeString(folder.resolve("alphas.txt"), text, StandardCharsets.US_ASCII);
    }

    private int run(String... arguments) {
        return commandLine.execute(arguments);
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
