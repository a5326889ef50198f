package spheres.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spheres.attack.MeanDistance;
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.network.Network;
import spheres.network.RunningStatistics.VarianceConvention;
import spheres.search.ErrorSearch;
import spheres.search.SearchReach;
import spheres.search.SearchReport;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ErrorRate;

/**
 * What is measured of one trained ReLU network in one universe of batch norm's running statistics. Starts and samples are
 * those of {@link ReluSnapshot}.
 *
 * @param decay of the running statistics
 * @param variance their convention
 * @param inner on the inner sphere
 * @param outer on the outer sphere
 * @param refinedAttack from points of the inner sphere to the nearest error on it that is found
 * @param between from the same points to the nearest error that is found on the spheres or between them
 * @param betweenNorm the mean norm of these errors; NaN where none was found
 */
public record Universe(
        double decay,
        VarianceConvention variance,
        OnSphere inner,
        OnSphere outer,
        MeanDistance refinedAttack,
        MeanDistance between,
        double betweenNorm) {

    /**
     * What is measured on either sphere.
     *
     * @param rate of errors
     * @param paperAttack from points of the sphere to the first error on it that the paper's attack finds; it tells from how
     *     many it finds one
     * @param searchOrNull for any error at all; null where nobody searched
     * @param reach what the same search finds where errors are planted; empty where errors were found or none was planted
     */
    public record OnSphere(
            ErrorRate rate,
            MeanDistance paperAttack,

            @JsonProperty("search") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            SearchReport searchOrNull,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SearchReach> reach) {
        public OnSphere {
            // JSON without it has none.
            reach = reach == null ? List.of() : List.copyOf(reach);
        }

        /** For any error at all; empty where nobody searched. */
        public Optional<SearchReport> search() {
            return Optional.ofNullable(searchOrNull);
        }
    }

    /** Measures a network whose running statistics are those of the universe. */
    static Universe of(
            Network network,
            double decay,
            VarianceConvention variance,
            ConcentricSpheres spheres,
            long seed,
            int threads,
            UniverseOptions options) {
        SphereSampler sampler = new SphereSampler(spheres, seed, Snapshot.STREAM);
        Classifier classifier = NetworkClassifier.of(network, threads);
        int starts = options.sizes().starts();
        NearestErrors inner = new NearestErrors(classifier, sampler, Sphere.INNER, starts);
        NearestErrors outer = new NearestErrors(classifier, sampler, Sphere.OUTER, starts);
        NearestErrors.Between between = inner.betweenSpheres();
        return new Universe(
                decay,
                variance,
                onSphere(classifier, spheres, Sphere.INNER, seed, inner, options),
                onSphere(classifier, spheres, Sphere.OUTER, seed, outer, options),
                inner.byRefinedAttack(),
                between.distance(),
                between.meanNorm());
    }

    private static OnSphere onSphere(
            Classifier classifier,
            ConcentricSpheres spheres,
            Sphere sphere,
            long seed,
            NearestErrors errors,
            UniverseOptions options) {
        Optional<SearchReport> search =
                options.sizes().search().map(effort -> new ErrorSearch(classifier, spheres, effort).run(sphere));
        boolean foundNone = search.isPresent() && !search.get().found();
        return new OnSphere(
                ReluSnapshot.errorRate(classifier, spheres, sphere, seed, options.sizes()),
                errors.byPaperAttack(),
                search.orElse(null),
                foundNone ? reach(classifier, spheres, sphere, options) : List.of());
    }

    private static List<SearchReach> reach(
            Classifier classifier, ConcentricSpheres spheres, Sphere sphere, UniverseOptions options) {
        return options.reach()
                .map(reach -> SearchReach.of(
                        classifier,
                        spheres,
                        sphere,
                        new double[] {reach.measure()},
                        reach.signal(),
                        reach.planted(),
                        options.sizes().search().orElseThrow()))
                .orElse(List.of());
    }
}
