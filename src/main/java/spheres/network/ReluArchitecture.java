package spheres.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A ReLU network: each hidden layer is dense without bias (batch norm's shift takes its place), batch norm, ReLU; the
 * readout is dense with bias and has no batch norm. The paper's (section 3) has two hidden layers of 1000 units.
 *
 * <p>The parameter vector holds for each hidden layer W {@code [units][inputs]}, gamma, beta, running mean, running
 * variance {@code [units]}, and last the readout's weights {@code [units]} and bias.
 *
 * @param inputDimension d, at least 1
 * @param hiddenWidths the number of units of each hidden layer, from the input up; at least one layer, each at least 1
 * @param batchNorm the settings of every batch norm
 */
public record ReluArchitecture(int inputDimension, List<Integer> hiddenWidths, BatchNormSettings batchNorm)
        implements Architecture {

    /** Where one hidden layer's values begin in the parameter vector. */
    public record HiddenLayer(int inputs, int units, int weights, int gamma, int beta, int mean, int variance) {

        /** The index behind the layer's last value. */
        public int end() {
            return variance + units;
        }
    }

    public ReluArchitecture {
        Shapes.requirePositive("input dimension d", inputDimension);
        hiddenWidths = List.copyOf(hiddenWidths);
        if (hiddenWidths.isEmpty()) {
            throw new IllegalArgumentException("hidden widths = [] is empty: give at least one hidden layer");
        }
        long parameters = 0;
        int inputs = inputDimension;
        for (int i = 0; i < hiddenWidths.size(); i++) {
            int units = hiddenWidths.get(i);
            Shapes.requirePositive("width of hidden layer " + (i + 1), units);
            parameters += (long) units * inputs + 4L * units;
            inputs = units;
        }
        Shapes.requireArray(parameters + inputs + 1L);
    }

    /** With batch norm's default settings. */
    public static ReluArchitecture of(int inputDimension, Integer... hiddenWidths) {
        return new ReluArchitecture(inputDimension, List.of(hiddenWidths), BatchNormSettings.DEFAULT);
    }

    @Override
    public ReluArchitecture withBatchNorm(BatchNormSettings other) {
        return new ReluArchitecture(inputDimension, hiddenWidths, other);
    }

    /** Where each hidden layer's values stand, from the input up. */
    public List<HiddenLayer> layers() {
        List<HiddenLayer> layers = new ArrayList<>();
        int inputs = inputDimension;
        int offset = 0;
        for (int units : hiddenWidths) {
            int gamma = offset + units * inputs;
            HiddenLayer layer =
                    new HiddenLayer(inputs, units, offset, gamma, gamma + units, gamma + 2 * units, gamma + 3 * units);
            layers.add(layer);
            offset = layer.end();
            inputs = units;
        }
        return layers;
    }

    /** Where the readout's weights begin; its bias is the last value of the vector. */
    public int readout() {
        return parameters() - lastWidth() - 1;
    }

    @Override
    public Family family() {
        return Family.RELU;
    }

    @Override
    public <R> R match(Function<ReluArchitecture, R> relu, Function<QuadraticArchitecture, R> quadratic) {
        return relu.apply(this);
    }

    @Override
    public Optional<BatchNormSettings> normalisation() {
        return Optional.of(batchNorm);
    }

    @Override
    public List<Running> running() {
        return layers().stream()
                .map(layer -> new Running(layer.mean(), layer.variance(), layer.units()))
                .toList();
    }

    @Override
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (HiddenLayer layer : layers()) {
            parts.add(new Part("hidden layer " + (parts.size() + 1), layer.weights(), layer.end()));
        }
        parts.add(new Part("the readout", readout(), parameters()));
        return parts;
    }

    @Override
    public int narrowestLayer() {
        return Collections.min(hiddenWidths);
    }

    @Override
    public int trainedParameters() {
        return parameters()
                - 2 * hiddenWidths.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public int parameters() {
        List<HiddenLayer> layers = layers();
        return layers.get(layers.size() - 1).end() + lastWidth() + 1;
    }

    private int lastWidth() {
        return hiddenWidths.get(hiddenWidths.size() - 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("relu ").append(inputDimension);
        hiddenWidths.forEach(width -> text.append('-').append(width));
        return text.append("-1").toString();
    }
}
