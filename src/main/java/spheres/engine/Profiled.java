package spheres.engine;

import java.util.Map;

/** Something that knows where its time goes. */
public interface Profiled {

    /**
     * Where the time of all work so far went, in nanoseconds as the first thread sees them; empty where that is not
     * known.
     */
    Map<Phase, Long> profile();
}
