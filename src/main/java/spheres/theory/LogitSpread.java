package spheres.theory;

import java.util.Arrays;
import spheres.sphere.Sphere;

/**
 * The logit {@code sum_i alpha_i z_i^2 - 1} of an ellipsoid over the uniform points of a sphere: its exact mean and
 * standard deviation (arXiv:1801.02774, section 4: the bad alphas, which it calls wrong there, "cancel").
 *
 * <p>The squares z_i^2 / |z|^2 have the Dirichlet law with parameters 1/2, so that for constants c the mean of
 * {@code sum_i c_i z_i^2 / |z|^2} is the mean of c and its variance {@code 2 / (d + 2)} times the variance of c.
 *
 * @param mean of the logit
 * @param deviation its standard deviation over points of the sphere
 */
public record LogitSpread(double mean, double deviation) {

    /** The distance of the mean from the boundary, where the logit is 0, in standard deviations. */
    public double marginInDeviations() {
        return Math.abs(mean) / deviation;
    }

    /** The spread of the logit {@code sum_i alpha_i z_i^2 - 1}. */
    public static LogitSpread of(double[] alphas, double outerRadius, Sphere sphere) {
        EllipsoidErrorRate.requireAlphas(alphas);
        EllipsoidErrorRate.requireRadius(outerRadius);
        double squaredRadius = sphere == Sphere.INNER ? 1 : outerRadius * outerRadius;
        return of(Arrays.stream(alphas).map(alpha -> alpha * squaredRadius - 1).toArray());
    }

    private static LogitSpread of(double[] c) {
        double mean = Arrays.stream(c).average().orElseThrow();
        double variance =
                Arrays.stream(c).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return new LogitSpread(mean, Math.sqrt(2 * variance / (c.length + 2)));
    }
}
