package spheres.claim;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a reader wants them: six significant digits, no trailing zeros. */
public final class Numbers {
    private static final MathContext DIGITS = new MathContext(6);

    private Numbers() {}

    public static String format(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e-4 && size < 1e9 ? rounded.toPlainString() : rounded.toString();
    }

    /** A level in per cent: two digits of its complement, so that a level near 1 is not printed as 100 %. */
    static String percent(double level) {
        BigDecimal complement = BigDecimal.valueOf(100 * (1 - level)).round(new MathContext(2));
        return BigDecimal.valueOf(100).subtract(complement).stripTrailingZeros().toPlainString() + " %";
    }
}
