package spheres.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spheres.network.Checkpoint;
import spheres.network.CheckpointException;
import spheres.network.Network;
import spheres.network.RunningStatistics;

/** A run between two steps: all that going on needs. */
record RunState(Network network, List<RunningStatistics> furtherStatistics, List<LossPoint> losses, double seconds) {
    private static final String NOTE = "training.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Note(TrainingPlan plan, List<LossPoint> losses, double seconds) {}

    static RunState of(TrainingPlan plan) {
        return new RunState(plan.initialNetwork(), plan.initialStatistics(), List.of(), 0);
    }

    /** The state in the file, or nothing where there is no file. */
    static Optional<RunState> load(Path path, TrainingPlan plan) throws CheckpointException {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        Checkpoint checkpoint = Checkpoint.load(path, plan.architecture());
        String text = checkpoint.notes().get(NOTE);
        if (text == null) {
            throw new CheckpointException("checkpoint " + path + " is of no training run: it has no entry " + NOTE);
        }
        Note note;
        try {
            note = JSON.readValue(text, Note.class);
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    "checkpoint " + path + " is damaged: " + NOTE + " is no training run: " + e.getOriginalMessage());
        }
        if (!note.plan().leadsTo(plan)) {
            throw new CheckpointException(
                    "checkpoint " + path + " is of another plan: " + note.plan() + ", not " + plan);
        }
        Network network = checkpoint.network();
        if (network.step() > plan.steps()) {
            throw new CheckpointException("checkpoint " + path + " is after " + network.step()
                    + " steps, which is not in [0, " + plan.steps() + "], the steps of the plan");
        }
        List<RunningStatistics> further = checkpoint.statistics();
        List<Double> decays = further.stream().map(RunningStatistics::decay).toList();
        if (!decays.equals(plan.furtherDecays())) {
            throw new CheckpointException("checkpoint " + path + " is damaged: it has running statistics of decays "
                    + decays + ", its plan keeps " + plan.furtherDecays());
        }
        return Optional.of(new RunState(network, further, note.losses(), note.seconds()));
    }

    void save(Path path, TrainingPlan plan) throws CheckpointException {
        String note;
        try {
            note = JSON.writeValueAsString(new Note(plan, losses, seconds));
        } catch (JsonProcessingException e) {
            throw new CheckpointException("checkpoint " + path + " cannot be written: " + e.getOriginalMessage());
        }
        new Checkpoint(network, furtherStatistics, Map.of(NOTE, note)).save(path);
    }
}
