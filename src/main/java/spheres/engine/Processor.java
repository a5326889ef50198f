package spheres.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux says of the processor. */
public final class Processor {
    private static final Path INFO = Path.of("/proc/cpuinfo");

    private Processor() {}

    /** What is said of the first logical processor, {@code model name} or {@code flags}; empty where nothing is. */
    public static Optional<String> field(String name) {
        if (!Files.isReadable(INFO)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(INFO)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
