package spheres.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** What comes back from a task: a folder of evidence. */
final class Trained implements Serializable {
    private final String host;
    private final long began;
    private final byte[] zip;

    /**
     * @param host that trained it
     * @param began at which step the task began, above 0 where an earlier one had left a checkpoint
     * @param folder of the evidence
     */
    Trained(String host, long began, Path folder) throws IOException {
        this.host = host;
        this.began = began;
        zip = zipped(folder);
    }

    String host() {
        return host;
    }

    long began() {
        return began;
    }

    /** The files of a folder, which has no folders in it. */
    private static byte[] zipped(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                var files = Files.list(folder)) {
            List<Path> sorted = files.sorted().toList();
            for (Path file : sorted) {
                zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the files into a folder.
     *
     * @throws IOException if a name leads out of it
     */
    void unzip(Path folder) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!folder.equals(file.getParent())) {
                    throw new IOException("the evidence from " + host + " has a file " + entry.getName()
                            + ", which leads out of its folder");
                }
                Files.copy(in, file);
            }
        }
    }
}
