package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static spheres.claim.ExampleClaim.claim;
import static spheres.claim.ExampleClaim.measured;
import static spheres.claim.ExampleClaim.quantity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spheres.claim.Results.ClaimResult;

class NightsTest {
    private static final Range UP_TO_ONE = new Range(Double.NEGATIVE_INFINITY, 1);
    private static final Claim SHARE =
            claim("share", Verdict.REPRODUCED, List.of(quantity("share", Kind.ESTIMATE, UP_TO_ONE, null)), List.of());
    private static final Claim DISTANCE =
            claim("distance", Verdict.REPRODUCED, List.of(quantity("distance", Kind.RUNS, UP_TO_ONE, null)), List.of());
    private static final double LEVEL = 1 - Claim.FALSE_ALARM;

    private static ClaimResult share(double value, double half) {
        return ClaimResult.judged(
                SHARE,
                List.of(measured("share", new Observation.Estimate(value, value - half, value + half, LEVEL))),
                1);
    }

    private static ClaimResult distance(String network, double value) {
        return ClaimResult.judged(
                DISTANCE,
                List.of(measured("distance", new Observation.OneRun(value, value - 0.01, value + 0.01, LEVEL))),
                null,
                1,
                List.of(network),
                Map.of());
    }

    private static Results night(int day, String commit, long seed, ClaimResult... claims) {
        return new Results(
                Results.SCHEMA,
                "2026-02-%02dT01:00:00Z".formatted(day),
                Scale.QUICK,
                seed,
                commit,
                Map.of(),
                List.of(claims),
                Map.of());
    }

    private static ClaimResult pooled(Results... nights) {
        return Nights.pooled(List.of(nights)).claims().get(0);
    }

    @Test
    void whatNoNightCanTellManyCan() {
        List<Results> nights = new ArrayList<>();
        for (int day = 1; day <= 9; day++) {
            nights.add(night(day, "a", day, share(0.9 + (day % 3 - 1) * 0.02, 0.2)));
        }
        assertThat(nights)
                .allSatisfy(night -> assertThat(night.claims().get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE));

        ClaimResult all = Nights.pooled(nights).claims().get(0);

        assertThat(all.verdict()).isEqualTo(Verdict.REPRODUCED);
        Measurement measurement = all.measurements().get(0);
        Observation.Estimate estimate = (Observation.Estimate) measurement.observed();
        assertThat(estimate.value()).isCloseTo(0.9, within(1e-12));
        assertThat(estimate.high()).isCloseTo(0.9 + 0.2 / 3, within(1e-12));
        assertThat(measurement.n()).isEqualTo(90);
        assertThat(measurement.subject()).isEqualTo("9 runs, the last of them: the example");
        assertThat(measurement.details())
                .containsEntry("runs", 9)
                .containsEntry("leftOut", 0)
                .doesNotContainKey("drift");
    }

    @Test
    void oneNightsTailDoesNotDecide() {
        Results tail = night(2, "a", 2, share(1.1, 0.05));
        assertThat(tail.claims().get(0).verdict()).isEqualTo(Verdict.REFUTED);
        List<Results> nights = new ArrayList<>(List.of(tail));
        for (int day = 3; day < 28; day++) {
            nights.add(night(day, "a", day, share(0.8, 0.05)));
        }

        assertThat(Nights.pooled(nights).claims().get(0).verdict()).isNotEqualTo(Verdict.REFUTED);
    }

