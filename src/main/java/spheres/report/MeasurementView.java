package spheres.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import spheres.claim.Judge;
import spheres.claim.Measurement;
import spheres.claim.Numbers;
import spheres.claim.Observation;
import spheres.claim.Quantity;
import spheres.claim.ResultsFile;

/**
 * One measurement as the page shows it.
 *
 * @param quantity the quantity's name
 * @param printed the paper's figure, as printed
 * @param value what was measured, short
 * @param interval its interval or error, empty where it has none
 * @param accepted what was accepted, in words
 * @param subject what was measured on what
 * @param status the verdict on it, none where it was not judged
 * @param n the sample's size, with separators
 * @param count the same as a number
 * @param bar the interval against the accepted ranges
 * @param details whatever else was recorded, as JSON
 */
record MeasurementView(
        String quantity,
        @Nullable String printed,
        String value,
        String interval,
        String accepted,
        String subject,
        @Nullable Status status,
        String n,
        long count,
        long seed,
        String seconds,
        @Nullable IntervalBar bar,
        @Nullable String details) {

    static MeasurementView of(Quantity quantity, Measurement measurement, @Nullable Status status) {
        Observation observed = measurement.observed();
        return new MeasurementView(
                quantity.name(),
                quantity.printed().map(Quantity.Printed::printed).orElse(null),
                value(observed),
                interval(quantity, observed),
                accepted(quantity, observed),
                measurement.subject(),
                status,
                String.format(Locale.ROOT, "%,d", measurement.n()),
                measurement.n(),
                measurement.seed(),
                ClaimView.seconds(measurement.seconds()),
                IntervalBar.of(quantity, observed).orElse(null),
                measurement.details().isEmpty() ? null : ResultsFile.json(measurement.details()));
    }

    private static String value(Observation observed) {
        if (observed instanceof Observation.Estimate estimate) {
            return Numbers.format(estimate.value());
        } else if (observed instanceof Observation.Exact exact) {
            return Numbers.format(exact.value());
        } else if (observed instanceof Observation.Bound bound) {
            return Numbers.format((bound.low() + bound.high()) / 2);
        } else if (observed instanceof Observation.Absence absence) {
            return "rate " + Numbers.format(absence.value());
        } else if (observed instanceof Observation.Search search) {
            return search.found() + " found from " + search.starts() + " starts";
        } else if (observed instanceof Observation.OneRun run) {
            return Numbers.format(run.value());
        } else if (observed instanceof Observation.Excess excess) {
            return Numbers.format(excess.largest()) + " standard errors";
        }
        return String.join(
                ", ",
                ((Observation.Runs) observed)
                        .values().stream().map(Numbers::format).toList());
    }

    private static String interval(Quantity quantity, Observation observed) {
        if (observed instanceof Observation.Exact exact) {
            return exact.error() == 0 ? "" : "± " + Numbers.format(exact.error());
        } else if (observed instanceof Observation.Search search) {
            return "the search finds " + search.plantedFound() + " of " + search.planted()
                    + " planted errors of measure " + Numbers.format(search.plantedMeasure());
        } else if (observed instanceof Observation.Excess excess) {
            return "the largest of " + excess.count() + "; half of them would show an excess of "
                    + Numbers.format(excess.detectable()) + " of the limit";
        }
        Judge.Interval interval = Judge.interval(quantity, observed).orElseThrow();
        String ends = "[" + Numbers.format(interval.low()) + ", " + Numbers.format(interval.high()) + "]";
        if (observed instanceof Observation.Absence) {
            return "none seen with probability in " + ends;
        }
        if (observed instanceof Observation.Runs runs) {
            Judge.Interval further = Judge.predictionInterval(runs, quantity.level());
            return "mean in " + ends + ", a further run in [" + Numbers.format(further.low()) + ", "
                    + Numbers.format(further.high()) + "]";
        } else if (observed instanceof Observation.OneRun) {
            return interval.low() == interval.high() ? "one run" : ends + ", one run";
        }
        return ends;
    }

    private static String accepted(Quantity quantity, Observation observed) {
        if (observed instanceof Observation.Bound bound) {
            return "at most " + Numbers.format(bound.limitLow());
        } else if (observed instanceof Observation.Search) {
            return "none found, by a search that reaches " + Numbers.format(quantity.reach());
        } else if (observed instanceof Observation.Excess) {
            return "none that chance would not show, where one of " + Numbers.format(quantity.reach())
                    + " of the limit would be seen";
        }
        String holds = quantity.holds() == null ? "" : "holds in " + quantity.holds();
        String figure = quantity.figure() == null ? "" : "figure reproduced in " + quantity.figure();
        return holds.isEmpty() || figure.isEmpty() ? holds + figure : figure + ", " + holds;
    }
}
