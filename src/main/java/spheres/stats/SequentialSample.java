package spheres.stats;

/** A sample that can be enlarged: samples are addressed by index, and the interval rests on all of them so far. */
public interface SequentialSample {

    /** Adds the samples of index {@code from} (inclusive) to {@code to} (exclusive). */
    void extend(long from, long to);

    /** The interval from all samples so far. */
    ConfidenceInterval interval(double level);
}
