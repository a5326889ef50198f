package spheres.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes a file aside and renames it into place, so that a reader never sees half of it. */
public final class WholeFile {
    private static final String WRITING = ".writing";

    private WholeFile() {}

    /** What goes into a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes it to that path, where there is no file yet. */
        void write(Path aside) throws IOException;
    }

    /**
     * Writes a file: aside first, synced to disk, then renamed, so that at any moment the path holds a whole file, the old or
     * the new. Two programs may do so at once.
     *
     * @param file its folder is created where it is missing
     * @throws IOException if it can't be written; then nothing is left but the old file
     */
    public static void write(Path file, Content content) throws IOException {
        Path aside = aside(file);
        try {
            fill(aside, content);
            Files.move(
                    aside, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(folder(file));
        } finally {
            remove(aside);
        }
    }

    /** Writes as much as {@link #write} would and takes it away again: what would fail after hours fails now. */
    public static void tryWrite(Path file, Content content) throws IOException {
        Path aside = aside(file);
        try {
            fill(aside, content);
        } finally {
            remove(aside);
        }
    }

    /** Takes away what programs that were killed while they wrote that file have left; nobody else may be writing it. */
    public static void removeUnfinished(Path file) throws IOException {
        Path folder = folder(file);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(left -> {
                        String name = left.getFileName().toString();
                        return name.startsWith(file.getFileName() + ".") && name.endsWith(WRITING);
                    })
                    .forEach(WholeFile::remove);
        }
    }

    /** A name of its own for each writing, so that two programs never write one file. */
    private static Path aside(Path file) {
        return file.toAbsolutePath().resolveSibling(file.getFileName() + "." + UUID.randomUUID() + WRITING);
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    }

    private static void fill(Path aside, Content content) throws IOException {
        Files.createDirectories(folder(aside));
        content.write(aside);
        sync(aside, StandardOpenOption.WRITE);
    }

    private static void remove(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            // What can't be removed is left, under a name that nobody reads.
        }
    }

    private static void sync(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    /** Makes the renaming itself durable, where the platform can sync a folder. */
    private static void syncFolder(Path folder) {
        try {
            sync(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            // Windows opens no folders; there the renaming is durable by itself.
        }
    }
}
