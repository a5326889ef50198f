package spheres.network;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Looks at a zip before DL4J does, so that a damaged or hostile one is refused before anything is allocated for it: every
 * entry is read to its end, its checksum compared, and each array's claimed length held against the architecture.
 */
final class CheckpointZip {
    private static final int LONGEST_TEXT = 1 << 24;
    private static final int LONGEST_SHAPE = 64;

    private CheckpointZip() {}

    /** The entries that are text of ours, by name. */
    static Map<String, String> verify(Path path) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(path.toFile())) {
            String configuration = text(zip, entry(zip, ModelSerializer.CONFIGURATION_JSON));
            Architecture architecture = Dl4jNetworks.architecture(MultiLayerConfiguration.fromJson(configuration));
            verifyArray(zip, entry(zip, ModelSerializer.COEFFICIENTS_BIN), architecture.parameters());
            for (ZipEntry entry : Collections.list(zip.entries())) {
                switch (entry.getName()) {
                    case ModelSerializer.CONFIGURATION_JSON, ModelSerializer.COEFFICIENTS_BIN -> {}
                    case ModelSerializer.UPDATER_BIN -> verifyArray(zip, entry, 2L * architecture.trainedParameters());
                    default -> {
                        if (!entry.getName().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                            throw new IOException("entry \"" + entry.getName() + "\" has no plain name");
                        }
                        texts.put(entry.getName(), text(zip, entry));
                    }
                }
            }
        }
        return texts;
    }

    private static ZipEntry entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it has no entry " + name);
        }
        return entry;
    }

    private static CheckedInputStream open(ZipFile zip, ZipEntry entry) throws IOException {
        return new CheckedInputStream(
                Objects.requireNonNull(zip.getInputStream(entry), "an entry has a stream"), new CRC32());
    }

    /** ZipFile does not compare checksums by itself. */
    private static void verifyChecksum(ZipEntry entry, CheckedInputStream read) throws IOException {
        if (read.getChecksum().getValue() != entry.getCrc()) {
            throw new IOException("entry " + entry.getName() + " has another checksum than the zip says");
        }
    }

    private static String text(ZipFile zip, ZipEntry entry) throws IOException {
        try (CheckedInputStream in = open(zip, entry)) {
            byte[] bytes = in.readNBytes(LONGEST_TEXT + 1);
            if (bytes.length > LONGEST_TEXT) {
                throw new IOException("entry " + entry.getName() + " is longer than " + LONGEST_TEXT + " bytes");
            }
            verifyChecksum(entry, in);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** ND4J's form: a buffer of longs for the shape, then one of floats, each after a mode, a length and a type. */
    private static void verifyArray(ZipFile zip, ZipEntry entry, long length) throws IOException {
        try (CheckedInputStream read = open(zip, entry);
                DataInputStream in = new DataInputStream(new BufferedInputStream(read))) {
            in.readUTF();
            long shape = in.readLong();
            if (shape < 1 || shape > LONGEST_SHAPE || !in.readUTF().equals("LONG")) {
                throw new IOException("entry " + entry.getName() + " is no array of ND4J's");
            }
            in.skipNBytes(Long.BYTES * shape);
            in.readUTF();
            long claimed = in.readLong();
            String type = in.readUTF();
            if (claimed != length || !type.equals("FLOAT")) {
                throw new IOException("entry " + entry.getName() + " claims " + claimed + " numbers of type " + type
                        + ", the network has " + length + " of type FLOAT");
            }
            in.skipNBytes(Float.BYTES * length);
            if (in.read() >= 0) {
                throw new IOException("entry " + entry.getName() + " is longer than its " + length + " numbers");
            }
            verifyChecksum(entry, read);
        } catch (EOFException e) {
            throw new IOException("entry " + entry.getName() + " ends before its " + length + " numbers", e);
        }
    }
}
