package spheres.attack;

import java.util.Arrays;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/** What tests of attacks begin with. */
public final class ExampleAttack {
    private ExampleAttack() {}

    /** Uniform points of a sphere, always the same. */
    public static Starts starts(ConcentricSpheres spheres, Sphere sphere, int count) {
        return Starts.uniform(new SphereSampler(spheres, 1801, 7), sphere, 0, count);
    }

    /** Equal alphas, {@code [d]}. */
    public static double[] filled(int d, double alpha) {
        double[] alphas = new double[d];
        Arrays.fill(alphas, alpha);
        return alphas;
    }
}
