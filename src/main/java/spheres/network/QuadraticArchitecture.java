package spheres.network;

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
