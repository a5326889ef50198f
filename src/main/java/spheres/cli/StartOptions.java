package spheres.cli;

import picocli.CommandLine.Option;
import spheres.attack.Starts;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/** Which uniform points of a sphere are attacked; the same points for every command that is given the same options. */
final class StartOptions {
    /** Apart from the streams of training, tests and searches. */
    private static final long STREAM = 0x73746172740aL;

    @Option(
            names = "--sphere",
            paramLabel = "SPHERE",
            defaultValue = "inner",
            description = "inner or outer, the sphere of the points (default: ${DEFAULT-VALUE}).")
    Sphere sphere = Sphere.INNER;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "100",
            converter = LegalValue.Count.class,
            description = "How many uniform points (default: ${DEFAULT-VALUE}).")
    int points;

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

    /** All the points. */
    Starts starts(int dimension) {
        int most = Integer.MAX_VALUE / dimension;
        if (points > most) {
            throw new IllegalArgumentException("--points = " + points + " is not in [1, " + most
                    + "], which is what one array holds at d = " + dimension);
        }
        return starts(dimension, 0, points);
    }

    /** Points {@code from .. from + count} of them. */
    Starts starts(int dimension, int from, int count) {
        return Starts.uniform(new SphereSampler(spheres(dimension), seed, STREAM), sphere, from, count);
    }
}
