package spheres.claims.harness;

import java.io.IOException;

/** A measurement that may need to read what is kept. */
@FunctionalInterface
public interface Measuring<V> {
    V measure() throws IOException;
}
