package spheres.training;

/** A run was asked to stop, and did, after what it had done was saved where it has a checkpoint. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long step;

    StoppedException(long step) {
        super("training was stopped after " + step + " steps");
        this.step = step;
    }

    /** The number of steps done. */
    public long step() {
        return step;
    }
}
