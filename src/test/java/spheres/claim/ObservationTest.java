package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {

    @Test
    void everyObservationNamesItsKind() {
        assertThat(new Observation.Estimate(1, 0, 2, 0.9).kindOf()).isEqualTo(Kind.ESTIMATE);
        assertThat(new Observation.Exact(1, 0).kindOf()).isEqualTo(Kind.EXACT);
        assertThat(new Observation.Bound(1, 1, 1, 1, 1).kindOf()).isEqualTo(Kind.BOUND);
        assertThat(new Observation.Absence(0, 0, 1, 1).kindOf()).isEqualTo(Kind.ABSENCE);
        assertThat(new Observation.Search(1, 1, 1, 1, 0.5).kindOf()).isEqualTo(Kind.SEARCH);
        assertThat(new Observation.Runs(List.of(1.0, 2.0)).kindOf()).isEqualTo(Kind.RUNS);
    }

    @Test
    void valueNaNIsRefused() {
        refused(
                () -> new Observation.Estimate(Double.NaN, 0, 1, 0.9),
                "value = NaN is not a measurement: look for the fault in what was measured");
        refused(
                () -> new Observation.Exact(Double.NaN, 0),
                "value = NaN is not a measurement: look for the fault in what was measured");
        refused(
                () -> new Observation.Absence(Double.NaN, 0, 1, 0.9),
                "rate = NaN is not a measurement: look for the fault in what was measured");
    }

    @ParameterizedTest
    @CsvSource({"2.0, 1.0", "NaN, 1.0", "1.0, NaN"})
    void emptyIntervalIsRefused(double low, double high) {
        String interval = " interval [" + low + ", " + high + "] is empty: low <= high is needed";
        refused(() -> new Observation.Estimate(1, low, high, 0.9), "estimate" + interval);
        refused(() -> new Observation.Bound(low, high, 0, 1, 1), "measured" + interval);
        refused(() -> new Observation.Bound(0, 1, low, high, 1), "limit" + interval);
        refused(() -> new Observation.Absence(0, low, high, 1), "rate" + interval);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, Double.NaN})
    void levelOfAnEstimateOutsideTheUnitIntervalIsRefused(double level) {
        refused(() -> new Observation.Estimate(1, 0, 2, level), "level = " + level + " is not in (0, 1)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1.1, -1, Double.NaN})
    void levelOfAnAbsenceMayBeOneButNotMore(double level) {
        refused(() -> new Observation.Absence(0, 0, 1, level), "level = " + level + " is not in (0, 1]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void errorThatIsNotFiniteOrNegativeIsRefused(double error) {
        refused(() -> new Observation.Exact(1, error), "error = " + error + " is not in [0, Infinity)");
    }

    @Test
    void rateOutsideTheUnitIntervalIsRefused() {
        refused(() -> new Observation.Absence(0, -0.1, 0.5, 1), "rate [-0.1, 0.5] is not within [0, 1]");
        refused(() -> new Observation.Absence(0, 0.5, 1.1, 1), "rate [0.5, 1.1] is not within [0, 1]");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, -1", "10, 11"})
    void moreErrorsThanStartsAreRefused(long starts, long found) {
        refused(
                () -> new Observation.Search(starts, found, 1, 1, 0.5),
                "found = " + found + " of starts = " + starts + " is not in [0, starts] with starts >= 1");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "10, -1", "10, 11"})
    void morePlantedErrorsFoundThanPlantedAreRefused(long planted, long found) {
        refused(
                () -> new Observation.Search(1, 0, planted, found, 0.5),
                "plantedFound = " + found + " of planted = " + planted + " is not in [0, planted]");
    }

    @Test
    void searchMayFindAllAndHaveNothingPlanted() {
        assertThat(new Observation.Search(1, 1, 0, 0, 0.5).found()).isEqualTo(1);
        assertThat(new Observation.Search(10, 0, 10, 10, 0.5).plantedFound()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.NaN})
    void plantedMeasureOutsideTheUnitIntervalIsRefused(double measure) {
        refused(() -> new Observation.Search(1, 0, 1, 1, measure), "plantedMeasure = " + measure + " is not in (0, 1)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void runWithoutAFiniteValueIsRefused(double value) {
        refused(
                () -> new Observation.Runs(List.of(1.0, value)),
                "value = " + value + " is not finite: a run that diverges has no such quantity");
    }

    @Test
    void noRunIsRefused() {
        String few = " has too few runs: give at least 2, or one run with the interval of its own measurement";
        refused(() -> new Observation.Runs(List.of()), "values = []" + few);
        refused(() -> new Observation.Runs(List.of(3.5)), "values = [3.5]" + few);
    }

    @Test
    void oneRunAndExcessRefuseWhatIsNoMeasurement() {
        assertThat(Observation.OneRun.exact(2)).isEqualTo(new Observation.OneRun(2, 2, 2, 1));
        assertThat(Observation.OneRun.exact(2).kindOf()).isEqualTo(Kind.RUNS);
        refused(
                () -> new Observation.OneRun(Double.NaN, 0, 1, 0.9),
                "value = NaN is not finite: a run that diverges has no such quantity");
        refused(() -> new Observation.OneRun(3, 0, 1, 0.9), "value = 3.0 is not within its interval [0.0, 1.0]");
        refused(
                () -> new Observation.OneRun(0, 1, 0, 0.9),
                "run's interval [1.0, 0.0] is empty: low <= high is needed");
        refused(() -> new Observation.OneRun(0, 0, 1, 1.1), "level = 1.1 is not in (0, 1]");
        assertThat(new Observation.Excess(0, 1, 0, 0.9).kindOf()).isEqualTo(Kind.EXCESS);
        refused(() -> new Observation.Excess(0, 0, 0, 0.9), "count = 0 is not in [1, 9223372036854775807]");
        refused(() -> new Observation.Excess(0, 1, -1, 0.9), "detectable = -1.0 is not in [0, Infinity]");
        refused(() -> new Observation.Excess(0, 1, 0, 1), "level = 1.0 is not in (0, 1)");
    }

    @Test
    void anExcessAloneCanBeJudgedAtAnotherLevel() {
        Observation excess = new Observation.Excess(5, 40, 0.1, 0.9);
        Observation estimate = new Observation.Estimate(5, 4, 6, 0.9);

        assertThat(excess.atLevel(0.99)).isEqualTo(new Observation.Excess(5, 40, 0.1, 0.99));
        assertThat(estimate.atLevel(0.99)).isEqualTo(estimate);
    }

    private static void refused(ThrowingCallable construction, String message) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessage(message);
    }
}
