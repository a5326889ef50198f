package spheres.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    private Path folder;

    @Test
    void isHadByOneAtATimeAndLeavesNothing() throws IOException {
        Path file = folder.resolve("lock");
        RunLock first = RunLock.take(file).orElseThrow();

        assertThat(RunLock.take(file)).isEmpty();
        first.close();

        assertThat(folder).isEmptyDirectory();
        RunLock.take(file).orElseThrow().close();
    }

    @Test
    void fileThatAKilledProgramLeftHindersNobody() throws IOException {
        Path file =
                Files.writeString(folder.resolve("lock"), "somebody's mark that is longer than ours would be, by far");

        RunLock.take(file).orElseThrow().close();

        assertThat(file).doesNotExist();
    }
}
