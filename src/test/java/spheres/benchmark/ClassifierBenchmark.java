package spheres.benchmark;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import spheres.classifier.Classifier;
import spheres.engine.NetworkClassifier;
import spheres.network.AdamSettings;
import spheres.network.Initialisation;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;

/** Logits of a batch of 1000 and input gradients of a batch of 100, for the paper's networks, d = 500. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 8, time = 2)
@Fork(1)
public class ClassifierBenchmark {
    private static final int INFERENCE_BATCH = 1000;
    private static final int GRADIENT_BATCH = 100;

    @Param({"relu", "quadratic"})
    private String network = "";

    @Param("2")
    private int threads;

    private final float[] points = new float[INFERENCE_BATCH * 500];
    private final float[] logits = new float[INFERENCE_BATCH];
    private final float[] gradients = new float[GRADIENT_BATCH * 500];
    private Classifier classifier = NetworkClassifier.of(
            Network.initialise(new QuadraticArchitecture(1, 1), Initialisation.DEFAULT, AdamSettings.DEFAULT, 1), 1);

    @Setup
    public void open() {
        classifier = NetworkClassifier.of(
                Network.initialise(
                        StepBenchmark.architecture(network), Initialisation.DEFAULT, AdamSettings.DEFAULT, 1),
                threads);
        Random random = new Random(1);
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) (random.nextGaussian() / Math.sqrt(500));
        }
    }

    @Benchmark
    public void infer(Blackhole hole) {
        classifier.logits(points, INFERENCE_BATCH, logits);
        hole.consume(logits);
    }

    @Benchmark
    public void gradient(Blackhole hole) {
        classifier.logitsAndGradients(points, GRADIENT_BATCH, logits, gradients);
        hole.consume(gradients);
    }
}
