package spheres.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import spheres.theory.TailProbability;

/** Numbers as the theory's commands give them: with twelve significant digits. */
final class Digits {
    /** Below this a double loses digits, so that the text is made from the logarithm. */
    private static final double LEAST_NORMAL_LOG10 = -300;

    /** Below this the logarithm itself has no digits left for a mantissa. */
    private static final double LEAST_MANTISSA_LOG10 = -1e9;

    private Digits() {}

    /** Rounded, for JSON. */
    static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.11e", value == 0 ? 0.0 : value));
    }

    /** Rounded, for JSON; null where the value is infinite or no number. */
    static @Nullable Double roundedOrNull(double value) {
        return Double.isFinite(value) ? rounded(value) : null;
    }

    /** As it is, for JSON; null where the value is infinite or no number. */
    static @Nullable Double finiteOrNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** As text, "none" for null. */
    static String text(@Nullable Double value) {
        return value == null ? "none" : text(value.doubleValue());
    }

    /** As text. */
    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.12g", value) : "none";
    }

    /** A probability as text, however small. */
    static String text(TailProbability probability) {
        double log10 = probability.log10();
        if (log10 > LEAST_NORMAL_LOG10 || log10 == Double.NEGATIVE_INFINITY) {
            return text(probability.value());
        }
        if (log10 < LEAST_MANTISSA_LOG10) {
            return "10^" + text(log10);
        }
        double exponent = Math.floor(log10);
        String mantissa = String.format(Locale.ROOT, "%.11f", Math.pow(10, log10 - exponent));
        return mantissa.startsWith("10") ? "1.00000000000e" + (long) (exponent + 1) : mantissa + "e" + (long) exponent;
    }
}
