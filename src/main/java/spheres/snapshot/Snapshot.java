package spheres.snapshot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import spheres.network.Architecture;
import spheres.network.Network;
import spheres.sphere.ConcentricSpheres;

/** What was measured on a network at one moment of its training. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "network")
@JsonSubTypes({
    @JsonSubTypes.Type(value = QuadraticSnapshot.class, name = "quadratic"),
    @JsonSubTypes.Type(value = ReluSnapshot.class, name = "relu")
})
public sealed interface Snapshot permits QuadraticSnapshot, ReluSnapshot {

    /** The stream of the starts of distances. */
    long STREAM = 0x736e_6170L;

    /** The number of training steps done. */
    long step();

    /**
     * Measures a network.
     *
     * @param seed of the samples, which are none of the training's
     * @param threads for those parts that can use several
     */
    static Snapshot of(Network network, ConcentricSpheres spheres, long seed, int threads, SnapshotOptions options) {
        return network.architecture()
                .match(
                        relu -> ReluSnapshot.of(network, spheres, seed, threads, options),
                        quadratic -> QuadraticSnapshot.of(network, spheres, seed, options.starts()));
    }

    /** What is measured of a family unless told otherwise; the nearest errors of quadratic networks are known without attacks. */
    static SnapshotOptions defaults(Architecture architecture) {
        SnapshotOptions defaults = SnapshotOptions.withDefaults();
        return architecture.match(relu -> defaults, quadratic -> defaults.withStarts(0));
    }

    /**
     * The options, where they suit a family: what would fail at the first network with rare errors fails before any training.
     *
     * @throws IllegalArgumentException if the budget for a ReLU network does not get down to the floor
     */
    static SnapshotOptions checked(Architecture architecture, SnapshotOptions options) {
        return architecture.match(
                relu -> {
                    ReluSnapshot.requireBudget(options);
                    return options;
                },
                quadratic -> options);
    }
}
