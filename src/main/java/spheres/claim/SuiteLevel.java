package spheres.claim;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import spheres.claim.Results.ClaimResult;

/**
 * How certain the verdicts of a run are, all together.
 *
 * @param claims how many claims were judged at {@link Claim#FALSE_ALARM}
 * @param others how many others were judged, with quantities that are known at a level of their own
 * @param quantities how many such quantities they have, several training runs among them
 * @param least the lowest of these levels; 1 where there is none
 * @param sum the sum of the levels' complements over the measurements of these quantities: how many of their intervals miss at
 *     most, on average
 */
public record SuiteLevel(int claims, int others, int quantities, double least, double sum) {

    /** The levels of a run's verdicts. */
    public static SuiteLevel of(Results results) {
        int claims = 0;
        int others = 0;
        int quantities = 0;
        double least = 1;
        double sum = 0;
        for (ClaimResult result : results.claims()) {
            List<Quantity> own = result.judged() ? ofTheirOwn(result) : List.of();
            claims += result.judged() && own.isEmpty() ? 1 : 0;
            others += own.isEmpty() ? 0 : 1;
            quantities += own.size();
            for (Quantity quantity : own) {
                least = Math.min(least, quantity.level());
                sum += (1 - quantity.level())
                        * result.measurements().stream()
                                .filter(measurement -> measurement.quantity().equals(quantity.name()))
                                .count();
            }
        }
        return new SuiteLevel(claims, others, quantities, least, sum);
    }

    private static List<Quantity> ofTheirOwn(ClaimResult result) {
        return result.claim().judgedQuantities().stream()
                .filter(quantity -> quantity.level() > 0
                        && result.measurements().stream()
                                .anyMatch(measurement -> measurement.quantity().equals(quantity.name())
                                        && measurement.observed().trainingRuns() != 1))
                .toList();
    }

    /** As a power of ten, as levels are given: 5E-5. */
    private static String power(double value) {
        return new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    @Override
    public String toString() {
        String text = String.format(
                Locale.ROOT,
                "%d claims are judged at a level of %s each, %s in sum",
                claims,
                power(Claim.FALSE_ALARM),
                power(claims * Claim.FALSE_ALARM));
        return others == 0
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                "; %d have %d quantities of several training runs or with a level of their own, known at %s %% or more:"
                                        + " up to %s of these intervals miss, on average",
                                others,
                                quantities,
                                Numbers.format(100 * least),
                                Numbers.format(sum));
    }
}
