package spheres.cli;

import picocli.CommandLine.Option;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;

/** Which sphere a command looks at, and the seed of what it draws there. */
final class SphereOptions {
    @Option(
            names = "--sphere",
            paramLabel = "SPHERE",
            defaultValue = "inner",
            description = "inner or outer (default: ${DEFAULT-VALUE}).")
    Sphere sphere = Sphere.INNER;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1801",
            description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--radius",
            paramLabel = "R",
            defaultValue = "1.3",
            converter = LegalValue.OuterRadius.class,
            description = "The outer sphere's radius, above 1 (default: ${DEFAULT-VALUE}).")
    double outerRadius;

    ConcentricSpheres spheres(int dimension) {
        return new ConcentricSpheres(dimension, outerRadius);
    }
}
