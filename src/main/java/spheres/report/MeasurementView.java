package spheres.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import spheres.claim.Measurement;
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
        Shown shown = Shown.of(quantity, observed);
        return new MeasurementView(
                quantity.name(),
                quantity.printed().map(Quantity.Printed::printed).orElse(null),
                shown.value(),
                shown.interval(),
                shown.accepted(),
                measurement.subject(),
                status,
                String.format(Locale.ROOT, "%,d", measurement.n()),
                measurement.n(),
                measurement.seed(),
                ClaimView.seconds(measurement.seconds()),
                IntervalBar.of(quantity, observed).orElse(null),
                measurement.details().isEmpty() ? null : ResultsFile.json(measurement.details()));
    }
}
