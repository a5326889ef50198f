package spheres.engine;

import java.util.function.LongUnaryOperator;

/** Samples of the concentric spheres, of inner radius 1, by index: an engine may draw them itself, with the same bits. */
public interface SphereSamples extends TrainingData {

    /** R, the radius of the outer sphere. */
    double outerRadius();

    /** The seed of the samples. */
    long seed();

    /** Their stream. */
    long stream();

    /** From the position in the order of training to the index of its sample; for one thread. */
    LongUnaryOperator indices();
}
