package spheres.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import spheres.claim.Judge;
import spheres.claim.Nights.PooledQuantity;
import spheres.claim.Numbers;
import spheres.claim.Range;

/**
 * A quantity over the nights, drawn in a box {@value #WIDTH} wide and {@value #HEIGHT} high: the last interval and all values are
 * in it, what is longer ends at its edge.
 *
 * @param least the value at the lower edge
 * @param most the value at the upper edge
 * @param holds where the statement holds, from the upper edge down
 * @param figure where the figure counts as reproduced, if it has a range of its own
 * @param band of a pooled quantity, the corners of its interval night by night
 * @param mean of a pooled quantity, its mean night by night
 * @param nights of nights side by side, the interval of each
 */
record NightsChart(
        String least,
        String most,
        IntervalBar.Span holds,
        IntervalBar.@Nullable Span figure,
        @Nullable String band,
        @Nullable String mean,
        List<Night> nights) {
    private static final double WIDTH = 300;
    private static final double HEIGHT = 48;

    /** How much of the last interval's length is left around it. */
    private static final double ROOM = 0.6;

    /** One night's interval. */
    record Night(double x, double from, double to) {}

    /** The chart of several nights; none of a quantity without an interval. */
    static Optional<NightsChart> of(PooledQuantity one) {
        List<Judge.Interval> trend = one.trend();
        if (trend.size() < 2) {
            return Optional.empty();
        }
        Judge.Interval last = trend.get(trend.size() - 1);
        double[] marks = DoubleStream.concat(
                        DoubleStream.of(last.low(), last.high()), trend.stream().mapToDouble(Judge.Interval::value))
                .filter(Double::isFinite)
                .toArray();
        if (marks.length == 0) {
            return Optional.empty();
        }
        double low = DoubleStream.of(marks).min().orElseThrow();
        double high = DoubleStream.of(marks).max().orElseThrow();
        double room = high > low ? ROOM * (high - low) : Math.max(1e-9, 0.1 * Math.abs(low));
        return Optional.of(of(one, new Axis(low - room, high + room)));
    }

    private static NightsChart of(PooledQuantity one, Axis axis) {
        List<Judge.Interval> trend = one.trend();
        boolean ranged =
                one.quantity().holds().isPresent() || one.quantity().figure().isPresent();
        Range none = new Range(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        Range figure =
                one.quantity().holds().isPresent() ? one.quantity().figure().orElse(null) : null;
        List<Night> nights = new ArrayList<>();
        for (int i = 0; i < trend.size(); i++) {
            double from = axis.y(trend.get(i).high());
            double to = axis.y(trend.get(i).low());
            nights.add(new Night(x(i, trend), from, Math.max(to, from + 0.5)));
        }
        return new NightsChart(
                Numbers.format(axis.least),
                Numbers.format(axis.most),
                axis.span(ranged ? one.quantity().statementRange() : none),
                figure == null ? null : axis.span(figure),
                one.pooled() ? corners(trend, axis) : null,
                one.pooled()
                        ? IntStream.range(0, trend.size())
                                .mapToObj(i ->
                                        point(x(i, trend), axis.y(trend.get(i).value())))
                                .collect(Collectors.joining(" "))
                        : null,
                one.pooled() ? List.of() : nights);
    }

    private static String corners(List<Judge.Interval> trend, Axis axis) {
        StringBuilder corners = new StringBuilder();
        for (int i = 0; i < trend.size(); i++) {
            corners.append(point(x(i, trend), axis.y(trend.get(i).high()))).append(' ');
        }
        for (int i = trend.size() - 1; i >= 0; i--) {
            corners.append(point(x(i, trend), axis.y(trend.get(i).low()))).append(' ');
        }
        return corners.toString().strip();
    }

    private static double x(int night, List<?> all) {
        return rounded(WIDTH * (0.01 + 0.98 * night / (all.size() - 1)));
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%s,%s", x, y);
    }

    private static double rounded(double value) {
        return Math.rint(100 * value) / 100;
    }

    /** From the lower edge of the box to the upper one. */
    private record Axis(double least, double most) {
        double y(double value) {
            double share = (value - least) / (most - least);
            return rounded(HEIGHT * (1 - Math.min(1, Math.max(0, share))));
        }

        IntervalBar.Span span(Range range) {
            double from = y(range.max());
            return new IntervalBar.Span(from, rounded(y(range.min()) - from));
        }
    }
}
