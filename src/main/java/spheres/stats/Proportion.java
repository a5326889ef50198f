package spheres.stats;

import java.util.function.LongPredicate;
import org.apache.commons.statistics.distribution.BetaDistribution;
import spheres.input.Require;

/**
 * The probability of an event from independent trials, with the exact interval of Clopper and Pearson
 * (doi:10.1093/biomet/26.4.404), which covers the truth with at least its level.
 */
public final class Proportion implements SequentialSample {
    private final LongPredicate event;
    private long successes;
    private long trials;

    /** @param event whether the event occurs in the trial of that index */
    public Proportion(LongPredicate event) {
        this.event = event;
    }

    @Override
    public void extend(long from, long to) {
        for (long index = from; index < to; index++) {
            if (event.test(index)) {
                successes++;
            }
        }
        trials += to - from;
    }

    @Override
    public ConfidenceInterval interval(double level) {
        return interval(successes, trials, level);
    }

    /**
     * The interval for the probability of an event seen {@code successes} times in {@code trials}.
     *
     * @param successes in [0, trials]
     * @param trials at least 1
     * @param level in (0, 1)
     */
    public static ConfidenceInterval interval(long successes, long trials, double level) {
        ConfidenceInterval.requireLevel(level);
        ConfidenceInterval.requireAtLeast("trials", trials, 1);
        if (successes < 0 || successes > trials) {
            throw Require.notIn("[0, " + trials + "]", "successes", successes);
        }
        double tail = (1 - level) / 2;
        double low = successes == 0
                ? 0
                : BetaDistribution.of((double) successes, trials - successes + 1.0)
                        .inverseCumulativeProbability(tail);
        double high = successes == trials
                ? 1
                : BetaDistribution.of(successes + 1.0, (double) (trials - successes))
                        .inverseSurvivalProbability(tail);
        return new ConfidenceInterval((double) successes / trials, low, high, level);
    }
}
