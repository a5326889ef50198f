package spheres.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.classifier.Rows;
import spheres.nearest.ExactNearest;
import spheres.nearest.Optimality;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

class RefinedAttackTest {
    private static final RefinedOptions OPTIONS = RefinedOptions.withDefaults();

    @ParameterizedTest
    @CsvSource({
        "20, INNER, ON_SPHERE",
        "20, OUTER, ON_SPHERE",
        "20, INNER, BETWEEN_SPHERES",
        "20, OUTER, BETWEEN_SPHERES",
        "500, INNER, ON_SPHERE",
        "500, OUTER, ON_SPHERE",
        "500, INNER, BETWEEN_SPHERES"
    })
    void on_random_ellipsoids_its_mean_distance_is_within_one_per_cent_of_the_exact_one(
            int d, Sphere sphere, Domain domain) {
        ConcentricSpheres spheres = new ConcentricSpheres(d, 1.3);
        Random random = new Random(d);
        for (boolean spread : new boolean[] {false, true}) {
            double[] alphas = new double[d];
            for (int i = 0; i < d; i++) {
                alphas[i] = spread ? 0.75 * Math.exp(0.3 * random.nextGaussian()) : 0.5 + 0.6 * random.nextDouble();
            }
            EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas);
            Starts starts = ExampleAttack.starts(spheres, sphere, d == 20 ? 50 : 10);

            AttackResult result = new AttackHarness(classifier).run(attack(domain), starts);
            Optimality optimality = Optimality.of(classifier, starts, result);

            assertThat(optimality.found()).isEqualTo(starts.count());
            assertThat(optimality.ratio()).isBetween(1.0, 1.01);
            assertThat(optimality.largestRatio()).isBetween(1.0, 1.05);
            assertThat(result.diagnostics().rejected()).isZero();
            assertThat(result.diagnostics().normDrift()).isLessThan(1e-7);
            assertThat(result.diagnostics().restartAgreement()).isGreaterThan(0.9);
        }
    }

    @Test
    void the_papers_attack_is_never_nearer_than_the_refined_one_on_an_ellipsoid() {
        ConcentricSpheres spheres = new ConcentricSpheres(20, 1.3);
        EllipsoidClassifier classifier = randomEllipsoid(20);
        Starts starts = ExampleAttack.starts(spheres, Sphere.INNER, 40);
        AttackHarness harness = new AttackHarness(classifier);

        AttackResult paper = harness.run(ManifoldAttack.firstError(OPTIONS.ascent()), starts);
        AttackResult refined = harness.run(RefinedAttack.onSphere(OPTIONS), starts);

        assertThat(Optimality.of(classifier, starts, paper).ratio())
                .isBetween(Optimality.of(classifier, starts, refined).ratio(), 1.3);
        for (int i = 0; i < starts.count(); i++) {
            assertThat(refined.attempts().get(i).moved())
                    .isLessThanOrEqualTo(paper.attempts().get(i).moved() * (1 + 1e-4));
        }
    }

    @Test
    void where_the_outer_sphere_binds_the_point_between_the_spheres_is_still_the_nearest() {
        // only one axis reaches the outer class, and only close to norm R
        double[] alphas = ExampleAttack.filled(20, 0.1);
        alphas[4] = 0.62;
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas);
        Starts starts = ExampleAttack.starts(new ConcentricSpheres(20, 1.3), Sphere.INNER, 20);

        AttackResult result = new AttackHarness(classifier).run(attack(Domain.BETWEEN_SPHERES), starts);

        Optimality optimality = Optimality.of(classifier, starts, result);
        assertThat(optimality.found()).isEqualTo(20);
        assertThat(optimality.ratio()).isBetween(1.0, 1.01);
        assertThat(result.attempts()).anySatisfy(f -> assertThat(f.norm()).isCloseTo(1.3, within(1e-6)));
    }

    /** Its edge moves by more than the rounding of a coordinate when the norm does by one: no fault of the harness. */
    @Test
    void a_cap_that_barely_exists_is_measured_to_its_edge() {
        double[] alphas = ExampleAttack.filled(20, 0.9);
        alphas[4] = (1 - 2e-4) / 1.69;
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas);
        Starts starts = ExampleAttack.starts(new ConcentricSpheres(20, 1.3), Sphere.OUTER, 100);

        AttackResult result = new AttackHarness(classifier).run(attack(Domain.ON_SPHERE), starts);

        Optimality optimality = Optimality.of(classifier, starts, result);
        assertThat(optimality.found()).isEqualTo(100);
        assertThat(optimality.ratio()).isBetween(1 - 1e-5, 1.01);
    }

    @Test
    void an_error_next_to_the_start_is_still_one_when_judged_in_another_batch() {
        double[] alphas = ExampleAttack.filled(20, 0.5);
        alphas[4] = 3;
        double[] axes = new double[400];
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 20; j++) {
                axes[i * 20 + j] = Math.sqrt(2.0 / 21) * Math.sin(Math.PI * (i + 1) * (j + 1) / 21);
            }
        }
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas).rotated(axes);
        ConcentricSpheres spheres = new ConcentricSpheres(20, 1.3);
        Starts anywhere = ExampleAttack.starts(spheres, Sphere.INNER, 50);
        AttackResult edges = new AttackHarness(classifier).run(attack(Domain.ON_SPHERE), anywhere);
        float[] beside = new float[50 * 20];
        for (int i = 0; i < 50; i++) {
            float[] edge = edges.attempts().get(i).point();
            float[] from = anywhere.point(i);
            for (int j = 0; j < 20; j++) {
                beside[i * 20 + j] = edge[j] + 1e-4f * (from[j] - edge[j]);
            }
            double norm = Rows.norm(beside, i * 20, 20);
            Rows.scale(beside, i * 20, 20, 1 / norm);
        }
        Starts near = Starts.of(spheres, Sphere.INNER, beside);

        AttackResult result = new AttackHarness(new Noisy(classifier)).run(attack(Domain.ON_SPHERE), near);

        assertThat(result.diagnostics().found()).isEqualTo(50);
        assertThat(result.diagnostics().rejected()).isZero();
    }

    /** Logits with another rounding error at each call, as a matrix product has in another batch. */
    private static final class Noisy implements Classifier {
        private final Classifier classifier;
        private final Random random = new Random(1);

        private Noisy(Classifier classifier) {
            this.classifier = classifier;
        }

        @Override
        public int dimension() {
            return classifier.dimension();
        }

        @Override
        public void logits(float[] points, int batch, float[] logits) {
            classifier.logits(points, batch, logits);
            for (int row = 0; row < batch; row++) {
                logits[row] += (float) (5e-8 * random.nextGaussian());
            }
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            classifier.logitsAndGradients(points, batch, logits, gradients);
            for (int row = 0; row < batch; row++) {
                logits[row] += (float) (5e-8 * random.nextGaussian());
            }
        }
    }

    @Test
    void a_result_does_not_depend_on_the_batch_but_on_the_seed() {
        EllipsoidClassifier classifier = randomEllipsoid(20);
        Starts starts = ExampleAttack.starts(new ConcentricSpheres(20, 1.3), Sphere.INNER, 13);
        AttackHarness harness = new AttackHarness(classifier);

        AttackResult together = harness.run(RefinedAttack.onSphere(OPTIONS), starts);
        AttackResult byFives = harness.run(
                RefinedAttack.onSphere(OPTIONS.withAscent(OPTIONS.ascent().withBatch(5))), starts);

        assertThat(byFives.meanDistance()).isEqualTo(together.meanDistance());
        for (int i = 0; i < 13; i++) {
            assertThat(byFives.attempts().get(i).point())
                    .isEqualTo(together.attempts().get(i).point());
        }
    }

    @Test
    void on_a_perfect_ellipsoid_it_finds_nothing_and_says_how_far_it_came() {
        double[] alphas = ExampleAttack.filled(20, 0.7);
        alphas[0] = 0.9;
        Starts starts = ExampleAttack.starts(new ConcentricSpheres(20, 1.3), Sphere.INNER, 8);
        AttackResult result = new AttackHarness(EllipsoidClassifier.of(alphas)).run(attack(Domain.ON_SPHERE), starts);

        assertThat(result.diagnostics().found()).isZero();
        assertThat(result.diagnostics().restartAgreement()).isNaN();
        assertThat(result.largestLogitTowardsError()).isCloseTo(-0.1, within(1e-4));
    }

    @Test
    void errors_at_the_start_keep_distance_zero() {
        double[] alphas = {1.5, 0.5, 0.5};
        Starts starts = Starts.of(new ConcentricSpheres(3, 1.3), Sphere.INNER, new float[] {1, 0, 0, 0, 1, 0});
        AttackResult result = new AttackHarness(EllipsoidClassifier.of(alphas)).run(attack(Domain.ON_SPHERE), starts);

        assertThat(result.attempts().get(0).distance()).hasValue(0);
        assertThat(result.attempts().get(0).point()).containsExactly(1, 0, 0);
        // the other start is the hard case: no gradient, but an error from elsewhere
        assertThat(result.attempts().get(1).distance().orElseThrow())
                .isCloseTo(2 * Math.sin(Math.PI / 8), within(1e-4));
    }

    @Test
    void a_distance_below_the_exact_one_is_a_fault_of_the_harness() {
        EllipsoidClassifier classifier = EllipsoidClassifier.of(new double[] {1.5, 0.5});
        EllipsoidClassifier other = EllipsoidClassifier.of(new double[] {1.8, 0.5});
        Starts starts = Starts.of(new ConcentricSpheres(2, 1.3), Sphere.INNER, new float[] {0, 1});
        AttackResult ofAnother = new AttackHarness(other).run(attack(Domain.ON_SPHERE), starts);
        double found = ofAnother.attempts().get(0).moved();
        double exact = ExactNearest.of(classifier, starts.spheres()).distances(starts, Domain.ON_SPHERE)[0];

        assertThatThrownBy(() -> Optimality.of(classifier, starts, ofAnother))
                .isInstanceOf(HarnessFault.class)
                .hasMessage("start 0: the attack reports an error at distance " + found
                        + ", but the nearest one is at " + exact
                        + ": the attack, its judging or the exact solution is wrong");
    }

    @Test
    void an_error_on_a_perfect_ellipsoid_is_a_fault_of_the_harness() {
        EllipsoidClassifier perfect = EllipsoidClassifier.of(new double[] {0.8, 0.7});
        Classifier broken = EllipsoidClassifier.of(new double[] {1.8, 0.7});
        Starts starts = Starts.of(new ConcentricSpheres(2, 1.3), Sphere.INNER, new float[] {0, 1});
        AttackResult ofBroken = new AttackHarness(broken).run(attack(Domain.ON_SPHERE), starts);

        assertThatThrownBy(() -> Optimality.of(perfect, starts, ofBroken))
                .isInstanceOf(HarnessFault.class)
                .hasMessageContaining("but the nearest one is at Infinity");
    }

    @Test
    void counts_below_one_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.withRestarts(0))
                .withMessage("restarts = 0 is not in [1, 2147483647]: choose how many ascents leave each start,"
                        + " such as 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.withIterations(0))
                .withMessage("iterations = 0 is not in [1, 2147483647]: choose how often the descent may turn,"
                        + " such as 60");
    }

    private static RefinedAttack attack(Domain domain) {
        return domain == Domain.ON_SPHERE ? RefinedAttack.onSphere(OPTIONS) : RefinedAttack.betweenSpheres(OPTIONS);
    }

    private static EllipsoidClassifier randomEllipsoid(int d) {
        Random random = new Random(11);
        return EllipsoidClassifier.of(random.doubles(d).map(x -> 0.5 + 0.6 * x).toArray());
    }
}
