package spheres.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import spheres.theory.EllipsoidErrorRate;

/** Numbers given on the command line, each with its legal range: a wrong one is named with its value and that range. */
final class LegalValue {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private LegalValue() {}

    /** n or d, a whole number of at least 2. */
    static final class Dimension implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return atLeast(text, 2);
        }
    }

    /** How many points or steps, a whole number of at least 1. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return atLeast(text, 1);
        }
    }

    /** How many points, where there may be more than an int holds. */
    static final class LongCount implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            long value;
            try {
                value = Long.parseLong(text);
            } catch (NumberFormatException e) {
                value = 0;
            }
            if (value >= 1) {
                return value;
            }
            throw new TypeConversionException(text + " is not a whole number in [1, " + Long.MAX_VALUE + "]");
        }
    }

    /** The length of an attack's step, in (0, Infinity). */
    static final class StepLength implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return between(
                    text, 0, Double.POSITIVE_INFINITY, "(0, Infinity): give the length of a step, such as 0.001");
        }
    }

    /** A measure or an error rate, in (0, 1), where the theory is precise. */
    static final class Probability implements ITypeConverter<Double> {
        private static final double LEAST = 1e-300;

        @Override
        public Double convert(String text) {
            double value = between(text, 0, 1, "(0, 1)");
            if (value < LEAST) {
                throw new TypeConversionException(text + " is not a number in (0, 1) of at least " + LEAST);
            }
            return value;
        }
    }

    /** A mean error rate of two classes that is better than guessing, in (0, 0.5). */
    static final class Accuracy implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return between(text, 0, 0.5, "(0, 0.5): it is the error rate to be reached, such as 1e-14");
        }
    }

    /** R, in (1, 1e50). */
    static final class OuterRadius implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return between(
                    text,
                    1,
                    EllipsoidErrorRate.RADIUS_LIMIT,
                    "(1, " + EllipsoidErrorRate.RADIUS_LIMIT + "): the inner sphere has radius 1");
        }
    }

    private static int atLeast(String text, int least) {
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            value = least - 1;
        }
        if (value >= least) {
            return value;
        }
        throw new TypeConversionException(
                text + " is not a whole number in [" + least + ", " + Integer.MAX_VALUE + "]");
    }

    private static double between(String text, double low, double high, String range) {
        double value = number(text);
        if (value > low && value < high) {
            return value;
        }
        throw new TypeConversionException(text + " is not a number in " + range);
    }

    /** A decimal number, NaN if the text is anything else (such as Java's own 1d or 0x1p3). */
    static double number(String text) {
        return DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }
}
