package spheres.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.classifier.NotANumberAnswer;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.theory.EllipsoidErrorRate;
import spheres.theory.SphericalCap;

class MultilevelSplittingTest {
    private static final int D = 20;
    private static final ConcentricSpheres SPHERES = new ConcentricSpheres(D, 1.3);
    private static final SplittingOptions OPTIONS =
            SplittingOptions.withDefaults().withBudget(500_000);

    /** Alphas from low to high on both sides of the range's ends, the highest one given. */
    private static double[] alphas(double high) {
        double[] alphas = new double[D];
        for (int i = 0; i < D; i++) {
            alphas[i] = 0.3 + (high - 0.3) * i / (D - 1.0);
        }
        return alphas;
    }

    @ParameterizedTest
    @CsvSource({
        "INNER, 1.4",
        "INNER, 1.2",
        "INNER, 1.1",
        "INNER, 1.03",
        "INNER, 1.005",
        "OUTER, 1.4",
        "OUTER, 3",
        "OUTER, 9"
    })
    void theIntervalHoldsTheExactRateOfEllipsoids(Sphere sphere, double high) {
        double exact = EllipsoidErrorRate.of(alphas(high), 1.3).exact(sphere).log10();

        RareEventRate rate = estimate(EllipsoidClassifier.of(alphas(high)), sphere);

        // A level of 1 - 1e-6 for each of the eight cases; the half width at 1e-8 is about a factor of three.
        ConfidenceInterval interval = rate.log10Interval(1 - 1e-6);
        assertThat(exact).as("%s of %s", rate, high).isBetween(interval.low(), interval.high());
        assertThat(rate.relativeError()).isLessThan(0.35);
        assertThat(rate.found()).isTrue();
        assertThat(rate.evaluations()).isBetween(300_000L, 500_000L);
    }

    @Test
    @Tag("calibration")
    void theIntervalHoldsTheMeasureOfACap() {
        for (double measure : new double[] {1e-3, 1e-6, 1e-10}) {
            float height = (float) SphericalCap.ofMeasure(D, measure).edgeHeight();
            Classifier cap = new Linear(height);

            ConfidenceInterval interval = new MultilevelSplitting(
                            cap,
                            SPHERES,
                            Sphere.INNER,
                            OPTIONS.withBudget(2_000_000).withRuns(20))
                    .estimate()
                    .log10Interval(1 - 1e-6);

            assertThat(Math.log10(measure)).isBetween(interval.low(), interval.high());
            assertThat(interval.high() - interval.low()).isLessThan(1.2);
        }
    }

    /** Over many estimates the 95 % interval covers the truth at least as often as it says, and the mean of the estimates is the truth. */
    @Test
    @Tag("calibration")
    void estimatesAreUnbiasedAndIntervalsCover() {
        double[] alphas = alphas(1.1);
        double exact = EllipsoidErrorRate.of(alphas, 1.3).exact(Sphere.INNER).log10();
        int repeats = 200;
        int covered = 0;
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            RareEventRate rate = new MultilevelSplitting(
                            EllipsoidClassifier.of(alphas),
                            SPHERES,
                            Sphere.INNER,
                            OPTIONS.withBudget(100_000).withSeed(i))
                    .estimate();
            ConfidenceInterval interval = rate.log10Interval(0.95);
            covered += interval.low() <= exact && exact <= interval.high() ? 1 : 0;
            ratios.add(Math.pow(10, rate.log10() - exact));
        }
        ConfidenceInterval coverage = Proportion.interval(covered, repeats, 1 - 1e-6);
        ConfidenceInterval mean = SampleMean.of(
                        ratios.stream().mapToDouble(Double::doubleValue).toArray())
                .interval(1 - 1e-6);

