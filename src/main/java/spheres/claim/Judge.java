package spheres.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Compares measurements with what a claim file expects. A pure function: stored measurements are judged again, by the
 * same or by changed claim files, without running anything.
 */
public final class Judge {
    /** Levels are differences from 1: what is lost in writing and reading them, relative to their complement. */
    private static final double LEVEL_ROUNDING = 1e-6;

    private Judge() {}

    /**
     * Judges a claim by the measurements of all its quantities. Preconditions are judged first, in the claim's order; after
     * one that is not met nothing else has to be measured.
     *
     * @throws IllegalArgumentException if a measurement is of no quantity of the claim, of another kind or less certain than
     *     the claim's level demands, or if a quantity that had to be measured was not: faults of the test, never verdicts
     */
    public static Judgement judge(Claim claim, List<Measurement> measurements) {
        for (Measurement measurement : measurements) {
            Kind kind = claim.quantity(measurement.quantity()).kind();
            if (measurement.observed().kindOf() != kind) {
                throw new IllegalArgumentException("claim " + claim.id() + ": quantity " + measurement.quantity()
                        + " is of kind " + kind + ", its measurement of kind "
                        + measurement.observed().kindOf());
            }
            requireLevel(claim, measurement, measurements);
            requireRunsTogether(claim, measurement, measurements);
        }
        for (Quantity precondition : claim.preconditions()) {
            List<Judgement.Finding> unmet = findings(claim, precondition, measurements).stream()
                    .filter(finding -> finding.verdict() != Verdict.REPRODUCED)
                    .toList();
            if (!unmet.isEmpty()) {
                return new Judgement(Verdict.INCONCLUSIVE, false, unmet, List.of());
            }
        }
        return of(claim, findings(claim, claim.judgedQuantities(), measurements));
    }

    /** The judgement on a claim whose preconditions are met, from the findings on all its quantities. */
    static Judgement of(Claim claim, List<Judgement.Finding> findings) {
        if (claim.readings().isEmpty()) {
            return new Judgement(merge(claim, findings), true, findings, List.of());
        }
        List<Judgement.OfReading> readings = claim.readings().stream()
                .map(reading -> new Judgement.OfReading(
                        reading.name(),
                        merge(
                                claim,
                                findings.stream()
                                        .filter(finding -> isOf(finding, claim.quantities())
                                                || isOf(finding, reading.quantities()))
                                        .toList())))
                .toList();
        Verdict across = Verdict.across(
                readings.stream().map(Judgement.OfReading::verdict).toList());
        return new Judgement(across, true, findings, readings);
    }

    private static boolean isOf(Judgement.Finding finding, List<Quantity> quantities) {
        return quantities.stream().anyMatch(quantity -> quantity.name().equals(finding.quantity()));
    }

    /**
     * Judges a claim over training runs of one setting, from the measurements made on each. A quantity that has one value per run
     * is judged by the rule for several, each of its measurements by itself; for any other the verdict is that on every single
     * run, and inconclusive where they differ. Where a run has only a bound, the quantity is inconclusive. A
     * precondition must be met on every run. From a single run nothing is certain.
     *
     * @param runs the measurements of each run, one at least
     * @throws IllegalArgumentException as for one run, or where runs have different numbers of measurements of a quantity
     */
    public static Judgement judgeRuns(Claim claim, List<List<Measurement>> runs) {
        List<Judgement> each =
                runs.stream().map(measurements -> judge(claim, measurements)).toList();
        Optional<Judgement> unmet =
                each.stream().filter(judgement -> !judgement.judged()).findFirst();
        if (unmet.isPresent()) {
            return unmet.get();
        }
        List<Judgement.Finding> findings = new ArrayList<>();
        for (Quantity quantity : claim.judgedQuantities()) {
            boolean oneValueEach = runs.stream()
                    .flatMap(all -> measurementsOf(quantity, all).stream())
                    .allMatch(measurement -> measurement.observed().trainingRuns() == 1);
            findings.addAll(oneValueEach ? pooled(claim, quantity, runs) : agreed(claim, quantity, runs));
        }
        return of(claim, findings);
    }

