package spheres.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static spheres.attack.ExampleAttack.filled;
import static spheres.attack.ExampleAttack.starts;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import spheres.attack.AttackOptions.Objective;
import spheres.attack.Attempt.Outcome;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

class ManifoldAttackTest {
    private static final ConcentricSpheres D20 = new ConcentricSpheres(20, 1.3);
    private static final AttackOptions QUICK = AttackOptions.withDefaults().withStep(0.01);

    @Test
    void the_first_error_attack_stops_at_the_first_error_of_its_path() {
        // Given errors on the inner sphere about one axis
        double[] alphas = filled(20, 0.8);
        alphas[3] = 1.3;
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas);

        // When
        AttackResult result =
                new AttackHarness(classifier).run(ManifoldAttack.firstError(QUICK), starts(D20, Sphere.INNER, 50));

        // Then the error lies within one step's progress of the boundary, at the place where the path first met it
        assertThat(result.attempts()).hasSize(50).allSatisfy(f -> {
            assertThat(f.outcome()).isEqualTo(Outcome.FOUND);
            assertThat(f.logit()).isBetween(0.0, 0.01 * 2 * 1.3);
            assertThat(f.moved()).isLessThanOrEqualTo(0.01 * f.steps() + 1e-6);
            assertThat(f.distance()).hasValue(f.moved());
        });
        assertThat(result.diagnostics().successRate()).isEqualTo(1);
        assertThat(result.diagnostics().normDrift()).isLessThan(1e-7);
        assertThat(result.diagnostics().rejected()).isZero();
    }

    @Test
    void with_free_norms_the_walk_stops_at_the_first_error_between_the_spheres() {
        // Given a sphere of radius sqrt(1 / 0.8) = 1.118 as the boundary: straight outwards it is 0.118 away, on the
        // sphere nowhere
        EllipsoidClassifier classifier = EllipsoidClassifier.of(filled(20, 0.8));
        AttackHarness harness = new AttackHarness(classifier);
        Starts starts = starts(D20, Sphere.INNER, 50);

        AttackResult between = harness.run(ManifoldAttack.firstErrorBetween(QUICK), starts);
        AttackResult onSphere = harness.run(ManifoldAttack.firstError(QUICK.withSteps(50)), starts);

        double radius = Math.sqrt(1 / 0.8);
        assertThat(between.domain()).isEqualTo(Domain.BETWEEN_SPHERES);
        assertThat(between.attempts()).allSatisfy(f -> {
            assertThat(f.outcome()).isEqualTo(Outcome.FOUND);
            assertThat(f.norm()).isBetween(radius - 1e-6, radius + 0.01);
            assertThat(f.moved()).isCloseTo(radius - 1, within(0.01));
        });
        assertThat(onSphere.diagnostics().found()).isZero();
    }

    @Test
    void the_worst_case_attack_converges_to_the_extreme_axis_on_both_spheres() {
        double[] alphas = filled(20, 0.8);
        alphas[3] = 1.5;
        alphas[7] = 0.3;
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas);
        Attack attack = ManifoldAttack.worstCase(QUICK.withConvergence(true).withSteps(5000));

        AttackResult inner = new AttackHarness(classifier).run(attack, starts(D20, Sphere.INNER, 20));
        AttackResult outer = new AttackHarness(classifier).run(attack, starts(D20, Sphere.OUTER, 20));

        assertThat(inner.attempts()).allSatisfy(f -> {
            assertThat(f.logit()).isCloseTo(1.5 - 1, within(1e-4));
            assertThat(Math.abs(f.point()[3])).isCloseTo(1, within(1e-3f));
        });
        assertThat(outer.attempts()).allSatisfy(f -> {
            assertThat(f.logit()).isCloseTo(0.3 * 1.69 - 1, within(1e-4));
            assertThat(Math.abs(f.point()[7])).isCloseTo(1.3f, within(1e-3f));
        });
    }

    @Test
    void means_are_over_the_errors_or_count_failures_as_they_are_told_to() {
        double[] alphas = filled(20, 0.9);
        alphas[3] = 1.5;
        AttackResult some = new AttackHarness(EllipsoidClassifier.of(alphas))
                .run(ManifoldAttack.firstError(QUICK.withSteps(5)), starts(D20, Sphere.INNER, 40));
        int found = some.diagnostics().found();
        assertThat(found).isBetween(1, 39);

        double mean = some.meanDistance().mean();
        assertThat(mean(some.distances(0))).isCloseTo(mean * found / 40, within(1e-12));
        assertThat(mean(some.distances(2))).isCloseTo((mean * found + 2 * (40 - found)) / 40, within(1e-12));
        assertThat(some.meanNorm()).isCloseTo(1, within(1e-6));

        AttackResult none = new AttackHarness(EllipsoidClassifier.of(filled(20, 0.8)))
                .run(ManifoldAttack.firstError(QUICK.withSteps(5)), starts(D20, Sphere.INNER, 4));
        assertThat(none.meanNorm()).isNaN();
        assertThat(mean(none.distances(2))).isEqualTo(2);
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void without_convergence_all_steps_are_taken_and_the_best_point_is_returned() {
        double[] alphas = filled(20, 0.8);
        alphas[3] = 1.5;
        AttackResult result = new AttackHarness(EllipsoidClassifier.of(alphas))
                .run(ManifoldAttack.worstCase(QUICK.withSteps(300)), starts(D20, Sphere.INNER, 10));

        assertThat(result.diagnostics().evaluations()).isEqualTo(10 * 301);
        assertThat(result.largestLogitTowardsError()).isCloseTo(0.5, within(1e-3));
    }

    @Test
    void a_result_does_not_depend_on_the_batch() {
        double[] alphas = filled(20, 0.8);
        alphas[3] = 1.5;
        Starts starts = starts(D20, Sphere.INNER, 23);
        AttackHarness harness = new AttackHarness(EllipsoidClassifier.of(alphas));

        for (AttackOptions options :
                new AttackOptions[] {QUICK, QUICK.withMomentum(0.9), QUICK.withConvergence(true)}) {
            AttackResult together = harness.run(ManifoldAttack.worstCase(options), starts);
            AttackResult byFours = harness.run(ManifoldAttack.worstCase(options.withBatch(4)), starts);
            for (int i = 0; i < 23; i++) {
                assertThat(byFours.attempts().get(i).point())
                        .isEqualTo(together.attempts().get(i).point());
                assertThat(byFours.attempts().get(i).steps())
                        .isEqualTo(together.attempts().get(i).steps());
            }
        }
    }

    @Test
    void momentum_on_the_loss_finds_the_same_worst_case() {
        double[] alphas = filled(20, 0.8);
        alphas[3] = 1.5;
        AttackOptions options = QUICK.withMomentum(0.9)
                .withObjective(Objective.LOSS)
                .withConvergence(true)
                .withSteps(5000);
        AttackResult result = new AttackHarness(EllipsoidClassifier.of(alphas).scaled(1000))
                .run(ManifoldAttack.worstCase(options), starts(D20, Sphere.INNER, 10));

        assertThat(result.attempts()).allSatisfy(f -> assertThat(f.logit()).isCloseTo(500, within(1.0)));
    }

    @Test
    void a_start_that_is_an_error_counts_with_distance_zero() {
        double[] alphas = {1.5, 0.5};
        Starts starts = Starts.of(new ConcentricSpheres(2, 1.3), Sphere.INNER, new float[] {1, 0, 0, 1});
        AttackResult result =
                new AttackHarness(EllipsoidClassifier.of(alphas)).run(ManifoldAttack.firstError(QUICK), starts);

        assertThat(result.attempts().get(0).outcome()).isEqualTo(Outcome.ERROR_AT_START);
        assertThat(result.attempts().get(0).distance()).hasValue(0);
        assertThat(result.diagnostics().found()).isEqualTo(1);
        assertThat(result.meanDistance().mean()).isZero();
    }

    @Test
    void a_perfect_classifier_leaves_every_start_in_the_result_as_not_found() {
        double[] alphas = filled(20, 0.75);
        alphas[0] = 0.9;
        AttackResult result = new AttackHarness(EllipsoidClassifier.of(alphas))
                .run(ManifoldAttack.firstError(QUICK.withSteps(200)), starts(D20, Sphere.INNER, 10));

        assertThat(result.attempts()).hasSize(10).allSatisfy(f -> {
            assertThat(f.outcome()).isEqualTo(Outcome.NOT_FOUND);
            assertThat(f.distance()).isEmpty();
        });
        assertThat(result.meanDistance().starts()).isEqualTo(10);
        assertThat(result.meanDistance().found()).isZero();
        assertThat(result.meanDistance().mean()).isNaN();
        assertThat(result.diagnostics().summary()).isEqualTo("errors found from 0 of 10 starts");
        assertThat(result.largestLogitTowardsError()).isCloseTo(-0.1, within(1e-3));
    }

    @Test
    void a_round_boundary_gives_no_gradient_along_the_sphere_and_the_diagnostics_say_so() {
        AttackResult result = new AttackHarness(EllipsoidClassifier.of(filled(20, 0.75)))
                .run(ManifoldAttack.firstError(QUICK), starts(D20, Sphere.OUTER, 10));

        assertThat(result.diagnostics().zeroGradients()).isEqualTo(10);
        assertThat(result.diagnostics().summary())
                .isEqualTo("errors found from 0 of 10 starts; no gradient to follow from 10");
    }

    @Test
    void points_that_lose_their_error_when_judged_again_are_rejected() {
        // Given a classifier whose logit is an error only where the gradient is asked for
        Classifier twoFaced = new Classifier() {
            @Override
            public int dimension() {
                return 20;
            }

            @Override
            public void logits(float[] points, int batch, float[] logits) {
                Arrays.fill(logits, 0, batch, -1);
            }

            @Override
            public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
                Arrays.fill(logits, 0, batch, 1);
                Arrays.fill(gradients, 0, batch * 20, 1);
            }
        };
        AttackResult result =
                new AttackHarness(twoFaced).run(ManifoldAttack.firstError(QUICK), starts(D20, Sphere.INNER, 5));

        assertThat(result.diagnostics().found()).isZero();
        assertThat(result.diagnostics().rejected()).isEqualTo(5);
        assertThat(result.diagnostics().summary())
                .isEqualTo("errors found from 0 of 5 starts; 5 rejected when judged again");
    }
}
