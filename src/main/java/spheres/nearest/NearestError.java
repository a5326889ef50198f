package spheres.nearest;

/** The nearest error to a point, exact to rounding in double precision. */
public final class NearestError {
    private final double distance;
    private final double[] point;

    NearestError(double distance, double[] point) {
        this.distance = distance;
        this.point = point;
    }

    /** L2 distance; 0 where the point itself is an error. */
    public double distance() {
        return distance;
    }

    /** A copy of the error's coordinates, {@code [d]}. */
    public double[] point() {
        return point.clone();
    }
}
