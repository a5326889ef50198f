package spheres.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static spheres.attack.ExampleAttack.filled;
import static spheres.attack.ExampleAttack.starts;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

class ClassifierCheckTest {
    private static final ConcentricSpheres D20 = new ConcentricSpheres(20, 1.3);
    private static final AttackOptions BRIEF = AttackOptions.withDefaults().withSteps(3);

    @ParameterizedTest
    @EnumSource(Sphere.class)
    void a_sound_classifier_raises_nothing_on_either_sphere(Sphere sphere) {
        // Given one whose logits on the outer sphere lie in [0, 1]
        AttackDiagnostics diagnostics = diagnostics(EllipsoidClassifier.of(filled(20, 0.8)), sphere, 300);

        assertThat(diagnostics.classifier()).isEqualTo(new ClassifierCheck(256, 0, 0, false));
    }

    @ParameterizedTest
    @EnumSource(Sphere.class)
    void a_classifier_that_answers_differently_twice_is_unsteady(Sphere sphere) {
        Answers unsteady = new Answers() {
            private int calls;

            @Override
            float of(float logit) {
                return logit + (calls++ % 7 == 0 ? 1e-3f : 0);
            }
        };

        AttackDiagnostics diagnostics = diagnostics(unsteady, sphere, 10);

        assertThat(diagnostics.classifier().unsteady()).isBetween(1, 10);
        assertThat(diagnostics.summary())
                .contains("; asked twice, the network answered differently at "
                        + diagnostics.classifier().unsteady() + " of 10");
    }

    @Test
    void rounding_is_not_unsteady_but_a_nan_that_comes_and_goes_is() {
        Answers rounding = new Answers() {
            private int calls;

            @Override
            float of(float logit) {
                return logit * (1 + (calls++ % 3) * 0x1p-23f);
            }
        };
        Answers nanAtLast = new Answers() {
            private int calls;

            @Override
            float of(float logit) {
                return calls++ < 10 ? logit : Float.NaN;
            }
        };
        Answers alwaysNan = new Answers() {
            @Override
            float of(float logit) {
                return Float.NaN;
            }
        };

        assertThat(check(rounding).unsteady()).isZero();
        assertThat(check(nanAtLast).unsteady()).isEqualTo(10);
        assertThat(check(alwaysNan).unsteady()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Sphere.class)
    void probabilities_are_told_from_logits(Sphere sphere) {
        Answers sigmoid = new Answers() {
            @Override
            float of(float logit) {
                return (float) (1 / (1 + Math.exp(-logit)));
            }
        };

        AttackDiagnostics diagnostics = diagnostics(sigmoid, sphere, 10);

        assertThat(diagnostics.classifier().probabilities()).isTrue();
        assertThat(diagnostics.summary())
                .endsWith("; all answers lie in [0, 1], as probabilities do and logits do not");
    }

    @Test
    void gradients_that_are_zero_are_counted_apart_from_those_that_only_lead_off_the_sphere() {
        Answers rounded = new Answers() {
            @Override
            float of(float logit) {
                return Math.signum(logit);
            }

            @Override
            public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
                logits(points, batch, logits);
                Arrays.fill(gradients, 0, batch * 20, 0);
            }
        };

        AttackDiagnostics diagnostics = diagnostics(rounded, Sphere.INNER, 10);

        assertThat(diagnostics.zeroGradients()).isEqualTo(10);
        assertThat(diagnostics.classifier()).isEqualTo(new ClassifierCheck(10, 0, 10, false));
        assertThat(diagnostics.summary())
                .isEqualTo("errors found from 0 of 10 starts; no gradient to follow from 10; the gradient is 0 at 10 of"
                        + " 10");
        assertThat(diagnostics(EllipsoidClassifier.of(filled(20, 0.8)), Sphere.INNER, 10)
                        .zeroGradients())
                .isEqualTo(10);
    }

    /** Whatever warns has its row in docs/diagnostics.md. */
    @Test
    void every_diagnostic_is_explained() throws IOException {
        String page = Files.readString(Path.of("docs", "diagnostics.md"));
        Set<String> counts = Set.of("starts", "found", "nanLogits", "evaluations", "classifier");
        for (RecordComponent component : AttackDiagnostics.class.getRecordComponents()) {
            if (!counts.contains(component.getName())) {
                assertThat(page).contains("`" + component.getName());
            }
        }
        for (RecordComponent component : ClassifierCheck.class.getRecordComponents()) {
            assertThat(page).contains("`classifier." + component.getName() + "`");
        }
        assertThat(page.toLowerCase(Locale.ROOT)).contains("the network answered nan");
    }

    private static AttackDiagnostics diagnostics(Classifier classifier, Sphere sphere, int count) {
        return new AttackHarness(classifier)
                .run(ManifoldAttack.firstError(BRIEF), starts(D20, sphere, count))
                .diagnostics();
    }

    /** Of ten starts whose logits before are those of the first call. */
    private static ClassifierCheck check(Answers classifier) {
        Starts starts = starts(D20, Sphere.INNER, 10);
        float[] before = new float[10];
        classifier.logits(starts.rows(), 10, before);
        return ClassifierCheck.of(classifier, starts, before);
    }

    /** An ellipsoid whose logits are replaced. */
    private abstract static class Answers implements Classifier {
        private final Classifier ellipsoid = EllipsoidClassifier.of(filled(20, 0.8));

        abstract float of(float logit);

        @Override
        public int dimension() {
            return 20;
        }

        @Override
        public void logits(float[] points, int batch, float[] logits) {
            ellipsoid.logits(points, batch, logits);
            for (int i = 0; i < batch; i++) {
                logits[i] = of(logits[i]);
            }
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            ellipsoid.logitsAndGradients(points, batch, logits, gradients);
            logits(points, batch, logits);
        }
    }
}
