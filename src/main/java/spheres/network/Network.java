package spheres.network;

import java.util.Objects;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network at one moment of its training: architecture, parameters with batch norm's running statistics, Adam's state
 * and the number of steps done. Immutable. The vectors are laid out as {@link Architecture} says, which is DL4J's
 * order, so {@link #toDl4j} and {@link #of(MultiLayerNetwork)} are exact.
 */
public final class Network {
    private final Architecture architecture;
    private final AdamSettings adam;
    private final float[] parameters;
    private final float[] firstMoments;
    private final float[] secondMoments;
    private final long step;

    /**
     * @param architecture the shape
     * @param adam Adam's settings
     * @param parameters {@code [architecture.parameters()]}
     * @param firstMoments Adam's m, {@code [architecture.parameters()]}; 0 where nothing is trained
     * @param secondMoments Adam's v, likewise
     * @param step the number of training steps done
     */
    public Network(
            Architecture architecture,
            AdamSettings adam,
            float[] parameters,
            float[] firstMoments,
            float[] secondMoments,
            long step) {
        this.architecture = Objects.requireNonNull(architecture);
        this.adam = Objects.requireNonNull(adam);
        this.parameters = checked("parameters", parameters);
        this.firstMoments = checked("first moments", firstMoments);
        this.secondMoments = checked("second moments", secondMoments);
        if (step < 0) {
            throw new IllegalArgumentException("step = " + step + " is not in [0, 9223372036854775807]");
        }
        this.step = step;
    }

    /** A network that was not trained yet: Adam's state is zero. */
    public static Network untrained(Architecture architecture, AdamSettings adam, float[] parameters) {
        int length = parameters.length;
        return new Network(architecture, adam, parameters, new float[length], new float[length], 0);
    }

    /** A new network. */
    public static Network initialise(
            Architecture architecture, Initialisation initialisation, AdamSettings adam, long seed) {
        return untrained(architecture, adam, initialisation.parameters(architecture, seed));
    }

    /**
     * The value of a DL4J network that has the form of one of the families; Adam's epsilon is taken in DL4J's convention.
     *
     * @throws IllegalArgumentException where the network has another form
     */
    public static Network of(MultiLayerNetwork network) {
        return Dl4jNetworks.read(network);
    }

    /**
     * A new DL4J network with these parameters, batch-norm statistics, Adam state and iteration count. It would train a
     * gamma that is fixed here.
     */
    public MultiLayerNetwork toDl4j() {
        return Dl4jNetworks.write(this);
    }

    /**
     * Lets ND4J work on the calling thread only, whatever its environment says: its own threads and OpenBLAS's would spin
     * against each other, and against the engine's.
     */
    public static void prepareNd4j() {
        Dl4jNetworks.useOneThread();
    }

    private float[] checked(String name, float[] values) {
        if (values.length != architecture.parameters()) {
            throw new IllegalArgumentException("number of " + name + " = " + values.length + " is not "
                    + architecture.parameters() + ", the number that a " + architecture + " network has");
        }
        return values.clone();
    }

    public Architecture architecture() {
        return architecture;
    }

    public AdamSettings adam() {
        return adam;
    }

    /** The number of training steps done. */
    public long step() {
        return step;
    }

    /** A copy of the parameters and batch-norm statistics. */
    public float[] parameters() {
        return parameters.clone();
    }

    /** A copy of Adam's first moments. */
    public float[] firstMoments() {
        return firstMoments.clone();
    }

    /** A copy of Adam's second moments. */
    public float[] secondMoments() {
        return secondMoments.clone();
    }

    /** Parameter {@code index}. */
    public float parameter(int index) {
        return parameters[index];
    }

    /** The same numbers in an architecture that has as many. */
    Network withArchitecture(Architecture other) {
        return new Network(other, adam, parameters, firstMoments, secondMoments, step);
    }

    Network withAdam(AdamSettings other) {
        return new Network(architecture, other, parameters, firstMoments, secondMoments, step);
    }

    @Override
    public String toString() {
        return architecture + " after " + step + " steps";
    }
}
