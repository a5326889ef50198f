package spheres.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import spheres.input.Strict;
import spheres.network.Checkpoint;
import spheres.network.CheckpointException;
import spheres.network.Network;
import spheres.network.RunningStatistics;

/**
 * A run between two steps: all that going on needs.
 *
 * @param losses the points of the loss history so far
 * @param seconds that the steps took
 * @param threads that trained it; empty where nothing was trained yet, or the file does not say
 * @param engines what trained it, in order
 * @param open the steps since the last point of the history
 */
record RunState(
        Network network,
        List<RunningStatistics> furtherStatistics,
        List<LossPoint> losses,
        double seconds,
        OptionalInt threads,
        List<EngineSpan> engines,
        Open open) {
    private static final String NOTE = "training.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A point of the history that is not complete yet.
     *
     * @param from the step of the last point
     * @param lossSum of the steps since
     */
    record Open(long from, double lossSum) {}

    private record Note(
            TrainingPlan plan,
            List<LossPoint> losses,
            double seconds,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer threads,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EngineSpan> engines,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Open open) {
        Note {
            // Checkpoints that were written before there was more than one backend have none.
            engines = engines == null ? List.of() : List.copyOf(engines);
        }
    }

    static RunState of(TrainingPlan plan) {
        return new RunState(
                plan.initialNetwork(),
                plan.initialStatistics(),
                List.of(),
                0,
                OptionalInt.empty(),
                List.of(),
                new Open(0, 0));
    }

    /** The plan of the run that wrote a checkpoint; empty where no run did. */
    static Optional<TrainingPlan> plan(Path path, Checkpoint checkpoint) throws CheckpointException {
        return checkpoint.notes().containsKey(NOTE)
                ? Optional.of(note(path, checkpoint).plan())
                : Optional.empty();
    }

    private static Note note(Path path, Checkpoint checkpoint) throws CheckpointException {
        String text = checkpoint.notes().get(NOTE);
        if (text == null) {
            throw new CheckpointException("checkpoint " + path + " is of no training run: it has no entry " + NOTE);
        }
        try {
            return Strict.value(Strict.json(text), Note.class);
        } catch (IllegalArgumentException e) {
            boolean newer = e.getCause() instanceof UnrecognizedPropertyException;
            throw new CheckpointException(
                    "checkpoint " + path
                            + (newer ? " was written by another version of this program: " : " is damaged: ")
                            + NOTE + ": " + e.getMessage(),
                    e);
        }
    }

    /** The state in the file, or nothing where there is no file. */
    static Optional<RunState> load(Path path, TrainingPlan plan) throws CheckpointException {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        Checkpoint checkpoint = Checkpoint.load(path, plan.architecture());
        Note note = note(path, checkpoint);
        if (!note.plan().leadsTo(plan)) {
            throw new CheckpointException("checkpoint " + path + " is of another plan: "
                    + String.join("; ", note.plan().differences(plan)));
        }
        Network network = checkpoint.network();
        if (network.step() > plan.steps()) {
            throw new CheckpointException("checkpoint " + path + " is after " + network.step()
                    + " steps, which is not in [0, " + plan.steps() + "], the steps of the plan");
        }
        if (network.step() > 0 && !Checkpoint.keepsAdam(path)) {
            throw new CheckpointException("checkpoint " + path
                    + " has no state of Adam's (updaterState.bin): it can be judged, not trained further");
        }
        List<RunningStatistics> further = checkpoint.statistics();
        List<Double> decays = further.stream().map(RunningStatistics::decay).toList();
        if (!decays.equals(plan.furtherDecays())) {
            throw new CheckpointException("checkpoint " + path + " is damaged: it has running statistics of decays "
                    + decays + ", its plan keeps " + plan.furtherDecays());
        }
        Open open = note.open() == null ? new Open(network.step(), 0) : note.open();
        if (open.from() < 0 || open.from() > network.step()) {
            throw new CheckpointException("checkpoint " + path + " is damaged: " + NOTE + ": field open.from = "
                    + open.from() + " is not in [0, " + network.step() + "]");
        }
        Integer threads = note.threads();
        return Optional.of(new RunState(
                network,
                further,
                note.losses(),
                note.seconds(),
                threads == null ? OptionalInt.empty() : OptionalInt.of(threads),
                note.engines(),
                open));
    }

    private Checkpoint checkpoint(TrainingPlan plan) {
        boolean complete = open.from() == network.step();
        Note note = new Note(
                plan,
                losses,
                seconds,
                threads.isPresent() ? threads.getAsInt() : null,
                engines,
                complete ? null : open);
        try {
            return new Checkpoint(network, furtherStatistics, Map.of(NOTE, JSON.writeValueAsString(note)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan can't be written as JSON: " + plan, e);
        }
    }

    void save(Path path, TrainingPlan plan) throws CheckpointException {
        checkpoint(plan).save(path);
    }

    /** Finds out whether it can be saved. */
    void trySave(Path path, TrainingPlan plan) throws CheckpointException {
        checkpoint(plan).trySave(path);
    }
}
