package spheres.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spheres.theory.EllipsoidErrorRate;

/** A text file with one alpha per line; blank lines don't count. */
final class AlphasFile {
    private static final String RANGE = "[0, " + EllipsoidErrorRate.ALPHA_LIMIT + ")";
    private static final int MOST_SHOWN = 40;
    private static final int LONGEST = 1 << 25;
    /** That of UTF-8, as Latin-1 shows it. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private AlphasFile() {}

    /**
     * The alphas of a file, at least one, each in [0, 1e100).
     *
     * @throws IllegalArgumentException with file, line, value and legal range, if it holds anything else
     * @throws IOException if it can't be read
     */
    static double[] read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(
                    "--alphas = " + file + " does not exist: give a text file, one alpha per line");
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    "--alphas = " + file + " is a folder: give a text file, one alpha per line");
        }
        List<Double> alphas = new ArrayList<>();
        int number = 0;
        // Every byte is a character of Latin-1: a file that is no text is reported by its first line.
        for (String line : text(file).split("\\R", -1)) {
            number++;
            if (!line.isBlank()) {
                alphas.add(alpha(file, number, line.strip()));
            }
        }
        if (alphas.isEmpty()) {
            throw new IllegalArgumentException(
                    "--alphas = " + file + " holds no number: give one alpha in " + RANGE + " a line");
        }
        return alphas.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** No more than the limit is read, so that a file without an end is refused too. */
    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IllegalArgumentException(
                        "--alphas = " + file + " is longer than " + LONGEST + " bytes: give one alpha per line");
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        }
    }

    private static double alpha(Path file, int line, String text) {
        double alpha = LegalValue.number(text);
        if (alpha >= 0 && alpha < EllipsoidErrorRate.ALPHA_LIMIT) {
            return alpha;
        }
        throw new IllegalArgumentException(
                "--alphas = " + file + ", line " + line + ": " + shown(text) + " is not a number in " + RANGE);
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\P{Print}", "?");
        return printable.length() > MOST_SHOWN ? printable.substring(0, MOST_SHOWN) + "..." : printable;
    }
}
