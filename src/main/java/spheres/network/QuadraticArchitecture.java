package spheres.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The quadratic network of the paper's section 4: logit = w * sum_j (W x)_j^2 + b with W of shape {@code [h][d]}.
 *
 * <p>The parameter vector holds W {@code [h][d]}, then w, then b: d*h + 2 values.
 *
 * @param inputDimension d, at least 1
 * @param hiddenWidth h, at least 1
 */
public record QuadraticArchitecture(int inputDimension, int hiddenWidth) implements Architecture {

    public QuadraticArchitecture {
        Shapes.requirePositive("input dimension d", inputDimension);
        Shapes.requirePositive("hidden width h", hiddenWidth);
        Shapes.requireArray((long) inputDimension * hiddenWidth + 2);
    }

    @Override
    public Family family() {
        return Family.QUADRATIC;
    }

    @Override
    public <R> R match(Function<ReluArchitecture, R> relu, Function<QuadraticArchitecture, R> quadratic) {
        return quadratic.apply(this);
    }

    @Override
    public Optional<BatchNormSettings> normalisation() {
        return Optional.empty();
    }

    @Override
    public QuadraticArchitecture withBatchNorm(BatchNormSettings other) {
        return this;
    }

    @Override
    public List<Running> running() {
        return List.of();
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("the hidden layer", 0, readout()), new Part("the readout", readout(), parameters()));
    }

    @Override
    public int narrowestLayer() {
        return hiddenWidth;
    }

    @Override
    public int trainedParameters() {
        return parameters();
    }

    @Override
    public int parameters() {
        return inputDimension * hiddenWidth + 2;
    }

    /** Where w stands; b follows it. */
    public int readout() {
        return inputDimension * hiddenWidth;
    }

    @Override
    public String toString() {
        return "quadratic " + inputDimension + "-" + hiddenWidth + "-1";
    }
}
