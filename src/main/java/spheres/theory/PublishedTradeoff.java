package spheres.theory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import spheres.input.Require;

/** Figure 6 of "Adversarial Spheres" (arXiv:1801.02774): error rates and distances, as digitised from the figure. */
public final class PublishedTradeoff {
    private static final String FILE = "/spheres/published/fig6-tradeoff-points.csv";
    private static final int DIMENSION = 500;

    /** Of the ratios, on either side of the central 95 %. */
    private static final double TAIL = 0.025;

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

    /**
     * The low end of the central 95 % of one network's ratios: what is at least as near to the bound as those. Interpolated
     * linearly between order statistics (Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566, definition 7).
     *
     * @throws IllegalArgumentException for a network that the figure does not have
     */
    public static double leastNearRatio(String network) {
        double[] sorted =
                of(network).stream().mapToDouble(Point::ratio).sorted().toArray();
        if (sorted.length == 0) {
            throw Require.notIn("figure 6: choose relu-h1000-d2, relu-h2000-d8 or quad-h1000", "network", network);
        }
        double place = TAIL * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
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
