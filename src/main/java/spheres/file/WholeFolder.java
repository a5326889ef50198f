package spheres.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Fills a folder aside and renames it into place, so that it is there as a whole or not at all. */
public final class WholeFolder {
    private static final String WRITING = ".writing";

    private WholeFolder() {}

    /** What goes into a folder. */
    @FunctionalInterface
    public interface Content {
        /** Writes it into that folder, which is empty. */
        void write(Path aside) throws IOException;
    }

    /**
     * Writes a folder. What programs that were killed while they wrote it have left is taken away.
     *
     * @param folder is not there yet; the one that it lies in is created where it is missing
     * @throws FileAlreadyExistsException if it is there
     * @throws IOException if it can't be written; then nothing of it is left
     */
    public static void write(Path folder, Content content) throws IOException {
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(folder + " is there already: it is left as it is");
        }
        Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent(), "a folder lies in another");
        String prefix = folder.getFileName() + ".";
        Files.createDirectories(parent);
        try (Stream<Path> files = Files.list(parent)) {
            files.filter(left -> {
                        String name = left.getFileName().toString();
                        return name.startsWith(prefix) && name.endsWith(WRITING);
                    })
                    .forEach(WholeFolder::remove);
        }
        Path aside = parent.resolve(prefix + UUID.randomUUID() + WRITING);
        try {
            Files.createDirectory(aside);
            content.write(aside);
            Files.move(aside, folder.toAbsolutePath());
        } finally {
            remove(aside);
        }
    }

    /** Takes a folder away with all that is in it, if it is there; what can't be removed stays. */
    public static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            // What can't be removed is left, under a name that nobody reads.
        }
    }
}
