package spheres.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.network.AdamSettings.EpsilonConvention;

class CheckpointTest {
    @TempDir
    private Path folder;

    @Test
    void givesBackEveryBit() throws IOException {
        for (Architecture architecture : new Architecture[] {
            ReluArchitecture.of(5, 7, 3, 4),
            new ReluArchitecture(5, List.of(7, 3), new BatchNormSettings(0.9, 1e-5, true)),
            new QuadraticArchitecture(4, 6)
        }) {
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
            assertThat(folder).isDirectoryContaining("glob:**.zip").isDirectoryNotContaining("glob:**.writing");
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

    /** Values among which are those that a decimal in single precision would lose first. */
    @Test
    void givesBackEveryBitOfRunningStatistics() throws IOException {
        Network network = trained(ReluArchitecture.of(5, 2, 1));
        RunningStatistics statistics = new RunningStatistics(
                0.999, new float[] {-Float.MAX_VALUE, -0f, 1 / 3f, 16777215f, Math.nextUp(1f), Float.MIN_VALUE});
        Path path = folder.resolve("network.zip");
        new Checkpoint(network, List.of(statistics), Map.of("note.txt", "seen")).save(path);

        Checkpoint loaded = Checkpoint.load(path);

        assertThat(loaded.notes()).containsOnlyKeys("note.txt");
        assertThat(loaded.statistics()).hasSize(1);
        assertThat(loaded.statistics().get(0).decay()).isEqualTo(0.999);
        assertThat(loaded.statistics().get(0).values()).isEqualTo(statistics.values());
        assertThat(ModelSerializer.restoreMultiLayerNetwork(path.toFile(), true)
                        .params()
                        .toFloatVector())
                .isEqualTo(network.parameters());
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws Exception {
        Network network = trained(ReluArchitecture.of(5, 7));
        Path first = folder.resolve("first.zip");
        Path second = folder.resolve("second.zip");
        new Checkpoint(network, Map.of("a.txt", "1", "b.txt", "2")).save(first);
        // Longer than the resolution of a zip's times.
        Thread.sleep(2_100);
        new Checkpoint(network, Map.of("b.txt", "2", "a.txt", "1")).save(second);

        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void tryingToSaveLeavesNothingAndSaysWhatSavingWould() throws IOException {
        Checkpoint checkpoint = new Checkpoint(trained(ReluArchitecture.of(5, 7)));
        checkpoint.trySave(folder.resolve("network.zip"));
        assertThat(folder).isEmptyDirectory();
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Path path = file.resolve("network.zip");

        assertThatThrownBy(() -> checkpoint.trySave(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("checkpoint " + path + " cannot be written: ");
    }

    @Test
    void whatKilledProgramsLeftIsRemovedAndNothingElse() throws IOException {
        Path path = folder.resolve("network.zip");
        Path left = Files.writeString(folder.resolve("network.zip.0.writing"), "half");
        Path other = Files.writeString(folder.resolve("other.zip.0.writing"), "half");

        Checkpoint.removeUnfinished(path);

        assertThat(left).doesNotExist();
        assertThat(other).exists();
    }

    /** A zip's reader in Java does not compare checksums. */
    @Test
    void refusesAnArrayWhoseChecksumIsAnother() throws IOException {
        Path path = saved();
        byte[] bytes = Files.readAllBytes(path);
        Path wrong = folder.resolve("wrong.zip");
        for (String name : List.of("coefficients.bin", "configuration.json")) {
            Files.write(wrong, withChecksum(bytes, name, 0x12345678));
            assertRefused(wrong, "entry " + name + " has another checksum than the zip says");
        }
    }

    /** The central directory's header of an entry has its checksum 16 bytes in, its name 46 bytes in. */
    private static byte[] withChecksum(byte[] zip, String name, int checksum) {
        byte[] result = zip.clone();
        java.nio.ByteBuffer buffer = ByteBuffer.wrap(result).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        byte[] letters = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i + 46 + letters.length < zip.length; i++) {
            if (buffer.getInt(i) == 0x02014b50
                    && Arrays.equals(letters, Arrays.copyOfRange(zip, i + 46, i + 46 + letters.length))) {
                buffer.putInt(i + 16, checksum);
                return result;
            }
        }
        throw new AssertionError("no entry " + name);
    }

    @Test
    void refusesNumbersThatNoNetworkHas() throws IOException {
        ReluArchitecture architecture = ReluArchitecture.of(5, 7);
        ReluArchitecture.HiddenLayer layer = architecture.layers().get(0);
        assertUnsound(architecture, 0, 3, Float.POSITIVE_INFINITY, "parameter 3 = Infinity is not finite");
        assertUnsound(architecture, 0, 4, Float.NaN, "parameter 4 = NaN is not finite");
        assertUnsound(architecture, 1, 5, Float.NaN, "first moment 5 = NaN is not finite");
        assertUnsound(architecture, 2, 6, Float.NEGATIVE_INFINITY, "second moment 6 = -Infinity is not finite");
        assertUnsound(
                architecture,
                0,
                layer.variance() + 2,
                0,
                "batch norm: running variance 9 = 0.0 is not in (0, Infinity)");
        assertUnsound(
                architecture, 0, layer.variance(), -1, "batch norm: running variance 7 = -1.0 is not in (0, Infinity)");
        RunningStatistics statistics = RunningStatistics.initial(architecture, 0.9);
        statistics.values()[8] = -1;
        Path path = folder.resolve("network.zip");
        new Checkpoint(trained(architecture), List.of(statistics), Map.of()).save(path);
        assertRefused(path, "statistics.json: running variance 8 = -1.0 is not in (0, Infinity)");
    }

    private void assertUnsound(Architecture architecture, int vector, int index, float value, String reason)
            throws CheckpointException {
        Network network = trained(architecture);
        float[][] vectors = {network.parameters(), network.firstMoments(), network.secondMoments()};
        vectors[vector][index] = value;
        Path path = folder.resolve("network.zip");
        new Checkpoint(new Network(architecture, network.adam(), vectors[0], vectors[1], vectors[2], 17)).save(path);
        assertRefused(path, reason);
    }

    @Test
    void refusesADescriptionThatSaysLessOrMore() throws IOException {
        Path path = saved();
        String text = new String(entry(path, "spheres.json"), StandardCharsets.UTF_8);
        assertRefused(
                rewritten(path, Map.of("spheres.json", "null".getBytes(StandardCharsets.UTF_8))),
                "spheres.json: it is null: a mapping of fields is needed");
        assertRefused(
                rewritten(
                        path,
                        Map.of(
                                "spheres.json",
                                text.replace("\"beta1\":0.9,", "").getBytes(StandardCharsets.UTF_8))),
                "spheres.json: field adam.beta1 is missing");
        Path newer = rewritten(
                path,
                Map.of(
                        "spheres.json",
                        text.replace("\"step\":", "\"colour\":1,\"step\":").getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> Checkpoint.load(newer))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("checkpoint " + newer + " was written by another version of this program: spheres.json:"
                        + " field colour is unknown: legal here are adam, architecture, step");
    }

    @Test
    void refusesRunningStatisticsOfAnotherNetwork() throws IOException {
        Path path = folder.resolve("network.zip");
        new Checkpoint(
                        trained(ReluArchitecture.of(5, 7)),
                        List.of(RunningStatistics.initial(ReluArchitecture.of(5, 6), 0.5)),
                        Map.of())
                .save(path);

        assertThatThrownBy(() -> Checkpoint.load(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "checkpoint " + path + " is damaged or no DL4J network of ours: statistics.json has 12 numbers"
                                + " of decay 0.5, a relu 5-7-1 network has 14");
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
    void withoutAdamItIsSmallerAndHasNoMoments() throws IOException {
        for (Architecture architecture :
                new Architecture[] {ReluArchitecture.of(50, 70), new QuadraticArchitecture(40, 60)}) {
            Network network = trained(architecture);
            Path whole = folder.resolve("whole.zip");
            Path weights = folder.resolve("weights.zip");
            new Checkpoint(network).save(whole);
            new Checkpoint(network).saveWithoutAdam(weights);

            Network loaded = Checkpoint.load(weights, architecture).network();

            assertThat(Files.size(weights)).isLessThan(Files.size(whole) / 2);
            assertThat(loaded.parameters()).isEqualTo(network.parameters());
            assertThat(loaded.firstMoments()).containsOnly(0f);
            assertThat(loaded.secondMoments()).containsOnly(0f);
            assertThat(loaded.step()).isEqualTo(17);
        }
    }

    @Test
    void refusesWhatIsNoZip() throws IOException {
        Path path = Files.writeString(folder.resolve("network.zip"), "no zip");

        assertRefused(path, "zip END header not found");
    }

    @Test
    void refusesAZipOfSomethingElse() throws IOException {
        Path path = zip(Map.of("readme.txt", "hello".getBytes(StandardCharsets.UTF_8)));

        assertRefused(path, "it has no entry configuration.json");
    }

    @Test
    void refusesAnEntryThatLeadsOutOfTheZip() throws IOException {
        Path path = saved();
        Path hostile = rewritten(path, Map.of("../../escaped.txt", new byte[1]));

        assertRefused(hostile, "entry \"../../escaped.txt\" has no plain name");
        assertThat(folder.resolve("../../escaped.txt")).doesNotExist();
    }

    @Test
    void refusesAHeaderThatClaimsTerabytes() throws IOException {
        Path path = saved();
        byte[] array = entry(path, "coefficients.bin");
        ByteBuffer.wrap(array).putLong(lengthField(array), 1L << 40);

        assertRefused(
                rewritten(path, Map.of("coefficients.bin", array)),
                "entry coefficients.bin claims 1099511627776 numbers of type FLOAT, the network has 71 of type FLOAT");
    }

    @Test
    void refusesAShapeThatClaimsTerabytes() throws IOException {
        Path path = saved();
        byte[] array = entry(path, "updaterState.bin");
        ByteBuffer.wrap(array).putLong(18, 1L << 40);

        assertRefused(
                rewritten(path, Map.of("updaterState.bin", array)), "entry updaterState.bin is no array of ND4J's");
    }

    @Test
    void refusesAnArrayThatEndsTooEarlyOrTooLate() throws IOException {
        Path path = saved();
        byte[] array = entry(path, "coefficients.bin");

        assertRefused(
                rewritten(path, Map.of("coefficients.bin", Arrays.copyOf(array, array.length - 1))),
                "entry coefficients.bin ends before its 71 numbers");
        assertRefused(
                rewritten(path, Map.of("coefficients.bin", Arrays.copyOf(array, array.length + 1))),
                "entry coefficients.bin is longer than its 71 numbers");
    }

    @Test
    void refusesAConfigurationThatClaimsTerabytes() throws IOException {
        Path path = saved();
        String text = new String(entry(path, "configuration.json"), StandardCharsets.UTF_8);
        String huge = text.replaceFirst("\"nin\" : 5", "\"nin\" : 2000000000");
        assertThat(huge).isNotEqualTo(text);

        assertRefused(
                rewritten(path, Map.of("configuration.json", huge.getBytes(StandardCharsets.UTF_8))),
                "number of parameters = 14000000036 is not in [1, 1073741824]: choose a smaller network");
    }

    private Path saved() throws IOException {
        Path path = folder.resolve("network.zip");
        new Checkpoint(trained(ReluArchitecture.of(5, 7))).save(path);
        return path;
    }

    private static void assertRefused(Path path, String reason) {
        assertThatThrownBy(() -> Checkpoint.load(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("checkpoint " + path + " is damaged or no DL4J network of ours: " + reason);
    }

    /** Where ND4J keeps the length of the numbers: behind mode, shape (8 longs at 30) and mode again. */
    private static int lengthField(byte[] array) {
        int shape = (int) ByteBuffer.wrap(array).getLong(18);
        return 32 + 8 * shape + 18;
    }

    private static byte[] entry(Path path, String name) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path path = folder.resolve("made.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return path;
    }

    /** The same zip with some entries added or replaced. */
    private Path rewritten(Path path, Map<String, byte[]> changes) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(path.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        entries.putAll(changes);
        return zip(entries);
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