    /** A finding for each measurement of a quantity of runs, the first of every run, then the second of every run. */
    private static List<Judgement.Finding> pooled(Claim claim, Quantity quantity, List<List<Measurement>> runs) {
        List<List<Measurement>> own =
                runs.stream().map(all -> measurementsOf(quantity, all)).toList();
        int count = own.get(0).size();
        if (own.stream().anyMatch(measurements -> measurements.size() != count)) {
            throw new IllegalArgumentException("claim " + claim.id() + ": runs have "
                    + own.stream().map(List::size).toList() + " measurements of " + quantity.name()
                    + ": only the same number can be judged together");
        }
        List<Judgement.Finding> findings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int place = i;
            List<Interval> each = own.stream()
                    .map(measurements -> measurements.get(place).observed())
                    .map(run -> interval(quantity, run).orElseThrow())
                    .toList();
            List<Double> values = each.stream().map(Interval::value).toList();
            Measurement first = own.get(0).get(i);
            boolean known = values.size() > 1 && each.stream().noneMatch(Judge::isBoundOnly);
            Observation observed = known ? new Observation.Runs(values) : first.observed();
            findings.add(new Judgement.Finding(
                    quantity.name(),
                    known ? judge(claim.judged(quantity), observed) : Verdict.INCONCLUSIVE,
                    FindingText.of(
                            claim.judged(quantity),
                            new Measurement(
                                    quantity.name(),
                                    values.size() + " runs, the first of them: " + first.subject(),
                                    observed,
                                    first.n(),
                                    first.seed(),
                                    first.scale(),
                                    first.seconds(),
                                    first.details()))));
        }
        return findings;
    }

    /** Whether nothing bounds a value from one side, so that it is no value of the run. */
    private static boolean isBoundOnly(Interval run) {
        return Double.isInfinite(run.low()) || Double.isInfinite(run.high());
    }

    /** The findings of the first run, with the verdict that all runs agree on. */
    private static List<Judgement.Finding> agreed(Claim claim, Quantity quantity, List<List<Measurement>> runs) {
        List<Verdict> verdicts = runs.stream()
                .map(all -> merge(claim, findings(claim, quantity, all)))
                .distinct()
                .toList();
        Verdict verdict = runs.size() > 1 && verdicts.size() == 1 ? verdicts.get(0) : Verdict.INCONCLUSIVE;
        String ofAll = runs.size() == 1 ? "" : "; the first of " + runs.size() + " runs, which are " + verdicts;
        return findings(claim, quantity, runs.get(0)).stream()
                .map(finding -> new Judgement.Finding(finding.quantity(), verdict, finding.text() + ofAll))
                .toList();
    }

    private static List<Measurement> measurementsOf(Quantity quantity, List<Measurement> measurements) {
        return measurements.stream()
                .filter(measurement -> measurement.quantity().equals(quantity.name()))
                .toList();
    }

    /** Of all quantities; several runs of an existential one, measured each by itself, come to the best of them. */
    private static Verdict merge(Claim claim, List<Judgement.Finding> findings) {
        Map<String, List<Verdict>> byQuantity = new LinkedHashMap<>();
        findings.forEach(finding -> byQuantity
                .computeIfAbsent(finding.quantity(), name -> new ArrayList<>())
                .add(finding.verdict()));
        return Verdict.merge(byQuantity.entrySet().stream()
                .map(entry -> claim.quantity(entry.getKey()).existential()
                        ? best(entry.getValue())
                        : Verdict.merge(entry.getValue()))
                .toList());
    }

    static Verdict best(Collection<Verdict> each) {
        return each.contains(Verdict.REPRODUCED)
                ? Verdict.REPRODUCED
                : each.contains(Verdict.DEVIATES) ? Verdict.DEVIATES : Verdict.INCONCLUSIVE;
    }

    /** Several runs say how runs scatter; one that is kept apart from them would be judged as if it were the only one. */
    private static void requireRunsTogether(Claim claim, Measurement measurement, List<Measurement> all) {
        boolean apart = measurement.observed().trainingRuns() == 1
                && all.stream()
                        .anyMatch(other -> other.quantity().equals(measurement.quantity())
                                && other.observed().trainingRuns() > 1);
        if (apart) {
            throw new IllegalArgumentException("claim " + claim.id() + ": quantity " + measurement.quantity()
                    + " has one run beside several: give the value of every run in one measurement");
        }
    }

    /** What is less certain than the claim's share of the level, or than the level that the quantity states, is no basis for a verdict. */
    private static void requireLevel(Claim claim, Measurement measurement, List<Measurement> all) {
        Quantity quantity = claim.quantity(measurement.quantity());
        int count = (int) all.stream()
                .filter(other -> other.quantity().equals(quantity.name()))
                .count();
        boolean stated = quantity.level() > 0 && quantity.kind() != Kind.RUNS;
        double demanded = stated ? (1 - claim.judged(quantity).level()) / count : claim.levelOf(count);
        double missed = 1 - measurement.observed().level();
        if (quantity.kind() == Kind.EXCESS && missed < demanded * (1 - LEVEL_ROUNDING)) {
            throw new IllegalArgumentException("claim " + claim.id() + ": quantity " + quantity.name()
                    + ": an excess at the level " + Numbers.percent(1 - missed) + " is allowed more than at the "
                    + Numbers.percent(1 - demanded) + " that is its share: it would hide one");
        }
        if (missed > demanded * (1 + LEVEL_ROUNDING)) {
            throw new IllegalArgumentException("claim " + claim.id() + ": quantity " + quantity.name()
                    + ": an interval of level " + Numbers.percent(1 - missed) + " is less certain than the "
                    + Numbers.percent(1 - demanded) + " that "
                    + (stated ? "it states" : "its share of the claim's level demands"));
        }
    }

    /** The verdict on one measurement of a quantity, before any merging: what a sequential measurement asks after each look. */
    public static Verdict judge(Quantity quantity, Observation observed) {
        return observed.accept(new VerdictOn(quantity));
    }

    /** The rule of each form. */
    private record VerdictOn(Quantity quantity) implements Observation.Visitor<Verdict> {
        private Verdict ofInterval(Observation observed) {
            Interval interval = interval(quantity, observed).orElseThrow();
            return judgeInterval(quantity, interval.low(), interval.high());
        }

        @Override
        public Verdict estimate(Observation.Estimate estimate) {
            return ofInterval(estimate);
        }

        @Override
        public Verdict exact(Observation.Exact exact) {
            return ofInterval(exact);
        }

        @Override
        public Verdict bound(Observation.Bound bound) {
            return judgeBound(bound);
        }

        @Override
        public Verdict absence(Observation.Absence absence) {
            return ofInterval(absence);
        }

        @Override
        public Verdict search(Observation.Search search) {
            return judgeSearch(quantity, search);
        }

        /** One run that does it is enough for existence, and runs that do not are nothing against it: their values are points. */
        @Override
        public Verdict runs(Observation.Runs runs) {
            return quantity.existential()
                    ? best(runs.values().stream()
                            .map(value -> judgeInterval(quantity, value, value))
                            .toList())
                    : judgeRuns(
                            quantity,
                            interval(quantity, runs).orElseThrow(),
                            predictionInterval(runs, quantity.level()));
        }

        /** A run that was measured by itself is judged by its own interval. */
        @Override
        public Verdict oneRun(Observation.OneRun run) {
            return quantity.existential() ? best(List.of(ofInterval(run))) : ofInterval(run);
        }

        @Override
        public Verdict excess(Observation.Excess excess) {
            return judgeExcess(quantity, excess);
        }
    }

    /**
     * What is compared with a quantity's ranges, on their axis.
     *
     * @param low the low end
     * @param value the point estimate, within the ends
     * @param high the high end
     */
    public record Interval(double low, double value, double high) {}

    /**
     * The interval that a verdict compares with the quantity's ranges, or with the limit of a bound: for an absence that of
     * the probability of seeing none, for several runs that of their mean. A search and an excess have none.
     */
    public static Optional<Interval> interval(Quantity quantity, Observation observed) {
        return observed.accept(new IntervalOf(quantity));
    }

    private record IntervalOf(Quantity quantity) implements Observation.Visitor<Optional<Interval>> {
        @Override
        public Optional<Interval> estimate(Observation.Estimate estimate) {
            return Optional.of(new Interval(estimate.low(), estimate.value(), estimate.high()));
        }

        @Override
        public Optional<Interval> exact(Observation.Exact exact) {
            return Optional.of(
                    new Interval(exact.value() - exact.error(), exact.value(), exact.value() + exact.error()));
        }

        @Override
        public Optional<Interval> bound(Observation.Bound bound) {
            return Optional.of(new Interval(bound.low(), (bound.low() + bound.high()) / 2, bound.high()));
        }

        @Override
        public Optional<Interval> absence(Observation.Absence absence) {
            return Optional.of(new Interval(
                    probabilityOfNone(absence.high(), quantity.samples()),
                    probabilityOfNone(absence.value(), quantity.samples()),
                    probabilityOfNone(absence.low(), quantity.samples())));
        }

        @Override
        public Optional<Interval> search(Observation.Search search) {
            return Optional.empty();
        }

        @Override
        public Optional<Interval> runs(Observation.Runs runs) {
            return Optional.of(
                    student(runs.values(), quantity.level(), 1.0 / runs.values().size()));
        }

        @Override
        public Optional<Interval> oneRun(Observation.OneRun run) {
            return Optional.of(new Interval(run.low(), run.value(), run.high()));
        }

        @Override
        public Optional<Interval> excess(Observation.Excess excess) {
            return Optional.empty();
        }
    }

    private static List<Judgement.Finding> findings(
            Claim claim, List<Quantity> quantities, List<Measurement> measurements) {
        return quantities.stream()
                .flatMap(quantity -> findings(claim, quantity, measurements).stream())
                .toList();
    }

    private static List<Judgement.Finding> findings(Claim claim, Quantity quantity, List<Measurement> measurements) {
        List<Judgement.Finding> findings = measurements.stream()
                .filter(measurement -> measurement.quantity().equals(quantity.name()))
                .map(measurement -> new Judgement.Finding(
                        quantity.name(),
                        judge(claim.judged(quantity), measurement.observed()),
                        FindingText.of(claim.judged(quantity), measurement)))
                .toList();
        if (findings.isEmpty()) {
            throw new IllegalArgumentException(
                    "claim " + claim.id() + ": quantity " + quantity.name() + " was not measured");
        }
        return findings;
    }

    private static Verdict judgeInterval(Quantity quantity, double low, double high) {
        if (quantity.figureRange().contains(low, high)) {
            return Verdict.REPRODUCED;
        }
        if (!quantity.statementRange().meets(low, high)) {
            return Verdict.REFUTED;
        }
        boolean deviates = quantity.statementRange().contains(low, high)
                && !quantity.figureRange().meets(low, high);
        return deviates ? Verdict.DEVIATES : Verdict.INCONCLUSIVE;
    }

    private static Verdict judgeBound(Observation.Bound bound) {
        if (bound.low() > bound.limitHigh()) {
            return Verdict.REFUTED;
        }
        return bound.high() <= bound.limitLow() ? Verdict.REPRODUCED : Verdict.INCONCLUSIVE;
    }

    private static Verdict judgeSearch(Quantity quantity, Observation.Search search) {
        if (search.found() > 0) {
            return Verdict.REFUTED;
        }
        boolean reaches = search.planted() >= Quantity.LEAST_PLANTED
                && search.plantedMeasure() <= quantity.reach()
                && search.plantedFound() >= Quantity.REACH_SHARE * search.planted();
        return reaches ? Verdict.REPRODUCED : Verdict.INCONCLUSIVE;
    }

    /**
     * Where the runs lie is said by the interval of their mean, so that noise helps no figure (a test of equivalence,
     * Schuirmann 1987, doi:10.1007/BF01068419): all of it inside reproduces the figure, all of it outside deviates. The
     * statement must hold for a further run, too.
     */
    static Verdict judgeRuns(Quantity quantity, Interval mean, Interval further) {
        Verdict ofMean = judgeInterval(quantity, mean.low(), mean.high());
        return ofMean == Verdict.REFUTED || quantity.statementRange().contains(further.low(), further.high())
                ? ofMean
                : Verdict.INCONCLUSIVE;
    }

    /** The theorem is contradicted by one excess that chance would not show among so many; what could not show one says nothing. */
    private static Verdict judgeExcess(Quantity quantity, Observation.Excess excess) {
        if (excess.largest() > allowed(excess)) {
            return Verdict.REFUTED;
        }
        return excess.detectable() <= quantity.reach() ? Verdict.REPRODUCED : Verdict.INCONCLUSIVE;
    }

    /** The excess in standard errors that normal errors show among so many measurements at their limits with the level's complement. */
    static double allowed(Observation.Excess excess) {
        return NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - excess.level()) / excess.count());
    }

    /** (1 - rate)^n. */
    static double probabilityOfNone(double rate, long n) {
        return Math.exp(n * Math.log1p(-rate));
    }

    /** Student's interval for the value of one further run. */
    public static Interval predictionInterval(Observation.Runs runs, double level) {
        return student(runs.values(), level, 1 + 1.0 / runs.values().size());
    }

    /** The largest share of runs that are otherwise which leaves a chance of 1 - level of seeing none of them. */
    static double othersBesideEqual(int runs, double level) {
        return 1 - Math.pow(1 - level, 1.0 / runs);
    }

    /** Student's interval about the mean of two values or more, whose error has {@code factor} times the variance of one. */
    static Interval student(List<Double> values, double level, double factor) {
        int n = values.size();
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double spread = Math.sqrt(squares / (n - 1) * factor);
        double half = spread == 0 ? 0 : TDistribution.of(n - 1).inverseSurvivalProbability((1 - level) / 2) * spread;
        return new Interval(mean - half, mean, mean + half);
    }
}
