package spheres.validity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import spheres.claim.Claim;
import spheres.claim.Quantity;
import spheres.claim.Range;
import spheres.claim.Reading;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.ResultsFile;
import spheres.claim.Verdict;

/**
 * Had the paper printed another figure, the claim, and only that claim, would not have come out as expected. Judged on
 * the stored measurements of the run before, without measuring again.
 */
class FigureValidity {
    private static final Path RESULTS = Path.of(System.getProperty("spheres.results", "target/claims/results.json"));
    /** The least change of a figure that has to be seen, where the tolerance is narrow enough to show it. */
    private static final double CHANGE = 0.3;

    /** A quantity whose figure is a number with a tolerance below the change. */
    private record Figure(ClaimResult result, Quantity quantity, double value) {}

    @Test
    void judgingTheStoredMeasurementsAgainGivesTheSameVerdicts() throws IOException {
        Results results = ResultsFile.read(RESULTS);

        assertThat(results.claims())
                .allSatisfy(result -> assertThat(result.judgedBy(result.claim()).verdict())
                        .as(result.id())
                        .isEqualTo(result.verdict()));
    }

    @TestFactory
    Stream<DynamicTest> anotherFigureMakesThatClaimFailAndNoOther() throws IOException {
        Results results = ResultsFile.read(RESULTS);
        List<DynamicTest> tests = new ArrayList<>();
        for (Figure figure : figures(results)) {
            for (double factor : changes(figure.quantity.figureRange())) {
                String name = figure.result.id() + ", " + figure.quantity.name() + ": figure times " + factor;
                tests.add(DynamicTest.dynamicTest(name, () -> {
                    Claim changed =
                            withQuantity(figure.result.claim(), figure.quantity, scaled(figure.quantity, factor));
                    ClaimResult again = figure.result.judgedBy(changed);

                    assertThat(again.asExpected())
                            .as(again.findings().toString())
                            .isFalse();
                    assertThat(again.findings())
                            .filteredOn(finding -> finding.quantity().equals(figure.quantity.name()))
                            .allSatisfy(finding -> assertThat(finding.text())
                                    .contains("measured", "the paper's figure", "figure reproduced in", "because"));
                    assertThat(othersUnexpected(results, changed)).isEmpty();
                }));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> aFigureThatIsWhatWasMeasuredIsNoDeviation() throws IOException {
        return ResultsFile.read(RESULTS).claims().stream()
                .filter(result -> result.verdict() == Verdict.DEVIATES && result.asExpected())
                .map(result -> DynamicTest.dynamicTest(result.id(), () -> {
                    Claim changed = result.claim();
                    for (Quantity quantity : result.claim().judgedQuantities()) {
                        changed = withQuantity(changed, quantity, withoutFigure(quantity));
                    }

                    assertThat(result.judgedBy(changed).asExpected()).isFalse();
                }));
    }

    private static List<String> othersUnexpected(Results results, Claim changed) {
        return results.claims().stream()
                .filter(result -> !result.id().equals(changed.id()) && result.asExpected())
                .filter(result -> !result.judgedBy(result.claim()).asExpected())
                .map(ClaimResult::id)
                .toList();
    }

    private static List<Figure> figures(Results results) {
        List<Figure> figures = new ArrayList<>();
        for (ClaimResult result : results.claims()) {
            if (result.verdict() == Verdict.REPRODUCED && result.asExpected()) {
                for (Quantity quantity : result.claim().judgedQuantities()) {
                    Optional<Range> range = quantity.figure();
                    quantity.printed()
                            .filter(printed -> range.isPresent() && isSharp(range.get(), printed.value()))
                            .ifPresent(printed -> figures.add(new Figure(result, quantity, printed.value())));
                }
            }
        }
        return figures;
    }

    /**
     * Factors for a figure, upwards and downwards: 30 %, or what moves the accepted values so far that none stays accepted,
     * since what was measured may lie anywhere among them.
     */
    private static double[] changes(Range accepted) {
        double one = Math.abs(accepted.min());
        double other = Math.abs(accepted.max());
        double apart = Math.max(one, other) / Math.min(one, other) + 1e-9;
        return new double[] {Math.max(1 + CHANGE, apart), Math.min(1 - CHANGE, 1 / apart)};
    }

    /** Whether the accepted values all lie within 30 % of the figure. */
    private static boolean isSharp(Range range, double value) {
        double tolerance = Math.max(range.max() - value, value - range.min());
        return value != 0 && tolerance < CHANGE * Math.abs(value);
    }

    private static Claim withQuantity(Claim claim, Quantity old, Quantity changed) {
        return new Claim(
                claim.id(),
                claim.section(),
                claim.source(),
                claim.recollected(),
                claim.statement(),
                claim.setting(),
                replaced(claim.quantities(), old, changed),
                claim.readings().stream()
                        .map(reading -> new Reading(
                                reading.name(),
                                reading.what(),
                                replaced(reading.quantities(), old, changed),
                                reading.expect()))
                        .toList(),
                claim.preconditions(),
                claim.sizes(),
                claim.looks(),
                claim.expect(),
                claim.erratumOrNull(),
                claim.noteOrNull());
    }

    private static List<Quantity> replaced(List<Quantity> quantities, Quantity old, Quantity changed) {
        return quantities.stream()
                .map(quantity -> quantity.name().equals(old.name()) ? changed : quantity)
                .toList();
    }

    /** As if the paper had printed {@code factor} times its figure; the statement moves with it. */
    private static Quantity scaled(Quantity quantity, double factor) {
        return changed(
                quantity,
                quantity.printed()
                        .map(printed ->
                                new Quantity.Printed(printed.printed() + " times " + factor, printed.value() * factor))
                        .orElse(null),
                quantity.holds().map(holds -> holds.times(factor)).orElse(null),
                quantity.figureRange().times(factor));
    }

    private static Quantity withoutFigure(Quantity quantity) {
        return quantity.holds().isPresent() ? changed(quantity, null, quantity.holdsOrNull(), null) : quantity;
    }

    private static Quantity changed(
            Quantity quantity, Quantity.@Nullable Printed paper, @Nullable Range holds, @Nullable Range figure) {
        return new Quantity(
                quantity.name(),
                quantity.kind(),
                quantity.what(),
                paper,
                holds,
                figure,
                quantity.reason(),
                quantity.samples(),
                quantity.reach(),
                quantity.level(),
                quantity.existential());
    }
}
