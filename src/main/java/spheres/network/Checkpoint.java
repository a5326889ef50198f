package spheres.network;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A network in a file: a DL4J zip ({@code ModelSerializer}) with parameters, batch-norm statistics, Adam's state and the
 * step, which any DL4J program opens that has this project's jar on its class path. Beside DL4J's entries it holds
 * {@value #DESCRIPTION} (architecture, all of Adam's settings, step) and, optionally, {@value #STATISTICS} and notes of
 * who wrote it.
 *
 * @param network the network
 * @param statistics batch norm's running statistics of further decays
 * @param notes further entries of the zip by name, as text
 */
public record Checkpoint(Network network, List<RunningStatistics> statistics, Map<String, String> notes) {
    private static final String DESCRIPTION = "spheres.json";
    private static final String STATISTICS = "statistics.json";
    private static final TypeReference<List<Kept>> ALL_KEPT = new TypeReference<>() {};
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Description(Architecture architecture, AdamSettings adam, long step) {}

    /** Running statistics as JSON: in double precision, whose decimals give back every bit. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Kept(double decay, double[] values) {
        static Kept of(RunningStatistics statistics) {
            double[] values = new double[statistics.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = statistics.values()[i];
            }
            return new Kept(statistics.decay(), values);
        }

        RunningStatistics statistics(Architecture architecture) throws IOException {
            int length = architecture instanceof ReluArchitecture relu ? RunningStatistics.length(relu) : 0;
            if (values.length != length) {
                throw new IOException(STATISTICS + " has " + values.length + " numbers of decay " + decay + ", a "
                        + architecture + " network has " + length);
            }
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            return new RunningStatistics(decay, floats);
        }
    }

    public Checkpoint {
        statistics = List.copyOf(statistics);
        notes = Map.copyOf(notes);
    }

    public Checkpoint(Network network, Map<String, String> notes) {
        this(network, List.of(), notes);
    }

    public Checkpoint(Network network) {
        this(network, Map.of());
    }

    /**
     * Writes the file: aside first, synced to disk, then renamed, so that at any moment the path holds a whole
     * checkpoint, the old or the new.
     */
    public void save(Path path) throws CheckpointException {
        save(path, true);
    }

    /** The same without Adam's moments, which are zero when the file is read: a third of the size, and no way to go on. */
    public void saveWithoutAdam(Path path) throws CheckpointException {
        save(path, false);
    }

    private void save(Path path, boolean withAdam) throws CheckpointException {
        Path target = path.toAbsolutePath();
        Path folder = Objects.requireNonNull(target.getParent(), "a file has a folder");
        Path aside = target.resolveSibling(target.getFileName() + ".writing");
        try {
            Files.createDirectories(folder);
            try (OutputStream out = Files.newOutputStream(aside)) {
                ModelSerializer.writeModel(network.toDl4j(), out, withAdam);
            }
            Map<String, String> entries = new LinkedHashMap<>(notes);
            entries.put(
                    DESCRIPTION,
                    JSON.writeValueAsString(new Description(network.architecture(), network.adam(), network.step())));
            if (!statistics.isEmpty()) {
                entries.put(
                        STATISTICS,
                        JSON.writeValueAsString(
                                statistics.stream().map(Kept::of).toList()));
            }
            try (FileSystem zip = FileSystems.newFileSystem(aside, Map.of())) {
                for (Map.Entry<String, String> entry : entries.entrySet()) {
                    Files.writeString(zip.getPath(entry.getKey()), entry.getValue());
                }
            }
            sync(aside, StandardOpenOption.WRITE);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(folder);
        } catch (IOException e) {
            throw new CheckpointException("checkpoint " + path + " cannot be written: " + reason(e), e);
        }
    }

    /** Reads a checkpoint of either family. */
    public static Checkpoint load(Path path) throws CheckpointException {
        if (!Files.isRegularFile(path)) {
            throw new CheckpointException("checkpoint " + path + " does not exist or is no file");
        }
        try {
            Map<String, String> texts = CheckpointZip.verify(path);
            MultiLayerNetwork dl4j = ModelSerializer.restoreMultiLayerNetwork(path.toFile(), true);
            Network network = Network.of(dl4j);
            String description = texts.remove(DESCRIPTION);
            if (description != null) {
                Description described = JSON.readValue(description, Description.class);
                network = network.withArchitecture(fixingScale(network.architecture(), described.architecture()));
                if (!described.architecture().equals(network.architecture()) || described.step() != network.step()) {
                    throw new IOException(DESCRIPTION + " describes another network: " + described.architecture()
                            + " after " + described.step() + " steps");
                }
                network = network.withAdam(described.adam());
            }
            List<RunningStatistics> statistics = new ArrayList<>();
            String kept = texts.remove(STATISTICS);
            if (kept != null) {
                for (Kept one : JSON.readValue(kept, ALL_KEPT)) {
                    statistics.add(one.statistics(network.architecture()));
                }
            }
            return new Checkpoint(network, statistics, texts);
        } catch (IOException | RuntimeException e) {
            throw new CheckpointException(
                    "checkpoint " + path + " is damaged or no DL4J network of ours: " + reason(e), e);
        }
    }

    /** DL4J's entries do not say whether gamma is fixed; the description does. */
    private static Architecture fixingScale(Architecture found, Architecture described) {
        return found instanceof ReluArchitecture relu && described instanceof ReluArchitecture other
                ? relu.withBatchNorm(
                        relu.batchNorm().withFixedScale(other.batchNorm().fixedScale()))
                : found;
    }

    /** Reads a checkpoint that must have the given architecture. */
    public static Checkpoint load(Path path, Architecture expected) throws CheckpointException {
        Checkpoint checkpoint = load(path);
        Architecture found = checkpoint.network().architecture();
        if (!found.equals(expected)) {
            String difference = found.toString().equals(expected.toString())
                    ? found + " with other batch norm settings"
                    : found + ", not " + expected;
            throw new CheckpointException("checkpoint " + path + " is of another network: " + difference);
        }
        return checkpoint;
    }

    private static void sync(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    /** Makes the renaming itself durable, where the platform can sync a folder. */
    private static void syncFolder(Path folder) {
        try {
            sync(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            // Windows opens no folders; there the renaming is durable by itself.
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
