package spheres.report;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import spheres.claim.Judge;
import spheres.claim.Observation;
import spheres.claim.Quantity;
import spheres.claim.Range;

/**
 * A measured interval against the accepted ranges, drawn along one axis: every position is in per cent of its length.
 *
 * @param holds where the statement holds
 * @param figure where the paper's figure counts as reproduced, if it has a range of its own
 * @param measured the measured interval
 * @param value the point estimate
 * @param paper the paper's figure, if there is one
 * @param logarithmic whether the axis is
 */
record IntervalBar(
        Span holds,
        @Nullable Span figure,
        Span measured,
        double value,
        @Nullable Double paper,
        boolean logarithmic) {
    /** Positive numbers that differ by more than this are drawn on a logarithmic axis. */
    private static final double DECADES_FROM = 100;

    private static final double MARGIN = 0.12;

    /** A stretch of the axis. */
    record Span(double from, double width) {}

    /** The bar of one measurement; a search has no axis to draw it on. */
    static Optional<IntervalBar> of(Quantity quantity, Observation observed) {
        return Judge.interval(quantity, observed).map(interval -> of(quantity, observed, interval));
    }

    private static IntervalBar of(Quantity quantity, Observation observed, Judge.Interval interval) {
        Range holds = Shown.of(quantity, observed).holds().orElseThrow();
        Range figure = quantity.holds().isPresent() ? quantity.figure().orElse(null) : null;
        Double paper = quantity.printed().map(Quantity.Printed::value).orElse(null);
        double[] marks = DoubleStream.of(
                        interval.low(),
                        interval.value(),
                        interval.high(),
                        holds.min(),
                        holds.max(),
                        figure == null ? Double.NaN : figure.min(),
                        figure == null ? Double.NaN : figure.max(),
                        paper == null ? Double.NaN : paper)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double least = marks.length == 0 ? 0 : marks[0];
        double most = marks.length == 0 ? 0 : marks[marks.length - 1];
        boolean logarithmic = least > 0 && most / least > DECADES_FROM;
        DoubleUnaryOperator scale = logarithmic ? Math::log10 : x -> x;
        double from = scale.applyAsDouble(least);
        double length = scale.applyAsDouble(most) - from;
        double room = length > 0 ? MARGIN * length : Math.max(1e-9, MARGIN * Math.abs(from));
        DoubleUnaryOperator place = x -> {
            double share = (scale.applyAsDouble(x) - from + room) / (length + 2 * room);
            return Math.rint(1e4 * Math.min(1, Math.max(0, share))) / 100;
        };
        return new IntervalBar(
                span(place, holds.min(), holds.max()),
                figure == null ? null : span(place, figure.min(), figure.max()),
                span(place, interval.low(), interval.high()),
                place.applyAsDouble(interval.value()),
                paper == null ? null : place.applyAsDouble(paper),
                logarithmic);
    }

    private static Span span(DoubleUnaryOperator place, double low, double high) {
        double from = low == Double.NEGATIVE_INFINITY ? 0 : place.applyAsDouble(low);
        double to = high == Double.POSITIVE_INFINITY ? 100 : place.applyAsDouble(high);
        return new Span(from, to - from);
    }
}
