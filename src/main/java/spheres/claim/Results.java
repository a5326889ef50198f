package spheres.claim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that one run gave: the content of {@code results.json}, from which every report is made.
 *
 * @param schema the version of this form, {@value #SCHEMA}
 * @param when the run began, an instant of ISO 8601 such as 2026-01-31T12:00:00Z
 * @param scale quick or paper
 * @param seed the run's seed
 * @param commit the commit that was run, "unknown" outside a checkout
 * @param environment machine and software, by name
 * @param claims every claim of the registry, in the paper's order
 * @param figures the data of plots and tables, by name
 */
public record Results(
        int schema,
        String when,
        Scale scale,
        long seed,
        String commit,
        Map<String, String> environment,
        List<ClaimResult> claims,
        Map<String, Object> figures) {

    /** The version of the form that this code reads and writes. */
    public static final int SCHEMA = 3;

    public Results {
        try {
            Instant.parse(when);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("when = " + when + " is not an instant such as 2026-01-31T12:00:00Z", e);
        }
        Set<String> seen = new HashSet<>();
        for (ClaimResult result : claims) {
            if (!seen.add(result.id())) {
                throw new IllegalArgumentException("claims has " + result.id() + " twice");
            }
        }
    }

    /**
     * The result of one claim.
     *
     * @param id the claim's id
     * @param section the part of the paper
     * @param expected the verdict that the claim file expects
     * @param verdict the verdict
     * @param judged false where nothing was judged: not run, a fault, or a precondition unmet
     * @param faultOrNull why there is no verdict although the claim was run, where that is so
     * @param standInOrNull what was measured in place of what the claim is about, where that is so
     * @param findings what the judge says of each measurement
     * @param readings the verdict on each reading, where the claim has several
     * @param measurements what was measured
     * @param seconds how long it took
     * @param networks the trained networks that it was measured on, by name
     * @param shared what was measured for other claims of the run and served this one too: how many seconds it took, by claim
     * @param claim the whole claim as it was judged
     */
    public record ClaimResult(
            String id,
            String section,
            Verdict expected,
            Verdict verdict,
            boolean judged,

            @JsonProperty("fault") @JsonSetter(nulls = Nulls.SET) @Nullable
            String faultOrNull,

            @JsonProperty("standIn") @JsonSetter(nulls = Nulls.SET) @Nullable
            String standInOrNull,

            List<Judgement.Finding> findings,
            List<Judgement.OfReading> readings,
            List<Measurement> measurements,
            double seconds,
            List<String> networks,
            Map<String, Double> shared,
            Claim claim) {

        public ClaimResult {
            if (!id.equals(claim.id())) {
                throw new IllegalArgumentException("result " + id + " holds another claim, " + claim.id());
            }
        }

        /** Why there is no verdict although the claim was run, where that is so. */
        public Optional<String> fault() {
            return Optional.ofNullable(faultOrNull);
        }

        /** What was measured in place of what the claim is about, where that is so. */
        public Optional<String> standIn() {
            return Optional.ofNullable(standInOrNull);
        }

        /** A claim that nothing was measured for. */
        public static ClaimResult notRun(Claim claim) {
            return new ClaimResult(
                    claim.id(),
                    claim.section(),
                    claim.expect(),
                    Verdict.NOT_RUN,
                    false,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    List.of(),
                    Map.of(),
                    claim);
        }

        /** A claim whose test failed before it could be judged: no verdict. */
        public static ClaimResult faulty(Claim claim, String fault, List<Measurement> measurements, double seconds) {
            return new ClaimResult(
                    claim.id(),
                    claim.section(),
                    claim.expect(),
                    Verdict.NOT_RUN,
                    false,
                    fault,
                    null,
                    List.of(),
                    List.of(),
                    List.copyOf(measurements),
                    seconds,
                    List.of(),
                    Map.of(),
                    claim);
        }

        /** Judges the measurements of a claim. */
        public static ClaimResult judged(Claim claim, List<Measurement> measurements, double seconds) {
            return judged(claim, measurements, null, seconds, List.of(), Map.of());
        }

        /** Judges the measurements of a claim, made on a stand-in where one is named. */
        public static ClaimResult judged(
                Claim claim,
                List<Measurement> measurements,
                @Nullable String standIn,
                double seconds,
                List<String> networks,
                Map<String, Double> shared) {
            Judgement judgement = Judge.judge(claim, measurements);
            return new ClaimResult(
                    claim.id(),
                    claim.section(),
                    claim.expect(),
                    judgement.verdict(),
                    judgement.judged(),
                    null,
                    standIn,
                    judgement.findings(),
                    judgement.readings(),
                    List.copyOf(measurements),
                    seconds,
                    List.copyOf(networks),
                    Map.copyOf(shared),
                    claim);
        }

        /**
         * Whether this, and the verdict on each reading, is what the claim file expects; what was not run, or left unjudged, has
         * nothing to disagree with.
         */
        public boolean asExpected() {
            return faultOrNull == null
                    && (verdict == Verdict.NOT_RUN
                            || leftUnjudged()
                            || (judged && verdict == expected && readingsAsExpected()));
        }

        private boolean readingsAsExpected() {
            return readings.equals(claim.readings().stream()
                    .map(reading -> new Judgement.OfReading(reading.name(), reading.expect()))
                    .toList());
        }

        /** Whether the verdict rests on a single training run: on one network, or on one value of a quantity of runs. */
        public boolean restsOnOneRun() {
            return judged
                    && (networks.size() == 1
                            || measurements.stream()
                                    .anyMatch(measurement ->
                                            measurement.observed().trainingRuns() == 1
                                                    && claim.judgedQuantities()
                                                            .contains(claim.quantity(measurement.quantity()))));
        }

        /** Whether nothing could be judged because a stand-in does not meet the claim's preconditions. */
        public boolean leftUnjudged() {
            return faultOrNull == null && standInOrNull != null && !judged;
        }

        /** Why the claim was left unjudged: what stands in, and the preconditions that it does not meet. */
        public String whyUnjudged() {
            return standInOrNull
                    + findings.stream()
                            .map(finding -> "; precondition " + finding.quantity() + " " + finding.verdict() + ": "
                                    + finding.text())
                            .collect(Collectors.joining());
        }

        /** The same measurements judged by another claim file, without running anything. */
        public ClaimResult judgedBy(Claim other) {
            if (faultOrNull != null) {
                return faulty(other, faultOrNull, measurements, seconds);
            }
            return measurements.isEmpty()
                    ? notRun(other)
                    : judged(other, measurements, standInOrNull, seconds, networks, shared);
        }
    }

    /** Those of the claims that are known to be the paper's. */
    public Results located() {
        return only(result -> !result.claim().recollected());
    }

    /** Those of the claims whose sentences were not located. */
    public Results recollected() {
        return only(result -> result.claim().recollected());
    }

    /** Those of the claims that were run. */
    public Results run() {
        return only(
                result -> result.verdict() != Verdict.NOT_RUN || result.fault().isPresent());
    }

    private Results only(Predicate<ClaimResult> which) {
        return withClaims(claims.stream().filter(which).toList());
    }

    Results withClaims(List<ClaimResult> others) {
        return new Results(schema, when, scale, seed, commit, environment, others, figures);
    }

    /** Without the data of plots and tables. */
    public Results withoutFigures() {
        return new Results(schema, when, scale, seed, commit, environment, claims, Map.of());
    }

    /** Whether nothing in it was run: then nothing is as expected. */
    public boolean confirmsNothing() {
        return run().claims().isEmpty();
    }

    /**
     * These measurements judged by the claims of a registry; new claims are NOT_RUN.
     *
     * @throws IllegalArgumentException if the registry lacks a claim that was measured, or the measurements are of other
     *     quantities than its claim has
     */
    public Results judgedBy(ClaimRegistry registry) {
        List<String> known = registry.claims().stream().map(Claim::id).toList();
        List<String> unknown = claims.stream()
                .map(ClaimResult::id)
                .filter(id -> !known.contains(id))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there is no claim file for " + String.join(", ", unknown)
                    + ": give the claim files that were measured with --claims");
        }
        List<ClaimResult> judged = registry.claims().stream()
                .map(claim -> claims.stream()
                        .filter(result -> result.id().equals(claim.id()))
                        .findAny()
                        .map(result -> result.judgedBy(claim))
                        .orElseGet(() -> ClaimResult.notRun(claim)))
                .toList();
        return withClaims(judged);
    }
}
