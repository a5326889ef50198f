package spheres.theory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import spheres.input.Require;
import spheres.sphere.Sphere;

/**
 * Figure 3 (left) of "Adversarial Spheres" (arXiv:1801.02774): the histogram of the 500 alphas of a quadratic network,
 * as digitised from the figure. A bin tells its alphas only up to its width.
 */
public final class PublishedHistogram {
    private static final String FILE = "/spheres/published/fig3-left-histogram.csv";
    private static final double TOP = 1.955;

    private final int[] counts;

    private PublishedHistogram(int[] counts) {
        this.counts = counts;
    }

    /** The published figure. */
    public static PublishedHistogram load() {
        try (var in = Objects.requireNonNull(PublishedHistogram.class.getResourceAsStream(FILE), FILE);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new PublishedHistogram(reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("bin"))
                    .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(',') + 1)))
                    .toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many alphas each bin holds. */
    public int[] counts() {
        return counts.clone();
    }

    /** The number of alphas, 500. */
    public int size() {
        return Arrays.stream(counts).sum();
    }

    /** The width of a bin. */
    public double binWidth() {
        return TOP / counts.length;
    }

    /** Alphas spread evenly within their bins, ascending. */
    public double[] evenAlphas() {
        double[] positions = new double[size()];
        int i = 0;
        for (int count : counts) {
            for (int j = 0; j < count; j++) {
                positions[i++] = (j + 0.5) / count;
            }
        }
        return alphas(positions);
    }

    /**
     * Alphas at given positions within their bins.
     *
     * @param positions {@code [500]}, each in [0, 1]: 0 is the bin's lower edge, 1 its upper one
     */
    public double[] alphas(double[] positions) {
        if (positions.length != size()) {
            throw new IllegalArgumentException("positions has length " + positions.length + ", not " + size());
        }
        double[] alphas = new double[positions.length];
        int i = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            for (int j = 0; j < counts[bin]; j++) {
                if (!(positions[i] >= 0 && positions[i] <= 1)) {
                    throw Require.notIn("[0, 1]", "position[" + i + "]", positions[i]);
                }
                alphas[i] = (bin + positions[i]) * binWidth();
                i++;
            }
        }
        return alphas;
    }

    /**
     * An interval that a rate of the published alphas must lie in, and its value for evenly spread ones.
     *
     * @param low the rate with every alpha at the end of its bin that makes it least
     * @param even the rate with alphas spread evenly within their bins
     * @param high the rate with every alpha at the other end
     */
    public record RateInterval(TailProbability low, TailProbability even, TailProbability high) {}

    /** A way to compute a rate, such as {@code EllipsoidErrorRate::exact}. */
    public interface Method {
        TailProbability rate(EllipsoidErrorRate ellipsoid, Sphere sphere);
    }

    /**
     * The rate on a sphere with its bounds over all positions within the bins: the exact rate grows with every alpha on
     * the inner sphere and falls on the outer one.
     */
    public RateInterval rate(double outerRadius, Sphere sphere, Method method) {
        TailProbability lowest = rateAt(0, outerRadius, sphere, method);
        TailProbability highest = rateAt(1, outerRadius, sphere, method);
        TailProbability even = method.rate(EllipsoidErrorRate.of(evenAlphas(), outerRadius), sphere);
        return sphere == Sphere.INNER
                ? new RateInterval(lowest, even, highest)
                : new RateInterval(highest, even, lowest);
    }

    private TailProbability rateAt(double position, double outerRadius, Sphere sphere, Method method) {
        double[] positions = new double[size()];
        Arrays.fill(positions, position);
        return method.rate(EllipsoidErrorRate.of(alphas(positions), outerRadius), sphere);
    }
}
