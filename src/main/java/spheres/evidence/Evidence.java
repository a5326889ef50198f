package spheres.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spheres.file.WholeFolder;
import spheres.network.Checkpoint;
import spheres.network.CheckpointException;
import spheres.network.Network;
import spheres.network.RunningStatistics;
import spheres.snapshot.Snapshot;
import spheres.snapshot.Universes;
import spheres.training.LossPoint;

/**
 * A trained network in a folder: how it came to be, its losses and trajectory and, as far as they are kept, its weights
 * and alphas. Every file is compared with its hash in the manifest before it is read.
 */
public final class Evidence {
    static final String MANIFEST = "manifest.json";
    static final String WEIGHTS = "weights.zip";
    static final String ALPHAS = "alphas.txt";
    static final String LOSSES = "losses.csv";
    static final String TRAJECTORY = "trajectory.json";
    static final String UNIVERSES = "universes.json";

    private static final String LOSSES_HEADER = "step,loss";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final Manifest manifest;

    private Evidence(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** Whether a folder holds evidence. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(MANIFEST));
    }

    /**
     * Opens a folder; its files are read when asked for.
     *
     * @throws IOException if there is no manifest, or it is damaged
     */
    public static Evidence open(Path folder) throws IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    "evidence " + folder + " has no " + MANIFEST + ": train it with \"train " + name(folder) + "\"");
        }
        try {
            return new Evidence(folder, JSON.readValue(file.toFile(), Manifest.class));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "evidence " + folder + ": " + MANIFEST + " is damaged: " + firstLine(e.getOriginalMessage()), e);
        }
    }

    /**
     * The evidence of one kind, a folder {@code <kind>-<seed>} each, by seed.
     *
     * @throws NoEvidenceException if there is none
     */
    public static List<Evidence> allOf(Path folder, String kind) throws IOException {
        List<Evidence> found = anyOf(folder, kind);
        if (found.isEmpty()) {
            throw new NoEvidenceException("evidence " + folder + " has no network " + kind + ": train it with \"train "
                    + kind + "-<seed>\", or everything with \"train --all\"");
        }
        return found;
    }

    /** The same; none where there is none. */
    public static List<Evidence> anyOf(Path folder, String kind) throws IOException {
        List<Evidence> found = new ArrayList<>();
        for (EvidencePlan plan : EvidencePlans.read(folder).all()) {
            Path own = folder.resolve(plan.id());
            if (plan.id().equals(kind + "-" + plan.training().seed()) && isIn(own)) {
                found.add(open(own));
            }
        }
        found.sort(Comparator.comparingLong(one -> one.manifest().plan().seed()));
        return found;
    }

    /** Whether the weights are kept. */
    public boolean keepsWeights() {
        return manifest.sha256().containsKey(WEIGHTS);
    }

    /** How it came to be. */
    public Manifest manifest() {
        return manifest;
    }

    /**
     * The trained network, without Adam's state.
     *
     * @throws IOException if the weights are not kept, or are damaged
     */
    public Network network() throws IOException {
        return checkpoint().network();
    }

    /**
     * Batch norm's running statistics of the plan's further decays, in its order; they are kept with the weights.
     *
     * @throws IOException if the weights are not kept, or are damaged
     */
    public List<RunningStatistics> furtherStatistics() throws IOException {
        return checkpoint().statistics();
    }

    private Checkpoint checkpoint() throws IOException {
        Checkpoint checkpoint =
                Checkpoint.load(verified(WEIGHTS), manifest.plan().architecture());
        Network network = checkpoint.network();
        if (network.step() != manifest.steps()) {
            throw new CheckpointException("evidence " + folder + ": " + WEIGHTS + " is after " + network.step()
                    + " steps, the manifest says " + manifest.steps());
        }
        return checkpoint;
    }

    /** The alphas of a quadratic network, {@code [d]}, descending. */
    public double[] alphas() throws IOException {
        List<String> lines = Files.readAllLines(verified(ALPHAS));
        double[] alphas = new double[lines.size()];
        for (int i = 0; i < alphas.length; i++) {
            alphas[i] = number(ALPHAS, i + 1, lines.get(i));
        }
        return alphas;
    }

    /** The loss history. */
    public List<LossPoint> losses() throws IOException {
        List<String> lines = Files.readAllLines(verified(LOSSES));
        List<LossPoint> losses = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(",", -1);
            if (fields.length != 2) {
                throw damaged(LOSSES, i + 1, lines.get(i));
            }
            losses.add(new LossPoint((long) number(LOSSES, i + 1, fields[0]), number(LOSSES, i + 1, fields[1])));
        }
        return losses;
    }

    /** What was measured on the way, in the order of the steps. */
    public List<Snapshot> trajectory() throws IOException {
        return Trajectory.read(verified(TRAJECTORY)).snapshots();
    }

    /**
     * What was measured at the end in every universe of running statistics.
     *
     * @throws IOException if the plan asked for none, or the file is damaged
     */
    public Universes universes() throws IOException {
        return Universes.read(verified(UNIVERSES));
    }

    private double number(String file, int line, String text) throws IOException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw damaged(file, line, text);
        }
    }

    private IOException damaged(String file, int line, String text) {
        return new IOException("evidence " + folder + ": " + file + ", line " + line + ": \"" + text + "\" is damaged");
    }

    /**
     * Compares every file with its hash in the manifest.
     *
     * @throws IOException if one is missing, damaged or swapped
     */
    public void verify() throws IOException {
        for (String file : manifest.sha256().keySet()) {
            verified(file);
        }
    }

    /** The path of a file whose hash is as the manifest says. */
    private Path verified(String file) throws IOException {
        String expected = manifest.sha256().get(file);
        if (expected == null) {
            throw new NoSuchFileException("evidence " + folder + " keeps no " + file);
        }
        Path path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException("evidence " + folder + ": " + file + " is missing");
        }
        String found = sha256(path);
        if (!found.equals(expected)) {
            throw new IOException("evidence " + folder + ": " + file + " is damaged or swapped: its SHA-256 is " + found
                    + ", the manifest says " + expected);
        }
        return path;
    }

    /**
     * Writes a folder of evidence: aside first, then renamed, so that it is there as a whole or not at all.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it is there already
     */
    static Evidence write(Path folder, Manifest withoutHashes, Contents contents) throws IOException {
        WholeFolder.write(folder, aside -> fill(aside, withoutHashes, contents));
        return open(folder);
    }

    private static void fill(Path aside, Manifest withoutHashes, Contents contents) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        if (contents.weights().isPresent()) {
            new Checkpoint(contents.weights().get(), contents.furtherStatistics(), Map.of())
                    .saveWithoutAdam(aside.resolve(WEIGHTS));
            hashes.put(WEIGHTS, sha256(aside.resolve(WEIGHTS)));
        }
        if (contents.alphas().isPresent()) {
            List<String> lines = new ArrayList<>();
            for (double alpha : contents.alphas().get()) {
                lines.add(Double.toString(alpha));
            }
            hashes.put(ALPHAS, written(aside.resolve(ALPHAS), lines));
        }
        List<String> losses = new ArrayList<>(List.of(LOSSES_HEADER));
        for (LossPoint point : contents.losses()) {
            losses.add(point.step() + "," + point.loss());
        }
        hashes.put(LOSSES, written(aside.resolve(LOSSES), losses));
        Files.copy(contents.trajectory(), aside.resolve(TRAJECTORY));
        hashes.put(TRAJECTORY, sha256(aside.resolve(TRAJECTORY)));
        if (contents.universes().isPresent()) {
            Files.copy(contents.universes().get(), aside.resolve(UNIVERSES));
            hashes.put(UNIVERSES, sha256(aside.resolve(UNIVERSES)));
        }
        Manifest m = withoutHashes;
        Manifest whole = new Manifest(
                m.id(),
                m.plan(),
                m.threads(),
                m.engines(),
                m.steps(),
                m.finalLoss(),
                m.seconds(),
                m.millisecondsPerStep(),
                m.commit(),
                m.environment(),
                hashes);
        Files.writeString(aside.resolve(MANIFEST), JSON.writeValueAsString(whole) + "\n");
    }

    /** What a folder of evidence holds beside its manifest. */
    record Contents(
            Optional<Network> weights,
            List<RunningStatistics> furtherStatistics,
            Optional<double[]> alphas,
            List<LossPoint> losses,
            Path trajectory,
            Optional<Path> universes) {}

    private static String written(Path file, List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
        return sha256(file);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
