package spheres.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spheres.attack.ExampleAttack;
import spheres.classifier.AnswersNaN;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.classifier.NotANumberAnswer;
import spheres.nearest.ExactNearest;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

class ErrorSearchTest {
    private static final ConcentricSpheres D60 = new ConcentricSpheres(60, 1.3);
    private static final SearchOptions SMALL =
            SearchOptions.withDefaults().withStarts(15).withScreened(30).withSteps(400);

    @ParameterizedTest
    @EnumSource
    void a_search_that_finds_nothing_tells_its_effort_and_how_near_it_came(Sphere sphere) {
        EllipsoidClassifier perfect = rough(60);
        SearchReport report = new ErrorSearch(perfect, D60, SMALL).run(sphere);

        assertThat(report.found()).isFalse();
        assertThat(report.ways()).hasSize(7).allSatisfy(way -> {
            assertThat(way.starts()).isEqualTo(15);
            assertThat(way.found()).isZero();
            assertThat(way.evaluations()).isGreaterThan(15);
        });
        double worst = ExactNearest.of(perfect, D60).worstLogit(sphere) * (sphere == Sphere.INNER ? 1 : -1);
        assertThat(worst).isNegative();
        assertThat(report.largestLogit()).isCloseTo(worst, within(1e-3));
        assertThat(report.summary())
                .isEqualTo("no error found on the " + (sphere == Sphere.INNER ? "inner" : "outer")
                        + " sphere in 105 ascents in 7 ways, " + report.evaluations()
                        + " points judged; largest logit towards the other class " + report.largestLogit());
    }

    @Test
    void planted_caps_of_any_measure_are_found_where_half_of_the_sphere_tells_of_them() {
        for (int d : new int[] {60, 500}) {
            double[] measures = {1e-3, 1e-6, 1e-9, 1e-12};
            List<SearchReach> reach = SearchReach.of(
                    ExampleSearch.perfect(d), new ConcentricSpheres(d, 1.3), Sphere.INNER, measures, 0.5, 3, SMALL);
            assertThat(reach).extracting(SearchReach::measure).containsExactly(1e-3, 1e-6, 1e-9, 1e-12);
            assertThat(reach).extracting(SearchReach::missRate).containsOnly(0.0);
        }
    }

    @Test
    void caps_that_the_logit_does_not_tell_of_are_missed_and_the_miss_rate_says_so() {
        List<SearchReach> reach =
                SearchReach.of(ExampleSearch.perfect(60), D60, Sphere.OUTER, new double[] {1e-9}, 2e-9, 3, SMALL);

        assertThat(reach.get(0)).isEqualTo(new SearchReach(1e-9, 2e-9, 3, 0));
        assertThat(reach.get(0).missRate()).isEqualTo(1);
    }

    @Test
    void a_search_can_end_with_the_first_starts_that_find_an_error() {
        double[] alphas = ExampleAttack.filled(60, 0.8);
        alphas[5] = 1.01;
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas);

        SearchReport brief = new ErrorSearch(classifier, D60, SMALL.withStopAtFirst(true)).run(Sphere.INNER);
        SearchReport full = new ErrorSearch(classifier, D60, SMALL).run(Sphere.INNER);

        assertThat(brief.ways()).hasSize(1);
        SearchReport briefest =
                new ErrorSearch(classifier, D60, SMALL.withStopAtFirst(true).withBatch(4)).run(Sphere.INNER);
        assertThat(briefest.found()).isTrue();
        assertThat(briefest.starts()).isEqualTo(4);
        assertThat(full.ways()).hasSize(7);
        assertThat(full.largestLogit()).isBetween(0.0, 0.0101);
        assertThat(full.summary()).startsWith("errors found on the inner sphere in 105 ascents in 7 ways");
    }

    @Test
    void equal_options_give_equal_reports() {
        ErrorSearch search = new ErrorSearch(rough(60), D60, SMALL);
        SearchReport first = search.run(Sphere.INNER);
        assertThat(search.run(Sphere.INNER)).isEqualTo(first);
        assertThat(new ErrorSearch(rough(60), D60, SMALL.withSeed(2)).run(Sphere.INNER))
                .isNotEqualTo(first);
    }

    @Test
    void a_network_that_answers_nan_ends_the_search_by_name() {
        Classifier broken = new AnswersNaN(60);
        assertThatThrownBy(() -> new ErrorSearch(broken, D60, SMALL).run(Sphere.INNER))
                .isInstanceOf(NotANumberAnswer.class)
                .hasMessageStartingWith("the network answered NaN from 15 of 15 starts");
    }

    @Test
    void counts_below_one_and_other_dimensions_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withStarts(0))
                .withMessage("starts = 0 is not in [1, 2147483647]: choose from how many points each way of searching"
                        + " begins");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withScreened(0))
                .withMessage("screened = 0 is not in [1, 2147483647]: choose how many random points are judged for"
                        + " each start");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErrorSearch(rough(20), D60, SMALL))
                .withMessage("the classifier takes points of dimension 20, the spheres have d = 60:"
                        + " give spheres of the same dimension");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchReach.of(rough(60), D60, Sphere.INNER, new double[] {1e-3}, 0.5, 0, SMALL))
                .withMessage("planted = 0 is not in [1, 2147483647]: choose how many caps of each measure are"
                        + " searched for");
    }

    private static EllipsoidClassifier rough(int d) {
        Random random = new Random(9);
        return EllipsoidClassifier.of(random.doubles(d).map(x -> 0.65 + 0.3 * x).toArray());
    }
}
