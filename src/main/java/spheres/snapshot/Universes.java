package spheres.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spheres.file.WholeFile;
import spheres.network.Network;
import spheres.network.RunningStatistics;
import spheres.network.RunningStatistics.VarianceConvention;
import spheres.training.TrainingPlan;
import spheres.training.TrainingResult;

/**
 * One trained network in every universe of running statistics: of each decay that was kept, its own first, and each
 * convention of the variance.
 *
 * @param plan of the training
 * @param options how much was measured
 * @param universes in the order of decays and conventions
 */
public record Universes(TrainingPlan plan, UniverseOptions options, List<Universe> universes) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Universes {
        universes = List.copyOf(universes);
    }

    /** Those in a file. */
    public static Universes read(Path file) throws IOException {
        try {
            return JSON.readValue(file.toFile(), Universes.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " holds no universes: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Measures all universes of a finished training that the file does not hold yet; it is replaced as a whole whenever one
     * is measured. A file of another plan or of other sizes is begun anew.
     */
    public static Universes measure(
            TrainingPlan plan, int threads, UniverseOptions options, TrainingResult result, Path file)
            throws IOException {
        Universes measured = new Universes(plan, options, List.of());
        if (Files.exists(file)) {
            Universes before = read(file);
            if (before.plan.equals(plan) && before.options.equals(options)) {
                measured = before;
            }
        }
        int number = 0;
        for (RunningStatistics statistics : statistics(result)) {
            for (VarianceConvention convention : VarianceConvention.values()) {
                if (number++ < measured.universes.size()) {
                    continue;
                }
                Network network = statistics.in(result.network(), convention, plan.batch());
                List<Universe> universes = new ArrayList<>(measured.universes);
                universes.add(Universe.of(
                        network, statistics.decay(), convention, plan.spheres(), plan.seed(), threads, options));
                measured = new Universes(plan, options, universes);
                measured.write(file);
            }
        }
        return measured;
    }

    private static List<RunningStatistics> statistics(TrainingResult result) {
        List<RunningStatistics> all = new ArrayList<>(List.of(RunningStatistics.of(result.network())));
        all.addAll(result.furtherStatistics());
        return all;
    }

    private void write(Path file) throws IOException {
        WholeFile.write(file, aside -> JSON.writeValue(aside.toFile(), this));
    }
}
