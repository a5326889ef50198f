package spheres.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import spheres.file.WholeFile;
import spheres.input.Strict;

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
    private static final String NO_ND4J =
            "ND4J's native libraries can't be unpacked or loaded: give a folder where that is allowed, with"
                    + " -Dorg.bytedeco.javacpp.cachedir=DIR between java and -jar";
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
            int length = RunningStatistics.length(architecture);
            if (values.length != length) {
                throw new IOException(STATISTICS + " has " + values.length + " numbers of decay " + decay + ", a "
                        + architecture + " network has " + length);
            }
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            Soundness.require(STATISTICS, architecture, floats);
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
     * checkpoint, the old or the new. The same checkpoint gives the same bytes.
     */
    public void save(Path path) throws CheckpointException {
        save(path, true);
    }

    /** The same without Adam's moments, which are zero when the file is read: a third of the size, and no way to go on. */
    public void saveWithoutAdam(Path path) throws CheckpointException {
        save(path, false);
    }

    private void save(Path path, boolean withAdam) throws CheckpointException {
        try {
            WholeFile.write(path, aside -> write(aside, withAdam));
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Writes as much as {@link #save} would and takes it away again: what would fail after hours fails now.
     *
     * @throws CheckpointException if it can't be saved there
     */
    public void trySave(Path path) throws CheckpointException {
        try {
            WholeFile.tryWrite(path, aside -> write(aside, true));
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Takes away what programs that were killed while they saved that file have left; nobody else may be writing it. */
    public static void removeUnfinished(Path path) throws CheckpointException {
        try {
            WholeFile.removeUnfinished(path);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static CheckpointException unwritable(Path path, IOException e) {
        return new CheckpointException("checkpoint " + path + " cannot be written: " + reason(e), e);
    }

    /** DL4J's entries ({@code ModelSerializer}'s form) and ours; the same network gives the same bytes. */
    private void write(Path aside, boolean withAdam) throws IOException {
        MultiLayerNetwork dl4j = dl4j();
        Map<String, String> texts = new TreeMap<>(notes);
        texts.put(
                DESCRIPTION,
                JSON.writeValueAsString(new Description(network.architecture(), network.adam(), network.step())));
        if (!statistics.isEmpty()) {
            texts.put(
                    STATISTICS,
                    JSON.writeValueAsString(statistics.stream().map(Kept::of).toList()));
        }
        texts.put(
                ModelSerializer.CONFIGURATION_JSON,
                dl4j.getLayerWiseConfigurations().toJson());
        try (ZipOutputStream zip = new ZipOutputStream(
                Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                begin(zip, text.getKey());
                zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }
            write(zip, ModelSerializer.COEFFICIENTS_BIN, dl4j.params());
            if (withAdam) {
                write(zip, ModelSerializer.UPDATER_BIN, dl4j.getUpdater().getStateViewArray());
            }
        }
    }

    /** Where ND4J's libraries can't be loaded is found out here first. */
    private MultiLayerNetwork dl4j() throws IOException {
        try {
            return network.toDl4j();
        } catch (LinkageError e) {
            throw new IOException(NO_ND4J, e);
        }
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
    }

    private static void write(ZipOutputStream zip, String name, INDArray array) throws IOException {
        begin(zip, name);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip));
        Nd4j.write(array, out);
        out.flush();
    }

    /** Reads a checkpoint of any family. */
    public static Checkpoint load(Path path) throws CheckpointException {
        if (!Files.isRegularFile(path)) {
            throw new CheckpointException("checkpoint " + path + " does not exist or is no file");
        }
        if (!Files.isReadable(path)) {
            throw new CheckpointException("checkpoint " + path + " cannot be read: permission denied");
        }
        try {
            Map<String, String> texts = CheckpointZip.verify(path);
            MultiLayerNetwork dl4j = ModelSerializer.restoreMultiLayerNetwork(path.toFile(), true);
            Network network = Network.of(dl4j);
            String description = texts.remove(DESCRIPTION);
            if (description != null) {
                Description described = ours(DESCRIPTION, description, Description.class);
                network = network.withArchitecture(fixingScale(network.architecture(), described.architecture()));
                if (!described.architecture().equals(network.architecture()) || described.step() != network.step()) {
                    throw new IOException(DESCRIPTION + " describes another network: " + described.architecture()
                            + " after " + described.step() + " steps");
                }
                network = network.withAdam(described.adam());
            }
            Soundness.require(network);
            List<RunningStatistics> statistics = new ArrayList<>();
            String kept = texts.remove(STATISTICS);
            if (kept != null) {
                for (Kept one : ours(STATISTICS, kept, Kept[].class)) {
                    statistics.add(one.statistics(network.architecture()));
                }
            }
            return new Checkpoint(network, statistics, texts);
        } catch (LinkageError e) {
            throw new CheckpointException("checkpoint " + path + " cannot be read: " + NO_ND4J, e);
        } catch (IOException | RuntimeException e) {
            throw new CheckpointException(
                    "checkpoint " + path
                            + (isNewer(e)
                                    ? " was written by another version of this program: "
                                    : " is damaged or no DL4J network of ours: ")
                            + reason(e),
                    e);
        }
    }

    /** Whether a file holds Adam's state, without which no run can go on. */
    public static boolean keepsAdam(Path path) throws CheckpointException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return zip.getEntry(ModelSerializer.UPDATER_BIN) != null;
        } catch (IOException e) {
            throw new CheckpointException("checkpoint " + path + " cannot be read: " + reason(e), e);
        }
    }

    private static <T> T ours(String entry, String text, Class<T> type) {
        try {
            return Strict.value(Strict.json(text), type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(entry + ": " + e.getMessage(), e.getCause());
        }
    }

    /** A field that this program does not know is one that a later one writes. */
    private static boolean isNewer(Exception e) {
        return e.getCause() instanceof UnrecognizedPropertyException;
    }

    /** DL4J's entries do not say whether gamma is fixed; the description does. */
    private static Architecture fixingScale(Architecture found, Architecture described) {
        boolean fixed =
                described.normalisation().map(BatchNormSettings::fixedScale).orElse(false);
        return found.normalisation()
                .map(settings -> found.withBatchNorm(settings.withFixedScale(fixed)))
                .orElse(found);
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

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
