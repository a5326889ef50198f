package spheres.attack;

/**
 * A mean L2 distance to errors.
 *
 * @param mean over the starts from which an error was found; NaN if there is none
 * @param standardError of that mean, from the sample's spread; NaN below two distances
 * @param found how many distances there are
 * @param starts how many starts were attacked; those without an error are in no way part of the mean
 */
public record MeanDistance(double mean, double standardError, int found, int starts) {

    static MeanDistance of(double[] distances, int starts) {
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

    /** found / starts. */
    public double successRate() {
        return (double) found / starts;
    }
}
