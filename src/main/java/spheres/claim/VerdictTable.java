package spheres.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as text for a terminal: a line a claim, then the counts and what was not run or not as expected. */
public final class VerdictTable {
    private VerdictTable() {}

    public static String of(Results results) {
        List<Results.ClaimResult> run = results.claims().stream()
                .filter(result -> result.verdict() != Verdict.NOT_RUN || result.fault() != null)
                .toList();
        int width = Math.max(
                "claim".length(),
                run.stream().mapToInt(result -> result.id().length()).max().orElse(0));
        StringBuilder text = new StringBuilder();
        line(text, "%-" + width + "s  %-9s  %-12s  %-12s  %7s", "claim", "section", "expected", "verdict", "seconds");
        for (Results.ClaimResult result : run) {
            line(
                    text,
                    "%-" + width + "s  %-9s  %-12s  %-12s  %7.1f%s",
                    result.id(),
                    result.section(),
                    result.expected(),
                    result.fault() != null ? "(fault)" : result.verdict(),
                    result.seconds(),
                    remark(result));
        }
        text.append('\n');
        line(
                text,
                "%d claims at scale %s: %s",
                results.claims().size(),
                results.scale(),
                Arrays.stream(Verdict.values())
                                .map(verdict -> count(results, verdict) + " " + verdict)
                                .collect(Collectors.joining(", "))
                        + faults(results));
        long unjudged = run.stream()
                .filter(result -> !result.judged() && result.fault() == null)
                .count();
        if (unjudged > 0) {
            line(text, "%d of the inconclusive not judged: a precondition is not met", unjudged);
        }
        List<String> notRun = results.claims().stream()
                .filter(result -> result.verdict() == Verdict.NOT_RUN && result.fault() == null)
                .map(Results.ClaimResult::id)
                .toList();
        if (!notRun.isEmpty()) {
            line(text, "not run: %s", String.join(", ", notRun));
        }
        long unexpected =
                results.claims().stream().filter(result -> !result.asExpected()).count();
        if (run.isEmpty()) {
            line(text, "No claim was run.");
        } else {
            line(text, unexpected == 0 ? "Every verdict is the expected one." : "%d not as expected.", unexpected);
        }
        return text.toString();
    }

    private static long count(Results results, Verdict verdict) {
        return results.claims().stream()
                .filter(result -> result.fault() == null && result.verdict() == verdict)
                .count();
    }

    private static String faults(Results results) {
        long faults = results.claims().stream()
                .filter(result -> result.fault() != null)
                .count();
        return faults == 0 ? "" : ", " + faults + (faults == 1 ? " fault" : " faults");
    }

    private static String remark(Results.ClaimResult result) {
        if (result.fault() != null) {
            return "  FAULT: " + result.fault().lines().findFirst().orElse("");
        }
        return result.asExpected() ? "" : "  NOT AS EXPECTED";
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
    }
}