    @Test
    void aShareOnOtherNetworksIsKnownByItsScatter() {
        List<Results> nights = new ArrayList<>();
        for (int day = 1; day <= 6; day++) {
            ClaimResult share = share(day % 2 == 0 ? 0.5 : 0.9, 0.001);
            nights.add(night(
                    day,
                    "a",
                    day,
                    ClaimResult.judged(SHARE, share.measurements(), null, 1, List.of("relu-" + day), Map.of())));
        }

        ClaimResult all = Nights.pooled(nights).claims().get(0);

        Observation.Estimate estimate =
                (Observation.Estimate) all.measurements().get(0).observed();
        assertThat(estimate.value()).isCloseTo(0.7, within(1e-12));
        assertThat(estimate.high()).isGreaterThan(1.5);
        assertThat(all.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aNightOfTheSameSeedIsNoFurtherNight() {
        ClaimResult all = pooled(night(1, "a", 7, share(0.9, 0.2)), night(2, "a", 7, share(0.9, 0.2)));

        assertThat(all.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(all.measurements().get(0).details()).containsEntry("runs", 1).containsEntry("leftOut", 1);
    }

    @Test
    void networksOfManyNightsAreJudgedAsRunsAndTheSameNetworkOnce() {
        ClaimResult all = pooled(
                night(1, "a", 1, distance("relu-1", 0.5)),
                night(2, "a", 2, distance("relu-2", 0.52)),
                night(3, "a", 3, distance("relu-2", 0.54)),
                night(4, "a", 4, distance("relu-3", 0.56)));

        assertThat(all.measurements().get(0).observed()).isEqualTo(new Observation.Runs(List.of(0.5, 0.54, 0.56)));
        assertThat(all.networks()).containsExactly("relu-1", "relu-2", "relu-3");
        assertThat(all.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(all.restsOnOneRun()).isFalse();
    }

    @Test
    void aChangedClaimFileBeginsAnew() {
        Claim stricter = claim(
                "share",
                Verdict.REPRODUCED,
                List.of(quantity("share", Kind.ESTIMATE, new Range(Double.NEGATIVE_INFINITY, 0.5), null)),
                List.of());
        ClaimResult last = ClaimResult.judged(
                stricter, List.of(measured("share", new Observation.Estimate(0.4, 0.3, 0.45, LEVEL))), 1);

        ClaimResult all = pooled(night(1, "a", 1, share(0.9, 0.01)), night(2, "b", 2, last));

        assertThat(all.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(all.measurements().get(0).details()).containsEntry("runs", 1);
    }

    @Test
    void aDriftBetweenCommitsIsSaid() {
        ClaimResult all = pooled(
                night(1, "aaa", 1, share(0.5, 0.01)),
                night(2, "aaa", 2, share(0.5, 0.01)),
                night(3, "bbb", 3, share(0.6, 0.01)));

        assertThat(all.measurements().get(0).details()).containsEntry("drift", "0.5 at aaa, 0.6 at bbb");
    }

    @Test
    void searchesAddUp() {
        Quantity search = new Quantity(
                "search", Kind.SEARCH, "search of the example", null, null, null, "Chosen.", 0, 1e-9, 0, false);
        Claim none = claim("none", Verdict.REPRODUCED, List.of(search), List.of());
        ClaimResult half =
                ClaimResult.judged(none, List.of(measured("search", new Observation.Search(100, 0, 30, 30, 1e-9))), 1);
        ClaimResult found =
                ClaimResult.judged(none, List.of(measured("search", new Observation.Search(100, 1, 0, 0, 1e-9))), 1);

        assertThat(half.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(pooled(night(1, "a", 1, half), night(2, "a", 2, half)).verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(pooled(night(1, "a", 1, found), night(2, "a", 2, half)).verdict())
                .isEqualTo(Verdict.REFUTED);
    }

    @Test
    void faultsAndStandInsAreLeftOutAndCounted() {
        ClaimResult fault = ClaimResult.faulty(SHARE, "it broke", List.of(), 1);

        ClaimResult all = pooled(night(1, "a", 1, fault), night(2, "a", 2, share(0.5, 0.01)));
        assertThat(all.measurements().get(0).details()).containsEntry("leftOut", 1);

        assertThat(pooled(night(1, "a", 1, share(0.5, 0.01)), night(2, "a", 2, fault))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(pooled(night(1, "a", 1, fault)).fault()).contains("it broke");
    }

    @Test
    void nothingAndTwoScalesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nights.pooled(List.of()))
                .withMessage("there are no results to pool: give at least one results.json");
        Results paper = new Results(
                Results.SCHEMA,
                "2026-02-02T01:00:00Z",
                Scale.PAPER,
                1,
                "a",
                Map.of(),
                List.of(share(0.5, 0.1)),
                Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nights.pooled(List.of(night(1, "a", 1, share(0.5, 0.1)), paper)))
                .withMessage(
                        "the run of 2026-02-01T01:00:00Z is of scale quick, that of 2026-02-02T01:00:00Z of scale paper:"
                                + " pool runs of one scale");
    }
}
