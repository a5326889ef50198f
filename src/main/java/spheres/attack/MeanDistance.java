package spheres.attack;

/**
 * A mean L2 distance to errors.
 *
 * @param mean over the starts from which an error was found; NaN if there is none
 * @param standardError of that mean; NaN below two distances
 * @param found how many distances there are
 * @param starts how many starts were attacked; those without an error are in no way part of the mean
 */
public record MeanDistance(double mean, double standardError, int found, int starts) {
    private static final int FEWEST_FOR_REGRESSION = 30;

    /** The plain mean, its standard error from the sample's spread. */
    public static MeanDistance of(double[] distances, int starts) {
        int n = distances.length;
        double sum = 0;
        for (double distance : distances) {
            sum += distance;
        }
        double mean = sum / n;
        double squares = 0;
        for (double distance : distances) {
            squares += (distance - mean) * (distance - mean);
        }
        double standardError = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1.0) / n);
        return new MeanDistance(mean, standardError, n, starts);
    }

    /**
     * The mean distance with logits as a control variate: a start's logit tells much of how near an error is, and the
     * sphere's mean logit is known better than its mean distance. The regression estimator; its bias is of order 1/n (Owen
     * 2013, Monte Carlo theory, methods and examples, section 8.9).
     *
     * @param distances of all starts, {@code [n]}, uniform points of a sphere
     * @param logits of the same starts, {@code [n]}
     * @param others logits of further uniform points of the sphere, {@code [m]}, at least 2
     * @return the plain mean below {@value #FEWEST_FOR_REGRESSION} starts and where all logits are equal
     */
    static MeanDistance controlled(double[] distances, float[] logits, float[] others) {
        int n = distances.length;
        MeanDistance plain = of(distances, n);
        Moments of = Moments.of(logits);
        if (n < FEWEST_FOR_REGRESSION || of.squares == 0) {
            return plain;
        }
        double products = 0;
        for (int i = 0; i < n; i++) {
            products += (logits[i] - of.mean) * (distances[i] - plain.mean);
        }
        double slope = products / of.squares;
        double residuals = 0;
        for (int i = 0; i < n; i++) {
            double residual = distances[i] - plain.mean - slope * (logits[i] - of.mean);
            residuals += residual * residual;
        }
        Moments sphere = Moments.of(others);
        double shift = sphere.mean - of.mean;
        double m = others.length;
        double ofLine = residuals / (n - 2.0) * (1.0 / n + shift * shift / of.squares);
        double ofSphere = slope * slope * sphere.squares / (m - 1) / m;
        return new MeanDistance(plain.mean + slope * shift, Math.sqrt(ofLine + ofSphere), n, n);
    }

    /** Mean and sum of squared deviations. */
    private record Moments(double mean, double squares) {
        static Moments of(float[] values) {
            double sum = 0;
            for (float value : values) {
                sum += value;
            }
            double mean = sum / values.length;
            double squares = 0;
            for (float value : values) {
                squares += (value - mean) * (value - mean);
            }
            return new Moments(mean, squares);
        }
    }

    /** found / starts. */
    public double successRate() {
        return (double) found / starts;
    }
}
