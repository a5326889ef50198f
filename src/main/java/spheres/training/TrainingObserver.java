package spheres.training;

import spheres.network.Network;

/** Sees a run at the steps that it was registered for, say to measure a trajectory. */
@FunctionalInterface
public interface TrainingObserver {

    /**
     * Looks at the network.
     *
     * @param step the number of steps done
     * @param network the network as it stands, a copy to keep or not
     */
    void at(long step, Network network);
}
