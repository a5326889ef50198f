package spheres.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static spheres.attack.ExampleAttack.filled;
import static spheres.attack.ExampleAttack.starts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
