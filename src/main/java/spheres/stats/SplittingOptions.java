package spheres.stats;

import spheres.input.Require;

/**
 * How {@link MultilevelSplitting} estimates. Immutable: {@code SplittingOptions.withDefaults().withRuns(20)}.
 *
 * @param budget the most points that are judged in all, at least 1
 * @param moves steps of the Markov chain that each point makes at each level, at least 1
 * @param runs independent runs, at least 2: their spread gives the interval
 * @param survivors the share of the pilot's points that lie above each next level, in (0, 1)
 * @param floor decimal logarithm of the rate below which the search for errors ends, negative
 * @param seed of all points and moves
 */
public record SplittingOptions(long budget, int moves, int runs, double survivors, double floor, long seed) {

    public SplittingOptions {
        Require.atLeast(1L, "budget", budget);
        Require.atLeast(1, "moves", moves);
        Require.atLeast(2, "runs", runs);
        Require.probability("survivors", survivors);
        if (!(floor < 0 && floor > Double.NEGATIVE_INFINITY)) {
            throw Require.notIn("(-Infinity, 0)", "floor", floor);
        }
    }

    /**
     * 4,000,000 points, 10 moves a level, 10 runs, a fifth survive, floor 1e-30, seed 1801. Measured on random ellipsoids
     * at d = 500: a relative standard error of 3 % at a rate of 1e-4 and 8 % at 1e-16; longer chains for fewer points, or
     * shorter ones for more, are worse at 1e-16.
     */
    public static SplittingOptions withDefaults() {
        return new SplittingOptions(4_000_000, 10, 10, 0.2, -30, 1801);
    }

    public SplittingOptions withBudget(long other) {
        return new SplittingOptions(other, moves, runs, survivors, floor, seed);
    }

    public SplittingOptions withMoves(int other) {
        return new SplittingOptions(budget, other, runs, survivors, floor, seed);
    }

    public SplittingOptions withRuns(int other) {
        return new SplittingOptions(budget, moves, other, survivors, floor, seed);
    }

    public SplittingOptions withSurvivors(double other) {
        return new SplittingOptions(budget, moves, runs, other, floor, seed);
    }

    public SplittingOptions withFloor(double other) {
        return new SplittingOptions(budget, moves, runs, survivors, other, seed);
    }

    public SplittingOptions withSeed(long other) {
        return new SplittingOptions(budget, moves, runs, survivors, floor, other);
    }
}
