package spheres.claim;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import spheres.claim.Results.ClaimResult;

/** Nights for the tests of everything that judges or shows them together. */
public final class ExampleNights {
    /** One value per trained network: the statement holds in [0, 10], the figure is reproduced in [4, 6]. */
    public static final Quantity VALUE = ExampleClaim.quantity("value", Kind.RUNS, new Range(0, 10), new Range(4, 6));

    /** The same of a sample. */
    public static final Quantity SAMPLE =
            ExampleClaim.quantity("sample", Kind.ESTIMATE, new Range(0, 10), new Range(4, 6));

    private ExampleNights() {}

    /** A claim about one quantity, which is expected to be reproduced. */
    public static Claim claim(Quantity quantity) {
        return ExampleClaim.claim("example", Verdict.REPRODUCED, List.of(quantity), List.of());
    }

    /** The run of a night, on a network of its own. */
    public static Results night(int day, Claim claim, Observation... observed) {
        return night(day, "c0ffee", day, List.of("network-" + day), claim, observed);
    }

    /** The run of a night: measurements of the claim's quantities in their order, those beyond them of the last. */
    public static Results night(
            int day, String commit, long seed, List<String> networks, Claim claim, Observation... observed) {
        List<Quantity> quantities = claim.judgedQuantities();
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < observed.length; i++) {
            Quantity quantity = quantities.get(Math.min(i, quantities.size() - 1));
            measurements.add(ExampleClaim.measured(quantity.name(), observed[i]));
        }
        return run(day, commit, seed, ClaimResult.judged(claim, measurements, null, 1, networks, Map.of()));
    }

    /** The run of a night with those results. */
    public static Results run(int day, String commit, long seed, ClaimResult... results) {
        return new Results(
                Results.SCHEMA,
                Instant.parse(ExampleClaim.WHEN).plus(day, ChronoUnit.DAYS).toString(),
                Scale.QUICK,
                seed,
                commit,
                Map.of("cores", "2"),
                List.of(results),
                Map.of());
    }

    /** So many nights, from day 1 on. */
    public static List<Results> nights(int count, IntFunction<Results> night) {
        List<Results> nights = new ArrayList<>();
        for (int day = 1; day <= count; day++) {
            nights.add(night.apply(day));
        }
        return nights;
    }

    /** Those nights judged together, the last of them as the run. */
    public static Nights together(List<Results> nights) {
        return Nights.of(nights.get(nights.size() - 1), nights);
    }
}
