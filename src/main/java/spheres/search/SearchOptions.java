package spheres.search;

import spheres.input.Require;

/**
 * The effort of {@link ErrorSearch}. Immutable: {@code SearchOptions.withDefaults().withStarts(10_000)}.
 *
 * @param starts from how many points each way of searching begins, at least 1
 * @param screened how many random points are judged for each start of the way that begins at the most suspicious ones,
 *     at least 1
 * @param steps the most steps of one ascent, at least 1
 * @param batch how many points are judged together, at least 1
 * @param seed of all random points
 * @param stopAtFirst whether the search ends with the batch of starts that finds an error
 */
public record SearchOptions(int starts, int screened, int steps, int batch, long seed, boolean stopAtFirst) {

    public SearchOptions {
        Require.atLeast(1, "starts", starts, "choose from how many points each way of searching begins");
        Require.atLeast(1, "screened", screened, "choose how many random points are judged for each start");
        Require.atLeast(1, "steps", steps, "choose how many steps an ascent takes");
        Require.atLeast(1, "batch", batch, "choose how many points are judged together");
    }

    /** 1000 starts for each way, 100 points screened for each, 2000 steps, batches of 100, seed 1801, no early end. */
    public static SearchOptions withDefaults() {
        return new SearchOptions(1000, 100, 2000, 100, 1801, false);
    }

    public SearchOptions withStarts(int starts) {
        return new SearchOptions(starts, screened, steps, batch, seed, stopAtFirst);
    }

    public SearchOptions withScreened(int screened) {
        return new SearchOptions(starts, screened, steps, batch, seed, stopAtFirst);
    }

    public SearchOptions withSteps(int steps) {
        return new SearchOptions(starts, screened, steps, batch, seed, stopAtFirst);
    }

    public SearchOptions withBatch(int batch) {
        return new SearchOptions(starts, screened, steps, batch, seed, stopAtFirst);
    }

    public SearchOptions withSeed(long seed) {
        return new SearchOptions(starts, screened, steps, batch, seed, stopAtFirst);
    }

    public SearchOptions withStopAtFirst(boolean stopAtFirst) {
        return new SearchOptions(starts, screened, steps, batch, seed, stopAtFirst);
    }
}
