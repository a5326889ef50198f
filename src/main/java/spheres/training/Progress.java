package spheres.training;

/** Hears how a run goes on. */
public interface Progress extends AutoCloseable {
    /** Hears nothing. */
    Progress NONE = new Progress() {};

    /** A bar on the terminal with steps a second and the time left; nothing where standard output is no terminal. */
    static Progress bar(String task) {
        return bar(task, "steps");
    }

    /** The same for work that goes on in other units than steps. */
    static Progress bar(String task, String unit) {
        return ProgressOnTerminal.isTerminal() ? new ProgressOnTerminal(task, unit) : NONE;
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
