package spheres.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spheres.claim.Claim;
import spheres.claim.Erratum;
import spheres.claim.Judgement;
import spheres.claim.Measurement;
import spheres.claim.Quantity;
import spheres.claim.Range;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.Verdict;

/**
 * One claim as the page shows it.
 *
 * @param status how it stands
 * @param expected the verdict that its file expects
 * @param reason why there is no verdict, where there is none
 * @param printed the figure that the paper prints, that of the headline
 * @param headline the measurement that decides: the worst one, among those of a printed figure first
 * @param further how many measurements there are beside the headline
 * @param recollected whether its sentence was not located in the paper
 * @param oneRun whether the verdict rests on a single training run
 * @param readings the ways to read the claim, where there are several
 * @param quantities preconditions first
 * @param history what other runs gave, the latest first
 */
record ClaimView(
        String id,
        String section,
        String source,
        String statement,
        @Nullable String note,
        Map<String, String> setting,
        Map<String, Long> sizes,
        Status status,
        Status expected,
        boolean asExpected,
        @Nullable String reason,
        @Nullable Erratum erratum,
        @Nullable String printed,
        @Nullable MeasurementView headline,
        int further,
        boolean recollected,
        boolean oneRun,
        List<ReadingView> readings,
        List<QuantityView> quantities,
        List<Past> history,
        String seconds,
        double duration,
        Map<String, String> shared) {

    /** A way to read the claim; no status where the claim was not judged. */
    record ReadingView(String name, String what, @Nullable Status status, Status expected, List<String> quantities) {}

    /** A quantity, what is accepted and what was measured. */
    record QuantityView(
            String name,
            String what,
            String kind,
            boolean precondition,
            @Nullable String printed,
            @Nullable String figure,
            @Nullable String holds,
            String reason,
            List<MeasurementView> measurements) {}

    /** What another run gave. */
    record Past(String when, String commit, String scale, long seed, Status status, String measured) {}

    static ClaimView of(ClaimResult result, Results run, List<Results> history) {
        Claim claim = result.claim();
        List<QuantityView> quantities = Stream.concat(claim.preconditions().stream(), claim.judgedQuantities().stream())
                .map(quantity -> view(result, quantity))
                .toList();
        List<MeasurementView> measured = measurements(quantities);
        MeasurementView headline = headline(quantities);
        return new ClaimView(
                claim.id(),
                claim.section(),
                claim.source(),
                claim.statement(),
                claim.note().orElse(null),
                texts(claim.setting()),
                new TreeMap<>(claim.sizes().getOrDefault(run.scale(), Map.of())),
                Status.of(result),
                Status.of(result.expected()),
                result.asExpected(),
                reason(result),
                claim.erratum().orElse(null),
                headline != null && headline.printed() != null
                        ? headline.printed()
                        : claim.judgedQuantities().stream()
                                .flatMap(quantity -> quantity.printed().stream())
                                .map(Quantity.Printed::printed)
                                .findFirst()
                                .orElse(null),
                headline,
                headline == null ? 0 : measured.size() - 1,
                claim.recollected(),
                result.restsOnOneRun(),
                readings(result),
                quantities,
                history.stream()
                        .sorted(Comparator.comparing(Results::when).reversed())
                        .flatMap(other -> other.claims().stream()
                                .filter(past -> past.id().equals(claim.id()))
                                .map(past -> past(past, other)))
                        .toList(),
                seconds(result.seconds()),
                result.seconds(),
                shared(result));
    }

    private static List<ReadingView> readings(ClaimResult result) {
        return result.claim().readings().stream()
                .map(reading -> new ReadingView(
                        reading.name(),
                        reading.what(),
                        result.readings().stream()
                                .filter(judged -> judged.reading().equals(reading.name()))
                                .map(judged -> Status.of(judged.verdict()))
                                .findAny()
                                .orElse(null),
                        Status.of(reading.expect()),
                        reading.quantities().stream().map(Quantity::name).toList()))
                .toList();
    }

    private static Map<String, String> shared(ClaimResult result) {
        Map<String, String> shared = new TreeMap<>();
        result.shared().forEach((claim, seconds) -> shared.put(claim, seconds(seconds)));
        return shared;
    }

    private static QuantityView view(ClaimResult result, Quantity quantity) {
        boolean precondition = result.claim().preconditions().contains(quantity);
        List<Judgement.Finding> findings = result.findings().stream()
                .filter(finding -> finding.quantity().equals(quantity.name()))
                .toList();
        List<Measurement> measurements = result.measurements().stream()
                .filter(measurement -> measurement.quantity().equals(quantity.name()))
                .toList();
        List<MeasurementView> views = new ArrayList<>();
        for (int i = 0; i < measurements.size(); i++) {
            // Findings are in the order of the measurements, and an unmet precondition leaves the others without one.
            Status status = i < findings.size()
                    ? Status.of(findings.get(i).verdict())
                    : precondition && result.judged() ? Status.REPRODUCED : null;
            views.add(MeasurementView.of(result.claim().judged(quantity), measurements.get(i), status));
        }
        return new QuantityView(
                quantity.name(),
                quantity.what(),
                quantity.kind().toString(),
                precondition,
                quantity.printed().map(Quantity.Printed::printed).orElse(null),
                quantity.figure().map(Range::toString).orElse(null),
                quantity.holds().map(Range::toString).orElse(null),
                quantity.reason(),
                views);
    }

    private static List<MeasurementView> measurements(List<QuantityView> quantities) {
        return quantities.stream()
                .flatMap(quantity -> quantity.measurements().stream())
                .toList();
    }

    /** The claim's own quantities come before its preconditions, unless only those were measured. */
    private static @Nullable MeasurementView headline(List<QuantityView> quantities) {
        return quantities.stream()
                .sorted(Comparator.comparing(QuantityView::precondition))
                .flatMap(quantity -> quantity.measurements().stream())
                .min(Comparator.comparing((MeasurementView measurement) ->
                                measurement.status() == null ? Status.NOT_RUN : measurement.status())
                        .thenComparing(measurement -> measurement.printed() == null))
                .orElse(null);
    }

    private static @Nullable String reason(ClaimResult result) {
        if (result.fault().isPresent()) {
            return result.fault().get();
        }
        if (result.leftUnjudged()) {
            return result.whyUnjudged();
        }
        return result.verdict() == Verdict.NOT_RUN
                ? "Nothing was measured in this run: it was left out, has no test, or its network is not trained yet."
                : null;
    }

    private static Past past(ClaimResult result, Results run) {
        MeasurementView headline = headline(
                Stream.concat(result.claim().preconditions().stream(), result.claim().judgedQuantities().stream())
                        .map(quantity -> view(result, quantity))
                        .toList());
        return new Past(
                run.when(),
                run.commit(),
                run.scale().toString(),
                run.seed(),
                Status.of(result),
                headline == null
                        ? ""
                        : (headline.quantity() + ": " + headline.value() + " " + headline.interval()).strip());
    }

    private static Map<String, String> texts(Map<String, Object> setting) {
        Map<String, String> texts = new TreeMap<>();
        setting.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.1f" : "%,.0f", seconds);
    }
}
