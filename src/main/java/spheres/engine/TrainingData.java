package spheres.engine;

/** Labelled points addressed by their position in the order of training, so that no thread depends on another. */
public interface TrainingData {

    /** d, the dimension of the points. */
    int dimension();

    /** A reader for one thread; all readers give the same samples. */
    Reader reader();

    /** Reads samples; may own scratch memory. */
    interface Reader {
        /**
         * Writes the sample at {@code position} (counted from 0 over all steps) to {@code points[offset .. offset + d)}
         * and returns its label, 1 for the outer sphere and 0 for the inner one.
         */
        int read(long position, float[] points, int offset);
    }
}