        // Sees a coverage below 0.84 and a bias above about 10 % of the rate.
        assertThat(coverage.high()).isGreaterThanOrEqualTo(0.95);
        assertThat(1.0).isBetween(mean.low(), mean.high());
        assertThat(mean.high() - mean.low()).isLessThan(0.25);
    }

    @Test
    void aSecondRunWithTheSameSeedGivesTheSameBits() {
        Classifier classifier = EllipsoidClassifier.of(alphas(1.1));

        assertThat(estimate(classifier, Sphere.INNER)).isEqualTo(estimate(classifier, Sphere.INNER));
    }

    @Test
    void aCommonRateIsThatOfPlainSampling() {
        RareEventRate rate = estimate(new Linear(0), Sphere.INNER);

        assertThat(rate.log10()).isCloseTo(Math.log10(0.5), within(0.01));
    }

    @Test
    void aClassifierThatIsAlwaysWrongHasRateOne() {
        assertThat(estimate(new Constant(D, 1), Sphere.INNER).log10()).isZero();
        assertThat(estimate(new Constant(D, -1), Sphere.OUTER).log10()).isZero();
    }

    @Test
    void withoutErrorsItStopsAtItsFloor() {
        double[] perfect = alphas(0.9);
        java.util.Arrays.setAll(perfect, i -> 0.65 + 0.2 * i / (D - 1.0));

        RareEventRate rate = new MultilevelSplitting(
                        EllipsoidClassifier.of(perfect),
                        SPHERES,
                        Sphere.INNER,
                        OPTIONS.withFloor(-12).withBudget(5_000_000))
                .estimate();

        assertThat(rate.found()).isFalse();
        assertThat(rate.log10()).isBetween(-14.0, -11.0);
    }

    @Test
    void whereTheLogitGoesNoHigherItSaysBelowThat() {
        Classifier cut = new Classifier() {
            private final Classifier ellipsoid = EllipsoidClassifier.of(alphas(1.1));

            @Override
            public int dimension() {
                return D;
            }

            @Override
            public void logits(float[] points, int count, float[] logits) {
                ellipsoid.logits(points, count, logits);
                for (int i = 0; i < count; i++) {
                    logits[i] = Math.min(logits[i], -0.05f);
                }
            }

            @Override
            public void logitsAndGradients(float[] points, int count, float[] logits, float[] gradients) {
                throw new UnsupportedOperationException();
            }
        };

        RareEventRate rate = new MultilevelSplitting(cut, SPHERES, Sphere.INNER, OPTIONS).estimate();

        assertThat(rate.found()).isFalse();
        assertThat(rate.log10()).isBetween(-6.0, -1.0);
    }

    /**
     * A cap of errors of measure 1e-5 above a plateau of measure 0.01, where splitting can't climb: with the first seed a point of
     * the pilot is an error and no point of any run, with the second none at all. The evaluations tell which: the pilot's 250
     * points on three levels, and 10 runs of 136 points on four levels or 201 points on three.
     */
    @ParameterizedTest
    @CsvSource({"1, 49910", "2, 49960"})
    void whereNoRunReachesAnErrorTheRateOfALevelBoundsIt(long seed, long evaluations) {
        RareEventRate rate = new MultilevelSplitting(
                        new Plateau(),
                        SPHERES,
                        Sphere.INNER,
                        OPTIONS.withBudget(50_000).withSeed(seed))
                .estimate();
        ConfidenceInterval interval = rate.log10Interval(0.9999);

        assertThat(rate.evaluations()).isEqualTo(evaluations);
        assertThat(rate.found()).isFalse();
        assertThat(-2.0).isBetween(interval.low(), interval.high());
        assertThat(interval.high()).isLessThan(-1);
    }

    @Test
    void refusesAConstantThatIsRight() {
        assertThatThrownBy(() -> estimate(new Constant(D, -2), Sphere.INNER))
                .hasMessage("the classifier's logit is -2.0 at all points of the inner sphere that are nearest to an"
                        + " error: splitting cannot climb where it is constant");
    }

    @Test
    void refusesNaN() {
        assertThatThrownBy(() -> estimate(new Constant(D, Float.NaN), Sphere.OUTER))
                .isInstanceOf(NotANumberAnswer.class)
                .hasMessageMatching(
                        "the network answered NaN at (\\d+) of \\1 points: nothing can be read off it; look at"
                                + " the network's parameters, which training has probably driven to infinity");
    }

    @Test
    void refusesABudgetThatIsTooSmall() {
        Classifier classifier = EllipsoidClassifier.of(alphas(1.1));
        assertThatThrownBy(() -> new MultilevelSplitting(classifier, SPHERES, Sphere.INNER, OPTIONS.withBudget(1_000))
                        .estimate())
                .hasMessageMatching(
                        "budget = 1000 is too small: it ended in the pilot run, at a rate of 1e-[0-9.]+ without an error");
        assertThatThrownBy(() -> new MultilevelSplitting(
                                classifier,
                                SPHERES,
                                Sphere.INNER,
                                OPTIONS.withMoves(2).withBudget(2_000))
                        .estimate())
                .hasMessageMatching("budget = 2000 is too small: with [0-9]+ levels it must be at least [0-9]+");
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatThrownBy(() -> OPTIONS.withBudget(0)).hasMessage("budget = 0 is not in [1, 9223372036854775807]");
        assertThatThrownBy(() -> OPTIONS.withMoves(0)).hasMessage("moves = 0 is not in [1, 2147483647]");
        assertThatThrownBy(() -> OPTIONS.withRuns(1)).hasMessage("runs = 1 is not in [2, 2147483647]");
        assertThatThrownBy(() -> OPTIONS.withSurvivors(1)).hasMessage("survivors = 1.0 is not in (0, 1)");
        assertThatThrownBy(() -> OPTIONS.withFloor(0)).hasMessage("floor = 0.0 is not in (-Infinity, 0)");
        assertThatThrownBy(() -> new MultilevelSplitting(
                        new Constant(3, 1), SPHERES, Sphere.INNER, SplittingOptions.withDefaults()))
                .hasMessage(
                        "the classifier takes points of dimension 3, the spheres have d = 20: give spheres of the same"
                                + " dimension");
    }

    private static RareEventRate estimate(Classifier classifier, Sphere sphere) {
        return new MultilevelSplitting(classifier, SPHERES, sphere, OPTIONS).estimate();
    }

    /** logit = x_1 - height: on the unit sphere a cap of errors. */
    private record Linear(float height) implements Classifier {
        @Override
        public int dimension() {
            return D;
        }

        @Override
        public void logits(float[] points, int batch, float[] logits) {
            for (int i = 0; i < batch; i++) {
                logits[i] = points[i * D] - height;
            }
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            throw new UnsupportedOperationException("splitting needs no gradient");
        }
    }

    /** logit = x_1 - 1 up to a cap of measure 0.01, -0.1 in it, and 1 in a cap of measure 1e-5 inside. */
    private static final class Plateau implements Classifier {
        private final double wide = SphericalCap.ofMeasure(D, 0.01).edgeHeight();
        private final double narrow = SphericalCap.ofMeasure(D, 1e-5).edgeHeight();

        @Override
        public int dimension() {
            return D;
        }

        @Override
        public void logits(float[] points, int batch, float[] logits) {
            for (int i = 0; i < batch; i++) {
                float x = points[i * D];
                logits[i] = x >= narrow ? 1 : x >= wide ? -0.1f : x - 1;
            }
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            throw new UnsupportedOperationException("splitting needs no gradient");
        }
    }

    private record Constant(int dimension, float logit) implements Classifier {
        @Override
        public void logits(float[] points, int batch, float[] logits) {
            java.util.Arrays.fill(logits, 0, batch, logit);
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            throw new UnsupportedOperationException("splitting needs no gradient");
        }
    }
}
