package spheres.validity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spheres.claim.Claim;
import spheres.claim.Erratum;
import spheres.claim.Kind;
import spheres.claim.Measurement;
import spheres.claim.Observation;
import spheres.claim.Quantity;
import spheres.claim.Range;
import spheres.claim.Results.ClaimResult;
import spheres.claim.Scale;
import spheres.claim.Verdict;
import spheres.validity.QuotedNumbers.Interval;

class QuotedNumbersTest {
    @Test
    void numbersAreFoundAsTheFilesWriteThem() {
        assertThat(
                        QuotedNumbers.numbers(
                                "After 1,000,000 steps 16 are 10^-6.6 (quadratic-n1e6-early-1801), -10.99, 1e-11; 94.4 % of x^2."))
                .containsExactlyInAnyOrder("1,000,000", "16", "10^-6.6", "-10.99", "1e-11", "94.4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "16; 16; 16; true",
                "16; 16.4; 16.4; true",
                "16; 16.6; 16.6; false",
                "94.4 %; 0.944; 0.944; true",
                "94.4 %; 0.9446; 0.9446; false",
                "10^-6.6; -6.6045; -6.6045; true",
                "10^-6.6; -6.5; -6.5; false",
                "1400; 1449; 1449; true",
                "1400; 1451; 1451; false",
                "90,000; 90449; 90449; true",
                "90,000; 91527; 91527; false",
                "1.5e-7; 1.54e-7; 1.54e-7; true",
                "1.5e-7; 1.56e-7; 1.56e-7; false",
                "-11.2; -11.98; -10.37; true",
                "-9.8; -11.98; -10.37; false"
            })
    void aFigureIsMeasuredWhereItLiesInTheIntervalOrRoundsToIt(String quoted, double low, double high, boolean is) {
        assertThat(QuotedNumbers.isOf(quoted, new Interval(low, (low + high) / 2, high)))
                .isEqualTo(is);
    }

    @Test
    void figuresThatTheRunMeasuredAreInOrder() {
        assertThat(faults("16 are wrong after 1,000,000 steps, 2.5 at once.", Map.of("16", "bad", "2.5", "bad/early")))
                .isEmpty();
    }

    @Test
    void aStaleFigureIsNamedWithWhatWasMeasured() {
        assertThat(faults("17 are wrong.", Map.of("17", "bad")))
                .containsExactly("\"17\" is not what was measured as bad: [" + new Interval(16, 16, 16) + ", "
                        + new Interval(16, 16, 16) + ", " + new Interval(16, 16, 16) + "]");
    }

    @Test
    void aFigureWithoutASourceIsNamed() {
        assertThat(faults("16 are wrong, 40 beside.", Map.of("16", "bad")))
                .containsExactly("\"40\" is quoted, and numbers does not say of what");
    }

    @Test
    void whatDoesNotStandThereOrWasNotMeasuredIsNamed() {
        assertThat(faults("16 are wrong.", Map.of("16", "bad", "2.5", "bad/late")))
                .containsExactlyInAnyOrder(
                        "\"2.5\" does not stand in the erratum", "\"2.5\": nothing was measured as bad/late");
    }

    @Test
    void whatWasFoundMustStateItsSources() {
        assertThat(faults("99 are wrong.", Map.of()))
                .containsExactly("\"99\" is quoted, and numbers does not say of what");
    }

    private static List<String> faults(String found, Map<String, String> numbers) {
        Quantity bad = quantity("bad", new Range(0, Double.POSITIVE_INFINITY), new Range(390, 400));
        Claim claim = new Claim(
                "c",
                "4",
                "arXiv:1801.02774v2",
                false,
                "Of the alphas 394 are wrong.",
                Map.of("steps", 1_000_000),
                List.of(bad),
                List.of(),
                List.of(),
                Map.of(),
                1,
                Verdict.DEVIATES,
                new Erratum("394 are.", null, found, "By counting.", numbers),
                null);
        Measurement measurement = new Measurement(
                "bad",
                "networks",
                new Observation.Runs(List.of(16.0, 16.0)),
                2,
                1,
                Scale.QUICK,
                0,
                Map.of("early", List.of(2.48)));
        return QuotedNumbers.faults(ClaimResult.judged(claim, List.of(measurement), 0));
    }

    private static Quantity quantity(String name, @Nullable Range holds, @Nullable Range figure) {
        return new Quantity(name, Kind.RUNS, "number of them", null, holds, figure, "by reason", 0, 0, 0, false);
    }
}
