package spheres.report;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import spheres.claim.Judge;
import spheres.claim.Numbers;
import spheres.claim.Observation;
import spheres.claim.Quantity;
import spheres.claim.Range;

/**
 * What the page shows of an observation.
 *
 * @param value what was measured, short
 * @param interval its interval or error, empty where it has none
 * @param accepted what was accepted, in words
 * @param holds where the statement holds; empty for what has no axis
 */
record Shown(String value, String interval, String accepted, Optional<Range> holds) {

    static Shown of(Quantity quantity, Observation observed) {
        return observed.accept(new Words(quantity));
    }

    private record Words(Quantity quantity) implements Observation.Visitor<Shown> {
        @Override
        public Shown estimate(Observation.Estimate estimate) {
            return ranged(Numbers.format(estimate.value()), ends(estimate));
        }

        @Override
        public Shown exact(Observation.Exact exact) {
            return ranged(
                    Numbers.format(exact.value()), exact.error() == 0 ? "" : "± " + Numbers.format(exact.error()));
        }

        @Override
        public Shown bound(Observation.Bound bound) {
            return new Shown(
                    Numbers.format((bound.low() + bound.high()) / 2),
                    ends(bound),
                    "at most " + Numbers.format(bound.limitLow()),
                    Optional.of(new Range(Double.NEGATIVE_INFINITY, bound.limitLow())));
        }

        @Override
        public Shown absence(Observation.Absence absence) {
            return ranged("rate " + Numbers.format(absence.value()), "none seen with probability in " + ends(absence));
        }

        @Override
        public Shown search(Observation.Search search) {
            return new Shown(
                    search.found() + " found from " + search.starts() + " starts",
                    "the search finds " + search.plantedFound() + " of " + search.planted()
                            + " planted errors of measure " + Numbers.format(search.plantedMeasure()),
                    "none found, by a search that reaches " + Numbers.format(quantity.reach()),
                    Optional.empty());
        }

        @Override
        public Shown runs(Observation.Runs runs) {
            Judge.Interval further = Judge.predictionInterval(runs, quantity.level());
            return ranged(
                    String.join(
                            ", ", runs.values().stream().map(Numbers::format).toList()),
                    "mean in " + ends(runs) + ", a further run in " + ends(further));
        }

        @Override
        public Shown oneRun(Observation.OneRun run) {
            return ranged(Numbers.format(run.value()), run.low() == run.high() ? "one run" : ends(run) + ", one run");
        }

        @Override
        public Shown excess(Observation.Excess excess) {
            return new Shown(
                    Numbers.format(excess.largest()) + " standard errors",
                    "the largest of " + excess.count() + "; half of them would show an excess of "
                            + Numbers.format(excess.detectable()) + " of the limit",
                    "none that chance would not show, where one of " + Numbers.format(quantity.reach())
                            + " of the limit would be seen",
                    Optional.empty());
        }

        private Shown ranged(String value, String interval) {
            String accepted = Stream.concat(
                            quantity.figure().map(range -> "figure reproduced in " + range).stream(),
                            quantity.holds().map(range -> "holds in " + range).stream())
                    .collect(Collectors.joining(", "));
            return new Shown(value, interval, accepted, Optional.of(quantity.statementRange()));
        }

        private String ends(Observation observed) {
            return ends(Judge.interval(quantity, observed).orElseThrow());
        }

        private static String ends(Judge.Interval interval) {
            return "[" + Numbers.format(interval.low()) + ", " + Numbers.format(interval.high()) + "]";
        }
    }
}
