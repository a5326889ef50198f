package spheres.classifier;

import java.util.Optional;

/**
 * A classifier of points of R^d by one logit: positive means the outer sphere, negative the inner one. Batches are
 * row-major {@code [batch, d]} arrays in single precision.
 *
 * <p>Implementations may own scratch memory: one instance serves one thread at a time.
 */
public interface Classifier {

    /** d, the dimension of the input. */
    int dimension();

    /**
     * Writes the logits of the first {@code batch} rows of {@code points} (inference mode).
     *
     * @param points {@code [batch, d]}, row-major
     * @param logits receives {@code [batch]}
     */
    void logits(float[] points, int batch, float[] logits);

    /**
     * Writes the logits and their gradients to the input (inference mode).
     *
     * @param points {@code [batch, d]}, row-major
     * @param logits receives {@code [batch]}
     * @param gradients receives {@code [batch, d]}, row-major
     */
    void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients);

    /** What takes the steps of an ascent where this classifier keeps its points; empty for one that keeps none. */
    default Optional<Climber> climber() {
        return Optional.empty();
    }
}
