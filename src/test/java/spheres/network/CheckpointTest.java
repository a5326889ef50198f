package spheres.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.network.AdamSettings.EpsilonConvention;

class CheckpointTest {
    @TempDir
    private Path folder;

    @Test
    void givesBackEveryBit() throws IOException {
        for (Architecture architecture :
                new Architecture[] {ReluArchitecture.of(5, 7, 3, 4), new QuadraticArchitecture(4, 6)}) {
            Network network = trained(architecture);
            Path path = folder.resolve("network.zip");
            new Checkpoint(network, Map.of("note.txt", "seen")).save(path);

            Checkpoint loaded = Checkpoint.load(path, architecture);

            assertThat(loaded.notes()).containsExactly(Map.entry("note.txt", "seen"));
            assertThat(loaded.network().architecture()).isEqualTo(architecture);
            assertThat(loaded.network().adam()).isEqualTo(network.adam());
            assertThat(loaded.network().step()).isEqualTo(17);
            assertThat(loaded.network().parameters()).isEqualTo(network.parameters());
            assertThat(loaded.network().firstMoments()).isEqualTo(network.firstMoments());
            assertThat(loaded.network().secondMoments()).isEqualTo(network.secondMoments());
            assertThat(folder.resolve("network.zip.writing")).doesNotExist();
        }
    }

    @Test
    void isWhatDl4jItselfOpens() throws IOException {
        Network network = trained(ReluArchitecture.of(5, 7));
        Path path = folder.resolve("network.zip");
        new Checkpoint(network).save(path);

        var dl4j = ModelSerializer.restoreMultiLayerNetwork(path.toFile(), true);

        assertThat(dl4j.params().toFloatVector()).isEqualTo(network.parameters());
        assertThat(dl4j.getIterationCount()).isEqualTo(17);
    }

    @Test
    void refusesAMissingFile() {
        Path path = folder.resolve("none.zip");

        assertThatThrownBy(() -> Checkpoint.load(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("checkpoint " + path + " does not exist or is no file");
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        Path path = folder.resolve("network.zip");
        new Checkpoint(trained(ReluArchitecture.of(5, 7))).save(path);
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> Checkpoint.load(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("checkpoint " + path + " is damaged or no DL4J network of ours: ");
    }

    @Test
    void refusesAFlippedByte() throws IOException {
        Path path = folder.resolve("network.zip");
        new Checkpoint(trained(ReluArchitecture.of(50, 70))).save(path);
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length / 2] ^= 1;
        Files.write(path, bytes);

        assertThatThrownBy(() -> Checkpoint.load(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("checkpoint " + path + " is damaged or no DL4J network of ours: ");
    }

    @Test
    void refusesAnotherShape() throws IOException {
        Path path = folder.resolve("network.zip");
        new Checkpoint(trained(ReluArchitecture.of(5, 7))).save(path);

        assertThatThrownBy(() -> Checkpoint.load(path, ReluArchitecture.of(5, 8)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("checkpoint " + path + " is of another network: relu 5-7-1, not relu 5-8-1");
    }

    private static Network trained(Architecture architecture) {
        Random random = new Random(1);
        float[][] vectors = new float[3][architecture.parameters()];
        for (float[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = random.nextFloat();
            }
        }
        if (architecture instanceof ReluArchitecture relu) {
            for (ReluArchitecture.HiddenLayer layer : relu.layers()) {
                Arrays.fill(vectors[1], layer.mean(), layer.end(), 0);
                Arrays.fill(vectors[2], layer.mean(), layer.end(), 0);
            }
        }
        AdamSettings adam =
                AdamSettings.DEFAULT.withLearningRate(0.003).withConvention(EpsilonConvention.AFTER_CORRECTION);
        return new Network(architecture, adam, vectors[0], vectors[1], vectors[2], 17);
    }
}
