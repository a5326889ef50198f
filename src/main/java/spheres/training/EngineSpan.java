package spheres.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a run and what computed it: a checkpoint may go from one engine to another, and the bits depend on them.
 *
 * @param from the number of steps done before; the stretch ends where the next begins
 * @param engine what computed its steps: threads of the CPU, or a device with its driver
 */
public record EngineSpan(
        @JsonProperty("from") long from,
        @JsonProperty("engine") String engine) {

    /** These stretches, and a new one from that step on where another engine computed the last. */
    static List<EngineSpan> with(List<EngineSpan> spans, long from, String engine) {
        if (!spans.isEmpty() && spans.get(spans.size() - 1).engine.equals(engine)) {
            return spans;
        }
        List<EngineSpan> all = new ArrayList<>(spans);
        all.add(new EngineSpan(from, engine));
        return List.copyOf(all);
    }
}
