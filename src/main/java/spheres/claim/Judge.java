package spheres.claim;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Compares measurements with what a claim file expects. A pure function: stored measurements are judged again, by the
 * same or by changed claim files, without running anything.
 */
public final class Judge {
    private Judge() {}

    /**
     * Judges a claim by the measurements of all its quantities. Preconditions are judged first, in the claim's order; after
     * one that is not met nothing else has to be measured.
     *
     * @throws IllegalArgumentException if a measurement is of no quantity of the claim or of another kind, or if a
     *     quantity that had to be measured was not: faults of the test, never verdicts
     */
    public static Judgement judge(Claim claim, List<Measurement> measurements) {
        for (Measurement measurement : measurements) {
            Kind kind = claim.quantity(measurement.quantity()).kind();
            if (measurement.observed().kindOf() != kind) {
                throw new IllegalArgumentException("claim " + claim.id() + ": quantity " + measurement.quantity()
                        + " is of kind " + kind + ", its measurement of kind "
                        + measurement.observed().kindOf());
            }
        }
        for (Quantity precondition : claim.preconditions()) {
            List<Judgement.Finding> unmet = findings(claim, precondition, measurements).stream()
                    .filter(finding -> finding.verdict() != Verdict.REPRODUCED)
                    .toList();
            if (!unmet.isEmpty()) {
                return new Judgement(Verdict.INCONCLUSIVE, false, unmet);
            }
        }
        List<Judgement.Finding> findings = new ArrayList<>();
        for (Quantity quantity : claim.quantities()) {
            findings.addAll(findings(claim, quantity, measurements));
        }
        Verdict merged =
                Verdict.merge(findings.stream().map(Judgement.Finding::verdict).toList());
        return new Judgement(merged, true, findings);
    }

