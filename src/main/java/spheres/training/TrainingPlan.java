package spheres.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import spheres.engine.TrainingData;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.BatchNormSettings;
import spheres.network.Checkpoint;
import spheres.network.CheckpointException;
import spheres.network.Initialisation;
import spheres.network.Network;
import spheres.network.RunningStatistics;
import spheres.sphere.ConcentricSpheres;

/**
 * All that decides a training run; as JSON it is data. The run is a function of the plan, the backend and the number of
 * threads.
 *
 * @param architecture the network's shape and batch norm's settings
 * @param outerRadius R, above 1
 * @param trainingSet online or N fixed points
 * @param steps the number of steps, at least 0
 * @param batch samples per step; at least 2 with batch norm, else 1
 * @param seed of the initialisation and the samples
 * @param adam Adam's settings
 * @param initialisation how the parameters begin
 * @param furtherDecays batch norm's running statistics are kept with these decays, too, each in [0, 1); none may be given
 *     twice or be the architecture's own
 */
public record TrainingPlan(
        Architecture architecture,
        double outerRadius,
        TrainingSet trainingSet,
        long steps,
        int batch,
        long seed,
        AdamSettings adam,
        Initialisation initialisation,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> furtherDecays) {

    /** The stream of samples that training uses; whoever judges a network must use another one. */
    public static final long STREAM = 0x7472_6169_6eL;

    private static final long MOST_STEPS = Integer.MAX_VALUE;

    public TrainingPlan {
        new ConcentricSpheres(architecture.inputDimension(), outerRadius);
        if (steps < 0 || steps > MOST_STEPS) {
            throw new IllegalArgumentException("steps = " + steps + " is not in [0, " + MOST_STEPS + "]");
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch = " + batch + " is not in [1, 2147483647]");
        }
        // JSON that was written before there were any has none.
        furtherDecays = furtherDecays == null ? List.of() : List.copyOf(furtherDecays);
        requireFurther(architecture, furtherDecays);
    }

    private static void requireFurther(Architecture architecture, List<Double> decays) {
        if (decays.isEmpty()) {
            return;
        }
        BatchNormSettings own = architecture
                .normalisation()
                .orElseThrow(() -> new IllegalArgumentException("furtherDecays = " + decays + " is not [], as a "
                        + architecture.family() + " network has no running statistics"));
        Set<Double> seen = new HashSet<>(Set.of(own.decay()));
        for (double decay : decays) {
            RunningStatistics.initial(architecture, decay);
            if (!seen.add(decay)) {
                throw new IllegalArgumentException("furtherDecays = " + decays + " has " + decay
                        + " twice, or it is the decay of batchNorm, which is kept anyway: leave it out");
            }
        }
    }

    /** The paper's training (section 3): R = 1.3, online, 1,000,000 steps of batch 50, Adam at 1e-4. */
    public static TrainingPlan paper(Architecture architecture, long seed) {
        return new TrainingPlan(
                architecture,
                ConcentricSpheres.PAPER.outerRadius(),
                TrainingSet.ONLINE,
                1_000_000,
                50,
                seed,
                AdamSettings.DEFAULT,
                Initialisation.DEFAULT,
                List.of());
    }

    public TrainingPlan withOuterRadius(double other) {
        return new TrainingPlan(
                architecture, other, trainingSet, steps, batch, seed, adam, initialisation, furtherDecays);
    }

    public TrainingPlan withTrainingSet(TrainingSet other) {
        return new TrainingPlan(
                architecture, outerRadius, other, steps, batch, seed, adam, initialisation, furtherDecays);
    }

    public TrainingPlan withSteps(long other) {
        return new TrainingPlan(
                architecture, outerRadius, trainingSet, other, batch, seed, adam, initialisation, furtherDecays);
    }

    public TrainingPlan withBatch(int other) {
        return new TrainingPlan(
                architecture, outerRadius, trainingSet, steps, other, seed, adam, initialisation, furtherDecays);
    }

    public TrainingPlan withSeed(long other) {
        return new TrainingPlan(
                architecture, outerRadius, trainingSet, steps, batch, other, adam, initialisation, furtherDecays);
    }

    public TrainingPlan withAdam(AdamSettings other) {
        return new TrainingPlan(
                architecture, outerRadius, trainingSet, steps, batch, seed, other, initialisation, furtherDecays);
    }

    public TrainingPlan withInitialisation(Initialisation other) {
        return new TrainingPlan(architecture, outerRadius, trainingSet, steps, batch, seed, adam, other, furtherDecays);
    }

    public TrainingPlan withFurtherDecays(List<Double> other) {
        return new TrainingPlan(
                architecture, outerRadius, trainingSet, steps, batch, seed, adam, initialisation, other);
    }

    /** The data distribution. */
    public ConcentricSpheres spheres() {
        return new ConcentricSpheres(architecture.inputDimension(), outerRadius);
    }

    /** The network before the first step. */
    public Network initialNetwork() {
        return Network.initialise(architecture, initialisation, adam, seed);
    }

    /** The running statistics of the further decays before the first step. */
    public List<RunningStatistics> initialStatistics() {
        return furtherDecays.stream()
                .map(decay -> RunningStatistics.initial(architecture, decay))
                .toList();
    }

    /** The samples in the order of training. */
    public TrainingData data() {
        return new SphereData(spheres(), seed, trainingSet);
    }

    /**
     * The plan of the run that wrote a checkpoint; empty where no run did.
     *
     * @param path of the file, for messages
     * @throws CheckpointException if its note is damaged
     */
    public static Optional<TrainingPlan> in(Path path, Checkpoint checkpoint) throws CheckpointException {
        return RunState.plan(path, checkpoint);
    }

    /** Where another plan differs, steps aside: {@code seed = 1801, not 1802}. */
    List<String> differences(TrainingPlan other) {
        List<String> differences = new ArrayList<>();
        JsonMapper mapper = new JsonMapper();
        compare("", mapper.valueToTree(withSteps(0)), mapper.valueToTree(other.withSteps(0)), differences);
        return differences;
    }

    private static void compare(String name, JsonNode here, JsonNode there, List<String> differences) {
        if (!here.isObject() || !there.isObject()) {
            if (!here.equals(there)) {
                differences.add(name + " = " + shown(here) + ", not " + shown(there));
            }
            return;
        }
        Set<String> fields = new TreeSet<>();
        here.fieldNames().forEachRemaining(fields::add);
        there.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            compare(name.isEmpty() ? field : name + "." + field, here.path(field), there.path(field), differences);
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }

    boolean leadsTo(TrainingPlan longer) {
        return withSteps(longer.steps).equals(longer);
    }
}
