package spheres.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import spheres.attack.Starts;
import spheres.input.Require;
import spheres.sphere.SphereSampler;

/** Which uniform points of a sphere are attacked; the same points for every command that is given the same options. */
final class StartOptions {
    /** Apart from the streams of training, tests and searches. */
    private static final long STREAM = 0x73746172740aL;

    @Mixin
    SphereOptions on = new SphereOptions();

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "100",
            converter = LegalValue.Count.class,
            description = "How many uniform points (default: ${DEFAULT-VALUE}).")
    int points;

    /** All the points. */
    Starts starts(int dimension) {
        int most = Integer.MAX_VALUE / dimension;
        if (points > most) {
            throw Require.notIn(
                    "[1, " + most + "], which is what one array holds at d = " + dimension, "--points", points);
        }
        requireMemory(4L * Float.BYTES * dimension);
        return starts(dimension, 0, points);
    }

    /** Refuses more points than there is memory for, at so many bytes each. */
    void requireMemory(long bytesEach) {
        long most = Runtime.getRuntime().maxMemory() / 2 / bytesEach;
        if (points > most) {
            throw Require.notIn(
                    "[1, " + most + "], which is what half of the memory holds: give java more with -Xmx",
                    "--points",
                    points);
        }
    }

    /** Points {@code from .. from + count} of them. */
    Starts starts(int dimension, int from, int count) {
        return Starts.uniform(new SphereSampler(on.spheres(dimension), on.seed, STREAM), on.sphere, from, count);
    }
}
