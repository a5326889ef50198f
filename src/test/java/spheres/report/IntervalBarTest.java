package spheres.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import spheres.claim.ExampleClaim;
import spheres.claim.Kind;
import spheres.claim.Observation;
import spheres.claim.Quantity;
import spheres.claim.Range;

class IntervalBarTest {
    private static final double ROUNDING = 0.02;

    @Test
    void marksStandInProportionAlongTheAxis() {
        IntervalBar bar =
                IntervalBar.of(ExampleClaim.MEAN, new Observation.Exact(5, 1)).orElseThrow();

        // The axis is [0, 10] with 12 % of room at both ends: 1.24 times its length.
        assertThat(bar.holds().from()).isCloseTo(100 * 0.12 / 1.24, within(ROUNDING));
        assertThat(bar.holds().width()).isCloseTo(100 / 1.24, within(ROUNDING));
        assertThat(bar.figure()).isNotNull();
        assertThat(bar.measured().width()).isCloseTo(20 / 1.24, within(ROUNDING));
        assertThat(bar.value()).isCloseTo(50, within(ROUNDING));
        assertThat(bar.paper()).isCloseTo(50, within(ROUNDING));
        assertThat(bar.logarithmic()).isFalse();
    }

    @Test
    void rangeWithOneEndReachesToTheEdge() {
        IntervalBar most = bar(new Range(Double.NEGATIVE_INFINITY, 1), 2);
        IntervalBar least = bar(new Range(1, Double.POSITIVE_INFINITY), 2);

        assertThat(most.holds().from()).isZero();
        assertThat(most.holds().width()).isLessThan(most.value());
        assertThat(least.holds().from() + least.holds().width()).isEqualTo(100);
    }

    @Test
    void numbersThatDifferByDecadesStandOnALogarithmicAxis() {
        IntervalBar bar = bar(new Range(1e-9, 1e-3), 1e-6);

        assertThat(bar.logarithmic()).isTrue();
        assertThat(bar.value()).isCloseTo(50, within(ROUNDING));
    }

    @Test
    void loneNumberStandsInTheMiddle() {
        assertThat(bar(new Range(0, 0), 0).value()).isCloseTo(50, within(ROUNDING));
        assertThat(bar(new Range(7, 7), 7).value()).isCloseTo(50, within(ROUNDING));
    }

    @Test
    void endlessIntervalFillsTheAxis() {
        IntervalBar bar = IntervalBar.of(
                        quantity(Kind.ESTIMATE, new Range(0, 1)),
                        new Observation.Estimate(0.5, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.9))
                .orElseThrow();

        assertThat(bar.measured()).isEqualTo(new IntervalBar.Span(0, 100));
    }

    @Test
    void boundIsHeldAgainstItsLimit() {
        IntervalBar bar = IntervalBar.of(quantity(Kind.BOUND, null), new Observation.Bound(1, 2, 3, 4, 1))
                .orElseThrow();

        assertThat(bar.holds().from()).isZero();
        assertThat(bar.holds().width())
                .isGreaterThan(bar.measured().from() + bar.measured().width());
    }

    @Test
    void searchHasNoAxis() {
        Quantity search = new Quantity("q", Kind.SEARCH, "w", null, null, null, "r", 0, 1e-9, 0, false);

        assertThat(IntervalBar.of(search, new Observation.Search(1, 0, 1, 1, 1e-9)))
                .isEmpty();
    }

    private static IntervalBar bar(Range holds, double value) {
        return IntervalBar.of(quantity(Kind.EXACT, holds), new Observation.Exact(value, 0))
                .orElseThrow();
    }

    private static Quantity quantity(Kind kind, @Nullable Range holds) {
        return new Quantity("q", kind, "w", null, holds, null, "r", 0, 0, 0, false);
    }
}
