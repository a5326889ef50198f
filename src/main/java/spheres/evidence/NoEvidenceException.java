package spheres.evidence;

import java.io.IOException;

/** A network that is not trained yet; the message says how it is. */
public final class NoEvidenceException extends IOException {
    public NoEvidenceException(String message) {
        super(message);
    }
}
