package spheres.attack;

/** A result that cannot be right, whatever the network: the measuring code is wrong, and nothing is to be judged. */
public final class HarnessFault extends IllegalStateException {
    public HarnessFault(String message) {
        super(message);
    }
}
