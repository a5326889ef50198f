package spheres.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import spheres.claim.Judge.Interval;
import spheres.claim.Nights.OfCommit;

/**
 * What nights gave of one quantity, each an interval of its own, and their mean: its low end is Student's for the mean of the
 * nights' low ends, its high end that of their high ends. It holds the mean of what the nights' intervals hold, and is never
 * narrower than they are; a night without an end on one side leaves it endless there.
 *
 * @param seen in time
 */
record NightValues(List<Seen> seen) {

    /**
     * What one night gave.
     *
     * @param networks what tells its networks from others: those of the same are measurements of one value
     */
    record Seen(String commit, Object networks, Interval interval) {}

    /** One for each network or set of networks, in the order of their first nights. */
    List<Interval> values() {
        return seen.stream()
                .collect(Collectors.groupingBy(Seen::networks, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(NightValues::again)
                .toList();
    }

    /** Several measurements of the same networks: the mean of their ends holds what all of them hold. */
    private static Interval again(Collection<Seen> measurements) {
        List<Interval> different =
                measurements.stream().map(Seen::interval).distinct().toList();
        return different.size() == 1
                ? different.get(0)
                : new Interval(
                        mean(different, Interval::low),
                        mean(different, Interval::value),
                        mean(different, Interval::high));
    }

    /** Student's interval for the mean; endless from one night. */
    Interval mean(double level) {
        List<Interval> values = values();
        return ofEnds(values, level, 1.0 / values.size());
    }

    /** Student's interval for one further value. */
    static Interval further(List<Interval> values, double level) {
        return ofEnds(values, level, 1 + 1.0 / values.size());
    }

    private static Interval ofEnds(List<Interval> values, double level, double factor) {
        double value = mean(values, Interval::value);
        List<Double> lows = values.stream().map(Interval::low).toList();
        List<Double> highs = values.stream().map(Interval::high).toList();
        Interval ofLows = student(lows, level, factor, value);
        Interval ofHighs = highs.equals(lows) ? ofLows : student(highs, level, factor, value);
        return new Interval(ofLows.low(), value, ofHighs.high());
    }

    private static Interval student(List<Double> ends, double level, double factor, double value) {
        return ends.size() > 1 && ends.stream().allMatch(Double::isFinite)
                ? Judge.student(ends, level, factor)
                : new Interval(Double.NEGATIVE_INFINITY, value, Double.POSITIVE_INFINITY);
    }

    private static double mean(List<Interval> all, ToDoubleFunction<Interval> part) {
        return all.stream().mapToDouble(part).average().orElseThrow();
    }

    /** Whether all ends on a side are the same, so that they show no scatter. */
    boolean alike() {
        List<Interval> values = values();
        return values.stream().map(Interval::low).distinct().count() == 1
                || values.stream().map(Interval::high).distinct().count() == 1;
    }

    /** The mean after the first night, after two, and so on, where so many more were looked at. */
    List<Interval> trend(double share, int others) {
        List<Interval> trend = new ArrayList<>();
        for (int i = 1; i <= seen.size(); i++) {
            trend.add(new NightValues(seen.subList(0, i)).mean(1 - NightPool.spent(share, others + i)));
        }
        return trend;
    }

    /** What each commit gave, in the order of their first nights; their intervals hold together at the level. */
    List<OfCommit> commits(double level) {
        Map<String, List<Seen>> commits = byCommit();
        return commits.entrySet().stream()
                .map(commit -> new OfCommit(
                        commit.getKey(),
                        commit.getValue().size(),
                        new NightValues(commit.getValue()).mean(1 - (1 - level) / commits.size())))
                .toList();
    }

    /**
     * The place between two commits where the intervals of the nights before and after are farthest apart, in words; none where
     * they meet everywhere.
     */
    Optional<String> drift(double level) {
        List<Map.Entry<String, List<Seen>>> commits = List.copyOf(byCommit().entrySet());
        double missed = (1 - level) / (2 * (commits.size() - 1.0));
        double widest = 0;
        Optional<String> drift = Optional.empty();
        for (int i = 1; i < commits.size(); i++) {
            NightValues before = of(commits.subList(0, i));
            NightValues after = of(commits.subList(i, commits.size()));
            Interval earlier = before.mean(1 - missed);
            Interval later = after.mean(1 - missed);
            double gap = Math.max(later.low() - earlier.high(), earlier.low() - later.high());
            boolean scattered = !before.alike() && !after.alike();
            if (gap > widest && (scattered || chanceOfApart(before.seen.size(), after.seen.size()) <= missed)) {
                widest = gap;
                drift = Optional.of(
                        text(earlier) + " up to commit " + commits.get(i - 1).getKey() + " (" + before.seen.size()
                                + " nights), " + text(later) + " from commit "
                                + commits.get(i).getKey() + " on (" + after.seen.size()
                                + " nights)");
            }
        }
        return drift;
    }

    private static NightValues of(List<Map.Entry<String, List<Seen>>> commits) {
        return new NightValues(
                commits.stream().flatMap(commit -> commit.getValue().stream()).toList());
    }

    private Map<String, List<Seen>> byCommit() {
        return seen.stream().collect(Collectors.groupingBy(Seen::commit, LinkedHashMap::new, Collectors.toList()));
    }

    /** The probability that of exchangeable nights all of one part lie beyond all of the other: two of all choices of a part. */
    private static double chanceOfApart(int one, int other) {
        double chance = 2;
        for (int i = 1; i <= one; i++) {
            chance *= i / (double) (other + i);
        }
        return chance;
    }

    /** An interval in words; a value that nothing bounds from one side is none. */
    static String text(Interval interval) {
        boolean low = Double.isFinite(interval.low());
        boolean high = Double.isFinite(interval.high());
        if (low && high) {
            return Numbers.format(interval.value()) + " in [" + Numbers.format(interval.low()) + ", "
                    + Numbers.format(interval.high()) + "]";
        }
        return high
                ? "at most " + Numbers.format(interval.high())
                : low ? "at least " + Numbers.format(interval.low()) : "without an interval";
    }
}
