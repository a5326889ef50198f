package spheres.sphere;

import spheres.input.Require;

/**
 * The data distribution of "Adversarial Spheres" (arXiv:1801.02774, section 2): two concentric spheres in R^d about the
 * origin, of radius 1 and R, each with probability 1/2, uniform on each.
 *
 * @param dimension d, the dimension of the ambient space, at least 1
 * @param outerRadius R, above 1 and finite; the inner radius is 1
 */
public record ConcentricSpheres(int dimension, double outerRadius) {

    /** The paper's setting: d = 500, R = 1.3. */
    public static final ConcentricSpheres PAPER = new ConcentricSpheres(500, 1.3);

    public ConcentricSpheres {
        Require.atLeast(1, "dimension d", dimension, "choose d >= 1");
        if (!(outerRadius > 1 && outerRadius < Double.POSITIVE_INFINITY)) {
            throw Require.notIn("(1, Infinity): the inner sphere has radius 1", "outer radius R", outerRadius);
        }
    }

    /** The radius of a sphere: 1 or R. */
    public double radius(Sphere sphere) {
        return sphere == Sphere.INNER ? 1 : outerRadius;
    }

    /** The radius of the sphere that separates the classes with the largest margin, (1 + R) / 2. */
    public double maxMarginRadius() {
        return (1 + outerRadius) / 2;
    }
}
