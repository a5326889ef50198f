package spheres.network;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A DL4J layer: {@code [batch, h]} to the sums of squares of the rows, {@code [batch, 1]}. Public, and named in the
 * configuration that a checkpoint holds, so this project's jar must be on the class path of who opens one.
 */
public final class SumOfSquares extends SameDiffLambdaLayer {

    @Override
    public SDVariable defineLayer(SameDiff graph, SDVariable input) {
        return graph.math().square(input).sum(true, 1);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward(1);
    }
}
