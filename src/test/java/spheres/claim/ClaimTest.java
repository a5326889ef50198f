package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static spheres.claim.ExampleClaim.claim;
import static spheres.claim.ExampleClaim.quantity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {
    private static final Range RANGE = new Range(4, 6);

    @Test
    void quantitiesAndPreconditionsAreFoundByName() {
        Claim claim = twoQuantities();

        assertThat(claim.quantity("q")).isSameAs(claim.quantities().get(0));
        assertThat(claim.quantity("needed")).isSameAs(claim.preconditions().get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> claim.quantity("other"))
                .withMessage("claim c has no quantity other: it has q, needed");
    }

    @Test
    void sizesAreFoundByScaleAndName() {
        Claim claim = claim("c", Verdict.REPRODUCED);

        assertThat(claim.size(Scale.QUICK, "samples")).isEqualTo(10);
        assertThat(claim.size(Scale.PAPER, "samples")).isEqualTo(1000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> claim.size(Scale.QUICK, "steps"))
                .withMessage("claim c has no size steps at scale quick: it has samples");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Map.of(Scale.QUICK, Map.of("b", 1L, "a", 2L)), Map.of())
                        .size(Scale.QUICK, "steps"))
                .withMessage("claim c has no size steps at scale quick: it has a, b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Map.of(), Map.of()).size(Scale.PAPER, "steps"))
                .withMessage("claim c has no size steps at scale paper: it has none");
    }

    @Test
    void levelIsSharedByTheQuantitiesAndTheirMeasurements() {
        assertThat(claim("c", Verdict.REPRODUCED).levelOf(1)).isEqualTo(1e-5);
        assertThat(twoQuantities().levelOf(3)).isCloseTo(1e-5 / 6, within(1e-20));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> twoQuantities().levelOf(0))
                .withMessage("measurements = 0 is too small: at least 1 is needed");
    }

    @Test
    void whatAFileLeavesOutIsEmpty() {
        Claim claim = new Claim(
                "c",
                "2",
                "s",
                false,
                "s",
                absent(),
                List.of(ExampleClaim.MEAN),
                absent(),
                absent(),
                absent(),
                0,
                Verdict.REPRODUCED,
                null,
                null);

        assertThat(claim.setting()).isEmpty();
        assertThat(claim.preconditions()).isEmpty();
        assertThat(claim.sizes()).isEmpty();
        assertThat(claim.erratum()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"DEVIATES", "REFUTED"})
    void expectedDeviationNeedsAnErratum(Verdict expect) {
        assertThat(claim("c", expect).erratum()).contains(new Erratum("printed", "correct", null, "known"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Claim(
                        "c",
                        "2",
                        "s",
                        false,
                        "s",
                        Map.of(),
                        List.of(ExampleClaim.MEAN),
                        List.of(),
                        List.of(),
                        Map.of(),
                        1,
                        expect,
                        null,
                        null))
                .withMessage("expect " + expect + " needs an erratum: printed, correct or found, known");
    }

    @Test
    void quantityGivenTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> claim("c", Verdict.REPRODUCED, List.of(ExampleClaim.MEAN, ExampleClaim.MEAN), List.of()))
                .withMessage("quantity mean is given twice");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> claim("c", Verdict.REPRODUCED, List.of(ExampleClaim.MEAN), List.of(ExampleClaim.MEAN)))
                .withMessage("quantity mean is given twice");
    }

    @Test
    void settingWithoutAValueIsRefused() {
        Map<String, @Nullable Object> setting = new HashMap<>();
        setting.put("dimension", null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Map.of(), unchecked(setting)))
                .withMessage("setting dimension has no value: give one, or remove it");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ESTIMATE", "EXACT", "RUNS", "ABSENCE"})
    void quantityJudgedByRangesNeedsOne(Kind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quantity("q", kind, null, null))
                .withMessage("quantity q of kind " + kind + " has neither holds nor figure: give at least one range");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"BOUND", "SEARCH"})
    void quantityNotJudgedByRangesHasNone(Kind kind) {
        String message = "quantity q of kind " + kind + " is not judged by a range: remove holds and figure";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quantity("q", kind, RANGE, null))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quantity("q", kind, null, RANGE))
                .withMessage(message);
    }

    @Test
    void absenceNeedsItsNumberOfSamples() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quantity("q", Kind.ABSENCE, RANGE, null))
                .withMessage("quantity q of kind absence has samples = 0: give the number of samples in which none was"
                        + " seen, at least 1");
        assertThat(new Quantity("q", Kind.ABSENCE, "w", null, RANGE, null, "r", 1, 0, 0, false).samples())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, Double.NaN})
    void searchNeedsItsReach(double reach) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quantity("q", Kind.SEARCH, "w", null, null, null, "r", 0, reach, 0, false))
                .withMessage("quantity q of kind search has reach = " + reach
                        + ": give the measure that the search must be able to find, in (0, 1)");
    }

    @Test
    void figureOutsideTheStatementIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quantity("q", Kind.EXACT, new Range(5, 6), RANGE))
                .withMessage("quantity q: figure [4, 6] does not lie within holds [5, 6]");
        assertThat(quantity("q", Kind.EXACT, RANGE, RANGE).figure()).contains(RANGE);
    }

    @ParameterizedTest
    @CsvSource({"1.41, 1.41, 1.406, 1.5", "1.41, 1.41, 1.4, 1.414", "394, 394, 393.6, 400", "-2.5, -2.5, -2.6, -2.46"})
    void figureNarrowerThanThePrintedRoundingIsRefused(String printed, double value, double min, double max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printed(printed, value, new Range(min, max)))
                .withMessage("quantity q: figure " + new Range(min, max)
                        + " is narrower than the rounding of the printed " + printed);
    }

    @ParameterizedTest
    @CsvSource({"1.41, 1.41, 1.405, 1.415", "394, 394, 393.5, 394.5", "0.18, 0.18, 0.175, 0.185"})
    void figureAsWideAsThePrintedRoundingIsAccepted(String printed, double value, double min, double max) {
        assertThat(printed(printed, value, new Range(min, max)).printed()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10^-11", "about 1.4", "less than 1 %", "1e-7"})
    void figureThatIsNoPlainDecimalHasNoRounding(String printed) {
        assertThat(new Quantity.Printed(printed, 1).rounding()).isZero();
        assertThat(printed(printed, 1, new Range(1, 1)).figure()).contains(new Range(1, 1));
        assertThat(printed(printed, 1, new Range(0, 0.9)).figure()).contains(new Range(0, 0.9));
    }

    @Test
    void predictionLevelOfRunsIs95PercentUnlessGiven() {
        assertThat(quantity("q", Kind.RUNS, RANGE, null).level()).isEqualTo(0.95);
        assertThat(new Quantity("q", Kind.RUNS, "w", null, RANGE, null, "r", 0, 0, 0.92, false).level())
                .isEqualTo(0.92);
        assertThat(quantity("q", Kind.EXACT, RANGE, null).level()).isZero();
    }

    private static Quantity printed(String printed, double value, Range figure) {
        return new Quantity(
                "q", Kind.EXACT, "what", new Quantity.Printed(printed, value), null, figure, "reason", 0, 0, 0, false);
    }

    private static Claim twoQuantities() {
        return claim(
                "c",
                Verdict.REPRODUCED,
                List.of(quantity("q", Kind.EXACT, RANGE, null)),
                List.of(quantity("needed", Kind.EXACT, RANGE, null)));
    }

    private static Claim with(Map<Scale, Map<String, Long>> sizes, Map<String, Object> setting) {
        return new Claim(
                "c",
                "2",
                "s",
                false,
                "s",
                setting,
                List.of(ExampleClaim.MEAN),
                List.of(),
                List.of(),
                sizes,
                1,
                Verdict.REPRODUCED,
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource({"1, 5e-6", "2, 2.5e-6", "4, 1.25e-6"})
    void looksShareTheLevel(int looks, double level) {
        Claim two = claim(
                "c",
                Verdict.REPRODUCED,
                List.of(ExampleClaim.quantity("a", Kind.EXACT, RANGE, null)),
                List.of(ExampleClaim.quantity("b", Kind.EXACT, RANGE, null)));
        Claim looked = new Claim(
                two.id(),
                two.section(),
                two.source(),
                two.recollected(),
                two.statement(),
                two.setting(),
                two.quantities(),
                two.readings(),
                two.preconditions(),
                two.sizes(),
                looks,
                two.expect(),
                two.erratumOrNull(),
                two.noteOrNull());

        assertThat(looked.levelOf(1)).isCloseTo(level, org.assertj.core.api.Assertions.within(1e-18));
    }

    @Test
    void readingsHaveToComeToWhatTheClaimExpects() {
        Reading one = new Reading("one", "One way.", List.of(ExampleClaim.MEAN), Verdict.REPRODUCED);
        Reading other = new Reading(
                "other", "Another way.", List.of(ExampleClaim.quantity("q", Kind.EXACT, RANGE, null)), Verdict.REFUTED);

        assertThat(claim("c", Verdict.DEPENDS, List.of(), one, other).judgedQuantities())
                .extracting(Quantity::name)
                .containsExactly("mean", "q");
        refused(
                () -> claim("c", Verdict.REFUTED, List.of(), one, other),
                "expect refuted is not what its readings come to, depends");
        refused(
                () -> claim("c", Verdict.REPRODUCED, List.of(), one),
                "readings has one entry: give at least two ways to read the text, or none");
        refused(() -> claim("c", Verdict.REPRODUCED, List.of(), one, one), "quantity mean is given twice");
        refused(
                () -> claim("c", Verdict.REPRODUCED, List.of(ExampleClaim.MEAN), empty("one"), empty("one")),
                "reading one is given twice");
        refused(
                () -> claim("c", Verdict.REPRODUCED, List.of(), one, empty("other")),
                "reading other measures nothing: give it quantities");
        refused(
                () -> claim("c", Verdict.DEPENDS, List.of(ExampleClaim.MEAN)),
                "expect depends needs readings that it depends on");
        refused(
                () -> claim("c", Verdict.REPRODUCED, List.of()),
                "there is nothing to measure: give quantities, or readings with some");
        refused(
                () -> new Reading("r", "w", List.of(), Verdict.DEPENDS),
                "reading r expects depends, which is no verdict on one reading: refuted, inconclusive, deviates and"
                        + " reproduced are");
    }

    private static Reading empty(String name) {
        return new Reading(name, "A way.", List.of(), Verdict.REPRODUCED);
    }

    @Test
    void erratumSaysWhatIsRightOrWhatWasFound() {
        assertThat(new Erratum("p", "c", null, "k").instead()).isEqualTo("c");
        assertThat(new Erratum("p", "c", null, "k").heading()).isEqualTo("Right");
        assertThat(new Erratum("p", null, "f", "k").instead()).isEqualTo("f");
        assertThat(new Erratum("p", null, "f", "k").heading()).isEqualTo("Found");
        String either = "erratum: give either correct, for what is calculated, or found, for what is trained";
        refused(() -> new Erratum("p", "c", "f", "k"), either);
        refused(() -> new Erratum("p", null, null, "k"), either);
    }

    @Test
    void onlyRunsAreExistentialAndAnExcessNeedsItsReach() {
        refused(
                () -> new Quantity("q", Kind.EXACT, "w", null, RANGE, null, "r", 0, 0, 0, true),
                "quantity q of kind exact is existential: only runs can be, remove it");
        refused(
                () -> new Quantity("q", Kind.RUNS, "w", null, RANGE, null, "r", 0, 0, 0.5, false),
                "quantity q has level = 0.5, which is not in [0.9, 1): what is known less surely is no basis for a"
                        + " verdict");
        refused(
                () -> new Quantity("q", Kind.EXCESS, "w", null, null, null, "r", 0, 0, 0, false),
                "quantity q of kind excess has reach = 0.0: give the share of the limit that must be seen, above 0");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable construction, String message) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessage(message);
    }

    /** What Jackson gives for a field that a file leaves out. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T absent() {
        return null;
    }

    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"})
    private static Map<String, Object> unchecked(Map<String, @Nullable Object> setting) {
        return (Map) setting;
    }
}
