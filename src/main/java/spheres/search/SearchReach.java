package spheres.search;

import java.util.ArrayList;
import java.util.List;
import spheres.classifier.Classifier;
import spheres.input.Require;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

/**
 * What {@link ErrorSearch} finds where there is something to be found: searches of classifiers with one planted cap
 * each, at random places.
 *
 * @param measure the share of the sphere that each cap covers
 * @param signal the share of the sphere on which the logit tells of the cap, see {@link PlantedCap}
 * @param planted how many caps were planted, one at a time
 * @param found how many of them the search found
 */
public record SearchReach(double measure, double signal, int planted, int found) {
    /** Starts searched from at once: few, since one that finds the cap is enough. */
    private static final int BATCH = 32;

    /** Caps that the search missed / caps planted. */
    public double missRate() {
        return (double) (planted - found) / planted;
    }

    /**
     * Plants caps of each measure in a classifier without errors on the sphere and searches for them.
     *
     * @param measures each in (0, signal)
     * @param signal in (each measure, 1): half the sphere is 0.5
     * @param planted how many caps of each measure, at least 1
     * @param options of the searches, their batch aside; each ends when it has found the cap
     * @return one entry for each measure
     */
    public static List<SearchReach> of(
            Classifier base,
            ConcentricSpheres spheres,
            Sphere sphere,
            double[] measures,
            double signal,
            int planted,
            SearchOptions options) {
        Require.atLeast(1, "planted", planted, "choose how many caps of each measure are searched for");
        SearchOptions brief = options.withStopAtFirst(true).withBatch(Math.min(options.batch(), BATCH));
        List<SearchReach> reach = new ArrayList<>();
        for (double measure : measures) {
            int found = 0;
            for (int i = 0; i < planted; i++) {
                PlantedCap cap = PlantedCap.of(base, spheres, sphere, measure, signal, options.seed(), i);
                SearchReport report = new ErrorSearch(cap, spheres, brief).run(sphere);
                found += report.found() ? 1 : 0;
            }
            reach.add(new SearchReach(measure, signal, planted, found));
        }
        return List.copyOf(reach);
    }
}
