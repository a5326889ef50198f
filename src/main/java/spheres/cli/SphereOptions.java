package spheres.cli;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
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
            converter = LegalValue.OuterRadius.class,
            description =
                    "The outer sphere's radius, above 1 (default: the one that a network was trained with, else 1.3).")
    @Nullable
    Double radius;

    private OptionalDouble trained = OptionalDouble.empty();

    /**
     * Takes the radius that a network was trained with.
     *
     * @throws IllegalArgumentException if another one was asked for
     */
    void trainedWith(double outerRadius) {
        if (radius != null && radius != outerRadius) {
            throw new IllegalArgumentException("--radius = " + radius + " is not " + outerRadius
                    + ", the outer radius that the network was trained with: leave --radius out");
        }
        trained = OptionalDouble.of(outerRadius);
    }

    double outerRadius() {
        return radius != null ? radius : trained.orElse(ConcentricSpheres.PAPER.outerRadius());
    }

    ConcentricSpheres spheres(int dimension) {
        return new ConcentricSpheres(dimension, outerRadius());
    }
}
