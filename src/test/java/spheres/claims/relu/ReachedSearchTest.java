package spheres.claims.relu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import spheres.claim.Observation;
import spheres.classifier.EllipsoidClassifier;
import spheres.search.ErrorSearch;
import spheres.search.SearchOptions;
import spheres.search.SearchReach;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

/** On ellipsoids, which have errors on the inner sphere exactly if some alpha is above 1. */
class ReachedSearchTest {
    private static final ConcentricSpheres SPHERES = new ConcentricSpheres(60, 1.3);
    private static final SearchOptions EFFORT =
            SearchOptions.withDefaults().withStarts(20).withScreened(10).withSteps(200);

    private static EllipsoidClassifier ellipsoid(int dimension, double extreme) {
        double[] alphas = new double[dimension];
        Arrays.setAll(alphas, i -> 0.65 + 0.2 * i / dimension);
        alphas[dimension / 2] = extreme;
        return EllipsoidClassifier.of(alphas);
    }

    @Test
    void whereNothingIsFoundTheReachSaysWhatWouldHaveBeen() {
        ReachedSearch search =
                ReachedSearch.of(ellipsoid(60, 0.9), SPHERES, Sphere.INNER, 1e-9, new double[] {0.5, 1e-7}, 20, EFFORT);

        Observation.Search observed = search.observation();
        assertThat(observed.found()).isZero();
        assertThat(observed.starts()).isEqualTo(7 * 20);
        assertThat(observed.planted()).isEqualTo(20);
        assertThat(observed.plantedFound()).isGreaterThanOrEqualTo(19);
        assertThat(observed.plantedMeasure()).isEqualTo(1e-9);
        assertThat(search.reach()).extracting(SearchReach::planted).containsExactly(20, 1);
        // the same cap whose logit is flat but for a share of 1e-7 of the sphere
        assertThat(search.reach().get(1).missRate()).isGreaterThan(0.5);
        assertThat(search.summary())
                .startsWith("no error found on the inner sphere in 140 ascents")
                .contains(
                        "planted caps of measure 1.0E-9 found: 20 of 20 where the logit tells of the cap on a share of 0.5")
                .endsWith("(the reach is limited by that signal of the gradient, not by the measure alone)");
        assertThat(search.details()).containsOnlyKeys("summary", "ways", "reach");
    }

    @Test
    void anErrorNeedsNoReach() {
        ReachedSearch search =
                ReachedSearch.of(ellipsoid(60, 1.2), SPHERES, Sphere.INNER, 1e-9, new double[] {0.5}, 20, EFFORT);

        assertThat(search.observation().found()).isPositive();
        assertThat(search.observation().planted()).isZero();
        assertThat(search.reach()).isEmpty();
        assertThat(search.summary())
                .startsWith("errors found on the inner sphere")
                .doesNotContain("planted");
    }

    @Test
    void aSweepEndsAtTheFirstDimensionWithAnError() {
        List<DimensionSweep.Entry> entries = new java.util.ArrayList<>();
        for (int dimension : new int[] {30, 10, 20, 40}) {
            boolean errors = dimension == 30;
            ErrorSearch search = new ErrorSearch(
                    ellipsoid(dimension, errors ? 1.2 : 0.9),
                    new ConcentricSpheres(dimension, 1.3),
                    EFFORT.withStopAtFirst(true));
            entries.add(new DimensionSweep.Entry(dimension, search.run(Sphere.INNER), search.run(Sphere.OUTER)));
        }

        DimensionSweep sweep = new DimensionSweep(entries);

        assertThat(sweep.entries()).extracting(DimensionSweep.Entry::dimension).containsExactly(10, 20, 30, 40);
        assertThat(sweep.entries()).extracting(DimensionSweep.Entry::found).containsExactly(false, false, true, false);
        assertThat(sweep.highestWithoutErrors()).isEqualTo(20);
        assertThat(sweep.summaries())
                .hasSize(8)
                .anyMatch(line -> line.startsWith("d = 30: errors found on the inner sphere"));
        assertThat(new DimensionSweep(sweep.entries().subList(2, 4)).highestWithoutErrors())
                .isZero();
    }
}
