package spheres.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static spheres.attack.ExampleAttack.filled;
import static spheres.attack.ExampleAttack.starts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spheres.attack.AttackOptions.Objective;
import spheres.classifier.Ascent;
import spheres.classifier.Classifier;
import spheres.classifier.Climber;
import spheres.classifier.EllipsoidClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

/** An attack of one's own is three hooks. */
class GradientAttackTest {
    private static final ConcentricSpheres D20 = new ConcentricSpheres(20, 1.3);

    /** Steps that weigh each other coordinate double, from the point opposite to each start. */
    private static final class WeighedFromTheOtherSide extends GradientAttack {
        private WeighedFromTheOtherSide(Domain domain) {
            super(domain, AttackOptions.withDefaults().withStep(0.01));
        }

        @Override
        protected void place(Starts starts, int path, float[] points, int offset) {
            float[] start = starts.point(path);
            for (int j = 0; j < start.length; j++) {
                points[offset + j] = -start[j];
            }
        }

        @Override
        protected Direction direction(int dimension) {
            return new Direction() {
                @Override
                public void begin(int row) {}

                @Override
                public void move(int from, int to) {}

                @Override
                public void turn(int row, double towardsError, float[] gradients, int d) {
                    for (int j = row * d + 1; j < (row + 1) * d; j += 2) {
                        gradients[j] *= 2;
                    }
                }
            };
        }

        @Override
        protected StoppingRule stopping() {
            return StoppingRule.firstError();
        }
    }

    @ParameterizedTest
    @EnumSource(Domain.class)
    void the_loop_follows_the_hooks_and_keeps_to_the_domain(Domain domain) {
        double[] alphas = filled(20, 0.8);
        alphas[3] = 1.3;

        AttackResult result = new AttackHarness(EllipsoidClassifier.of(alphas))
                .run(new WeighedFromTheOtherSide(domain), starts(D20, Sphere.INNER, 30));

        assertThat(result.diagnostics().found()).isEqualTo(30);
        assertThat(result.diagnostics().normDrift()).isLessThan(1e-7);
        assertThat(result.attempts()).allSatisfy(attempt -> {
            // from the other side: more than a quarter turn away from the start
            assertThat(attempt.moved()).isGreaterThan(1.2);
            assertThat(attempt.norm()).isBetween(1 - 1e-6, domain == Domain.ON_SPHERE ? 1 + 1e-6 : 1.3 + 1e-6);
        });
    }

    /** An ellipsoid with a climber that notes what it is asked for and ends each path where it begins. */
    private static final class Climbing implements Classifier, Climber {
        private final EllipsoidClassifier ellipsoid;
        private final List<Ascent> asked = new ArrayList<>();

        private Climbing(EllipsoidClassifier ellipsoid) {
            this.ellipsoid = ellipsoid;
        }

        @Override
        public int dimension() {
            return ellipsoid.dimension();
        }

        @Override
        public void logits(float[] points, int batch, float[] logits) {
            ellipsoid.logits(points, batch, logits);
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            ellipsoid.logitsAndGradients(points, batch, logits, gradients);
        }

        @Override
        public Optional<Climber> climber() {
            return Optional.of(this);
        }

        @Override
        public void climb(Ascent ascent, int count, Start start, End end, LongConsumer judged) {
            asked.add(ascent);
            for (int path = 0; path < count; path++) {
                float[] point = new float[dimension()];
                start.place(path, point, 0);
                // claims an error where there is none: nobody believes it
                end.at(path, Ascent.Ending.STOPPED, 1, 0, point);
            }
            judged.accept(count);
        }
    }

    @Test
    void a_classifier_that_climbs_is_told_how_and_is_not_believed() {
        Climbing climbing = new Climbing(EllipsoidClassifier.of(filled(20, 0.8)));
        AttackHarness harness = new AttackHarness(climbing);
        AttackOptions options =
                AttackOptions.withDefaults().withStep(0.01).withSteps(7).withMomentum(0.5);

        AttackResult result = harness.run(ManifoldAttack.firstError(options), starts(D20, Sphere.INNER, 3));
        harness.run(
                ManifoldAttack.firstErrorBetween(options.withMomentum(0).withObjective(Objective.LOSS)),
                starts(D20, Sphere.OUTER, 3));
        harness.run(ManifoldAttack.anyError(options.withObjective(Objective.LOSS)), starts(D20, Sphere.INNER, 3));
        harness.run(ManifoldAttack.worstCase(options), starts(D20, Sphere.INNER, 3));

        assertThat(result.diagnostics().found()).isZero();
        assertThat(result.diagnostics().rejected()).isEqualTo(3);
        assertThat(result.diagnostics().evaluations()).isEqualTo(3);
        assertThat(climbing.asked)
                .containsExactly(
                        new Ascent(Sphere.INNER, 1, 1, 0.01, 7, 0.5f, false, true, false),
                        new Ascent(Sphere.OUTER, 1, 1.3, 0.01, 7, 0, false, true, false),
                        new Ascent(Sphere.INNER, 1, 1, 0.01, 7, 0.5f, true, true, true),
                        new Ascent(Sphere.INNER, 1, 1, 0.01, 7, 0.5f, false, false, false));
    }

    @Test
    void an_attack_with_hooks_of_its_own_takes_its_steps_itself() {
        double[] alphas = filled(20, 0.8);
        alphas[3] = 1.3;
        Climbing climbing = new Climbing(EllipsoidClassifier.of(alphas));

        AttackResult result = new AttackHarness(climbing)
                .run(new WeighedFromTheOtherSide(Domain.ON_SPHERE), starts(D20, Sphere.INNER, 5));

        assertThat(climbing.asked).isEmpty();
        assertThat(result.diagnostics().found()).isEqualTo(5);
    }

    @Test
    void without_hooks_of_its_own_it_is_the_papers_walk() {
        double[] alphas = filled(20, 0.8);
        alphas[3] = 1.3;
        AttackOptions options = AttackOptions.withDefaults().withStep(0.01);
        AttackHarness harness = new AttackHarness(EllipsoidClassifier.of(alphas));
        Attack plain = new GradientAttack(Domain.ON_SPHERE, options) {
            @Override
            protected StoppingRule stopping() {
                return StoppingRule.firstError();
            }
        };

        AttackResult walked = harness.run(plain, starts(D20, Sphere.INNER, 20));
        AttackResult papers = harness.run(ManifoldAttack.firstError(options), starts(D20, Sphere.INNER, 20));

        assertThat(walked.distances()).containsExactly(papers.distances());
    }
}
