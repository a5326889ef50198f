package spheres.network;

import java.io.IOException;

/** A checkpoint that cannot be read or written, or is of another network; the message says which and why. */
public final class CheckpointException extends IOException {
    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }

    public CheckpointException(String message) {
        super(message);
    }
}
