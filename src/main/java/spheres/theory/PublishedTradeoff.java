package spheres.theory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Figure 6 of "Adversarial Spheres" (arXiv:1801.02774): error rates and distances, as digitised from the figure. */
public final class PublishedTradeoff {
    private static final String FILE = "/spheres/published/fig6-tradeoff-points.csv";
    private static final int DIMENSION = 500;

    private PublishedTradeoff() {}

    /**
     * One marker of the figure.
     *
     * @param network "relu-h1000-d2", "relu-h2000-d8" or "quad-h1000"
     * @param errorRate on the inner sphere, read to about 5 %
     * @param meanDistance mean distance from points of the inner sphere to the nearest error, read to 0.002
     */
    public record Point(String network, double errorRate, double meanDistance) {
        /** Distance over the exact bound for that rate. */
        public double ratio() {
            return meanDistance / DistanceBound.exact(DIMENSION, errorRate);
        }
    }

    /** The markers of one network. */
    public static List<Point> of(String network) {
        try (var in = Objects.requireNonNull(PublishedTradeoff.class.getResourceAsStream(FILE), FILE);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> line.startsWith(network + ","))
                    .map(line -> line.split(",", -1))
                    .map(fields -> new Point(fields[0], Double.parseDouble(fields[1]), Double.parseDouble(fields[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
