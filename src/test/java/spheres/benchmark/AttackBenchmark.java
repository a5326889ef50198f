package spheres.benchmark;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.AttackResult;
import spheres.attack.Domain;
import spheres.attack.ManifoldAttack;
import spheres.attack.RefinedAttack;
import spheres.attack.RefinedOptions;
import spheres.attack.Starts;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.engine.NetworkClassifier;
import spheres.nearest.ExactNearest;
import spheres.network.Network;
import spheres.network.ReluArchitecture;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.training.TrainingPlan;

/**
 * What the attacks cost beside the network: the loop's own time with a classifier that costs next to nothing, and the
 * attacks and the exact solution on an ellipsoid, and the paper's attack on a ReLU network, d = 500.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AttackBenchmark {
    private static final int STEPS = 100;

    private Starts starts;
    private Starts many;
    private AttackHarness free;
    private AttackHarness ellipsoid;
    private AttackHarness relu;
    private ExactNearest exact;
    private ManifoldAttack allSteps;
    private ManifoldAttack withMomentum;
    private RefinedAttack refined;

    @Setup
    public void prepare() {
        SphereSampler sampler = new SphereSampler(ConcentricSpheres.PAPER, 1801, 0);
        starts = Starts.uniform(sampler, Sphere.INNER, 0, 100);
        many = Starts.uniform(sampler, Sphere.INNER, 0, 1000);
        double[] alphas = new Random(1).doubles(500).map(x -> 0.5 + 0.6 * x).toArray();
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas);
        free = new AttackHarness(new Free(500));
        ellipsoid = new AttackHarness(classifier);
        Network network =
                TrainingPlan.paper(ReluArchitecture.of(500, 1000, 1000), 1801).initialNetwork();
        relu = new AttackHarness(NetworkClassifier.of(network));
        exact = ExactNearest.of(classifier, ConcentricSpheres.PAPER);
        AttackOptions options = AttackOptions.withDefaults().withSteps(STEPS);
        allSteps = ManifoldAttack.worstCase(options);
        withMomentum = ManifoldAttack.worstCase(options.withMomentum(0.9));
        refined = RefinedAttack.onSphere(RefinedOptions.withDefaults());
    }

    /** 100 points x 100 steps of the loop alone; a step of the batch is a hundredth of it. */
    @Benchmark
    public AttackResult loopOverhead() {
        return free.run(allSteps, starts);
    }

    /** The same with a running sum of gradients. */
    @Benchmark
    public AttackResult loopOverheadWithMomentum() {
        return free.run(withMomentum, starts);
    }

    /** 100 points x 100 steps on an ellipsoid. */
    @Benchmark
    public AttackResult papersAttackOnEllipsoid() {
        return ellipsoid.run(allSteps, starts);
    }

    /** 100 points x 100 steps on the paper's ReLU network: a tenth of what 1000 steps take. */
    @Benchmark
    public AttackResult papersAttackOnReluNetwork() {
        return relu.run(allSteps, starts);
    }

    /** The refined nearest attack from 100 points of an ellipsoid. */
    @Benchmark
    public AttackResult refinedAttackOnEllipsoid() {
        return ellipsoid.run(refined, starts);
    }

    /** The exact nearest error of 1000 points. */
    @Benchmark
    public double[] exactNearestOfThousand() {
        return exact.distances(many, Domain.ON_SPHERE);
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(AttackBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    /** A gradient that costs one copy and a logit that costs nothing. */
    private static final class Free implements Classifier {
        private final float[] gradient;

        private Free(int d) {
            gradient = new float[d];
            for (int j = 0; j < d; j++) {
                gradient[j] = (j * 31) % 17 - 8;
            }
        }

        @Override
        public int dimension() {
            return gradient.length;
        }

        @Override
        public void logits(float[] points, int batch, float[] logits) {
            for (int row = 0; row < batch; row++) {
                logits[row] = points[row * gradient.length] - 2;
            }
        }

        @Override
        public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
            logits(points, batch, logits);
            for (int row = 0; row < batch; row++) {
                System.arraycopy(gradient, 0, gradients, row * gradient.length, gradient.length);
            }
        }
    }
}
