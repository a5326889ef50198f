package spheres.theory;

import spheres.input.Require;

/**
 * A spherical cap on the unit sphere of R^n, {@code {x : |x| = 1, x_1 >= z}}, of measure mu in (0, 1) (the share of the
 * sphere that it covers). Among error sets of equal measure the cap is the farthest from the other points of the sphere
 * (arXiv:1801.02774, theorem 5.1; Figiel, Lindenstrauss and Milman 1977, doi:10.1007/BF02392234).
 *
 * <p>Relative error of every figure below 1e-12 for measures from 1e-300 to 1 - 1e-12 and n from 2 to 10^6, for the
 * argument given: a cap found from its distance or height inherits the condition of that inversion.
 */
public final class SphericalCap {
    private static final double HALF_PI = Math.PI / 2;
    private static final double LEAST_LOG_RADIUS = -700;

    /** Below it, a little above e^-700, radii near the end of a double's range lose their digits. */
    private static final double LEAST_RADIUS = 1e-304;

    private final int dimension;
    private final Latitudes latitudes;

    /** Whether the cap holds more than half of the sphere; what follows describes the smaller part. */
    private final boolean large;

    private final double colatitude;
    private final double latitude;
    private final double logSmallMeasure;

    private SphericalCap(
            int dimension,
            Latitudes latitudes,
            boolean large,
            double colatitude,
            double latitude,
            double logSmallMeasure) {
        this.dimension = dimension;
        this.latitudes = latitudes;
        this.large = large;
        this.colatitude = colatitude;
        this.latitude = latitude;
        this.logSmallMeasure = logSmallMeasure;
    }

    /**
     * The cap of a given measure.
     *
     * @param dimension n, at least 2
     * @param measure mu in (0, 1); for n = 2, where the radius is proportional to it, at least 1e-304
     */
    public static SphericalCap ofMeasure(int dimension, double measure) {
        Latitudes.requireDimension(dimension);
        Require.probability("measure mu", measure);
        if (dimension == 2 && measure < LEAST_RADIUS) {
            throw Require.notIn("[" + LEAST_RADIUS + ", 1), the range for n = 2", "measure mu", measure);
        }
        boolean large = measure > 0.5;
        double small = large ? 1 - measure : measure;
        return ofSmallPart(dimension, large, small, Math.log(small));
    }

    /**
     * The cap whose measure has a given natural logarithm, for measures below the range of a double.
     *
     * @param dimension n, at least 2
     * @param logMeasure in (-700 (n - 1), -1e-304]
     */
    public static SphericalCap ofLogMeasure(int dimension, double logMeasure) {
        Latitudes.requireDimension(dimension);
        if (!(logMeasure > LEAST_LOG_RADIUS * (dimension - 1) && logMeasure <= -LEAST_RADIUS)) {
            throw Require.notIn(
                    "(" + LEAST_LOG_RADIUS * (dimension - 1) + ", " + -LEAST_RADIUS + "], the range for n = "
                            + dimension,
                    "log of the measure",
                    logMeasure);
        }
        double logComplement = TailProbability.logOneMinusExp(logMeasure);
        boolean large = logMeasure > logComplement;
        double logSmall = large ? logComplement : logMeasure;
        return ofSmallPart(dimension, large, Math.exp(logSmall), logSmall);
    }

    /** The cap {@code {x_1 >= height}}, height in (-1, 1). */
    public static SphericalCap ofEdgeHeight(int dimension, double height) {
        Latitudes.requireDimension(dimension);
        if (!(height > -1 && height < 1)) {
            throw Require.notIn("(-1, 1)", "edge height z", height);
        }
        return ofEdge(
                dimension,
                new Latitudes(dimension),
                height < 0,
                Math.acos(Math.abs(height)),
                Math.asin(Math.abs(height)));
    }

    /** The cap of points within an angle of its pole, radius in [1e-304, pi). */
    public static SphericalCap ofGeodesicRadius(int dimension, double radius) {
        Latitudes.requireDimension(dimension);
        if (!(radius >= LEAST_RADIUS && radius < Math.PI)) {
            throw Require.notIn("[" + LEAST_RADIUS + ", pi)", "geodesic radius", radius);
        }
        double small = Math.min(radius, Math.PI - radius);
        return ofEdge(dimension, new Latitudes(dimension), radius > HALF_PI, small, HALF_PI - small);
    }

    /**
     * The cap whose mean distance d(E) is given: the least measure with which a model can keep its errors that far away.
     * The measure's relative error is about n d(E)^2 times that of the distance; near the largest distance, where the
     * measure no longer depends on it, only the distance is kept.
     *
     * @param distance in (0, the mean distance of two random points)
     */
    public static SphericalCap ofMeanDistance(int dimension, double distance) {
        Latitudes.requireDimension(dimension);
        Latitudes latitudes = new Latitudes(dimension);
        double largest = ofEdge(dimension, latitudes, false, Math.exp(LEAST_LOG_RADIUS), HALF_PI)
                .meanDistance();
        if (!(distance > 0 && distance < largest)) {
            throw Require.notIn(
                    "(0, " + largest + "), the range for n = " + dimension + ": no cap is farther than a point",
                    "mean distance d",
                    distance);
        }
        boolean large =
                distance < ofEdge(dimension, latitudes, false, HALF_PI, 0).meanDistance();
        return atRoot(dimension, latitudes, large, (colatitude, latitude) -> {
            double found =
                    ofEdge(dimension, latitudes, large, colatitude, latitude).meanDistance();
            return (large ? 1 : -1) * Math.log(found / distance);
        });
    }

