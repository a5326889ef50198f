package spheres.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spheres.classifier.AnswersNaN;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.classifier.NotANumberAnswer;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class BadInputTest {
    private static final ConcentricSpheres D2 = new ConcentricSpheres(2, 1.3);

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, Double.NaN, Double.POSITIVE_INFINITY})
    void a_step_must_be_positive_and_finite(double step) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttackOptions.withDefaults().withStep(step))
                .withMessage(
                        "step = " + step + " is not in (0, Infinity): choose a length along the sphere, such as 0.001");
    }

    @Test
    void counts_of_steps_and_rows_start_at_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttackOptions.withDefaults().withSteps(0))
                .withMessage(
                        "steps = 0 is not in [1, 2147483647]: choose how many steps an attack takes, such as 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttackOptions.withDefaults().withBatch(0))
                .withMessage("batch = 0 is not in [1, 2147483647]: choose how many starts move together, such as 100");
    }

    @Test
    void momentum_stays_below_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttackOptions.withDefaults().withMomentum(1))
                .withMessage("momentum = 1.0 is not in [0, 1): choose 0 for the paper's attack");
    }

    @Test
    void an_attack_needs_a_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Starts.uniform(new SphereSampler(D2, 1, 1), Sphere.INNER, 0, 0))
                .withMessage("starts = 0 is not in [1, 2147483647]: an attack needs a point to start from");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Starts.of(D2, Sphere.INNER, new float[0]))
                .withMessage("starts = 0 is not in [1, 2147483647]: an attack needs a point to start from");
    }

    @Test
    void starts_have_whole_points() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Starts.of(D2, Sphere.INNER, new float[3]))
                .withMessage("starts have 3 coordinates, which is no multiple of the dimension d = 2:"
                        + " give d for each start");
    }

    @Test
    void a_start_off_its_sphere_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Starts.of(D2, Sphere.OUTER, new float[] {1.3f, 0, 1, 0}))
                .withMessage("start 1 has norm 1.0, off the outer sphere of radius 1.3 (legal: within a relative"
                        + " 1e-5): scale it to it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Starts.of(D2, Sphere.INNER, new float[] {Float.NaN, 0}))
                .withMessage("start 0 has norm NaN, off the inner sphere of radius 1.0 (legal: within a relative"
                        + " 1e-5): scale it to it");
    }

    @Test
    void classifier_and_starts_share_a_dimension() {
        AttackHarness harness = new AttackHarness(EllipsoidClassifier.of(new double[] {1, 1, 1}));
        Starts starts = Starts.of(D2, Sphere.INNER, new float[] {1, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> harness.run(ManifoldAttack.firstError(AttackOptions.withDefaults()), starts))
                .withMessage("the classifier takes points of dimension 3, the starts have d = 2:"
                        + " give starts of the classifier's dimension");
    }

    @Test
    void a_network_that_answers_nan_is_named_and_has_no_distance() {
        Classifier broken = new AnswersNaN(2);
        AttackResult result = new AttackHarness(broken)
                .run(
                        ManifoldAttack.firstError(AttackOptions.withDefaults()),
                        Starts.of(D2, Sphere.INNER, new float[] {1, 0, 0, 1}));

        assertThat(result.attempts()).hasSize(2).allSatisfy(f -> {
            assertThat(f.outcome()).isEqualTo(Attempt.Outcome.NOT_A_NUMBER);
            assertThat(f.distance()).isEmpty();
        });
        assertThat(result.diagnostics().summary())
                .isEqualTo("errors found from 0 of 2 starts; the network answered NaN from 2");
        assertThatThrownBy(result::meanDistance)
                .isInstanceOf(NotANumberAnswer.class)
                .hasMessage("the network answered NaN from 2 of 2 starts: the attack is inconclusive and has no"
                        + " distance; look at the network's parameters, which training has probably driven to"
                        + " infinity");
        assertThatThrownBy(result::largestLogitTowardsError).isInstanceOf(NotANumberAnswer.class);
    }

    @Test
    void meanDistanceRefusesLogitsOfOtherStarts() {
        ConcentricSpheres spheres = new ConcentricSpheres(3, 1.3);
        AttackResult result = new AttackHarness(EllipsoidClassifier.of(new double[] {1.1, 0.8, 0.8}))
                .run(
                        ManifoldAttack.firstError(AttackOptions.withDefaults().withSteps(2)),
                        Starts.uniform(new SphereSampler(spheres, 1, 0), Sphere.INNER, 0, 4));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> result.meanDistance(new float[3], new float[2]))
                .withMessage(
                        "3 logits of 4 starts and 2 of other points: give one for each start, and at least 2 of others");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> result.meanDistance(new float[4], new float[1]))
                .withMessage(
                        "4 logits of 4 starts and 1 of other points: give one for each start, and at least 2 of others");
    }
}
