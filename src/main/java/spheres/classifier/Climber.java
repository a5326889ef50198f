package spheres.classifier;

import java.util.function.LongConsumer;

/**
 * Takes all steps of an {@link Ascent} where a classifier keeps its points, so that none is copied for each step. Within rounding it
 * does what an attack's own loop does.
 */
public interface Climber {
    /** Where a path begins. */
    interface Start {
        /** Writes a point of the ascent's region, {@code [d]} values from the offset on. */
        void place(int path, float[] points, int offset);
    }

    /** Is told where a path ended. */
    interface End {
        /**
         * The point with the highest logit towards the other class.
         *
         * @param towardsError the logit there, signed so that errors are positive; -Infinity where none was a number
         * @param steps how many led there
         * @param point {@code [d]}
         */
        void at(int path, Ascent.Ending ending, double towardsError, int steps, float[] point);
    }

    /**
     * Climbs so many paths to their ends.
     *
     * @param end is told of each path, in any order
     * @param judged is told, now and then, how many more points were judged
     */
    void climb(Ascent ascent, int count, Start start, End end, LongConsumer judged);
}
