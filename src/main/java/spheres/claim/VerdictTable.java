package spheres.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import spheres.claim.Results.ClaimResult;

/** The results as text for a terminal: a line per claim, then the counts and what was not run or not as expected. */
public final class VerdictTable {
    private static final String READING = "  ";

    private VerdictTable() {}

    public static String of(Results results) {
        List<ClaimResult> run = results.claims().stream()
                .filter(result ->
                        result.verdict() != Verdict.NOT_RUN || result.fault().isPresent())
                .toList();
        int width = Math.max(
                "claim".length(),
                run.stream()
                        .flatMapToInt(result -> IntStream.concat(
                                IntStream.of(result.id().length()),
                                result.readings().stream()
                                        .mapToInt(reading -> READING.length()
                                                + reading.reading().length())))
                        .max()
                        .orElse(0));
        StringBuilder text = new StringBuilder();
        line(text, "%-" + width + "s  %-9s  %-12s  %-12s  %7s", "claim", "section", "expected", "verdict", "seconds");
        for (ClaimResult result : run) {
            line(
                    text,
                    "%-" + width + "s  %-9s  %-12s  %-12s  %7.1f%s",
                    result.id(),
                    result.section(),
                    result.expected(),
                    verdict(result),
                    result.seconds(),
                    remark(result));
            for (Judgement.OfReading reading : result.readings()) {
                line(
                        text,
                        "%-" + width + "s  %-9s  %-12s  %-12s",
                        READING + reading.reading(),
                        "",
                        result.claim().readings().stream()
                                .filter(one -> one.name().equals(reading.reading()))
                                .findAny()
                                .map(one -> one.expect().toString())
                                .orElse(""),
                        reading.verdict());
            }
        }
        text.append('\n');
        if (run.size() == 1 && results.claims().size() > 2) {
            return text.append(alone(run.get(0), results)).toString();
        }
        line(
                text,
                "%d claims at scale %s: %s",
                results.located().claims().size(),
                results.scale(),
                counts(results.located()));
        Results recollected = results.recollected();
        if (!recollected.claims().isEmpty()) {
            line(
                    text,
                    "%d more, whose sentences were not located in the paper: %s",
                    recollected.claims().size(),
                    counts(recollected));
        }
        long unjudged = run.stream()
                .filter(result -> !result.judged() && result.fault().isEmpty() && !result.leftUnjudged())
                .count();
        if (unjudged > 0) {
            line(text, "%d of the inconclusive not judged: a precondition is not met", unjudged);
        }
        long oneRun =
                results.claims().stream().filter(ClaimResult::restsOnOneRun).count();
        if (oneRun > 0) {
            line(
                    text,
                    "%d of the verdicts rest on one training run, which says nothing of how another would come out",
                    oneRun);
        }
        if (!run.isEmpty()) {
            line(text, "%s", SuiteLevel.of(results));
        }
        List<String> notRun = results.claims().stream()
                .filter(result ->
                        result.verdict() == Verdict.NOT_RUN && result.fault().isEmpty())
                .map(ClaimResult::id)
                .toList();
        if (!notRun.isEmpty()) {
            line(text, "not run: %s", String.join(", ", notRun));
        }
        run.stream()
                .filter(ClaimResult::leftUnjudged)
                .forEach(result -> line(text, "not judged: %s: %s", result.id(), result.whyUnjudged()));
        long unexpected =
                results.claims().stream().filter(result -> !result.asExpected()).count();
        if (run.isEmpty()) {
            line(text, "No claim was run.");
        } else {
            line(text, unexpected == 0 ? "Every verdict is the expected one." : "%d not as expected.", unexpected);
        }
        return text.toString();
    }

    /** Of one claim of many: what was measured, in place of the counts. */
    private static String alone(ClaimResult result, Results results) {
        StringBuilder text = new StringBuilder();
        result.findings().forEach(finding -> line(text, "%s: %s", finding.verdict(), finding.text()));
        if (result.leftUnjudged()) {
            line(text, "not judged: %s", result.whyUnjudged());
        }
        line(text, "%d other claims were not run.", results.claims().size() - 1);
        line(
                text,
                "%s",
                result.asExpected() ? "The verdict is the expected one." : "The verdict is not the expected one.");
        return text.toString();
    }

    private static String counts(Results results) {
        return Arrays.stream(Verdict.values())
                        .map(verdict -> count(results, verdict) + " " + verdict)
                        .collect(Collectors.joining(", "))
                + unjudged(results)
                + faults(results);
    }

    private static long count(Results results, Verdict verdict) {
        return results.claims().stream()
                .filter(result -> result.fault().isEmpty() && result.verdict() == verdict && !result.leftUnjudged())
                .count();
    }

    private static String verdict(ClaimResult result) {
        if (result.fault().isPresent()) {
            return "(fault)";
        }
        return result.leftUnjudged() ? "(not judged)" : result.verdict().toString();
    }

    private static String unjudged(Results results) {
        long unjudged =
                results.claims().stream().filter(ClaimResult::leftUnjudged).count();
        return unjudged == 0 ? "" : ", " + unjudged + " not judged";
    }

    private static String faults(Results results) {
        long faults = results.claims().stream()
                .filter(result -> result.fault().isPresent())
                .count();
        return faults == 0 ? "" : ", " + faults + (faults == 1 ? " fault" : " faults");
    }

    private static String remark(ClaimResult result) {
        if (result.fault().isPresent()) {
            return "  FAULT: " + result.fault().get().lines().findFirst().orElse("");
        }
        return (result.asExpected() ? "" : "  NOT AS EXPECTED") + shared(result);
    }

    private static String shared(ClaimResult result) {
        return result.shared().isEmpty()
                ? ""
                : "  shared with "
                        + new TreeMap<>(result.shared())
                                .entrySet().stream()
                                        .map(entry -> String.format(
                                                Locale.ROOT, "%s (%.1f s)", entry.getKey(), entry.getValue()))
                                        .collect(Collectors.joining(", "));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
    }
}
