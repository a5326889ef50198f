package spheres.attack;

import spheres.input.Require;

/**
 * How {@link RefinedAttack} searches. Immutable: {@code RefinedOptions.withDefaults().withRestarts(8)}.
 *
 * @param ascent the ascents that find first errors
 * @param restarts ascents from each start, at least 1: the first from the start itself, the second to the worst case,
 *     the others from random points about the start
 * @param iterations the most changes of direction in the descent along the boundary, at least 1
 * @param seed of the random starts
 */
public record RefinedOptions(AttackOptions ascent, int restarts, int iterations, long seed) {

    public RefinedOptions {
        Require.atLeast(1, "restarts", restarts, "choose how many ascents leave each start, such as 3");
        Require.atLeast(1, "iterations", iterations, "choose how often the descent may turn, such as 60");
    }

    /** Ascents of at most 400 steps of 0.01, 3 restarts, 60 iterations, seed 1801. */
    public static RefinedOptions withDefaults() {
        return new RefinedOptions(AttackOptions.withDefaults().withStep(0.01).withSteps(400), 3, 60, 1801);
    }

    public RefinedOptions withAscent(AttackOptions ascent) {
        return new RefinedOptions(ascent, restarts, iterations, seed);
    }

    public RefinedOptions withRestarts(int restarts) {
        return new RefinedOptions(ascent, restarts, iterations, seed);
    }

    public RefinedOptions withIterations(int iterations) {
        return new RefinedOptions(ascent, restarts, iterations, seed);
    }

    public RefinedOptions withSeed(long seed) {
        return new RefinedOptions(ascent, restarts, iterations, seed);
    }
}
