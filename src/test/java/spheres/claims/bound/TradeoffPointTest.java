package spheres.claims.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import spheres.attack.MeanDistance;
import spheres.snapshot.QuadraticSnapshot;
import spheres.snapshot.ReluSnapshot;
import spheres.snapshot.Snapshot;
import spheres.stats.ConfidenceInterval;
import spheres.stats.ErrorRate;
import spheres.stats.RareEventRate;
import spheres.theory.DistanceBound;

class TradeoffPointTest {
    private static final MeanDistance REFINED = new MeanDistance(0.15, 0.002, 100, 100);
    private static final MeanDistance PAPER = new MeanDistance(0.16, 0.003, 90, 100);

    private static TradeoffPoint point(Snapshot snapshot) {
        return new TradeoffPoint(TradeoffArchitecture.RELU_H1000_D2, 500, "a", "online", 1, snapshot);
    }

    private static TradeoffPoint relu(ErrorRate inner) {
        return point(new ReluSnapshot(10, inner, null, PAPER, REFINED, null));
    }

    private static QuadraticSnapshot quadratic(QuadraticSnapshot.Errors inner) {
        return new QuadraticSnapshot(10, 1, 0, 0.5, 0.7, 1.1, 1, -1, 0.1, 2, inner, inner, null);
    }

    @Test
    void aSampledRateHasItsInterval() {
        TradeoffPoint point = relu(new ErrorRate(1_000, 100_000, null));

        assertThat(point.method()).isEqualTo("sample");
        assertThat(point.rate()).isEqualTo(0.01);
        assertThat(point.rate(0.95).low()).isBetween(0.0092, 0.0096);
        assertThat(point.rate(0.95).high()).isBetween(0.0104, 0.0108);
        assertThat(point.ratio(REFINED)).isCloseTo(0.15 / DistanceBound.exact(500, 0.01), within(1e-12));
    }

    @Test
    void theBoundFallsAsTheRateGrows() {
        TradeoffPoint point = relu(new ErrorRate(1_000, 100_000, null));

        ConfidenceInterval rate = point.rate(0.95);
        ConfidenceInterval bound = point.bound(0.95);

        assertThat(bound.value()).isEqualTo(DistanceBound.exact(500, 0.01));
        assertThat(bound.low()).isEqualTo(DistanceBound.exact(500, rate.high()));
        assertThat(bound.high()).isEqualTo(DistanceBound.exact(500, rate.low()));
    }

    @Test
    void aRareRateIsThatOfSplitting() {
        TradeoffPoint point = relu(new ErrorRate(0, 100_000, new RareEventRate(-9, 0.1, true, 10, 1_000_000)));

        assertThat(point.method()).isEqualTo("split");
        assertThat(point.hasRate()).isTrue();
        assertThat(point.rate()).isCloseTo(1e-9, within(1e-15));
    }

    @Test
    void whereNoErrorWasReachedThereIsNoRate() {
        TradeoffPoint point = relu(new ErrorRate(0, 100_000, new RareEventRate(-20, 0.1, false, 10, 1_000_000)));

        assertThat(point.hasRate()).isFalse();
        assertThat(point.rate()).isZero();
    }

    @Test
    void aQuadraticNetworkIsExact() {
        TradeoffPoint point = point(quadratic(new QuadraticSnapshot.Errors(-3.9, -4.0, 0.12, 0.001)));

        assertThat(point.method()).isEqualTo("exact");
        assertThat(point.rate()).isCloseTo(1e-4, within(1e-16));
        assertThat(point.nearest()).isEqualTo(new MeanDistance(0.12, 0.001, 1000, 1000));
        assertThatThrownBy(point::paperAttack)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith(" was not attacked");
        assertThat(point(quadratic(new QuadraticSnapshot.Errors(-3.9, null, null, null)))
                        .hasRate())
                .isFalse();
    }

    @Test
    void startsWithoutAnErrorLeaveNoHighEnd() {
        ConfidenceInterval whole = TradeoffPoint.interval(REFINED, 0.95);
        ConfidenceInterval partly = TradeoffPoint.interval(PAPER, 0.95);
        ConfidenceInterval none = TradeoffPoint.interval(new MeanDistance(0.1, Double.NaN, 1, 100), 0.95);

        // Student's quantile for 99 degrees of freedom is 1.984.
        assertThat(whole.low()).isCloseTo(0.15 - 1.984 * 0.002, within(1e-5));
        assertThat(whole.high()).isCloseTo(0.15 + 1.984 * 0.002, within(1e-5));
        assertThat(partly.low()).isCloseTo(0.9 * (0.16 - 1.987 * 0.003), within(1e-5));
        assertThat(partly.high()).isInfinite();
        assertThat(none.low()).isZero();
    }
}
