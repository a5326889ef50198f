package spheres.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import spheres.file.WholeFile;
import spheres.snapshot.Snapshot;
import spheres.stats.RareEventRate;

/** The snapshots of one run, by step, in a file that is replaced as a whole whenever one is added. */
final class Trajectory {
    private static final TypeReference<List<Snapshot>> SNAPSHOTS = new TypeReference<>() {};
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addMixIn(RareEventRate.class, StatesVariation.class);

    private final Path file;
    private final TreeMap<Long, Snapshot> snapshots = new TreeMap<>();

    private Trajectory(Path file) {
        this.file = file;
    }

    /** Writes the coefficient of variation for readers; what is read follows from the rest, and older files lack it. */
    private interface StatesVariation {
        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        double coefficientOfVariation();
    }

    /** The snapshots in the file; none where there is no file. */
    static Trajectory read(Path file) throws IOException {
        Trajectory trajectory = new Trajectory(file);
        if (Files.exists(file)) {
            try {
                for (Snapshot snapshot : JSON.readValue(file.toFile(), SNAPSHOTS)) {
                    trajectory.snapshots.put(snapshot.step(), snapshot);
                }
            } catch (JsonProcessingException e) {
                throw new IOException(file + " is no trajectory: " + e.getOriginalMessage(), e);
            }
        }
        return trajectory;
    }

    /** Adds a snapshot, or replaces that of the same step: a resumed run comes by some steps again. */
    void add(Snapshot snapshot) {
        snapshots.put(snapshot.step(), snapshot);
        try {
            WholeFile.write(file, aside -> JSON.writerFor(SNAPSHOTS).writeValue(aside.toFile(), snapshots()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the order of the steps. */
    List<Snapshot> snapshots() {
        return List.copyOf(snapshots.values());
    }
}
