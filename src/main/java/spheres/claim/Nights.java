package spheres.claim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import spheres.claim.Results.ClaimResult;

/**
 * Many runs judged together, such as those of all nights: intervals narrow, and no verdict rests on one night's tail. The rule,
 * and how its level is spent, is that of docs/nights.md.
 *
 * @param scale of the runs that are pooled
 * @param runs how many different runs were read
 * @param otherScale how many of them were of another scale, and left out
 * @param pools one for each claim of the last run, in its order
 * @param unknown claims of other runs that the last one does not have
 */
public record Nights(Scale scale, int runs, int otherScale, List<Pool> pools, List<String> unknown) {

    /** The probability that some pooled verdict, of all claims, is wrong on some night, of all nights there will ever be. */
    public static final double FALSE_ALARM = 0.05;

    /** How a pooled verdict compares with the one that the claim file expects. The order is that of attention. */
    public enum Standing {
        /** It is certain, and another one; or the last run ended in a fault. */
        NOT_AS_EXPECTED,
        /** It is not certain, and one is expected that is; or it is, where one run can't tell. */
        OPEN,
        /** It is the expected one. */
        AS_EXPECTED,
        /** No night measured the claim. */
        NOT_RUN
    }

    /**
     * The nights of one claim.
     *
     * @param id the claim's id
     * @param hash of the claim as it was judged, twelve hexadecimal digits: runs of another one are not pooled with these
     * @param expected the verdict that the claim file expects
     * @param verdict the pooled verdict; NOT_RUN where no night measured the claim
     * @param readings the pooled verdict on each reading, where the claim has several
     * @param standing how it compares with the expected one
     * @param fault whether the last run failed to measure it
     * @param nights how many different results are pooled
     * @param unjudged how many results say nothing: a stand-in, an unmet precondition, a fault
     * @param ofOtherFiles how many results are of the claim as it stood in another claim file
     * @param quantities what was measured, each of several measurements of a quantity by itself where they are pooled
     */
    public record Pool(
            String id,
            String hash,
            Verdict expected,
            Verdict verdict,
            List<Judgement.OfReading> readings,
            Standing standing,
            boolean fault,
            int nights,
            int unjudged,
            int ofOtherFiles,
            List<PooledQuantity> quantities) {

        /** Where the quantities drift from commit to commit, a sentence each. */
        public List<String> drifts() {
            return quantities.stream()
                    .flatMap(quantity -> quantity.drift().stream().map(drift -> quantity.name() + ": " + drift))
                    .toList();
        }
    }

    /**
     * A quantity over all nights.
     *
     * @param name the quantity's name, with the place of the measurement where there are several
     * @param quantity as the claim file has it
     * @param verdict the verdict of all nights
     * @param pooled whether its values are pooled; otherwise the nights stand side by side
     * @param text what the nights gave, in words
     * @param trend for a pooled one the mean and its interval after the first night, after two, and so on; otherwise what each night gave,
     *     where that is one interval
     * @param commits what each commit gave, in the order of their first nights
     * @param drift where the nights before a commit and those from it on differ by more than chance
     */
    public record PooledQuantity(
            String name,
            Quantity quantity,
            Verdict verdict,
            boolean pooled,
            String text,
            List<Judge.Interval> trend,
            List<OfCommit> commits,
            Optional<String> drift) {}

    /**
     * What one commit gave.
     *
     * @param nights how many nights it ran
     * @param interval the mean of their values; endless where there are too few for an interval
     */
    public record OfCommit(String commit, int nights, Judge.Interval interval) {

        /** In words. */
        public String text() {
            String number = nights + (nights == 1 ? " night" : " nights");
            return nights == 1 && Double.isInfinite(interval.low()) && Double.isInfinite(interval.high())
                    ? Numbers.format(interval.value()) + ", " + number
                    : NightValues.text(interval) + ", " + number;
        }
    }

    /** One run's result of a claim, and the run. */
    record Night(Results run, ClaimResult result) {
        static final Comparator<Night> IN_TIME = Comparator.comparing((Night night) -> Instant.parse(night.run.when()))
                .thenComparing(night -> night.run.commit())
                .thenComparing(night -> night.run.seed())
                .thenComparing(night -> night.result.networks().toString())
                .thenComparing(night -> night.result.measurements().toString());

        List<Observation> observed(Quantity quantity) {
            return result.measurements().stream()
                    .filter(measurement -> measurement.quantity().equals(quantity.name()))
                    .map(Measurement::observed)
                    .toList();
        }

        /** What tells one measurement of them from another. */
        Object measurement() {
            return List.of(result.networks(), run.seed());
        }

        /** What tells results apart: two of the same are one. */
        Object data() {
            return List.of(
                    measurement(),
                    result.measurements().stream()
                            .map(one -> List.of(one.quantity(), one.observed()))
                            .toList());
        }
    }

