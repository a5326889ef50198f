package spheres.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spheres.claim.Results;

/**
 * What changed from one run to another.
 *
 * @param before which run the first was
 * @param after which run the second was
 * @param verdicts the claims that stand differently
 * @param values the measurements that gave something else, of claims that both runs have
 */
public record RunComparison(Run before, Run after, List<Change> verdicts, List<Change> values) {

    /** What tells a run apart. */
    public record Run(String when, String commit, String scale, long seed) {
        private static Run of(Results results) {
            return new Run(results.when(), results.commit(), results.scale().toString(), results.seed());
        }

        @Override
        public String toString() {
            return when + ", commit " + commit + ", scale " + scale + ", seed " + seed;
        }
    }

    /**
     * Something that changed.
     *
     * @param claim the claim's id
     * @param what the measurement, "verdict" for a verdict
     * @param before what it was, "absent" where the run lacks it
     * @param after what it is
     */
    public record Change(String claim, String what, String before, String after) {}

    private static final String ABSENT = "absent";

    /** Compares two runs, claim by claim in the order of the later one, then those that it lacks. */
    public static RunComparison of(Results before, Results after) {
        Map<String, ClaimView> old = views(before);
        Map<String, ClaimView> now = views(after);
        Set<String> ids = new LinkedHashSet<>(now.keySet());
        ids.addAll(old.keySet());
        List<Change> verdicts = new ArrayList<>();
        List<Change> values = new ArrayList<>();
        for (String id : ids) {
            add(verdicts, id, "verdict", status(old.get(id)), status(now.get(id)));
            Map<String, String> was = measured(old.get(id));
            Map<String, String> is = measured(now.get(id));
            Set<String> names = new LinkedHashSet<>(is.keySet());
            names.addAll(was.keySet());
            names.forEach(name -> add(values, id, name, was.getOrDefault(name, ABSENT), is.getOrDefault(name, ABSENT)));
        }
        return new RunComparison(Run.of(before), Run.of(after), List.copyOf(verdicts), List.copyOf(values));
    }

    /** The comparison as text for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder("from " + before + "\nto   " + after + "\n\n");
        text.append(verdicts.isEmpty() ? "No verdict changed.\n" : "Changed verdicts: " + verdicts.size() + "\n");
        verdicts.forEach(
                change -> text.append("  " + change.claim() + ": " + change.before() + " -> " + change.after() + "\n"));
        text.append(values.isEmpty() ? "No value changed.\n" : "Changed values: " + values.size() + "\n");
        values.forEach(change -> text.append("  " + change.claim() + ", " + change.what() + ": " + change.before()
                + " -> " + change.after() + "\n"));
        return text.toString().stripTrailing();
    }

    private static Map<String, ClaimView> views(Results results) {
        Map<String, ClaimView> views = new LinkedHashMap<>();
        results.claims().forEach(claim -> views.put(claim.id(), ClaimView.of(claim, results, List.of())));
        return views;
    }

    private static void add(List<Change> changes, String claim, String what, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new Change(claim, what, before, after));
        }
    }

    private static String status(@Nullable ClaimView claim) {
        return claim == null ? ABSENT : claim.status().label();
    }

    /** Values with their intervals by quantity, numbered where a quantity was measured more than once. */
    private static Map<String, String> measured(@Nullable ClaimView claim) {
        Map<String, String> measured = new LinkedHashMap<>();
        if (claim != null) {
            for (ClaimView.QuantityView quantity : claim.quantities()) {
                List<MeasurementView> measurements = quantity.measurements();
                for (int i = 0; i < measurements.size(); i++) {
                    MeasurementView one = measurements.get(i);
                    measured.put(
                            quantity.name() + (measurements.size() > 1 ? " #" + (i + 1) : ""),
                            (one.value() + " " + one.interval()).strip());
                }
            }
        }
        return measured;
    }
}
