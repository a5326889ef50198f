package spheres.engine;

import spheres.classifier.Classifier;
import spheres.network.Network;

/** Networks as classifiers in inference mode: logits and input gradients on the CPU, on as many threads as asked. */
public final class NetworkClassifier {
    private NetworkClassifier() {}

    /** On all physical cores. */
    public static Classifier of(Network network) {
        return of(network, Cores.physical());
    }

    /**
     * A classifier that computes the network's logits with batch norm's running statistics. It keeps a copy of the
     * parameters; later training does not change it.
     *
     * @param threads how many threads share a batch, at least 1
     */
    public static Classifier of(Network network, int threads) {
        float[] parameters = network.parameters();
        return network.architecture()
                .match(
                        relu -> new ReluClassifier(relu, parameters, threads),
                        quadratic -> new QuadraticClassifier(quadratic, parameters, threads));
    }
}