    /**
     * A run judged together with others.
     *
     * @param last whose claims are judged, and whose scale is pooled
     * @param others runs of the same claims, in any order; the last one may be among them
     * @throws IllegalArgumentException if none of them has a claim of the last run
     */
    public static Nights of(Results last, List<Results> others) {
        List<String> ids = last.claims().stream().map(ClaimResult::id).toList();
        List<String> unknown = others.stream()
                .flatMap(run -> run.claims().stream())
                .map(ClaimResult::id)
                .distinct()
                .filter(id -> !ids.contains(id))
                .sorted()
                .toList();
        if (!others.isEmpty()
                && others.stream()
                        .flatMap(run -> run.claims().stream())
                        .noneMatch(result -> ids.contains(result.id()))) {
            throw new IllegalArgumentException("the history has none of the claims of this run, such as " + ids.get(0)
                    + ": it has " + (unknown.isEmpty() ? "none" : String.join(", ", unknown))
                    + "; give results of the same claims");
        }
        List<Results> runs = Stream.concat(others.stream(), Stream.of(last)).toList();
        List<Results> pooled =
                runs.stream().filter(run -> run.scale() == last.scale()).toList();
        double share = FALSE_ALARM / ids.size();
        return new Nights(
                last.scale(),
                different(runs),
                different(runs) - different(pooled),
                last.claims().stream()
                        .map(result -> pool(result, pooled, share))
                        .toList(),
                unknown);
    }

    private static int different(List<Results> runs) {
        return (int) runs.stream()
                .map(run -> List.of(run.when(), run.seed(), run.commit()))
                .distinct()
                .count();
    }

    private static Pool pool(ClaimResult last, List<Results> runs, double share) {
        String hash = hash(last.claim());
        List<Night> all = new ArrayList<>();
        int ofOtherFiles = 0;
        int unjudged = 0;
        for (Results run : runs) {
            for (ClaimResult stored : run.claims()) {
                boolean same = stored.id().equals(last.id());
                if (same
                        && !stored.claim().equals(last.claim())
                        && !hash(stored.claim()).equals(hash)) {
                    ofOtherFiles++;
                } else if (same) {
                    ClaimResult result = stored.judgedBy(stored.claim());
                    boolean counts = result.judged() && result.standIn().isEmpty();
                    if (counts) {
                        all.add(new Night(run, result));
                    } else if (result.verdict() != Verdict.NOT_RUN
                            || result.fault().isPresent()) {
                        unjudged++;
                    }
                }
            }
        }
        boolean fault = last.fault().isPresent();
        if (all.isEmpty()) {
            Standing standing = fault
                    ? Standing.NOT_AS_EXPECTED
                    : unjudged == 0
                            ? Standing.NOT_RUN
                            : last.expected() == Verdict.INCONCLUSIVE ? Standing.AS_EXPECTED : Standing.OPEN;
            return new Pool(
                    last.id(),
                    hash,
                    last.expected(),
                    unjudged == 0 ? Verdict.NOT_RUN : Verdict.INCONCLUSIVE,
                    List.of(),
                    standing,
                    fault,
                    0,
                    unjudged,
                    ofOtherFiles,
                    List.of());
        }
        NightPool nights = new NightPool(last.claim(), all, share);
        List<PooledQuantity> quantities = nights.quantities();
        Judgement judgement = Judge.of(
                last.claim(),
                quantities.stream()
                        .map(one -> new Judgement.Finding(one.quantity().name(), one.verdict(), one.text()))
                        .toList());
        return new Pool(
                last.id(),
                hash,
                last.expected(),
                judgement.verdict(),
                judgement.readings(),
                fault ? Standing.NOT_AS_EXPECTED : standing(last.claim(), judgement),
                fault,
                nights.count(),
                unjudged,
                ofOtherFiles,
                quantities);
    }

    /** Of a claim with readings it is the readings' verdicts that are expected, and from which its own follows. */
    private static Standing standing(Claim claim, Judgement judgement) {
        if (claim.readings().isEmpty()) {
            return standing(claim.expect(), judgement.verdict());
        }
        Standing worst = Standing.AS_EXPECTED;
        for (Reading reading : claim.readings()) {
            for (Judgement.OfReading judged : judgement.readings()) {
                Standing one = standing(reading.expect(), judged.verdict());
                worst = judged.reading().equals(reading.name()) && one.compareTo(worst) < 0 ? one : worst;
            }
        }
        return worst;
    }

    private static Standing standing(Verdict expected, Verdict verdict) {
        if (verdict == expected) {
            return Standing.AS_EXPECTED;
        }
        return verdict == Verdict.INCONCLUSIVE || expected == Verdict.INCONCLUSIVE
                ? Standing.OPEN
                : Standing.NOT_AS_EXPECTED;
    }

    /** The worst of all claims; what no night measured is open. */
    public Standing standing() {
        return pools.stream()
                .map(Pool::standing)
                .map(standing -> standing == Standing.NOT_RUN ? Standing.OPEN : standing)
                .min(Standing::compareTo)
                .orElse(Standing.OPEN);
    }

    /** How many claims stand so. */
    public long count(Standing standing) {
        return pools.stream().filter(pool -> pool.standing() == standing).count();
    }

    /** Twelve hexadecimal digits that change with anything in a claim. */
    static String hash(Claim claim) {
        try {
            byte[] text = ResultsFile.json(claim).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
