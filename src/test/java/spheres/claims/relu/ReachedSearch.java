package spheres.claims.relu;

import java.util.List;
import java.util.Map;
import spheres.claim.Observation;
import spheres.classifier.Classifier;
import spheres.search.ErrorSearch;
import spheres.search.SearchOptions;
import spheres.search.SearchReach;
import spheres.search.SearchReport;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

/**
 * A search for any error on a sphere, and what the same search finds where an error was planted in the same classifier.
 *
 * <p>A planted error is a cap, and its measure alone does not say how hard it is to find: the ascents follow gradients, so
 * that they find a cap of any measure whose logit rises towards it from afar, and hardly one that is flat around it. So
 * the reach is stated with its signal, the share of the sphere on which the logit tells of the cap; below the first
 * signal further ones tell how the reach falls with it.
 *
 * @param report of the search of the classifier itself
 * @param measure the share of the sphere that each planted cap covers
 * @param reach one entry for each signal; none where errors were found, since then there is nothing to prove
 */
public record ReachedSearch(SearchReport report, double measure, List<SearchReach> reach) {
    private static final int FURTHER = 20;

    public ReachedSearch {
        reach = List.copyOf(reach);
    }

    /**
     * Searches, and if nothing is found searches for planted caps.
     *
     * @param measure of each planted cap
     * @param signals each in (measure, 1); the first is that of the stated reach
     * @param planted how many caps are planted for the first signal, one at a time; for each further one, whose caps take the
     *     whole effort since most of it misses them, a twentieth
     */
    public static ReachedSearch of(
            Classifier classifier,
            ConcentricSpheres spheres,
            Sphere sphere,
            double measure,
            double[] signals,
            int planted,
            SearchOptions options) {
        SearchReport report = new ErrorSearch(classifier, spheres, options).run(sphere);
        List<SearchReach> reach = new java.util.ArrayList<>();
        for (int i = 0; i < signals.length && !report.found(); i++) {
            int caps = i == 0 ? planted : Math.max(1, planted / FURTHER);
            reach.addAll(
                    SearchReach.of(classifier, spheres, sphere, new double[] {measure}, signals[i], caps, options));
        }
        return new ReachedSearch(report, measure, reach);
    }

    /** What the judge needs: the reach is that of the first signal. */
    public Observation.Search observation() {
        long found = report.ways().stream().mapToLong(SearchReport.Way::found).sum();
        return reach.isEmpty()
                ? new Observation.Search(report.starts(), found, 0, 0, measure)
                : new Observation.Search(
                        report.starts(),
                        found,
                        reach.get(0).planted(),
                        reach.get(0).found(),
                        measure);
    }

    /** The effort, and what the reach means, in words. */
    public String summary() {
        StringBuilder text = new StringBuilder(report.summary());
        for (SearchReach entry : reach) {
            text.append("; planted caps of measure ")
                    .append(entry.measure())
                    .append(" found: ")
                    .append(entry.found())
                    .append(" of ")
                    .append(entry.planted())
                    .append(" where the logit tells of the cap on a share of ")
                    .append(entry.signal())
                    .append(" of the sphere");
        }
        return reach.isEmpty()
                ? text.toString()
                : text.append(" (the reach is limited by that signal of the gradient, not by the measure alone)")
                        .toString();
    }

    /** The search way by way, for the results. */
    public Map<String, Object> details() {
        return Map.of("summary", summary(), "ways", report.ways(), "reach", reach);
    }
}