    private static SphericalCap ofSmallPart(int dimension, boolean large, double small, double logSmall) {
        Latitudes latitudes = new Latitudes(dimension);
        // Near one half the height is small, and only the measure between edge and equator tells it precisely.
        EdgeFunction excess = small > 0.25
                ? (colatitude, latitude) -> 0.5 - small - latitudes.central(latitude)
                : (colatitude, latitude) -> logPolarMeasure(latitudes, colatitude, latitude) - logSmall;
        return atRoot(dimension, latitudes, large, excess);
    }

    private static SphericalCap atRoot(int dimension, Latitudes latitudes, boolean large, EdgeFunction excess) {
        double colatitude;
        double latitude;
        if (excess.at(HALF_PI / 2, HALF_PI / 2) > 0) {
            double log = Roots.between(
                    t -> excess.at(Math.exp(t), HALF_PI - Math.exp(t)), LEAST_LOG_RADIUS, Math.log(HALF_PI / 2));
            colatitude = Math.exp(log);
            latitude = HALF_PI - colatitude;
        } else {
            latitude = Roots.between(t -> excess.at(HALF_PI - t, t), 0, HALF_PI / 2);
            colatitude = HALF_PI - latitude;
        }
        return ofEdge(dimension, latitudes, large, colatitude, latitude);
    }

    private static SphericalCap ofEdge(
            int dimension, Latitudes latitudes, boolean large, double colatitude, double latitude) {
        double logSmall = logPolarMeasure(latitudes, colatitude, latitude);
        return new SphericalCap(dimension, latitudes, large, colatitude, latitude, logSmall);
    }

    private static double logPolarMeasure(Latitudes latitudes, double colatitude, double latitude) {
        return latitudes.logDensityAtEdge(colatitude, latitude)
                + Math.log(latitudes.scaledPolarIntegral(colatitude, latitude, s -> 1));
    }

    /** n, the dimension of the space. */
    public int dimension() {
        return dimension;
    }

    /** z, the first coordinate of the points on the cap's edge, in (-1, 1). */
    public double edgeHeight() {
        double height = colatitude < HALF_PI / 2 ? Math.cos(colatitude) : Math.sin(latitude);
        return large ? -height : height;
    }

    /** The angle between the pole and the edge, in (0, pi). */
    public double geodesicRadius() {
        return large ? Math.PI - colatitude : colatitude;
    }

    /** mu, the share of the sphere in the cap; 0 where it is below 4.9e-324. */
    public double measure() {
        return Math.exp(logMeasure());
    }

    /** Natural logarithm of the measure. */
    public double logMeasure() {
        return large ? TailProbability.logOneMinusExp(logSmallMeasure) : logSmallMeasure;
    }

    /** Decimal logarithm of the measure. */
    public double log10Measure() {
        return logMeasure() / Math.log(10);
    }

    /**
     * d(E): the mean of the straight-line distance from a uniform point of the sphere to the cap, points of the cap
     * counting 0.
     */
    public double meanDistance() {
        return large
                ? Math.exp(latitudes.logDensityAtEdge(colatitude, latitude))
                        * latitudes.scaledPolarIntegral(colatitude, latitude, s -> 2 * Math.sin(s / 2))
                : latitudes.integral(t -> 2 * Math.sin((latitude - t) / 2), -HALF_PI, latitude);
    }

    /** The mean straight-line distance from a uniform point of the cap to the points outside it. */
    public double meanDepth() {
        // In units of the radius, whose square may be below the range of a double.
        return large
                ? complement().meanDistance() / measure()
                : colatitude
                        * (latitudes.scaledPolarIntegral(colatitude, latitude, s -> 2 * Math.sin(s / 2) / colatitude)
                                / latitudes.scaledPolarIntegral(colatitude, latitude, s -> 1));
    }

    /** The straight-line distance from the points orthogonal to the pole to the cap; 0 where the cap holds them. */
    public double distanceFromEquator() {
        return large ? 0 : 2 * Math.sin(latitude / 2);
    }

    /** The cap about the opposite pole that holds the rest of the sphere. */
    public SphericalCap complement() {
        return new SphericalCap(dimension, latitudes, !large, colatitude, latitude, logSmallMeasure);
    }

    @Override
    public String toString() {
        return "SphericalCap[dimension=" + dimension + ", edgeHeight=" + edgeHeight() + "]";
    }

    /** A function of the smaller part's edge, increasing in its colatitude. */
    private interface EdgeFunction {
        double at(double colatitude, double latitude);
    }
}
