package spheres.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import spheres.claim.Claim;
import spheres.claim.Erratum;
import spheres.claim.ExampleClaim;
import spheres.claim.ExampleNights;
import spheres.claim.Kind;
import spheres.claim.Measurement;
import spheres.claim.Nights;
import spheres.claim.Observation;
import spheres.claim.Quantity;
import spheres.claim.Range;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.Scale;
import spheres.claim.Verdict;

/** Results of a made-up run with every kind of measurement, every verdict and every figure. */
final class ExampleRun {
    static final String HOSTILE = "<script>alert(1)</script> & \"quoted\"";

    private ExampleRun() {}

    /** With the data of all figures. */
    static Results complete() {
        return results(figures());
    }

    /** As a run whose networks are not trained. */
    static Results withoutFigures() {
        return results(Map.of());
    }

    static Results results(Map<String, Object> figures) {
        return new Results(
                Results.SCHEMA,
                ExampleClaim.WHEN,
                Scale.QUICK,
                1801,
                "0123456789abcdef0123456789abcdef01234567",
                Map.of("cores", "2", "processor", "an example"),
                claims(),
                figures);
    }

    /** Nights that are as expected, not yet certain and otherwise, with a drift from one commit to the next. */
    static Nights nights() {
        Claim steady = ExampleClaim.claim("holds", Verdict.REPRODUCED, List.of(ExampleNights.VALUE), List.of());
        Claim drifting = ExampleClaim.claim("is-wrong", Verdict.REPRODUCED, List.of(ExampleNights.VALUE), List.of());
        Claim sampled = ExampleClaim.claim("every-kind", Verdict.REPRODUCED, List.of(ExampleNights.SAMPLE), List.of());
        Claim open = ExampleClaim.claim("surprises", Verdict.REPRODUCED, List.of(ExampleNights.VALUE), List.of());
        List<Results> nights = ExampleNights.nights(
                20,
                day -> ExampleNights.run(
                        day,
                        (day <= 10 ? "0123456789ab" : "fedcba987654") + "0".repeat(28),
                        day,
                        night(day, steady, new Observation.Runs(List.of(5 + 0.03 * (day % 4), 5.1))),
                        night(day, drifting, new Observation.Runs(List.of(20.0 + day % 3, day <= 10 ? 20.0 : 30))),
                        night(day, sampled, new Observation.Estimate(5 + 0.1 * (day % 5), 4.2, 5.8, 1 - 1e-6)),
                        night(day, open, Observation.OneRun.exact(5))));
        return ExampleNights.together(nights);
    }

    private static ClaimResult night(int day, Claim claim, Observation observed) {
        return ExampleNights.night(day, claim, observed).claims().get(0);
    }

    static Map<String, Object> figures() {
        try (InputStream in = Objects.requireNonNull(ExampleRun.class.getResourceAsStream("figures.json"))) {
            return new JsonMapper().readValue(in, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ClaimResult> claims() {
        return List.of(
                judged("holds", "2", 5, Verdict.REPRODUCED),
                judged("is-off", "3", 7, Verdict.DEVIATES),
                judged("is-wrong", "4", 11, Verdict.REFUTED),
                judged("surprises", "4", 12, Verdict.REPRODUCED),
                ClaimResult.judged(every(), measurements(), 1.5),
                ClaimResult.judged(
                        ExampleClaim.claim(
                                "stands-in",
                                Verdict.REPRODUCED,
                                List.of(ExampleClaim.MEAN),
                                List.of(new Quantity(
                                        "rate",
                                        Kind.EXACT,
                                        "rate of errors",
                                        null,
                                        new Range(0, 1e-6),
                                        null,
                                        "Rare.",
                                        0,
                                        0,
                                        0,
                                        false))),
                        List.of(measured("rate", new Observation.Exact(1e-3, 0))),
                        "a network after 10 of 1000 steps",
                        2,
                        List.of(),
                        Map.of()),
                ClaimResult.faulty(
                        claim("breaks", "5", HOSTILE, Verdict.REPRODUCED), "it broke\n" + HOSTILE, List.of(), 0.1),
                ClaimResult.notRun(claim("waits", "6", HOSTILE, Verdict.REPRODUCED)));
    }

    private static ClaimResult judged(String id, String section, double value, Verdict expect) {
        return ClaimResult.judged(
                claim(id, section, "The mean of " + id + " is five.", expect), List.of(ExampleClaim.mean(value)), 1);
    }

    private static Claim claim(String id, String section, String statement, Verdict expect) {
        return new Claim(
                id,
                section,
                "arXiv:1801.02774v2, section " + section,
                false,
                statement,
                Map.of("dimension", 500),
                List.of(ExampleClaim.MEAN),
                List.of(),
                List.of(),
                Map.of(Scale.QUICK, Map.of("samples", 10L)),
                1,
                expect,
                expect == Verdict.DEVIATES || expect == Verdict.REFUTED
                        ? new Erratum("It is five, " + HOSTILE, "It is not.", null, "By counting.")
                        : null,
                HOSTILE);
    }

    private static Claim every() {
        Range most = new Range(Double.NEGATIVE_INFINITY, 1);
        return ExampleClaim.claim(
                "every-kind",
                Verdict.REPRODUCED,
                List.of(
                        quantity("estimate", Kind.ESTIMATE, most),
                        quantity("bound", Kind.BOUND, null),
                        new Quantity(
                                "absence", Kind.ABSENCE, "w", null, new Range(0.5, 1), null, "r", 1000, 0, 0, false),
                        new Quantity("search", Kind.SEARCH, "w", null, null, null, "r", 0, 1e-9, 0, false),
                        quantity("runs", Kind.RUNS, most),
                        quantity("one-run", Kind.RUNS, most),
                        new Quantity("excess", Kind.EXCESS, "w", null, null, null, "r", 0, 0.1, 0, false)),
                List.of());
    }

    private static Quantity quantity(String name, Kind kind, @org.jspecify.annotations.Nullable Range holds) {
        return new Quantity(name, kind, name + " of the example", null, holds, null, "Chosen.", 0, 0, 0, false);
    }

    private static List<Measurement> measurements() {
        return List.of(
                measured("estimate", new Observation.Estimate(0.5, 0.25, 0.75, 1 - 1e-6)),
                measured("bound", new Observation.Bound(0.1, 0.2, 0.3, 0.4, 1)),
                measured("absence", new Observation.Absence(1e-6, 0, 1e-5, 1 - 1e-6)),
                measured("search", new Observation.Search(100, 0, 60, 60, 1e-10)),
                measured("runs", new Observation.Runs(List.of(0.5, 0.5, 0.5))),
                measured("one-run", new Observation.OneRun(0.5, 0.4, 0.6, 1 - 1e-6)),
                measured("excess", new Observation.Excess(-2, 40, 0.05, 1 - 1e-5 / 7)));
    }

    private static Measurement measured(String quantity, Observation observed) {
        return new Measurement(quantity, "the example", observed, 1000, 1801, Scale.QUICK, 0.5, Map.of("why", HOSTILE));
    }
}
