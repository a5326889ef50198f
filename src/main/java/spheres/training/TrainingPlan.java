package spheres.training;

import spheres.engine.TrainingData;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.Initialisation;
import spheres.network.Network;
import spheres.sphere.ConcentricSpheres;

/**
 * All that decides a training run; as JSON it is data. The run is a function of the plan, the backend and the number of
 * threads.
 *
 * @param architecture the network's shape and batch norm's settings
 * @param outerRadius R, above 1
 * @param trainingSet online or N fixed points
 * @param steps the number of steps, at least 0
 * @param batch samples a step; at least 2 with batch norm, else 1
 * @param seed of the initialisation and the samples
 * @param adam Adam's settings
 * @param initialisation how the parameters begin
 */
public record TrainingPlan(
        Architecture architecture,
        double outerRadius,
        TrainingSet trainingSet,
        long steps,
        int batch,
        long seed,
        AdamSettings adam,
        Initialisation initialisation) {

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
                Initialisation.DEFAULT);
    }

    public TrainingPlan withOuterRadius(double other) {
        return new TrainingPlan(architecture, other, trainingSet, steps, batch, seed, adam, initialisation);
    }

    public TrainingPlan withTrainingSet(TrainingSet other) {
        return new TrainingPlan(architecture, outerRadius, other, steps, batch, seed, adam, initialisation);
    }

    public TrainingPlan withSteps(long other) {
        return new TrainingPlan(architecture, outerRadius, trainingSet, other, batch, seed, adam, initialisation);
    }

    public TrainingPlan withBatch(int other) {
        return new TrainingPlan(architecture, outerRadius, trainingSet, steps, other, seed, adam, initialisation);
    }

    public TrainingPlan withSeed(long other) {
        return new TrainingPlan(architecture, outerRadius, trainingSet, steps, batch, other, adam, initialisation);
    }

    public TrainingPlan withAdam(AdamSettings other) {
        return new TrainingPlan(architecture, outerRadius, trainingSet, steps, batch, seed, other, initialisation);
    }

    public TrainingPlan withInitialisation(Initialisation other) {
        return new TrainingPlan(architecture, outerRadius, trainingSet, steps, batch, seed, adam, other);
    }

    /** The data distribution. */
    public ConcentricSpheres spheres() {
        return new ConcentricSpheres(architecture.inputDimension(), outerRadius);
    }

    /** The network before the first step. */
    public Network initialNetwork() {
        return Network.initialise(architecture, initialisation, adam, seed);
    }

    /** The samples in the order of training. */
    public TrainingData data() {
        return new SphereData(spheres(), seed, trainingSet);
    }

    boolean leadsTo(TrainingPlan longer) {
        return withSteps(longer.steps).equals(longer);
    }
}
