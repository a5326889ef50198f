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
}
