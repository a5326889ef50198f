package spheres.theory;

import java.util.Arrays;
import spheres.input.Require;

/**
 * A union of zones {@code {x : low <= x_1 <= high}} of the unit sphere in R^n: caps, bands, pairs of opposite caps and
 * any union of them about one axis. Measure and mean distance are exact, since both depend on the latitude alone.
 */
public final class ZonalSet implements ErrorSet {
    private final int dimension;

    /** Latitudes of the edges, ascending from the pole at -e_1: zone k lies between edges 2k and 2k + 1. */
    private final double[] edges;

    private final double measure;

    private ZonalSet(int dimension, double[] edges, double measure) {
        this.dimension = dimension;
        this.edges = edges;
        this.measure = measure;
    }

    /**
     * The zones whose measures, with those of the gaps before them, are given from the pole at -e_1 upwards: gap, zone,
     * gap, zone, ... What is left up to the other pole is a last gap.
     *
     * @param dimension n, at least 2
     * @param gapsAndZones an even number of measures, gaps at least 0 and zones above 0, with a sum of at most 1
     */
    public static ZonalSet ofMeasures(int dimension, double... gapsAndZones) {
        Latitudes.requireDimension(dimension);
        if (gapsAndZones.length == 0 || gapsAndZones.length % 2 != 0) {
            throw new IllegalArgumentException("gaps and zones have length " + gapsAndZones.length
                    + ": give an even number, gap, zone, gap, zone, ...");
        }
        double[] edges = new double[gapsAndZones.length];
        double below = 0;
        double measure = 0;
        for (int i = 0; i < edges.length; i++) {
            boolean zone = i % 2 == 1;
            if (!(gapsAndZones[i] <= 1 && (zone ? gapsAndZones[i] > 0 : gapsAndZones[i] >= 0))) {
                throw Require.notIn(
                        (zone ? "(0, 1]" : "[0, 1]"),
                        (zone ? "zone" : "gap") + " measure [" + i + "]",
                        gapsAndZones[i]);
            }
            below += gapsAndZones[i];
            measure += zone ? gapsAndZones[i] : 0;
            edges[i] = latitudeAbove(dimension, below);
        }
        if (below > 1 + 1e-12) {
            throw new IllegalArgumentException("gaps and zones have the sum " + below + ": it is at most 1");
        }
        return new ZonalSet(dimension, edges, Math.min(measure, 1));
    }

    private static double latitudeAbove(int dimension, double below) {
        if (below <= 0) {
            return -Math.PI / 2;
        }
        return below >= 1
                ? Math.PI / 2
                : SphericalCap.ofMeasure(dimension, below).geodesicRadius() - Math.PI / 2;
    }

    /** The cap of measure mu about e_1: the optimum itself. */
    public static ZonalSet cap(int dimension, double measure) {
        return ofMeasures(dimension, 1 - measure, measure);
    }

    /** Two caps of measure mu / 2 each about opposite poles. */
    public static ZonalSet oppositeCaps(int dimension, double measure) {
        return ofMeasures(dimension, 0, measure / 2, 1 - measure, measure / 2);
    }

    /** The band of measure mu about the equator. */
    public static ZonalSet band(int dimension, double measure) {
        return ofMeasures(dimension, (1 - measure) / 2, measure);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /** mu(E), the share of the sphere in the set. */
    public double measure() {
        return measure;
    }

    /** d(E), the mean straight-line distance from a uniform point of the sphere; relative error about 1e-12. */
    public double meanDistance() {
        Latitudes latitudes = new Latitudes(dimension);
        double sum = distanceBelow(latitudes, edges[0], -Math.PI / 2);
        for (int i = 1; i + 1 < edges.length; i += 2) {
            double middle = (edges[i] + edges[i + 1]) / 2;
            sum += distanceAbove(latitudes, edges[i], middle) + distanceBelow(latitudes, edges[i + 1], middle);
        }
        return sum + distanceAbove(latitudes, edges[edges.length - 1], Math.PI / 2);
    }

    private static double distanceBelow(Latitudes latitudes, double edge, double from) {
        return latitudes.integral(t -> 2 * Math.sin((edge - t) / 2), from, edge);
    }

    private static double distanceAbove(Latitudes latitudes, double edge, double to) {
        return latitudes.integral(t -> 2 * Math.sin((t - edge) / 2), edge, to);
    }

    @Override
    public double distance(double[] point) {
        double latitude = Math.asin(Math.max(-1, Math.min(1, point[0])));
        double nearest = Math.PI;
        for (int i = 0; i < edges.length; i += 2) {
            nearest = Math.min(nearest, Math.max(0, Math.max(edges[i] - latitude, latitude - edges[i + 1])));
        }
        return 2 * Math.sin(nearest / 2);
    }

    @Override
    public String toString() {
        return "ZonalSet[dimension=" + dimension + ", measure=" + measure + ", latitudes=" + Arrays.toString(edges)
                + "]";
    }
}
