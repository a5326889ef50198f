package spheres.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;
import spheres.classifier.Classifier;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;

class NetworkClassifierTest {

    @Test
    void logitsAreThoseOfDl4j() {
        for (Network network : networks()) {
            for (int batch : new int[] {1, 2, 7, 300}) {
                int d = network.architecture().inputDimension();
                float[] points = points(batch, d);
                float[] logits = new float[batch];
                NetworkClassifier.of(network, 2).logits(points, batch, logits);

                MultiLayerNetwork dl4j = network.toDl4j();
                float[] expected = dl4j.output(Nd4j.create(points, new long[] {batch, d}, 'c'))
                        .dup('c')
                        .data()
                        .asFloat();
                for (int i = 0; i < batch; i++) {
                    assertThat(logits[i]).as("%s, row %d", network, i).isEqualTo(expected[i], within(2e-5f));
                }
            }
        }
    }

    @Test
    void gradientsAreFiniteDifferences() {
        for (Network network : networks()) {
            int d = network.architecture().inputDimension();
            int batch = 5;
            float[] points = points(batch, d);
            float[] logits = new float[batch];
            float[] gradients = new float[batch * d];
            Classifier classifier = NetworkClassifier.of(network, 2);
            classifier.logitsAndGradients(points, batch, logits, gradients);

            float step = 1e-2f;
            for (int i = 0; i < batch * d; i++) {
                float[] up = points.clone();
                float[] down = points.clone();
                up[i] += step;
                down[i] -= step;
                float[] above = new float[batch];
                float[] below = new float[batch];
                classifier.logits(up, batch, above);
                classifier.logits(down, batch, below);
                float slope = (above[i / d] - below[i / d]) / (2 * step);
                assertThat(gradients[i]).as("%s, input %d", network, i).isEqualTo(slope, within(0.02f));
            }
        }
    }

    /** Chunks of a thread's own, chunks that threads share, several of both, and threads without a unit. */
    @ParameterizedTest
    @CsvSource({"301, 3", "570, 3", "500, 2", "1100, 2", "20, 8"})
    void resultsDoNotDependOnTheBatchOrTheThreads(int batch, int threads) {
        for (Network network : networks()) {
            int d = network.architecture().inputDimension();
            float[] points = points(batch, d);
            float[] expected = new float[batch];
            float[] expectedGradients = new float[batch * d];
            Classifier alone = NetworkClassifier.of(network, 1);
            for (int i = 0; i < batch; i++) {
                float[] logit = new float[1];
                float[] gradient = new float[d];
                alone.logitsAndGradients(Arrays.copyOfRange(points, i * d, (i + 1) * d), 1, logit, gradient);
                expected[i] = logit[0];
                System.arraycopy(gradient, 0, expectedGradients, i * d, d);
            }
            Classifier classifier = NetworkClassifier.of(network, threads);
            float[] logits = new float[batch];
            float[] gradients = new float[batch * d];

            classifier.logits(points, batch, logits);
            assertThat(logits).as("logits of %s", network).containsExactly(expected, within(1e-5f));
            classifier.logitsAndGradients(points, batch, logits, gradients);
            assertThat(logits).as("logits of %s beside gradients", network).containsExactly(expected, within(1e-5f));
            assertThat(gradients).as("gradients of %s", network).containsExactly(expectedGradients, within(1e-5f));
        }
    }

    @Test
    void batchesAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Network network : networks()) {
            int d = network.architecture().inputDimension();
            float[] points = points(10, d);
            float[] logits = new float[10];
            float[] gradients = new float[10 * d];
            Classifier classifier = NetworkClassifier.of(network, 1);
            long before = 0;
            for (int i = 0; i < 1000; i++) {
                if (i == 500) {
                    before = threads.getCurrentThreadAllocatedBytes();
                }
                classifier.logits(points, 10, logits);
                classifier.logitsAndGradients(points, 10, logits, gradients);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated).as("bytes of 500 batches of %s", network).isLessThan(5_000);
        }
    }

    @Test
    void refusesShortArrays() {
        Classifier classifier = NetworkClassifier.of(networks()[0], 1);
        int d = classifier.dimension();
        assertThatThrownBy(() -> classifier.logits(new float[d], 2, new float[2]))
                .hasMessage("length of points = " + d + " is not in [" + 2 * d + ", 2147483647]");
        assertThatThrownBy(() -> classifier.logits(new float[d], -1, new float[2]))
                .hasMessage("batch = -1 is not in [0, 2147483647]");
        assertThatThrownBy(() -> classifier.logits(new float[2 * d], 2, new float[1]))
                .hasMessage("length of logits = 1 is not in [2, 2147483647]");
        assertThatThrownBy(() -> classifier.logitsAndGradients(new float[2 * d], 2, new float[2], new float[2 * d - 1]))
                .hasMessage("length of gradients = " + (2 * d - 1) + " is not in [" + 2 * d + ", 2147483647]");
    }

    private static Network[] networks() {
        return new Network[] {
            random(ReluArchitecture.of(11, 17)),
            random(ReluArchitecture.of(7, 9, 14, 5)),
            random(new QuadraticArchitecture(6, 13)),
            random(new QuadraticArchitecture(8, 3))
        };
    }

    /** All parameters random, the running statistics included. */
    static Network random(Architecture architecture) {
        Random random = new Random(3);
        float[] values = new float[architecture.parameters()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
        }
        if (architecture instanceof ReluArchitecture relu) {
            for (ReluArchitecture.HiddenLayer layer : relu.layers()) {
                for (int u = 0; u < layer.units(); u++) {
                    values[layer.gamma() + u] = 0.5f + random.nextFloat();
                    values[layer.variance() + u] = 0.5f + random.nextFloat();
                }
            }
        }
        return Network.untrained(architecture, AdamSettings.DEFAULT, values);
    }

    static float[] points(int batch, int d) {
        Random random = new Random(4);
        float[] points = new float[batch * d];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) random.nextGaussian();
        }
        return points;
    }
}
