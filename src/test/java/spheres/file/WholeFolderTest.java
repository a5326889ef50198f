package spheres.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFolderTest {
    @TempDir
    Path parent = Path.of("replaced by JUnit");

    @Test
    void folderAppearsWithAllItsFiles() throws IOException {
        Path folder = parent.resolve("new").resolve("one");

        WholeFolder.write(folder, aside -> {
            assertThat(folder).doesNotExist();
            Files.writeString(aside.resolve("a"), "1");
            Files.writeString(Files.createDirectory(aside.resolve("b")).resolve("c"), "2");
        });

        assertThat(folder.resolve("a")).hasContent("1");
        assertThat(folder.resolve("b").resolve("c")).hasContent("2");
        assertThat(parent.resolve("new").toFile().list()).containsExactly("one");
    }

    @Test
    void failureLeavesNothing() {
        assertThatThrownBy(() -> WholeFolder.write(parent.resolve("one"), aside -> {
                    Files.writeString(aside.resolve("a"), "1");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatAKilledProgramLeftIsTakenAwayAndNothingElse() throws IOException {
        Files.writeString(
                Files.createDirectory(parent.resolve("one.0f.writing")).resolve("a"), "half");
        Files.createDirectory(parent.resolve("one-more.0f.writing"));

        WholeFolder.write(parent.resolve("one"), aside -> Files.writeString(aside.resolve("a"), "whole"));

        assertThat(parent.toFile().list()).containsExactlyInAnyOrder("one", "one-more.0f.writing");
        assertThat(parent.resolve("one").resolve("a")).hasContent("whole");
    }

    @Test
    void folderThatIsThereIsLeftAsItIs() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("one"));

        assertThatThrownBy(() -> WholeFolder.write(folder, aside -> Files.writeString(aside.resolve("a"), "1")))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(folder + " is there already: it is left as it is");
        assertThat(folder).isEmptyDirectory();
    }
}
