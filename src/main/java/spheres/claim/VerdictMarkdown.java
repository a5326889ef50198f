package spheres.claim;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import spheres.claim.Results.ClaimResult;

/** The results as Markdown for the project's front page: counts by section, where the paper is off, what is not judged. */
public final class VerdictMarkdown {
    private static final String BEGIN = "<!-- verdicts: made by \"claims readme\" -->";
    private static final String END = "<!-- end of verdicts -->";

    private static final Set<Verdict> OFF = EnumSet.of(Verdict.DEVIATES, Verdict.DEPENDS, Verdict.REFUTED);

    private VerdictMarkdown() {}

    /**
     * A text with the part between its two marks replaced.
     *
     * @throws IllegalArgumentException if the marks are missing
     */
    public static String into(String text, Results results) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "there is no line \"" + BEGIN + "\" with a line \"" + END + "\" after it: the table goes between");
        }
        return text.substring(0, begin + BEGIN.length()) + "\n\n" + of(results) + "\n" + text.substring(end);
    }

    /** The part itself. */
    public static String of(Results results) {
        Map<String, Predicate<ClaimResult>> columns = columns();
        Map<String, List<ClaimResult>> sections = results.located().claims().stream()
                .collect(Collectors.groupingBy(ClaimResult::section, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "At %s scale, seed %d, commit %s:%n%n",
                results.scale(),
                results.seed(),
                results.commit()));
        text.append("| section | claims | ")
                .append(String.join(" | ", columns.keySet()))
                .append(" |\n|---|--:|")
                .append("--:|".repeat(columns.size()))
                .append('\n');
        sections.forEach((section, claims) -> row(text, section, claims, columns.values()));
        row(text, "**all**", results.located().claims(), columns.values());
        if (!results.recollected().claims().isEmpty()) {
            row(text, "not located in the paper", results.recollected().claims(), columns.values());
        }
        text.append("\nWhere the paper is off:\n\n");
        results.located().claims().stream()
                .filter(result -> result.judged() && OFF.contains(result.verdict()))
                .forEach(result -> text.append(off(result)));
        text.append(
                        "\nThe last column counts the verdicts that rest on one training run, which says nothing of how another would come"
                                + " out. ")
                .append(SuiteLevel.of(results))
                .append(".\n");
        names(
                text,
                "Not judged, since quick scale has only a stand-in for the paper's network",
                results,
                Objects.requireNonNull(columns.get("not judged")));
        names(text, "Not run", results, Objects.requireNonNull(columns.get("not run")));
        return text.toString();
    }

    private static Map<String, Predicate<ClaimResult>> columns() {
        Map<String, Predicate<ClaimResult>> columns = new LinkedHashMap<>();
        for (Verdict verdict :
                List.of(Verdict.REPRODUCED, Verdict.DEVIATES, Verdict.DEPENDS, Verdict.REFUTED, Verdict.INCONCLUSIVE)) {
            columns.put(verdict.toString(), result -> result.verdict() == verdict && !result.leftUnjudged());
        }
        columns.put("not judged", ClaimResult::leftUnjudged);
        columns.put(
                "not run",
                result -> result.verdict() == Verdict.NOT_RUN && result.fault().isEmpty());
        columns.put("fault", result -> result.fault().isPresent());
        columns.put("on one run", ClaimResult::restsOnOneRun);
        return columns;
    }

    private static void row(
            StringBuilder text, String name, List<ClaimResult> claims, Iterable<Predicate<ClaimResult>> columns) {
        text.append("| ").append(name).append(" | ").append(claims.size()).append(" |");
        for (Predicate<ClaimResult> column : columns) {
            long count = claims.stream().filter(column).count();
            text.append(' ').append(count == 0 ? "" : count).append(" |");
        }
        text.append('\n');
    }

    private static String off(ClaimResult result) {
        String what = result.claim()
                .erratum()
                .map(erratum -> "Printed: " + sentence(erratum.printed()) + " " + erratum.heading() + ": "
                        + sentence(erratum.instead()))
                .orElseGet(() -> result.claim().statement());
        String readings = result.readings().stream()
                .map(reading -> reading.reading() + " " + reading.verdict())
                .collect(Collectors.joining(", "));
        return "- " + link(result) + " (" + result.verdict() + (readings.isEmpty() ? "" : ": " + readings) + "). "
                + what.strip() + "\n";
    }

    private static String sentence(String text) {
        String line = text.strip();
        return line.endsWith(".") ? line : line + ".";
    }

    private static void names(StringBuilder text, String what, Results results, Predicate<ClaimResult> which) {
        String names = results.claims().stream()
                .filter(which)
                .map(VerdictMarkdown::link)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            text.append('\n').append(what).append(": ").append(names).append(".\n");
        }
    }

    private static String link(ClaimResult result) {
        return "[" + result.id() + "](claims/" + result.id() + ".yaml)";
    }
}
