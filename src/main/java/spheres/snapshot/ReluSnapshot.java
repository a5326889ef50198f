package spheres.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spheres.attack.MeanDistance;
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.network.Network;
import spheres.search.ErrorSearch;
import spheres.search.SearchOptions;
import spheres.search.SearchReport;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ErrorRate;
import spheres.stats.MultilevelSplitting;
import spheres.stats.SplittingOptions;

/**
 * What samples, splitting and attacks say of a ReLU network.
 *
 * @param step the number of training steps done
 * @param inner error rate on the inner sphere
 * @param outerOrNull error rate on the outer sphere; null where it was not measured
 * @param paperAttack from points of the inner sphere to the first error on it that the paper's attack finds
 * @param refinedAttack from the same points to the nearest error on it that is found
 * @param searchesOrNull of either sphere for any error at all; null where nobody searched
 */
public record ReluSnapshot(
        long step,
        ErrorRate inner,

        @JsonProperty("outer") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        ErrorRate outerOrNull,

        MeanDistance paperAttack,
        MeanDistance refinedAttack,

        @JsonProperty("searches") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Searches searchesOrNull)
        implements Snapshot {
    /** One search of each sphere. */
    public record Searches(SearchReport inner, SearchReport outer) {
        static Searches of(Classifier classifier, ConcentricSpheres spheres, SearchOptions options) {
            ErrorSearch search = new ErrorSearch(classifier, spheres, options);
            return new Searches(search.run(Sphere.INNER), search.run(Sphere.OUTER));
        }
    }

    /**
     * Of splitting. At the level of judging and a relative error of 7 %, the high end lies 0.54 decades up from 10 runs, 0.30
     * from 20, 0.24 from 40; but 40 runs need twice the least budget.
     */
    private static final int RUNS = 20;

    /** The error rate on the outer sphere, where it was measured. */
    public Optional<ErrorRate> outer() {
        return Optional.ofNullable(outerOrNull);
    }

    /** Searches of either sphere for any error at all, where there were any. */
    public Optional<Searches> searches() {
        return Optional.ofNullable(searchesOrNull);
    }

    /** Measures a network; any classifier would do. */
    static ReluSnapshot of(
            Network network, ConcentricSpheres spheres, long seed, int threads, SnapshotOptions options) {
        SphereSampler sampler = new SphereSampler(spheres, seed, STREAM);
        Classifier classifier = NetworkClassifier.of(network, threads);
        NearestErrors errors = new NearestErrors(classifier, sampler, Sphere.INNER, options.starts());
        return new ReluSnapshot(
                network.step(),
                errorRate(classifier, spheres, Sphere.INNER, seed, options),
                options.outer() ? errorRate(classifier, spheres, Sphere.OUTER, seed, options) : null,
                errors.byPaperAttack(),
                errors.byRefinedAttack(),
                options.search()
                        .map(effort -> Searches.of(classifier, spheres, effort))
                        .orElse(null));
    }

    /** The rate on a sphere; its points are none of the starts of attacks. */
    static ErrorRate errorRate(
            Classifier classifier, ConcentricSpheres spheres, Sphere sphere, long seed, SnapshotOptions options) {
        SphereSampler others = new SphereSampler(spheres, seed, STREAM + 1);
        return ErrorRate.of(
                classifier,
                others,
                sphere,
                options.samples(),
                splitting(options).withSeed(seed));
    }

    private static SplittingOptions splitting(SnapshotOptions options) {
        return SplittingOptions.withDefaults()
                .withBudget(options.budget())
                .withRuns(RUNS)
                .withFloor(options.floor());
    }

    /**
     * Refuses, before any training, what would fail at the first network with rare errors.
     *
     * @throws IllegalArgumentException if the budget does not get down to the floor
     */
    public static void requireBudget(SnapshotOptions options) {
        long least = MultilevelSplitting.leastBudget(splitting(options));
        if (options.budget() < least) {
            throw new IllegalArgumentException("budget = " + options.budget() + " is not in [" + least
                    + ", 9223372036854775807]: to get down to floor = " + options.floor() + " takes that many points");
        }
    }
}
