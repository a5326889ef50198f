package spheres.snapshot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
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
        if (network.architecture() instanceof QuadraticArchitecture) {
            return QuadraticSnapshot.of(network, spheres, seed, options.starts());
        }
        if (network.architecture() instanceof ReluArchitecture) {
            return ReluSnapshot.of(network, spheres, seed, threads, options);
        }
        throw new IllegalArgumentException("no snapshot of a " + network.architecture() + " network");
    }
}
