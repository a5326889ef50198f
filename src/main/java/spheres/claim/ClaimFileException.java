package spheres.claim;

/** A claim file that can't be read; the message names every mistake with file, line, field and what is legal. */
public final class ClaimFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClaimFileException(String message) {
        super(message);
    }
}
