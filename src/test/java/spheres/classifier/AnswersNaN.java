package spheres.classifier;

import java.util.Arrays;

/** A network that training has driven to infinity: it answers NaN everywhere. */
public record AnswersNaN(int dimension) implements Classifier {
    @Override
    public void logits(float[] points, int batch, float[] logits) {
        Arrays.fill(logits, 0, batch, Float.NaN);
    }

    @Override
    public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
        logits(points, batch, logits);
    }
}
