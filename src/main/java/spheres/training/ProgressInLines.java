package spheres.training;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A plain line a minute: how far, the last loss, the speed since the line before, and the time left at that speed. */
final class ProgressInLines implements Progress {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final String task;
    private final String unit;
    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private long steps;
    private long said;
    private long saidAt;
    private double loss = Double.NaN;

    ProgressInLines(String task, String unit, Consumer<String> lines, LongSupplier nanoTime) {
        this.task = task;
        this.unit = unit;
        this.lines = lines;
        this.nanoTime = nanoTime;
    }

    @Override
    public void start(long step, long ofSteps) {
        steps = ofSteps;
        said = step;
        saidAt = nanoTime.getAsLong();
    }

    @Override
    public void at(long step, double lastLoss) {
        loss = lastLoss;
        at(step);
    }

    @Override
    public void at(long step) {
        long now = nanoTime.getAsLong();
        if (now - saidAt < MINUTE) {
            return;
        }
        double perSecond = (step - said) * 1e9 / (now - saidAt);
        lines.accept(String.format(
                Locale.ROOT,
                "%s: %,d%s %s%s, %s a second%s",
                task,
                step,
                of(),
                unit,
                lossThen(),
                speed(perSecond),
                left(step, perSecond)));
        said = step;
        saidAt = now;
    }

    private String of() {
        return steps < 0 ? "" : String.format(Locale.ROOT, " of %,d", steps);
    }

    private String lossThen() {
        return Double.isNaN(loss) ? "" : String.format(Locale.ROOT, ", loss %.3g", loss);
    }

    private static String speed(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
    }

    private String left(long step, double perSecond) {
        if (steps < 0 || perSecond <= 0) {
            return "";
        }
        long minutes = Math.max(0, Math.round((steps - step) / perSecond / 60));
        return minutes < 60 ? ", " + minutes + " min left" : ", " + minutes / 60 + " h " + minutes % 60 + " min left";
    }
}
