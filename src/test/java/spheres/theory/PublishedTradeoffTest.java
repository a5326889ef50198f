package spheres.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedTradeoffTest {
    @Test
    void hasTheMarkersOfThreeNetworks() {
        assertThat(PublishedTradeoff.of("quad-h1000")).hasSize(58);
        assertThat(PublishedTradeoff.of("relu-h1000-d2")).hasSize(59);
        assertThat(PublishedTradeoff.of("relu-h2000-d8")).hasSize(119);
        assertThat(PublishedTradeoff.of("another")).isEmpty();
    }

    @Test
    void aMarkerOverTheExactBound() {
        List<PublishedTradeoff.Point> points = PublishedTradeoff.of("quad-h1000");

        assertThat(points.get(0)).isEqualTo(new PublishedTradeoff.Point("quad-h1000", 4.87e-06, 0.147));
        assertThat(points.get(0).ratio()).isCloseTo(0.147 / DistanceBound.exact(500, 4.87e-06), within(1e-12));
        assertThat(points).allSatisfy(point -> assertThat(point.ratio()).isBetween(0.5, 1.0));
    }

    @Test
    void nearStartsWhereNumpysQuantileOfTheRatiosDoes() {
        // numpy.quantile(ratios, 0.025) with caps by scipy's quadrature
        assertThat(PublishedTradeoff.leastNearRatio("quad-h1000")).isCloseTo(0.67823, within(2e-5));
        assertThat(PublishedTradeoff.leastNearRatio("relu-h1000-d2")).isCloseTo(0.66580, within(2e-5));
        assertThat(PublishedTradeoff.leastNearRatio("relu-h2000-d8")).isCloseTo(0.60840, within(2e-5));
    }

    @Test
    void anotherNetworkIsRefused() {
        assertThatThrownBy(() -> PublishedTradeoff.leastNearRatio("another"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network = another is not in figure 6: choose relu-h1000-d2, relu-h2000-d8 or quad-h1000");
    }
}
