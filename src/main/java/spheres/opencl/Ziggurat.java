package spheres.opencl;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The tables of Commons RNG's ziggurat, which the CPU draws with. The library keeps them to itself; they are read from it,
 * so that both draw with the very same.
 */
final class Ziggurat {
    private static final int REGIONS = 256;
    private static final Class<?> NORMAL = ZigguratSampler.NormalizedGaussian.class;
    private static final Class<?> EXPONENTIAL = ZigguratSampler.Exponential.class;

    private Ziggurat() {}

    /** X and Y of the normal law, X and Y of the exponential one, {@code [4][256]}. */
    static double[] edges() {
        double[] edges = new double[4 * REGIONS];
        copy(NORMAL, "X", edges, 0);
        copy(NORMAL, "Y", edges, REGIONS);
        copy(EXPONENTIAL, "X", edges, 2 * REGIONS);
        copy(EXPONENTIAL, "Y", edges, 3 * REGIONS);
        return edges;
    }

    /** The thresholds of the alias tables of the normal law and the exponential one, {@code [2][256]}. */
    static long[] cuts() {
        long[] cuts = new long[2 * REGIONS];
        copy(NORMAL, "IPMF", cuts, 0);
        copy(EXPONENTIAL, "IPMF", cuts, REGIONS);
        return cuts;
    }

    /** Their aliases, {@code [2][256]}, unsigned. */
    static byte[] maps() {
        byte[] maps = new byte[2 * REGIONS];
        copy(NORMAL, "MAP", maps, 0);
        copy(EXPONENTIAL, "MAP", maps, REGIONS);
        return maps;
    }

    /** What is in no table, as the kernel is compiled with. */
    static String options() {
        return option("NORMAL_REGIONS", NORMAL, "I_MAX")
                + option("NORMAL_INFLECTION", NORMAL, "J_INFLECTION")
                + option("NORMAL_CONVEX", NORMAL, "CONVEX_E_MAX")
                + option("NORMAL_CONCAVE", NORMAL, "CONCAVE_E_MAX")
                + option("NORMAL_TAIL", NORMAL, "X_0")
                + option("NORMAL_TAIL_INVERSE", NORMAL, "ONE_OVER_X_0")
                + option("EXPONENTIAL_REGIONS", EXPONENTIAL, "I_MAX")
                + option("EXPONENTIAL_CONCAVE", EXPONENTIAL, "E_MAX")
                + option("EXPONENTIAL_TAIL", EXPONENTIAL, "X_0");
    }

    private static String option(String name, Class<?> law, String field) {
        Object value = read(law, field);
        String text = value instanceof Double real
                ? Double.toHexString(real)
                : value instanceof Long large ? large + "L" : value.toString();
        return " -D" + name + "=" + text;
    }

    private static void copy(Class<?> law, String name, Object target, int at) {
        Object values = read(law, name);
        System.arraycopy(values, 0, target, at, Array.getLength(values));
    }

    private static Object read(Class<?> law, String name) {
        try {
            Field field = law.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "Commons RNG's " + law.getName() + " has no readable " + name
                            + ": another version of the library needs another sampler on devices",
                    e);
        }
    }
}
