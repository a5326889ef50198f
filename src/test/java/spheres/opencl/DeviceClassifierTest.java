package spheres.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import spheres.classifier.Classifier;
import spheres.engine.Blocks;
import spheres.engine.NetworkClassifier;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;

@ExtendWith(NeedsDevice.class)
class DeviceClassifierTest {
    private static final List<Architecture> ARCHITECTURES = List.of(
            ReluArchitecture.of(7, 9),
            ReluArchitecture.of(70, 65, 3, 130),
            new QuadraticArchitecture(5, 3),
            new QuadraticArchitecture(70, 90));

    private static Network network(Architecture architecture) {
        return Blocks.random(architecture, AdamSettings.DEFAULT, 3, false);
    }

    private static float[] points(int batch, int dimension) {
        float[] points = new float[batch * dimension];
        for (int i = 0; i < batch; i++) {
            Blocks.data(dimension, 8).reader().read(i, points, i * dimension);
        }
        return points;
    }

    /** Fewer rows than a tile, several tiles, and more than a chunk. */
    @Test
    void logitsAndGradientsAreThoseOfTheCpu() {
        for (Architecture architecture : ARCHITECTURES) {
            Network network = network(architecture);
            int d = architecture.inputDimension();
            Classifier expected = NetworkClassifier.of(network, 1);
            try (DeviceClassifier actual = new DeviceClassifier(network, NeedsDevice.device())) {
                assertThat(actual.dimension()).isEqualTo(d);
                for (int batch : new int[] {1, 200, 1030}) {
                    float[] points = points(batch, d);
                    float[][] logits = new float[3][batch];
                    float[][] gradients = new float[2][batch * d];
                    expected.logitsAndGradients(points, batch, logits[0], gradients[0]);
                    actual.logitsAndGradients(points, batch, logits[1], gradients[1]);
                    actual.logits(points, batch, logits[2]);

                    assertThat(Relative.error(Blocks.doubles(logits[1]), Blocks.doubles(logits[0])))
                            .as("logits of %s, %d rows", architecture, batch)
                            .isLessThan(1e-5);
                    assertThat(Relative.error(Blocks.doubles(gradients[1]), Blocks.doubles(gradients[0])))
                            .as("gradients of %s, %d rows", architecture, batch)
                            .isLessThan(1e-5);
                    assertThat(logits[2]).isEqualTo(logits[1]);
                }
                assertThat(actual.localMemory())
                        .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(32 << 10));
            }
        }
    }

    @Test
    void aLogitThatIsNoNumberIsNotHidden() {
        Network network = network(ReluArchitecture.of(7, 9));
        float[] points = points(2, 7);
        points[8] = Float.NaN;
        float[] logits = new float[2];
        try (DeviceClassifier classifier = new DeviceClassifier(network, NeedsDevice.device())) {
            classifier.logits(points, 2, logits);
        }

        assertThat(logits[0]).isFinite();
        assertThat(logits[1]).isNaN();
    }

    @Test
    void refusesArraysThatAreTooShort() {
        try (DeviceClassifier classifier =
                new DeviceClassifier(network(new QuadraticArchitecture(5, 3)), NeedsDevice.device())) {
            float[] points = new float[10];
            assertThatThrownBy(() -> classifier.logits(points, -1, new float[2]))
                    .hasMessage("batch = -1 is not in [0, 2147483647]");
            assertThatThrownBy(() -> classifier.logits(points, 3, new float[3]))
                    .hasMessage("length of points = 10 is not in [15, 2147483647]");
            assertThatThrownBy(() -> classifier.logits(points, 2, new float[1]))
                    .hasMessage("length of logits = 1 is not in [2, 2147483647]");
            assertThatThrownBy(() -> classifier.logitsAndGradients(points, 2, new float[2], new float[9]))
                    .hasMessage("length of gradients = 9 is not in [10, 2147483647]");
            float[] logits = {7};
            classifier.logits(points, 0, logits);
            assertThat(logits).containsExactly(7);
        }
    }
}
