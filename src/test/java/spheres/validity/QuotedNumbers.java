package spheres.validity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spheres.claim.Claim;
import spheres.claim.Erratum;
import spheres.claim.Judge;
import spheres.claim.Measurement;
import spheres.claim.Observation;
import spheres.claim.Quantity;
import spheres.claim.Results.ClaimResult;

/** The figures that an erratum quotes, against what was measured: none of them is kept up by hand. */
final class QuotedNumbers {
    /** A number as the files write them: 1,000,000, 0.0322, 1e-11, -10.99, 10^-6.6. A hyphen within a word is none. */
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.^-])(?:10\\^)?-?\\d+(?:,\\d{3})*(?:\\.\\d+)?(?:e-?\\d+)?(?![\\w^])");

    private static final String POWER = "10^";

    private QuotedNumbers() {}

    /** What is wrong with the figures of a claim's erratum, in words; empty where nothing is. */
    static List<String> faults(ClaimResult result) {
        List<String> faults = new ArrayList<>();
        Erratum erratum = result.claim().erratum().orElseThrow();
        String text = erratum.instead() + " " + erratum.known();
        erratum.numbers().forEach((quoted, source) -> {
            if (!text.contains(quoted)) {
                faults.add("\"" + quoted + "\" does not stand in the erratum");
            }
            List<Interval> measured = measured(result, source);
            if (measured.isEmpty()) {
                faults.add("\"" + quoted + "\": nothing was measured as " + source);
            } else if (measured.stream().noneMatch(interval -> isOf(quoted, interval))) {
                faults.add("\"" + quoted + "\" is not what was measured as " + source + ": " + measured);
            }
        });
        // What is calculated may quote what no run measures; what was found was measured.
        if (!erratum.numbers().isEmpty() || erratum.foundOrNull() != null) {
            unsourced(result.claim(), erratum)
                    .forEach(number -> faults.add("\"" + number + "\" is quoted, and numbers does not say of what"));
        }
        return faults;
    }

    /** Numbers of what the erratum sets against the print that come from neither the claim itself nor a measurement. */
    private static Set<String> unsourced(Claim claim, Erratum erratum) {
        Set<String> numbers = numbers(erratum.instead());
        erratum.numbers().keySet().forEach(quoted -> numbers.removeAll(numbers(quoted)));
        numbers.removeAll(numbers(erratum.printed() + " " + claim.statement() + " " + claim.source()));
        claim.readings().forEach(reading -> numbers.removeAll(numbers(reading.what())));
        for (Quantity quantity : claim.judgedQuantities()) {
            numbers.removeAll(numbers(quantity.what()));
            quantity.printed().ifPresent(paper -> numbers.removeAll(numbers(paper.printed())));
        }
        numbers.removeIf(number -> settings(claim.setting().values())
                .anyMatch(value -> Math.abs(value) == value(number) || value == Math.pow(10, value(number))));
        return numbers;
    }

    private static Stream<Double> settings(Collection<?> values) {
        return values.stream().flatMap(value -> {
            if (value instanceof Map<?, ?> map) {
                return settings(map.values());
            }
            if (value instanceof Collection<?> list) {
                return settings(list);
            }
            if (value instanceof String text) {
                return numbers(text).stream().map(QuotedNumbers::value);
            }
            return value instanceof Number number ? Stream.of(number.doubleValue()) : Stream.of();
        });
    }

    static Set<String> numbers(String text) {
        Set<String> numbers = new TreeSet<>();
        NUMBER.matcher(text).results().map(MatchResult::group).forEach(numbers::add);
        return numbers;
    }

    /** What a figure is compared with: a measured interval, or a single value. */
    record Interval(double low, double value, double high) {
        static Interval of(double value) {
            return new Interval(value, value, value);
        }
    }

    private static List<Interval> measured(ClaimResult result, String source) {
        String[] parts = source.split("/", 2);
        List<Interval> measured = new ArrayList<>();
        for (Measurement measurement : result.measurements()) {
            if (!measurement.quantity().equals(parts[0])) {
                continue;
            }
            if (parts.length == 2) {
                details(measurement.details().get(parts[1])).forEach(value -> measured.add(Interval.of(value)));
            } else {
                Quantity quantity = result.claim().quantity(parts[0]);
                Judge.interval(quantity, measurement.observed())
                        .ifPresent(of -> measured.add(new Interval(of.low(), of.value(), of.high())));
                if (measurement.observed() instanceof Observation.Runs runs) {
                    runs.values().forEach(value -> measured.add(Interval.of(value)));
                }
            }
        }
        return measured;
    }

    private static Stream<Double> details(@Nullable Object detail) {
        if (detail instanceof Collection<?> list) {
            return list.stream().flatMap(QuotedNumbers::details);
        }
        return detail instanceof Number number ? Stream.of(number.doubleValue()) : Stream.of();
    }

    /** Whether a quoted figure lies in an interval, or is one of its three numbers, rounded as it is printed. */
    static boolean isOf(String quoted, Interval measured) {
        Matcher matcher = NUMBER.matcher(quoted);
        if (!matcher.find()) {
            return false;
        }
        String number = matcher.group();
        double percent = quoted.endsWith("%") ? 0.01 : 1;
        double value = percent * value(number);
        // Half a unit of the last digit, and what decimal fractions lose in binary.
        double rounding = percent * unit(number) * 0.5 * (1 + 1e-9);
        return value >= measured.low - rounding && value <= measured.high + rounding;
    }

    /** Of a power of ten, the exponent: rates are measured by their logarithm. */
    static double value(String number) {
        return Double.parseDouble(number.replace(POWER, "").replace(",", ""));
    }

    /** A unit of the last digit; zeros at the end of a whole number, after its first two digits, are no digits. */
    private static double unit(String number) {
        String plain = number.replace(POWER, "").replace(",", "");
        return plain.contains("e") ? new BigDecimal(plain).ulp().doubleValue() : unitOfPlain(plain.replace("-", ""));
    }

    private static double unitOfPlain(String digits) {
        int decimals = digits.length() - 1 - digits.indexOf('.');
        if (digits.indexOf('.') >= 0) {
            return Math.pow(10, -decimals);
        }
        int zeros = digits.length() - digits.replaceAll("0+$", "").length();
        return Math.pow(10, Math.max(0, Math.min(zeros, digits.length() - 2)));
    }
}
