package spheres.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The loss of a logit z with label y: softplus(z) - y z, its gradient sigmoid(z) - y. DL4J's own binary cross-entropy
 * goes through the probability, so it must clip confident answers, which then have a wrong gradient.
 *
 * <p>Public, and named in the configuration that a checkpoint holds, so this project's jar must be on the class path of
 * who opens one.
 */
public final class SigmoidCrossEntropy implements ILossFunction {

    /** The loss of one sample in double precision. */
    public static double loss(double logit, double label) {
        return Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        double sum =
                computeScoreArray(labels, logits, activation, mask).sumNumber().doubleValue();
        return average ? sum / logits.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        requireLogits(activation);
        INDArray losses = losses(labels, logits);
        return mask == null ? losses : losses.muli(mask);
    }

    /** The losses of logits {@code [batch, 1]}, a new array. */
    public static INDArray losses(INDArray labels, INDArray logits) {
        // log(1 + t) as 2 atanh(t / (2 + t)): ND4J's own log1p adds the 1 first and loses a small t
        INDArray t = Transforms.exp(Transforms.abs(logits).negi(), false);
        INDArray tail = Transforms.atanh(t.divi(t.add(2)), false).muli(2);
        return Transforms.relu(logits, true).subi(logits.mul(labels)).addi(tail);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        requireLogits(activation);
        INDArray gradient = Transforms.sigmoid(logits, true).subi(labels);
        return mask == null ? gradient : gradient.muli(mask);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, logits, activation, mask, average),
                computeGradient(labels, logits, activation, mask));
    }

    private static void requireLogits(IActivation activation) {
        if (!(activation instanceof ActivationIdentity)) {
            throw new IllegalArgumentException(
                    "activation of the output layer = " + activation + " is not identity: the loss takes logits");
        }
    }

    @Override
    public String name() {
        return "SigmoidCrossEntropy";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigmoidCrossEntropy;
    }

    @Override
    public int hashCode() {
        return SigmoidCrossEntropy.class.hashCode();
    }
}
