package spheres.training;

/** Hears how a run goes on. */
public interface Progress extends AutoCloseable {
    /** Hears nothing. */
    Progress NONE = new Progress() {};

    /** A bar on the terminal with steps a second and the time left; nothing where standard output is no terminal. */
    static Progress bar(String task) {
        return ProgressOnTerminal.isTerminal() ? new ProgressOnTerminal(task) : NONE;
    }

    /** The run begins, at {@code step} of {@code steps}. */
    default void start(long step, long steps) {}

    /**
     * Some steps were done.
     *
     * @param step the number of steps done
     * @param loss the last loss
     */
    default void at(long step, double loss) {}

    @Override
    default void close() {}
}
