package spheres.engine;

import spheres.network.Network;

/** What every engine asks of its input. */
public final class Preconditions {
    private Preconditions() {}

    /**
     * Makes sure that data and batch fit a network.
     *
     * @throws IllegalArgumentException where they do not
     */
    public static void check(Network start, TrainingData data, int batch) {
        if (start.architecture().inputDimension() != data.dimension()) {
            throw new IllegalArgumentException("dimension of the data = " + data.dimension() + " is not "
                    + start.architecture().inputDimension() + ", the input dimension of the network");
        }
        if (start.architecture().normalisation().isPresent()) {
            if (batch < 2) {
                throw new IllegalArgumentException(
                        "batch = " + batch + " is not in [2, 2147483647]: batch norm needs two samples or more");
            }
        } else if (batch < 1) {
            throw new IllegalArgumentException("batch = " + batch + " is not in [1, 2147483647]");
        }
    }

    /** Each thread owns units of every layer. */
    static void checkThreads(int threads, int units) {
        if (threads > units) {
            throw new IllegalArgumentException("number of threads = " + threads + " is not in [1, " + units
                    + "]: the narrowest hidden layer has " + units + " units");
        }
    }
}