    /** The verdict on one measurement of a quantity, before any merging: what a sequential measurement asks after each look. */
    public static Verdict judge(Quantity quantity, Observation observed) {
        if (observed instanceof Observation.Bound bound) {
            return judgeBound(bound);
        } else if (observed instanceof Observation.Search search) {
            return judgeSearch(quantity, search);
        }
        Interval interval = interval(quantity, observed).orElseThrow();
        return observed instanceof Observation.Runs
                ? judgeRuns(quantity, interval.low(), interval.high())
                : judgeInterval(quantity, interval.low(), interval.high());
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
     * the probability of seeing none, for runs that of a further run. A search has none.
     */
    public static Optional<Interval> interval(Quantity quantity, Observation observed) {
        // Exhaustive by construction: a switch over sealed types is a preview feature in Java 17.
        if (observed instanceof Observation.Estimate estimate) {
            return Optional.of(new Interval(estimate.low(), estimate.value(), estimate.high()));
        } else if (observed instanceof Observation.Exact exact) {
            return Optional.of(
                    new Interval(exact.value() - exact.error(), exact.value(), exact.value() + exact.error()));
        } else if (observed instanceof Observation.Bound bound) {
            return Optional.of(new Interval(bound.low(), (bound.low() + bound.high()) / 2, bound.high()));
        } else if (observed instanceof Observation.Absence absence) {
            return Optional.of(new Interval(
                    probabilityOfNone(absence.high(), quantity.samples()),
                    probabilityOfNone(absence.value(), quantity.samples()),
                    probabilityOfNone(absence.low(), quantity.samples())));
        } else if (observed instanceof Observation.Runs runs) {
            double[] prediction = predictionInterval(runs, quantity.level());
            return Optional.of(new Interval(prediction[0], (prediction[0] + prediction[1]) / 2, prediction[1]));
        }
        return Optional.empty();
    }

    private static List<Judgement.Finding> findings(Claim claim, Quantity quantity, List<Measurement> measurements) {
        List<Judgement.Finding> findings = measurements.stream()
                .filter(measurement -> measurement.quantity().equals(quantity.name()))
                .map(measurement -> new Judgement.Finding(
                        quantity.name(), judge(quantity, measurement.observed()), describe(quantity, measurement)))
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
        boolean reaches = search.planted() > 0
                && search.plantedMeasure() <= quantity.reach()
                && search.plantedFound() >= Quantity.REACH_SHARE * search.planted();
        return reaches ? Verdict.REPRODUCED : Verdict.INCONCLUSIVE;
    }

    /** The statement must hold for a further run; the figure is reproduced if a further run could give it. */
    private static Verdict judgeRuns(Quantity quantity, double low, double high) {
        if (!quantity.statementRange().meets(low, high)) {
            return Verdict.REFUTED;
        }
        if (!quantity.statementRange().contains(low, high)) {
            return Verdict.INCONCLUSIVE;
        }
        return quantity.figureRange().meets(low, high) ? Verdict.REPRODUCED : Verdict.DEVIATES;
    }

    /** (1 - rate)^n. */
    static double probabilityOfNone(double rate, long n) {
        return Math.exp(n * Math.log1p(-rate));
    }

    /** Student's interval for the value of one further run; for a single run, that run's value. */
    static double[] predictionInterval(Observation.Runs runs, double level) {
        List<Double> values = runs.values();
        int n = values.size();
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        if (n == 1) {
            return new double[] {mean, mean};
        }
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double spread = Math.sqrt(squares / (n - 1) * (1 + 1.0 / n));
        double half = spread == 0 ? 0 : TDistribution.of(n - 1).inverseSurvivalProbability((1 - level) / 2) * spread;
        return new double[] {mean - half, mean + half};
    }

    private static String describe(Quantity quantity, Measurement measurement) {
        Observation observed = measurement.observed();
        StringBuilder text = new StringBuilder(quantity.what()).append(": measured ");
        if (observed instanceof Observation.Estimate estimate) {
            text.append(number(estimate.value()))
                    .append(" in ")
                    .append(interval(estimate.low(), estimate.high()))
                    .append(" (")
                    .append(percent(estimate.level()))
                    .append(", n = ")
                    .append(measurement.n())
                    .append(')');
        } else if (observed instanceof Observation.Exact exact) {
            text.append(number(exact.value())).append(" +- ").append(number(exact.error()));
        } else if (observed instanceof Observation.Bound bound) {
            text.append(interval(bound.low(), bound.high()))
                    .append(" against the limit ")
                    .append(interval(bound.limitLow(), bound.limitHigh()));
        } else if (observed instanceof Observation.Absence absence) {
            text.append("rate ")
                    .append(number(absence.value()))
                    .append(" in ")
                    .append(interval(absence.low(), absence.high()))
                    .append(", so none in ")
                    .append(quantity.samples())
                    .append(" with probability ")
                    .append(interval(
                            probabilityOfNone(absence.high(), quantity.samples()),
                            probabilityOfNone(absence.low(), quantity.samples())));
        } else if (observed instanceof Observation.Search search) {
            text.append(search.found())
                    .append(" errors from ")
                    .append(search.starts())
                    .append(" starts by a search that finds ")
                    .append(search.plantedFound())
                    .append(" of ")
                    .append(search.planted())
                    .append(" planted errors of measure ")
                    .append(number(search.plantedMeasure()))
                    .append("; needed: 95 % at ")
                    .append(number(quantity.reach()));
        } else if (observed instanceof Observation.Runs runs) {
            double[] prediction = predictionInterval(runs, quantity.level());
            text.append(runs.values().stream().map(Judge::number).toList());
            text.append(
                    runs.values().size() == 1
                            ? " (a single run)"
                            : ", a further run in " + interval(prediction[0], prediction[1]) + " ("
                                    + percent(quantity.level()) + ")");
        }
        text.append(" on ").append(measurement.subject());
        quantity.printed()
                .ifPresent(paper -> text.append("; the paper's figure: ").append(paper.printed()));
        if (quantity.figure() != null) {
            text.append("; figure reproduced in ").append(quantity.figure());
        }
        if (quantity.holds() != null) {
            text.append("; statement holds in ").append(quantity.holds());
        }
        return text.append("; because: ").append(quantity.reason()).toString();
    }

    private static String interval(double low, double high) {
        return "[" + number(low) + ", " + number(high) + "]";
    }

    private static String number(double value) {
        return Numbers.format(value);
    }

    private static String percent(double level) {
        // Two digits of the complement, so that a level near 1 is not printed as 100 %.
        BigDecimal complement = BigDecimal.valueOf(100 * (1 - level)).round(new MathContext(2));
        return BigDecimal.valueOf(100).subtract(complement).stripTrailingZeros().toPlainString() + " %";
    }
}
