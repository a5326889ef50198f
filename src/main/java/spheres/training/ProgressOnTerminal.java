package spheres.training;

import java.io.Console;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

final class ProgressOnTerminal implements Progress {
    private final String task;
    private final String unit;
    private @Nullable ProgressBar bar;

    ProgressOnTerminal(String task, String unit) {
        this.task = task;
        this.unit = unit;
    }

    /** Whether there is a terminal that a bar can be drawn on; since JDK 22 there is a console without one, too. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null || !draws(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Whether a terminal of that name can go back in a line and colour it; one without a name is not known to be unable. */
    static boolean draws(@Nullable String term) {
        return !"dumb".equals(term);
    }

    @Override
    public void start(long step, long steps) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .startsFrom(step, Duration.ZERO)
                .setUnit(" " + unit, 1)
                .showSpeed()
                .setUpdateIntervalMillis(500)
                .build();
    }

    @Override
    public void at(long step) {
        if (bar != null) {
            bar.stepTo(step);
        }
    }

    @Override
    public void at(long step, double loss) {
        at(step);
        if (bar != null) {
            bar.setExtraMessage(String.format(Locale.ROOT, "loss %.3g", loss));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
