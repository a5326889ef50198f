package spheres.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to train into a file or folder, of one program at a time. The operating system holds it, so that it ends with the
 * program, however that ends; the file of the lock is taken away when the program gives the right back.
 */
public final class RunLock implements AutoCloseable {
    /** Behind anything that is written, so that the file can be read where locks keep readers out. */
    private static final long PLACE = 1L << 40;

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The lock with that file; empty where another program, or another thread, has it. */
    public static Optional<RunLock> take(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        RunLock lock = new RunLock(file, channel);
        boolean taken = false;
        try {
            taken = lock.tryTake();
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        return taken ? Optional.of(lock) : Optional.empty();
    }

    private boolean tryTake() throws IOException {
        try {
            FileLock held = channel.tryLock(PLACE, 1, false);
            if (held == null) {
                return false;
            }
        } catch (OverlappingFileLockException e) {
            return false;
        }
        // Whoever had it may have taken the file away between its opening and its locking: then this is no longer the
        // file.
        String mark = UUID.randomUUID().toString();
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)));
        return Files.exists(file)
                && Files.readString(file, StandardCharsets.US_ASCII).equals(mark);
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Windows removes no open file: it stays, and hinders nobody.
        }
    }
}
