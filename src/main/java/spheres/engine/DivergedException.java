package spheres.engine;

import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;

/** The loss of a training step is not finite: the run cannot go on. The message names step and layer. */
public final class DivergedException extends RuntimeException {
    private final long step;

    DivergedException(long step, double loss, String where) {
        super("loss = " + loss + " in step " + step + " is not finite (" + where
                + "): training stopped; a smaller learning rate may help");
        this.step = step;
    }

    /** For a loss that the network gave in step {@code step}, counted from 1. */
    static DivergedException of(long step, double loss, Network network) {
        return new DivergedException(step, loss, firstNotFinite(network));
    }

    /** The step, counted from 1, whose loss is not finite. */
    public long step() {
        return step;
    }

    private static String firstNotFinite(Network network) {
        float[] values = network.parameters();
        if (network.architecture() instanceof ReluArchitecture relu) {
            int number = 1;
            for (ReluArchitecture.HiddenLayer layer : relu.layers()) {
                if (!finite(values, layer.weights(), layer.end())) {
                    return "first in the parameters of hidden layer " + number;
                }
                number++;
            }
            if (!finite(values, relu.readout(), values.length)) {
                return "first in the parameters of the readout";
            }
        } else if (network.architecture() instanceof QuadraticArchitecture quadratic) {
            if (!finite(values, 0, quadratic.readout())) {
                return "first in the parameters of the hidden layer";
            }
            if (!finite(values, quadratic.readout(), values.length)) {
                return "first in the parameters of the readout";
            }
        }
        return "all parameters are finite, so it arose in the readout's logits or in the data";
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
