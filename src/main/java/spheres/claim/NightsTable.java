package spheres.claim;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import spheres.claim.Nights.Pool;
import spheres.claim.Nights.Standing;

/** Nights together as text for a terminal: a line per claim, then why those stand otherwise that do, drifts, and the counts. */
public final class NightsTable {
    private NightsTable() {}

    public static String of(Nights nights) {
        List<Pool> pools = nights.pools().stream()
                .filter(pool -> pool.standing() != Standing.NOT_RUN)
                .toList();
        int width = Math.max(
                "claim".length(),
                pools.stream().mapToInt(pool -> pool.id().length()).max().orElse(0));
        String row = "%-" + width + "s  %6s  %-12s  %-12s";
        StringBuilder text = new StringBuilder();
        line(text, row, "claim", "nights", "expected", "together");
        pools.forEach(pool ->
                line(text, row + "%s", pool.id(), pool.nights(), pool.expected(), pool.verdict(), remark(pool)));
        for (Pool pool : pools) {
            if (pool.standing() != Standing.AS_EXPECTED) {
                line(text, "%n%s, %s, expected %s:", pool.id(), pool.verdict(), pool.expected());
                pool.readings()
                        .forEach(reading -> line(text, "  read as %s: %s", reading.reading(), reading.verdict()));
                pool.quantities().forEach(one -> line(text, "  %s: %s: %s", one.name(), one.verdict(), one.text()));
                if (pool.unjudged() > 0) {
                    line(text, "  not judged on %s", count(pool.unjudged(), "night"));
                }
            }
        }
        text.append('\n');
        for (Pool pool : pools) {
            pool.drifts().forEach(drift -> line(text, "drift: %s, %s", pool.id(), drift));
        }
        return text.append(summary(nights)).append('\n').toString();
    }

    /** How many runs and claims there are, and how they stand. */
    public static String summary(Nights nights) {
        List<Pool> run = nights.pools().stream()
                .filter(pool -> pool.standing() != Standing.NOT_RUN)
                .toList();
        String text = String.format(
                Locale.ROOT,
                "Together: %s at scale %s. Of %d claims %d are as expected, %d not certain yet, %d not as expected.",
                count(nights.runs() - nights.otherScale(), "run"),
                nights.scale(),
                run.size(),
                nights.count(Standing.AS_EXPECTED),
                nights.count(Standing.OPEN),
                nights.count(Standing.NOT_AS_EXPECTED));
        int ofOtherFiles = run.stream().mapToInt(Pool::ofOtherFiles).sum();
        return text
                + (nights.otherScale() == 0
                        ? ""
                        : " Left out: " + count(nights.otherScale(), "run") + " at another scale.")
                + (ofOtherFiles == 0
                        ? ""
                        : " A changed claim file began anew: "
                                + run.stream()
                                        .filter(pool -> pool.ofOtherFiles() > 0)
                                        .map(pool -> pool.id() + " without " + count(pool.ofOtherFiles(), "night"))
                                        .collect(Collectors.joining(", "))
                                + ".")
                + (nights.unknown().isEmpty() ? "" : " Not in this run: " + String.join(", ", nights.unknown()) + ".");
    }

    private static String remark(Pool pool) {
        return switch (pool.standing()) {
            case NOT_AS_EXPECTED -> pool.fault() ? "  FAULT in the last run" : "  NOT AS EXPECTED";
            case OPEN -> "  not certain yet";
            case AS_EXPECTED, NOT_RUN -> "";
        };
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
    }
}
