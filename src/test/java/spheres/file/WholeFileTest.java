package spheres.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void theOldFileIsThereUntilTheNewOneIsWhole() throws IOException {
        Path file = folder.resolve("new/file.txt");
        WholeFile.write(file, aside -> Files.writeString(aside, "old"));

        WholeFile.write(file, aside -> {
            Files.writeString(aside, "new");
            assertThat(file).hasContent("old");
        });

        assertThat(file).hasContent("new");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.writing");
    }

    @Test
    void aWritingThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("file.txt"), "old");

        assertThatThrownBy(() -> WholeFile.write(file, aside -> {
                    Files.writeString(aside, "half");
                    throw new IOException("no space");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no space");

        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**.writing");
    }

    @Test
    void aTrialWritesNothing() throws IOException {
        Path file = folder.resolve("file.txt");

        WholeFile.tryWrite(file, aside -> Files.writeString(aside, "tried"));

        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> WholeFile.tryWrite(file, aside -> {
                    throw new IOException("no space");
                }))
                .hasMessage("no space");
    }

    @Test
    void leftoversOfThatFileAloneAreRemoved() throws IOException {
        Path file = Files.writeString(folder.resolve("file.txt"), "whole");
        Files.writeString(folder.resolve("file.txt.0.writing"), "half");
        Path other = Files.writeString(folder.resolve("other.txt.0.writing"), "half");

        WholeFile.removeUnfinished(file);
        WholeFile.removeUnfinished(folder.resolve("missing/file.txt"));

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("file.txt", "other.txt.0.writing");
        assertThat(other).hasContent("half");
    }
}
