package spheres.training;

import java.util.function.Consumer;

/** Hears how a run goes on. */
public interface Progress extends AutoCloseable {
    /** Hears nothing. */
    Progress NONE = new Progress() {};

    /**
     * A bar on the terminal with the speed and the time left; where standard output is no terminal, a plain line a minute.
     *
     * @param unit of what is counted: steps, points judged
     * @param lines takes the lines
     */
    static Progress of(String task, String unit, Consumer<String> lines) {
        return ProgressOnTerminal.isTerminal()
                ? new ProgressOnTerminal(task, unit)
                : new ProgressInLines(task, unit, lines, System::nanoTime);
    }

    /** The run begins, at {@code step} of {@code steps}; -1 where nobody knows how many there will be. */
    default void start(long step, long steps) {}

    /** Some steps were done, {@code step} so far. */
    default void at(long step) {}

    /**
     * Some training steps were done.
     *
     * @param step the number of steps done
     * @param loss the last loss
     */
    default void at(long step, double loss) {}

    @Override
    default void close() {}
}
