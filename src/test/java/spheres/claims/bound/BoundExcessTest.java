package spheres.claims.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import spheres.attack.MeanDistance;
import spheres.claim.Judge;
import spheres.claim.Kind;
import spheres.claim.Observation;
import spheres.claim.Quantity;
import spheres.claim.Verdict;
import spheres.snapshot.QuadraticSnapshot;
import spheres.snapshot.ReluSnapshot;
import spheres.sphere.IndexedRandom;
import spheres.stats.ErrorRate;
import spheres.stats.Proportion;
import spheres.theory.DistanceBound;

class BoundExcessTest {
    private static final int DIMENSION = 500;
    private static final double RATE = 0.01;
    private static final double BOUND = DistanceBound.exact(DIMENSION, RATE);
    private static final double LEVEL = 1 - 1e-5;
    private static final Quantity INSIDE =
            new Quantity("inside-bound", Kind.EXCESS, "the excess", null, null, null, "a theorem", 0, 0.1, 0, false);

    /** A quadratic network with an exact error rate of {@link #RATE} and a thousand starts. */
    private static TradeoffPoint exact(double distance, double standardError) {
        QuadraticSnapshot.Errors errors =
                new QuadraticSnapshot.Errors(Math.log10(RATE), Math.log10(RATE), distance, standardError);
        return new TradeoffPoint(
                TradeoffArchitecture.QUAD_H1000,
                DIMENSION,
                "planted",
                "online",
                1,
                new QuadraticSnapshot(10, 1, 0, 0.5, 0.7, 1.1, 1, -1, 0.1, 2, errors, errors, null));
    }

    /** A ReLU network with so many errors among 100,000 samples. */
    private static TradeoffPoint sampled(long errors, MeanDistance refined) {
        return new TradeoffPoint(
                TradeoffArchitecture.RELU_H1000_D2,
                DIMENSION,
                "planted",
                "online",
                1,
                new ReluSnapshot(10, new ErrorRate(errors, 100_000, null), null, refined, refined, null));
    }

    private static Observation.Excess observation(List<TradeoffPoint> points) {
        BoundExcess excess = BoundExcess.of(points, LEVEL);
        return new Observation.Excess(excess.largest(), points.size(), excess.detectable(), LEVEL);
    }

    @Test
    void aDistanceBeyondAnExactlyKnownBoundIsCountedInItsStandardErrors() {
        BoundExcess beyond = BoundExcess.of(List.of(exact(BOUND + 0.004, 0.002)), LEVEL);
        BoundExcess inside = BoundExcess.of(List.of(exact(BOUND - 0.004, 0.002)), LEVEL);

        // With 999 degrees of freedom Student's 2 is nearly the normal 2.
        assertThat(beyond.largest()).isCloseTo(2, within(0.005));
        assertThat(inside.largest()).isCloseTo(-beyond.largest(), within(1e-9));
    }

    @Test
    void fewStartsMakeAnExcessLessStriking() {
        // Student's law with 3 degrees of freedom has 0.0697 beyond 2, the normal law as much beyond 1.478.
        TradeoffPoint four = sampled(1_000, new MeanDistance(BOUND + 2 * 0.02, 0.02, 4, 4));

        assertThat(BoundExcess.of(List.of(four), LEVEL).largest()).isCloseTo(1.478, within(0.005));
    }

    @Test
    void theErrorOfASampledRateEntersThroughTheBound() {
        double rateLow = Proportion.interval(1_000, 100_000, (1 + 0.95) / 2).low();
        double rateHigh = Proportion.interval(1_000, 100_000, (1 + 0.95) / 2).high();
        double ofBound =
                (DistanceBound.exact(DIMENSION, rateLow) - DistanceBound.exact(DIMENSION, rateHigh)) / (2 * 1.959964);
        double error = Math.hypot(0.0001, ofBound);
        MeanDistance distance = new MeanDistance(BOUND + 3 * error, 0.0001, 100_000, 100_000);

        assertThat(BoundExcess.of(List.of(sampled(1_000, distance)), LEVEL).largest())
                .isCloseTo(3, within(1e-3));
    }

    @Test
    void theLargestExcessCountsAndTheMedianTellsWhatCouldBeSeen() {
        TradeoffPoint blurred = exact(BOUND + 0.009, 0.009);
        TradeoffPoint sharp = exact(BOUND + 0.002, 0.001);
        TradeoffPoint sharper = exact(BOUND - 0.01, 0.0005);

        BoundExcess excess = BoundExcess.of(List.of(blurred, sharper, sharp), LEVEL);

        assertThat(excess.point()).isSameAs(sharp);
        double allowed = NormalDistribution.of(0, 1).inverseSurvivalProbability(1e-5 / 3);
        assertThat(excess.detectable()).isCloseTo(allowed * 0.001 / BOUND, within(1e-6));
    }

    @Test
    void anExcessBeyondAllDigitsStaysANumber() {
        assertThat(BoundExcess.of(List.of(exact(1.4, 1e-6)), LEVEL).largest()).isBetween(30.0, 40.0);
        assertThat(BoundExcess.of(List.of(exact(1e-6, 1e-6)), LEVEL).largest()).isBetween(-40.0, -30.0);
    }

    /** On the bound itself, the least favourable place, normal errors exceed what is allowed in at most the level's share. */
    @Test
    void networksOnTheBoundAreSeldomRefuted() {
        double missed = 0.1;
        int sweeps = 600;
        int snapshots = 5;
        NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(new IndexedRandom(1801, 5));
        double allowed = NormalDistribution.of(0, 1).inverseSurvivalProbability(missed / snapshots);
        int refuted = 0;
        for (int sweep = 0; sweep < sweeps; sweep++) {
            List<TradeoffPoint> points = new ArrayList<>();
            for (int i = 0; i < snapshots; i++) {
                double standardError = 0.001 * (1 + i % 4);
                points.add(exact(BOUND + standardError * gaussian.sample(), standardError));
            }
            refuted += BoundExcess.of(points, 1 - missed).largest() > allowed ? 1 : 0;
        }

        // 5 standard errors of the count about the level; Bonferroni's bound is nearly met.
        assertThat(refuted / (double) sweeps).isBetween(0.04, missed + 5 * Math.sqrt(missed * (1 - missed) / sweeps));
    }

    @Test
    void aNetworkWhoseErrorsLieFartherThanTheTheoremAllowsIsRefuted() {
        List<TradeoffPoint> points = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            points.add(exact(0.7 * BOUND, 0.001));
        }
        assertThat(Judge.judge(INSIDE, observation(points))).isEqualTo(Verdict.REPRODUCED);

        points.set(17, exact(1.1 * BOUND, 0.001));

        assertThat(BoundExcess.of(points, LEVEL).point()).isSameAs(points.get(17));
        assertThat(Judge.judge(INSIDE, observation(points))).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void whatCouldNotShowAnExcessOfATenthTellsNothing() {
        List<TradeoffPoint> blurred = List.of(exact(0.7 * BOUND, 0.05 * BOUND), exact(0.7 * BOUND, 0.05 * BOUND));

        assertThat(Judge.judge(INSIDE, observation(blurred))).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void nothingToJudgeIsRefused() {
        assertThatThrownBy(() -> BoundExcess.of(List.of(), LEVEL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no snapshot: at least 1 is needed");
        assertThatThrownBy(() -> BoundExcess.of(List.of(exact(BOUND, 0.001)), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("level = 1.0 is not in (0, 1)");
    }
}
