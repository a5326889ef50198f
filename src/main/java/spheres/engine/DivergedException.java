package spheres.engine;

import java.util.Optional;
import spheres.network.Architecture;
import spheres.network.Network;

/** A training step gave a loss or parameters that are not finite: the run cannot go on. The message names step and layer. */
public final class DivergedException extends RuntimeException {
    private final long step;

    private DivergedException(long step, String what, String where) {
        super(what + " not finite (" + where + "): training stopped; a smaller learning rate may help");
        this.step = step;
    }

    /** For a loss that the network gave in step {@code step}, counted from 1. */
    public static DivergedException of(long step, double loss, Network network) {
        String where = firstNotFinite(network)
                .orElse("all parameters are finite, so it arose in the readout's logits or in the data");
        return new DivergedException(step, "loss = " + loss + " in step " + step + " is", where);
    }

    /**
     * Makes sure that a network can be trained on.
     *
     * @throws DivergedException where a parameter, a statistic of batch norm or a moment of Adam is not finite
     */
    public static void requireFinite(Network network) {
        firstNotFinite(network).ifPresent(where -> {
            throw new DivergedException(network.step(), "a parameter after step " + network.step() + " is", where);
        });
        float[] second = network.secondMoments();
        if (!finite(second, 0, second.length)) {
            throw new DivergedException(
                    network.step(),
                    "a second moment after step " + network.step() + " is",
                    "a gradient was above 1e19, and its square has no single-precision number");
        }
    }

    /** The step, counted from 1, that diverged. */
    public long step() {
        return step;
    }

    private static Optional<String> firstNotFinite(Network network) {
        float[] values = network.parameters();
        return network.architecture().parts().stream()
                .filter(part -> !finite(values, part.from(), part.to()))
                .map(Architecture.Part::name)
                .map(name -> "first in the parameters of " + name)
                .findFirst();
    }

    private static boolean finite(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
