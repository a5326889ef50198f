package spheres.network;

import java.util.Arrays;

/**
 * What a quadratic network computes: logit = w * sum_j (W x)_j^2 + b.
 *
 * @param dimension d
 * @param hiddenWidth h
 * @param weights W, {@code [h][d]} row-major; not copied
 * @param readoutWeight w
 * @param readoutBias b
 */
@SuppressWarnings("ArrayRecordComponent")
public record QuadraticParameters(
        int dimension, int hiddenWidth, float[] weights, float readoutWeight, float readoutBias) {

    /**
     * Those of a network.
     *
     * @throws IllegalArgumentException if it is not quadratic
     */
    public static QuadraticParameters of(Network network) {
        QuadraticArchitecture quadratic = network.architecture()
                .match(
                        relu -> {
                            throw new IllegalArgumentException("a " + relu + " network is not quadratic");
                        },
                        own -> own);
        float[] values = network.parameters();
        return new QuadraticParameters(
                quadratic.inputDimension(),
                quadratic.hiddenWidth(),
                Arrays.copyOf(values, quadratic.readout()),
                values[quadratic.readout()],
                values[quadratic.readout() + 1]);
    }

    /** An untrained network with these parameters. */
    public Network network(AdamSettings adam) {
        QuadraticArchitecture quadratic = new QuadraticArchitecture(dimension, hiddenWidth);
        float[] values = Arrays.copyOf(weights, quadratic.parameters());
        values[quadratic.readout()] = readoutWeight;
        values[quadratic.readout() + 1] = readoutBias;
        return Network.untrained(quadratic, adam, values);
    }
}
