package spheres.engine;

import java.util.List;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;

/** What a network's parameters come to in inference. */
public final class InferenceWeights {
    private InferenceWeights() {}

    /**
     * A hidden layer with batch norm folded in.
     *
     * @param inputs how many
     * @param units how many
     * @param weights W, {@code [units][inputs]}
     * @param biases {@code [units]}
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Layer(int inputs, int units, float[] weights, float[] biases) {}

    /** The hidden layers of a ReLU network, from the input up, with batch norm's running statistics. */
    public static List<Layer> layers(ReluArchitecture architecture, float[] parameters) {
        return architecture.layers().stream()
                .map(layer -> fold(layer, architecture.batchNorm().epsilon(), parameters))
                .toList();
    }

    private static Layer fold(ReluArchitecture.HiddenLayer layer, double epsilon, float[] parameters) {
        float[] weights = new float[layer.units() * layer.inputs()];
        float[] biases = new float[layer.units()];
        for (int u = 0; u < layer.units(); u++) {
            double scale = parameters[layer.gamma() + u] / Math.sqrt(parameters[layer.variance() + u] + epsilon);
            biases[u] = (float) (parameters[layer.beta() + u] - parameters[layer.mean() + u] * scale);
            int row = u * layer.inputs();
            for (int i = 0; i < layer.inputs(); i++) {
                weights[row + i] = (float) (parameters[layer.weights() + row + i] * scale);
            }
        }
        return new Layer(layer.inputs(), layer.units(), weights, biases);
    }

    /** The matrix A = w W^T W of a quadratic network, {@code [d][d]}, made in double precision. */
    public static float[] form(QuadraticArchitecture architecture, float[] parameters) {
        int d = architecture.inputDimension();
        double[] sums = new double[d * d];
        double[] row = new double[d];
        double[] target = new double[d];
        for (int j = 0; j < architecture.hiddenWidth(); j++) {
            for (int i = 0; i < d; i++) {
                row[i] = parameters[j * d + i];
            }
            for (int i = 0; i < d; i++) {
                double factor = row[i];
                System.arraycopy(sums, i * d, target, 0, d);
                for (int k = 0; k < d; k++) {
                    target[k] += factor * row[k];
                }
                System.arraycopy(target, 0, sums, i * d, d);
            }
        }
        double weight = parameters[architecture.readout()];
        float[] form = new float[d * d];
        for (int i = 0; i < form.length; i++) {
            form[i] = (float) (weight * sums[i]);
        }
        return form;
    }
}
